import { normaliseName } from '../../domain/resource-name.ts';
import type { Call, CallValue } from '../file-facts/calls.ts';
import type { ColumnShape, SchemaStep } from '../file-facts/schema.ts';
import { hashText } from '../hash.ts';
import { plural, singular } from './inflection.ts';
import { isLoop, turnsOf } from './loops.ts';
import { textOf as scopedText, UNKNOWN } from './scope.ts';

type Options = Readonly<Record<string, CallValue>>;
type Lines = Pick<Call, 'line' | 'endLine'>;

/** Options that make no column another one. */
const ASIDE =
  /^(null|index|foreign_key|polymorphic|type|comment|force|if_not_exists|if_exists|unique|after|first)$/;
/** Options that are part of a type. */
const OF_TYPE = /^(limit|precision|scale|array|collation|unsigned)$/;
/** What a table's block calls where no column is meant. */
const NO_COLUMN =
  /^(index|foreign_key|check_constraint|unique_constraint|unique_key|exclusion_constraint|remove_index|remove_foreign_key|rename_index|remove_check_constraint|timestamps)$/;
const SAME_TYPE: ReadonlyMap<string, string> = new Map([
  ['decimal', 'numeric'],
  ['timestamp', 'datetime'],
  ['bigserial', 'bigint'],
]);
/** Blocks that run one way only. */
const BACK = /^(down|revert)$/;
const DEEPEST = 20;
/** More than one file does to its tables. */
const MOST_STEPS = 20_000;

type Variables = ReadonlyMap<string, CallValue>;

const NO_VARIABLES: Variables = new Map();

function textOf(value: CallValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value !== null && typeof value === 'object' && 'symbol' in value ? value.symbol : undefined;
}

/** A call with what stands for the variables of the loops around it. */
function filledIn(call: Call, variables: Variables): Call {
  if (variables.size === 0 || call.args === undefined) return call;
  const args = call.args.map((value) => {
    if (value === null || typeof value !== 'object') return value;
    if ('name' in value) return variables.get(value.name) ?? value;
    return 'text' in value ? (sureText(scopedText(value, { variables }) ?? UNKNOWN) ?? value) : value;
  });
  return { ...call, args };
}

function sureText(text: string): string | undefined {
  return text.includes(UNKNOWN) ? undefined : text;
}

function normal(name: string | undefined): string | undefined {
  const named = name === undefined ? undefined : normaliseName('table', name);
  return named === undefined || 'problem' in named ? undefined : named.name;
}

function hashOf(entries: readonly (readonly [string, CallValue])[]): string {
  const said = entries.filter(([, value]) => value !== null);
  return said.length === 0 ? '' : hashText(JSON.stringify(said.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function shapeOf(type: string, options: Options): ColumnShape {
  const said = Object.entries(options);
  const rest = hashOf(said.filter(([key]) => !ASIDE.test(key) && !OF_TYPE.test(key)));
  return {
    type: hashText(`${SAME_TYPE.get(type) ?? type} ${hashOf(said.filter(([key]) => OF_TYPE.test(key)))}`),
    required: options.null === false,
    rest,
  };
}

/** Reads what migrations and `schema.rb` do to tables. */
export class MigrationReader {
  readonly steps: SchemaStep[] = [];

  run(calls: readonly Call[], depth = 0, variables = NO_VARIABLES): void {
    if (depth > DEEPEST || this.steps.length > MOST_STEPS) return;
    for (const call of calls) {
      if (call.call === 'reversible') {
        const direction = call.params?.[0];
        for (const inner of call.block ?? [])
          if (inner.call === 'up' || direction === undefined)
            this.run(inner.block ?? [], depth + 1, variables);
      } else if (isLoop(call)) {
        for (const turn of turnsOf(call, { variables })) this.run(call.block ?? [], depth + 1, turn);
      } else if (!BACK.test(call.call) && !this.#step(filledIn(call, variables), variables))
        this.run(call.block ?? [], depth + 1, variables);
    }
  }

  /** @returns whether it is something that is done to a table */
  #step(call: Call, variables: Variables): boolean {
    const { call: name, args = [], options = {} } = call;
    const texts = args.map(textOf);
    const table = normal(texts[0]);
    if (name === 'create_table' || name === 'create_join_table')
      this.#create(call, texts, options, variables);
    else if (name === 'drop_table') {
      for (const text of texts) {
        const dropped = normal(text);
        if (dropped !== undefined) this.steps.push({ does: 'drop table', table: dropped, line: call.line });
      }
    } else if (name === 'drop_join_table') {
      const dropped = joinTable(texts, options);
      if (dropped !== undefined) this.steps.push({ does: 'drop table', table: dropped, line: call.line });
    } else if (table === undefined) return false;
    else if (name === 'rename_table') {
      const to = normal(texts[1]);
      if (to !== undefined) this.steps.push({ does: 'rename table', table, to, line: call.line });
    } else if (name === 'change_table') this.#inTable(call, table, variables);
    else if (name === 'add_timestamps' || name === 'remove_timestamps')
      this.#change(name === 'add_timestamps' ? 'timestamps' : name, table, [], options, call);
    else if (/^(add|remove|rename|change)_/.test(name)) {
      const verb = VERBS.get(name);
      if (verb === undefined) return false;
      this.#change(verb, table, args.slice(1), options, call);
    } else return false;
    return true;
  }

  #create(call: Call, texts: readonly (string | undefined)[], options: Options, variables: Variables): void {
    const joins = call.call === 'create_join_table';
    const table = joins ? joinTable(texts, options) : normal(texts[0]);
    if (table === undefined) return;
    const { line, endLine } = call;
    const keys = Object.entries(options).filter(([key]) => key === 'id' || key === 'primary_key');
    // The key that Rails makes by itself is not said.
    const usual = keys.filter(
      ([key, value]) => !(key === 'id' && (value === true || textOf(value) === 'bigint')),
    );
    this.steps.push({ does: 'create table', table, line, endLine, body: joins ? '' : hashOf(usual) });
    for (const text of joins ? texts : []) {
      if (text !== undefined) this.#add(table, `${singular(text)}_id`, 'bigint', { null: false }, call);
    }
    this.#inTable(call, table, variables);
  }

  /** `t.string :name` */
  #inTable({ params = [], block = [] }: Call, table: string, variables: Variables, depth = 0): void {
    if (this.steps.length > MOST_STEPS) return;
    for (const written of block) {
      const call = filledIn(written, variables);
      const { on, args = [], options = {} } = call;
      const ofTable =
        on !== undefined && on !== null && typeof on === 'object' && 'name' in on && on.name === params[0];
      if (ofTable) this.#change(call.call, table, args, options, call);
      else if (call.block !== undefined && depth < DEEPEST) {
        const turns = isLoop(call) ? turnsOf(call, { variables }) : [variables];
        for (const turn of turns) this.#inTable({ ...call, params }, table, turn, depth + 1);
      }
    }
  }

  #add(table: string, column: string, type: string, options: Options, { line, endLine }: Lines): void {
    const named = normal(column);
    if (named !== undefined)
      this.steps.push({ does: 'add column', table, column: named, line, endLine, ...shapeOf(type, options) });
  }

  #drop(table: string, column: string | undefined, { line }: Lines): void {
    const named = normal(column);
    if (named !== undefined) this.steps.push({ does: 'drop column', table, column: named, line });
  }

  /** What is done to a table's columns, as its block calls it. */
  #change(verb: string, table: string, args: readonly CallValue[], options: Options, call: Call): void {
    const texts = args.flatMap((arg) => (Array.isArray(arg) ? arg.map(textOf) : [textOf(arg)]));
    const [column, second] = texts;
    const { line } = call;
    if (verb === 'timestamps') {
      for (const name of ['created_at', 'updated_at'])
        this.#add(table, name, 'datetime', { null: false, ...options }, call);
    } else if (verb === 'remove_timestamps') {
      for (const name of ['created_at', 'updated_at']) this.#drop(table, name, call);
    } else if (verb === 'references' || verb === 'belongs_to') {
      for (const name of texts) {
        if (name === undefined) continue;
        const { polymorphic } = options;
        this.#add(table, `${name}_id`, textOf(options.type) ?? 'bigint', options, call);
        if (polymorphic !== undefined && polymorphic !== false)
          this.#add(table, `${name}_type`, 'string', options, call);
      }
    } else if (verb === 'remove_references' || verb === 'remove_belongs_to') {
      for (const name of texts) {
        this.#drop(table, name && `${name}_id`, call);
        if (options.polymorphic !== undefined) this.#drop(table, name && `${name}_type`, call);
      }
    } else if (verb === 'column') {
      if (column !== undefined) this.#add(table, column, second ?? '', options, call);
    } else if (verb === 'remove') for (const name of texts) this.#drop(table, name, call);
    else if (verb === 'remove_column') this.#drop(table, column, call);
    else if (verb === 'rename') {
      const [from, to] = [normal(column), normal(second)];
      if (from !== undefined && to !== undefined)
        this.steps.push({ does: 'rename column', table, column: from, to, line });
    } else if (/^change(_null|_default)?$/.test(verb)) this.#alter(verb, table, args, options, call);
    else if (verb === 'column_list') {
      for (const name of texts)
        if (name !== undefined) this.#add(table, name, textOf(options.type) ?? '', options, call);
    } else if (!NO_COLUMN.test(verb))
      for (const name of texts) if (name !== undefined) this.#add(table, name, verb, options, call);
  }

  #alter(verb: string, table: string, args: readonly CallValue[], options: Options, { line }: Lines): void {
    const [first, second] = args;
    const column = normal(textOf(first));
    if (column === undefined) return;
    const step = { does: 'alter column', table, column, line } as const;
    if (verb === 'change_null') this.steps.push({ ...step, required: second === false });
    else if (verb === 'change_default') {
      const to = options.to === undefined ? (second ?? null) : options.to;
      this.steps.push({ ...step, rest: hashOf([['default', to]]) });
    } else {
      const { type, required, rest } = shapeOf(textOf(second) ?? '', options);
      const said = 'null' in options;
      this.steps.push({ ...step, type, ...(said && { required }), ...('default' in options && { rest }) });
    }
  }
}

/** Calls of a migration by what the block of a table calls them. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ['add_column', 'column'],
  ['add_columns', 'column_list'],
  ['remove_column', 'remove_column'],
  ['remove_columns', 'remove'],
  ['rename_column', 'rename'],
  ['change_column', 'change'],
  ['change_column_null', 'change_null'],
  ['change_column_default', 'change_default'],
  ['add_reference', 'references'],
  ['add_belongs_to', 'references'],
  ['remove_reference', 'remove_references'],
  ['remove_belongs_to', 'remove_references'],
]);

function joinTable(texts: readonly (string | undefined)[], options: Options): string | undefined {
  const said = textOf(options.table_name);
  if (said !== undefined) return normal(said);
  const [one, two] = texts;
  return one === undefined || two === undefined
    ? undefined
    : normal([plural(one), plural(two)].sort().join('_'));
}
