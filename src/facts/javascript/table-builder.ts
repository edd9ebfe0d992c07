import { hashText } from '../hash.ts';
import type { SchemaSteps } from '../sql/schema-steps.ts';
import type { Chain, Link } from './chains.ts';
import type { FunctionShape } from './functions.ts';
import type { JavaScriptNames } from './names.ts';
import type { Range } from './source.ts';
import { literalText } from './up-functions.ts';

/** What a builder of Knex does besides making columns. */
const NO_COLUMN =
  /^(primary|unique|index|foreign|check\w*|drop\w+|set\w+|comment|engine|charset|collate|inherits|queryContext|timestamps|renameColumn)$/;
/** Made without a name, they are called `id`. */
const KEYS = /^(increments|bigincrements|bigIncrements|smallIncrements)$/;
/** What is no part of a column's type. */
const REQUIRED = /^(notNullable|notNull|primary)$/;

interface Builder {
  readonly table: string;
  readonly creates: boolean;
}

/** Reads what the callbacks of `createTable('users', (table) => { … })` do with their tables. */
export class TableBuilders {
  readonly #names: JavaScriptNames;
  readonly #steps: SchemaSteps;
  readonly #builders = new Map<FunctionShape, Builder>();

  constructor(names: JavaScriptNames, steps: SchemaSteps) {
    this.#names = names;
    this.#steps = steps;
  }

  add(callback: Range, builder: Builder): void {
    const shape = this.#names.functionAt(callback);
    if (shape !== undefined) this.#builders.set(shape, builder);
  }

  /** Reads a chain, if it begins with a table. */
  read(chain: Chain): void {
    const { source, scopes } = this.#names;
    const parameter = scopes.find(source.word(chain.head) ?? '', chain.head)?.parameter;
    const builder =
      parameter === undefined || parameter.index > 0 ? undefined : this.#builders.get(parameter.of);
    const [method, call] = chain.links;
    if (builder === undefined || method?.does !== 'member' || call?.does !== 'call') return;
    const values = call.open === undefined ? [] : source.elements(call.open);
    const at = { from: chain.from, to: chain.to };
    if (!NO_COLUMN.test(method.name)) this.#column(builder, method.name, values, chain.links, at);
    else this.#other(builder, method.name, values, at);
  }

  #texts(values: readonly Range[]): string[] {
    const { source } = this.#names;
    return values
      .flatMap((value) => (source.is(value.from, '[') ? source.elements(value.from) : [value]))
      .flatMap((value) => literalText(this.#names, value) ?? []);
  }

  #other({ table }: Builder, method: string, values: readonly Range[], at: Range): void {
    const steps = this.#steps;
    const { source } = this.#names;
    const [first, second] = this.#texts(values);
    if (method === 'dropColumn' || method === 'dropColumns')
      for (const column of this.#texts(values)) steps.dropColumn(table, column, at);
    else if (method === 'renameColumn') {
      if (first !== undefined && second !== undefined) steps.renameColumn(table, first, second, at);
    } else if (method === 'setNullable' || method === 'dropNullable') {
      if (first !== undefined) steps.alter(table, first, { required: method === 'dropNullable' }, at);
    } else if (method === 'timestamps' || method === 'dropTimestamps') {
      const last = values[method === 'timestamps' ? 2 : 0];
      const [options] = values;
      const camel =
        (last !== undefined && source.is(last.from, 'true')) ||
        (options !== undefined && this.#saysCamel(options));
      const withDefault = values[1] !== undefined && source.is(values[1].from, 'true');
      const shape = { type: hashText('timestamp'), required: withDefault, rest: withDefault ? 'now' : '' };
      for (const column of camel ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at'])
        if (method === 'timestamps') steps.add(table, column, shape, at);
        else steps.dropColumn(table, column, at);
    }
  }

  #saysCamel({ from, to }: Range): boolean {
    const { source } = this.#names;
    for (let at = from; at < to; at++) if (source.is(at, 'useCamelCase')) return source.is(at + 2, 'true');
    return false;
  }

  #column(
    { table, creates }: Builder,
    method: string,
    [name, ...others]: readonly Range[],
    links: readonly Link[],
    at: Range,
  ): void {
    const { source } = this.#names;
    const column =
      literalText(this.#names, name) ?? (KEYS.test(method) && name === undefined ? 'id' : undefined);
    if (column === undefined || column === '') return;
    const type = [method, ...others.map((range) => source.hash(range))];
    const rest: string[] = [];
    let required = KEYS.test(method);
    let alters = false;
    links.forEach((link, index) => {
      if (index < 2 || link.does !== 'member') return;
      const next = links[index + 1];
      const to = next?.does === 'call' && next.open !== undefined ? source.after(next.open) : link.at + 1;
      if (REQUIRED.test(link.name)) required = true;
      if (link.name === 'alter') alters = true;
      else if (link.name === 'unsigned') type.push('unsigned');
      else if (!/^(notNullable|notNull|nullable|comment|after|first)$/.test(link.name))
        rest.push(source.hash({ from: link.at, to }));
    });
    const shape = {
      type: hashText(type.join(' ')),
      required,
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
    if (alters && !creates) this.#steps.alter(table, column, shape, at);
    else this.#steps.add(table, column, shape, at);
  }
}
