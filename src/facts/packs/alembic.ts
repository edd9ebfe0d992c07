import type { ColumnShape } from '../file-facts/schema.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { type Arguments, readArguments } from '../python/functions.ts';
import type { Chain, PythonNames, Turn } from '../python/names.ts';
import type { Defined } from '../python/scopes.ts';
import type { Range } from '../python/source.ts';
import { turnsOf } from '../python/turns.ts';
import { SchemaSteps } from '../sql/schema-steps.ts';
import type { PythonPack } from './pack.ts';
import { readStatements } from './sql.ts';

/** What an argument of a column is besides its type. */
const NO_TYPE = /^(ForeignKey|Sequence|Identity|Computed|CheckConstraint|FetchedValue)$/;
const OF_NONE = /^(nullable|primary_key|comment|autoincrement|name|key|doc|info)$/;
/** Functions that the way there may be split into, one calling the other. */
const DEEPEST = 5;

/** Reads the way there of one revision: what `upgrade()` does to a schema, in order. */
class RevisionReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #steps: SchemaSteps;
  readonly #functions: ReadonlyMap<string, Defined>;
  readonly #read = new Set<Defined>();
  /** Tables by what `with op.batch_alter_table('users') as batch_op` calls them. */
  readonly #batches = new Map<string, Range>();

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#steps = new SchemaSteps(names.source, findings);
    this.#functions = new Map(names.scopes.functions.map((defined) => [defined.ref, defined]));
  }

  run(): void {
    const upgrade = this.#functions.get('upgrade');
    if (upgrade === undefined) return;
    this.#revision();
    this.#function(upgrade, 0);
  }

  #revision(): void {
    const { top } = this.#names.scopes;
    const id = top.names.get('revision')?.value;
    const written = id && this.#names.literal(id);
    if (written === undefined) return;
    const before = top.names.get('down_revision')?.value;
    const texts = (before && this.#names.elementsOf(before)) ?? (before === undefined ? [] : [before]);
    const after = texts.flatMap((range) => this.#names.literal(range) ?? []);
    this.#findings.revision = { id: written, after };
  }

  #function(defined: Defined, depth: number): void {
    if (this.#read.has(defined) || depth > DEEPEST) return;
    this.#read.add(defined);
    const { source } = this.#names;
    for (let at = defined.statement.head.to; at < defined.statement.to; at++) {
      const word = source.word(at);
      if (word === undefined || source.is(at - 1, '.')) continue;
      const called = source.is(at + 1, '(') ? this.#functions.get(word) : undefined;
      if (called !== undefined && word !== 'downgrade') this.#function(called, depth + 1);
      else if (source.is(at + 1, '.')) this.#chain(at, word);
    }
  }

  #chain(at: number, word: string): void {
    const { source } = this.#names;
    const chain = this.#names.chainAt(at);
    const [method, call] = chain?.links ?? [];
    if (chain === undefined || method?.does !== 'member' || call?.does !== 'call') return;
    const given = readArguments(source, call.open);
    const range = { from: at, to: source.after(call.open) };
    const batch = this.#batches.get(word);
    if (batch !== undefined && word !== 'op') {
      this.#call(method.name, { ...given, positional: [batch, ...given.positional] }, range);
    } else if (this.#isOp(chain)) {
      const [table] = given.positional;
      const name = source.word(range.to + 1);
      if (method.name !== 'batch_alter_table') this.#call(method.name, given, range);
      else if (table !== undefined && source.is(range.to, 'as') && name !== undefined)
        this.#batches.set(name, table);
    }
  }

  #isOp(chain: Chain): boolean {
    const { source, scopes } = this.#names;
    const found = scopes.find(source.word(chain.head) ?? '', chain.head)?.import;
    return found?.name === 'op' && found.from === 'alembic';
  }

  /** What an expression says in one turn of the loop around it. */
  #text(range: Range | undefined, turn: Turn): string | undefined {
    const [part, ...others] = (range && this.#names.textOf(range, turn)) ?? [];
    if (part === undefined || typeof part === 'string' || others.length > 0)
      return others.length === 0 && typeof part === 'string' ? part : undefined;
    const constant = this.#names.scopes.bindings.get(part.ref)?.value;
    return constant && this.#names.literal(constant);
  }

  #call(method: string, given: Arguments, at: Range): void {
    if (method === 'execute') {
      this.#execute(given);
      return;
    }
    const { positional } = given;
    for (const turn of turnsOf(this.#names, positional)) {
      const first = positional[0] ?? given.named.get('table_name');
      const name = this.#text(first, turn);
      const schema = this.#text(given.named.get('schema'), turn);
      if (name === undefined) continue;
      this.#step(method, schema === undefined ? name : `${schema}.${name}`, schema, given, turn, at);
    }
  }

  #step(
    method: string,
    table: string,
    schema: string | undefined,
    { positional, named }: Arguments,
    turn: Turn,
    at: Range,
  ): void {
    const steps = this.#steps;
    const second = positional[1] ?? named.get('column_name') ?? named.get('column');
    const column = this.#text(second, turn);
    switch (method) {
      case 'create_table':
        steps.create(table, at);
        for (const range of positional.slice(1)) this.#column(table, range, turn);
        return;
      case 'drop_table':
        steps.drop(table, at);
        return;
      case 'rename_table': {
        const to = this.#text(positional[1] ?? named.get('new_table_name'), turn);
        if (to !== undefined) steps.rename(table, schema === undefined ? to : `${schema}.${to}`, at);
        return;
      }
      case 'add_column':
        if (second !== undefined) this.#column(table, second, turn);
        return;
      case 'drop_column':
        if (column !== undefined) steps.dropColumn(table, column, at);
        return;
      case 'alter_column':
        if (column !== undefined) this.#alter(table, column, named, turn, at);
    }
  }

  #alter(table: string, column: string, named: Arguments['named'], turn: Turn, at: Range): void {
    const { source } = this.#names;
    const to = this.#text(named.get('new_column_name') ?? named.get('name'), turn);
    if (to !== undefined && to !== column) this.#steps.renameColumn(table, column, to, at);
    const [nullable, type] = [named.get('nullable'), named.get('type_')];
    const fallback = named.get('server_default');
    const shape: Partial<ColumnShape> = {
      ...(nullable !== undefined && { required: source.is(nullable.from, 'False') }),
      ...(type !== undefined && { type: hashText(source.hash([type])) }),
      ...(fallback !== undefined && {
        rest: source.is(fallback.from, 'None') ? '' : hashText(`server_default ${source.hash([fallback])}`),
      }),
    };
    if (Object.keys(shape).length > 0) this.#steps.alter(table, to ?? column, shape, at);
  }

  /** `sa.Column('id', sa.Integer(), nullable=False)`; constraints and indexes are none. */
  #column(table: string, range: Range, turn: Turn): void {
    const { source } = this.#names;
    const chain = this.#names.chainOf(range);
    const call = chain?.links.at(-1);
    if (chain === undefined || call?.does !== 'call' || !source.is(call.open - 1, 'Column')) return;
    const { positional, named } = readArguments(source, call.open);
    const name = this.#text(positional[0] ?? named.get('name'), turn);
    if (name === undefined) return;
    const types: string[] = [];
    const rest: string[] = [];
    for (const one of positional.slice(1)) {
      const made = this.#names.chainOf(one);
      const member = made?.links.find((_link, index) => made.links[index + 1]?.does === 'call');
      const word = member?.does === 'member' ? member.name : source.word(one.from);
      (NO_TYPE.test(word ?? '') ? rest : types).push(source.hash([one]));
    }
    for (const [key, value] of named) {
      if (key === 'type_') types.push(source.hash([value]));
      else if (!OF_NONE.test(key)) rest.push(`${key} ${source.hash([value])}`);
    }
    const [nullable, key] = [named.get('nullable'), named.get('primary_key')];
    const isKey = key !== undefined && source.is(key.from, 'True');
    const required = nullable === undefined ? isKey : source.is(nullable.from, 'False');
    const shape = {
      type: hashText(types.join(' ')),
      required,
      rest: rest.length === 0 ? '' : hashText(rest.sort().join(' ')),
    };
    this.#steps.add(table, name, shape, range);
  }

  /** `op.execute('ALTER TABLE …')`, also within `sa.text(…)`. */
  #execute({ positional: [value] }: Arguments): void {
    const { source } = this.#names;
    if (value === undefined) return;
    let at = value.from;
    while (at < value.to && source.at(at).kind !== 'string') {
      if (!/^(sa|text|sqlalchemy|\.|\()$/.test(source.at(at).text)) return;
      at += 1;
    }
    const { line } = source.at(at);
    let text = '';
    while (at < value.to && source.at(at).kind === 'string') text += source.at(at++).text;
    readStatements(text, line, this.#findings);
  }
}

/** https://alembic.sqlalchemy.org: revisions one behind the other, as they say themselves. */
export const alembic: PythonPack = {
  name: 'alembic',
  family: 'python',
  read(names, findings) {
    const { import: found } = names.scopes.top.names.get('op') ?? {};
    if (found?.from === 'alembic') new RevisionReader(names, findings).run();
  },
};
