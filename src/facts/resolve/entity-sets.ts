import type { EntitySetting } from '../file-facts/entities.ts';
import type { Model, ModelColumn } from '../file-facts/models.ts';
import type { FileFacts } from '../file-facts.ts';
import { snakeCase } from '../naming.ts';
import type { TreeNames } from './tree-names.ts';

/** What is said of one class in all of a tree. */
interface Entity {
  set?: string | undefined;
  table?: string | undefined;
  schema?: string | undefined;
  view: boolean;
  readonly columns: Map<string, string>;
  readonly members: Set<string>;
  readonly ignored: Set<string>;
}

interface Placed {
  readonly path: string;
  readonly model: Model;
}

/**
 * Which classes of a tree Entity Framework keeps in tables. Where the tree has its migrations, those say it all: what
 * conventions and libraries make of classes is written down in them.
 */
export class EntitySets {
  readonly #entities = new Map<Model, Entity>();
  readonly #snake: boolean;

  /** @param placed models by path and reference */
  constructor(
    files: ReadonlyMap<string, FileFacts>,
    names: TreeNames,
    placed: ReadonlyMap<string, Placed>,
    snake: boolean,
  ) {
    this.#snake = snake;
    for (const { language, schema } of files.values())
      if (language === 'csharp' && schema !== undefined) return;
    for (const [path, { entities = [] }] of files) {
      for (const setting of entities) {
        const place = names.follow(path, setting.of);
        const found = place && placed.get(`${place.path}\0${place.ref}`);
        if (found?.model.library === 'entity-framework') this.#say(found.model, setting);
      }
    }
  }

  #say(model: Model, setting: EntitySetting): void {
    const known = this.#entities.get(model) ?? {
      view: false,
      columns: new Map<string, string>(),
      members: new Set<string>(),
      ignored: new Set<string>(),
    };
    known.set ??= setting.set;
    known.table ??= setting.table;
    known.schema ??= setting.schema;
    known.view ||= setting.view === true;
    for (const [member, column] of Object.entries(setting.columns ?? {})) known.columns.set(member, column);
    for (const member of setting.members ?? []) known.members.add(member);
    for (const member of setting.ignored ?? []) known.ignored.add(member);
    this.#entities.set(model, known);
  }

  /** Tells whether a class is kept in a table, its own or that of what it is derived from. */
  has(model: Model): boolean {
    const entity = this.#entities.get(model);
    return entity !== undefined && (!entity.view || entity.table !== undefined);
  }

  /** The table that a class itself says, or is said to be. */
  said(model: Model): string | undefined {
    const entity = this.#entities.get(model);
    if (entity?.table === undefined) return model.table;
    return this.#within(entity, entity.table);
  }

  /** What the table of a class is called where nothing says it: as the set, or the class. */
  usual(model: Model): string {
    const entity = this.#entities.get(model);
    const name = entity?.set ?? model.ref;
    const written = this.#snake ? snakeCase(name) : name;
    return entity === undefined ? written : this.#within(entity, written);
  }

  #within({ schema }: Entity, table: string): string {
    return schema === undefined ? table : `${schema}.${table}`;
  }

  /** What a member of a class is as a column of an entity; undefined where it is none. */
  column(model: Model, column: ModelColumn, isClass: boolean): ModelColumn | undefined {
    const entity = this.#entities.get(model);
    const member = column.member ?? column.name;
    if (entity?.ignored.has(member) || (isClass && entity?.members.has(member) !== true)) return undefined;
    const said = entity?.columns.get(member);
    if (said !== undefined) return { ...column, name: said };
    return this.#snake && column.implied ? { ...column, name: snakeCase(column.name) } : column;
  }
}
