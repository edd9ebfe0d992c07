import type { Fact } from '../../domain/fact.ts';
import { normaliseName } from '../../domain/resource-name.ts';
import type { JoinTable, Model, ModelColumn, ModelLibrary, TableNaming } from '../file-facts/models.ts';
import type { Ref } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { gormName } from '../go/gorm-names.ts';
import { hashText } from '../hash.ts';
import { snakeCase, snakeCaseOf, TABLE_PREFIX, TABLES_IN_SINGULAR } from '../naming.ts';
import { plural } from '../rails/inflection.ts';
import { appOf } from './django-app.ts';
import { EntitySets } from './entity-sets.ts';
import type { TreeNames } from './tree-names.ts';

type Files = ReadonlyMap<string, FileFacts>;

interface Placed {
  readonly path: string;
  readonly model: Model;
}

interface Table {
  readonly name: string;
  /** The columns are of the table of what it is derived from. */
  readonly shared: boolean;
}

/** More classes than anybody derives one from. */
const MOST_ANCESTORS = 50;

const LIBRARIES: readonly ModelLibrary[] = ['drizzle', 'typeorm', 'sequelize', 'entity-framework'];

/** The models of a tree: which of them are tables, and what those are called. */
class Models {
  readonly #files: Files;
  readonly #names: TreeNames;
  readonly #placed = new Map<string, Placed>();
  readonly #tables = new Map<Model, Table | undefined>();
  /** The types of Prisma that are models, of all files of the tree: a schema may have several. */
  readonly #relations = new Set<string>();
  readonly #snake = new Set<ModelLibrary>();
  /** Models that others take their columns from; found when somebody asks. */
  #taken: ReadonlySet<Model> | undefined;
  readonly #entities: EntitySets;
  #singular = false;
  #prefix = '';

  constructor(files: Files, names: TreeNames) {
    this.#files = files;
    this.#names = names;
    for (const [path, { language, models = [], constants = {} }] of files) {
      for (const model of models) {
        this.#placed.set(`${path}\0${model.ref}`, { path, model });
        if (language === 'prisma') this.#relations.add(model.ref);
      }
      for (const library of LIBRARIES)
        if (Object.hasOwn(constants, snakeCaseOf(library))) this.#snake.add(library);
      if (Object.hasOwn(constants, TABLES_IN_SINGULAR)) this.#singular = true;
      const prefix = Object.hasOwn(constants, TABLE_PREFIX) ? constants[TABLE_PREFIX]?.[0] : undefined;
      if (typeof prefix === 'string') this.#prefix = prefix;
    }
    this.#entities = new EntitySets(files, names, this.#placed, this.#snake.has('entity-framework'));
  }

  all(): Iterable<Placed> {
    return this.#placed.values();
  }

  #placedAt(path: string, ref: Ref): Placed | undefined {
    const place = this.#names.follow(path, ref);
    return place && this.#placed.get(`${place.path}\0${place.ref}`);
  }

  #bases({ path, model }: Placed): Placed[] {
    return model.bases.flatMap((ref) => this.#placedAt(path, ref) ?? []);
  }

  #naming(placed: Placed, seen: Set<Model>): TableNaming | undefined {
    const { model } = placed;
    if (model.naming !== undefined) return model.naming;
    if (seen.has(model) || seen.size > MOST_ANCESTORS) return undefined;
    seen.add(model);
    for (const base of this.#bases(placed)) {
      const naming = this.#naming(base, seen);
      if (naming !== undefined) return naming;
    }
    return undefined;
  }

  /** The table that a model is, or adds columns to. */
  table(placed: Placed): Table | undefined {
    const { model } = placed;
    if (this.#tables.has(model)) return this.#tables.get(model);
    this.#tables.set(model, undefined);
    const table = this.#table(placed);
    this.#tables.set(model, table);
    return table;
  }

  #table(placed: Placed): Table | undefined {
    const { path, model } = placed;
    if (model.library === 'entity-framework') return this.#entityTable(placed);
    if (model.role === 'unless taken' ? this.#isTaken(model) : model.role !== undefined) return undefined;
    if (model.table !== undefined) {
      const [front] = model.within === undefined ? [''] : this.#names.texts(path, [{ ref: model.within }]);
      // A prefix that only the environment knows is left out.
      return { name: (front ?? '') + model.table, shared: false };
    }
    const naming = this.#naming(placed, new Set());
    const name = model.ref.slice(model.ref.lastIndexOf('.') + 1);
    if (naming === 'app') return { name: `${appOf(this.#files, path)}_${name.toLowerCase()}`, shared: false };
    if (naming === 'plurals') return this.#inPlural(placed, name);
    let separate = false;
    for (const base of this.#bases(placed)) {
      const table = this.table(base);
      if (table === undefined) continue;
      if (!this.#isSeparate(base)) return { name: table.name, shared: true };
      separate = true;
    }
    if (naming === 'collections' && model.naming !== undefined)
      return { name: plural(name.toLowerCase()), shared: false };
    if (naming === undefined || (model.columns.length === 0 && !separate)) return undefined;
    const written = naming.startsWith('lower') ? name.toLowerCase() : snakeCase(name);
    return { name: naming.endsWith('s') ? `${written}s` : written, shared: false };
  }

  /** An entity that is derived from another one is kept in the same table, unless it says one of its own. */
  #entityTable(placed: Placed): Table | undefined {
    const { model } = placed;
    if (!this.#entities.has(model)) return undefined;
    const said = this.#entities.said(model);
    if (said !== undefined) return { name: said, shared: false };
    for (const base of this.#bases(placed)) {
      const table = this.table(base);
      if (table !== undefined) return { name: table.name, shared: true };
    }
    return { name: this.#entities.usual(model), shared: false };
  }

  /** A struct that only takes its fields from a table is none: what a query gives. */
  #inPlural(placed: Placed, name: string): Table | undefined {
    const { naming } = placed.model;
    if (naming === undefined && this.#bases(placed).some((base) => this.table(base) !== undefined))
      return undefined;
    const words = gormName(name);
    return { name: this.#prefix + (this.#singular ? words : plural(words)), shared: false };
  }

  #isSeparate(placed: Placed, seen = new Set<Model>()): boolean {
    if (placed.model.separate !== undefined) return true;
    if (seen.has(placed.model) || seen.size > MOST_ANCESTORS) return false;
    seen.add(placed.model);
    return this.#bases(placed).some((base) => this.#isSeparate(base, seen));
  }

  #isTaken(model: Model): boolean {
    this.#taken ??= new Set(
      [...this.#placed.values()].flatMap((one) => this.#bases(one).map((base) => base.model)),
    );
    return this.#taken.has(model);
  }

  /** Tells whether what a column has for its type is a table. */
  #isRelation({ path, model }: Placed, { of }: ModelColumn): boolean {
    if (of === undefined) return false;
    if (model.library !== 'gorm' && model.library !== 'entity-framework') return this.#relations.has(of);
    const place = this.#names.follow(path, of);
    return place !== undefined && this.#placed.has(`${place.path}\0${place.ref}`);
  }

  #cased(column: ModelColumn, { library }: Model): ModelColumn {
    const snake = column.implied === true && library !== undefined && this.#snake.has(library);
    return snake ? { ...column, name: snakeCase(column.name) } : column;
  }

  /** A table between two that is called after both is one where both are known. */
  #join({ path, model }: Placed, join: JoinTable): { readonly path: string; readonly join: JoinTable }[] {
    if (join.to === undefined) return [{ path, join }];
    const place = this.#names.follow(path, join.to);
    const target = place && this.#placed.get(`${place.path}\0${place.ref}`);
    const table = target && this.table(target);
    if (table === undefined || target?.model.library !== model.library) return [];
    return [{ path, join: { ...join, name: `${snakeCase(join.name)}_${table.name}` } }];
  }

  /** The tables between that of a model and others, also those that it takes from what is no table itself. */
  joins(placed: Placed, seen = new Set<Model>()): { readonly path: string; readonly join: JoinTable }[] {
    const { model } = placed;
    if (seen.has(model) || seen.size > MOST_ANCESTORS) return [];
    seen.add(model);
    const above = this.#bases(placed).filter(
      (base) => base.model.role !== 'proxy' && this.table(base) === undefined,
    );
    return [
      ...(model.joins ?? []).flatMap((join) => this.#join(placed, join)),
      ...above.flatMap((base) => this.joins(base, seen)),
    ];
  }

  /** What a member of a class is as a column of a table that has it; undefined where it is none. */
  #column(table: Placed, owner: Placed, written: ModelColumn): ModelColumn | undefined {
    const isClass = this.#isRelation(owner, written);
    if (owner.model.library === 'entity-framework')
      return this.#entities.column(table.model, written, isClass);
    return isClass ? undefined : this.#cased(written, owner.model);
  }

  /** The columns of a table: those of the model, and of all that it is derived from and that is no table itself. */
  columns(placed: Placed): { readonly path: string; readonly column: ModelColumn }[] {
    const found = new Map<string, { readonly path: string; readonly column: ModelColumn }>();
    const seen = new Set<Model>([placed.model]);
    let parts = 0;
    const add = (one: Placed, called: Model['called'] = {}): void => {
      for (const written of one.model.columns) {
        const column = this.#column(placed, one, written);
        if (column === undefined) continue;
        const member = written.member ?? column.name;
        const name = (Object.hasOwn(called, member) ? called[member] : undefined) ?? column.name;
        if (!found.has(name)) found.set(name, { path: one.path, column: { ...column, name } });
      }
      for (const { of, called: inside } of one.model.embedded ?? []) {
        const part = this.#placedAt(one.path, of);
        parts += 1;
        if (part !== undefined && parts <= MOST_ANCESTORS) add(part, inside);
      }
      for (const base of this.#bases(one)) {
        const taken = this.table(base) === undefined || base.model.separate === 'all';
        if (base.model.role === 'proxy' || !taken || seen.has(base.model)) continue;
        if (seen.size > MOST_ANCESTORS) return;
        seen.add(base.model);
        add(base, { ...one.model.called, ...called });
      }
    };
    add(placed);
    return [...found.values()];
  }
}

/** The tables between a model's and others. */
function* joinsOf(
  table: string,
  joins: Iterable<{ readonly path: string; readonly join: JoinTable }>,
): Generator<Fact> {
  for (const { path, join } of joins) {
    const called = join.table ?? `${table}_${join.name}`;
    const named = normaliseName('table', join.to === undefined ? called : snakeCase(called));
    if ('problem' in named) continue;
    const { line, endLine, body } = join;
    yield { kind: 'table', name: named.name, certainty: 'exact', path, line, endLine, contract: '', body };
  }
}

/** Finds the tables and columns that the models of a tree declare. */
export function modelsOf(files: Files, names: TreeNames): Fact[] {
  const models = new Models(files, names);
  const facts: Fact[] = [];
  for (const placed of models.all()) {
    const table = models.table(placed);
    const named = table && normaliseName('table', table.name);
    if (table === undefined || named === undefined || 'problem' in named) continue;
    const { path, model } = placed;
    if (!table.shared) {
      const { line, endLine } = model;
      const body = hashText(`${named.name} ${model.body}`);
      facts.push({
        kind: 'table',
        name: named.name,
        certainty: 'exact',
        path,
        line,
        endLine,
        contract: '',
        body,
      });
    }
    facts.push(...joinsOf(named.name, models.joins(placed)));
    for (const { path: from, column } of models.columns(placed)) {
      const name = normaliseName('column', `${named.name}.${column.name}`);
      if ('problem' in name) continue;
      const { line, endLine, type, required, rest } = column;
      const contract = hashText(`${type} ${required}`);
      // No column of another table, or of another type, is taken for the same by its body.
      const body = hashText(`${named.name} ${type} ${rest}`);
      facts.push({
        kind: 'column',
        name: name.name,
        certainty: 'exact',
        path: from,
        line,
        endLine,
        contract,
        body,
      });
    }
  }
  return facts;
}
