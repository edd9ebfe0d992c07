import type { SchemaStep } from '../file-facts/schema.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { type Call, type Chain, chainAt, entriesOf } from '../php/calls.ts';
import type { PhpClass } from '../php/class-shapes.ts';
import { loopAt, type Turns } from '../php/loops.ts';
import type { PhpNames } from '../php/names.ts';
import { schemaName } from '../sql/names.ts';
import { OF_TABLE, READY, READY_DROPS, snakeCase, TYPES, UNTOLD } from './blueprint.ts';

/** What is known where a statement stands. */
export interface Known {
  readonly texts: Map<string, string>;
  readonly lists: Map<string, Range>;
  readonly owner: PhpClass;
}

/** Reads what is done to one table, by a closure that gets its blueprint. */
export class TableReader {
  readonly #names: PhpNames;
  readonly #table: string;
  readonly #variable: string;
  readonly steps: SchemaStep[] = [];
  /** Hashes of what is said of the table as a whole. */
  readonly constraints: string[] = [];
  readonly #turns: Turns;

  constructor(names: PhpNames, table: string, variable: string, turns: Turns) {
    this.#turns = turns;
    this.#names = names;
    this.#table = table;
    this.#variable = variable;
  }

  read({ from, to }: Range, known: Known): void {
    const { source } = this.#names;
    for (let at = from; at < to; ) {
      if (source.is(at, this.#variable) && source.is(at + 1, '->')) {
        const chain = chainAt(source, at + 1);
        const [call] = chain.calls;
        // `$table->after('name', function ($table) { … })`
        if (call?.name === 'after' && call.open !== undefined) {
          at = call.open + 1;
          continue;
        }
        this.#statement(at, chain, known);
        at = Math.max(chain.to, at + 1);
        continue;
      }
      const loop = loopAt(this.#names, at, known.texts, known.lists, known.owner);
      if (loop !== undefined && loop.turns.length > 0 && this.#turns.take(loop)) {
        for (const turn of loop.turns) this.read(loop.body, { ...known, texts: new Map(turn) });
        at = Math.max(loop.body.to, at + 1);
      } else at += 1;
    }
  }

  /** The texts that arguments name: one, several, or an array of them. */
  #texts(ranges: readonly Range[], { texts, owner }: Known): string[] {
    return ranges
      .flatMap((range) =>
        (entriesOf(this.#names.source, range) ?? [{ value: range }]).map(({ value }) => value),
      )
      .flatMap((value) => this.#names.wholeText(value, texts, owner) ?? []);
  }

  #statement(at: number, { calls, to }: Chain, known: Known): void {
    const { source } = this.#names;
    const [call, ...rest] = calls;
    if (call?.open === undefined) return;
    const { line, endLine } = source.lines({ from: at, to });
    const where = { table: this.#table, line };
    const placed = source.elements(call.open);
    const names = (): string[] => this.#texts(placed, known);
    if (call.name === 'dropColumn') this.#drop(names(), line);
    else if (call.name === 'renameColumn') {
      const [column, now] = names().map((name) => schemaName('column', name));
      if (column !== undefined && now !== undefined)
        this.steps.push({ ...where, does: 'rename column', column, to: now });
    } else if (call.name === 'rename') {
      const [now] = names().map((name) => schemaName('table', name));
      if (now !== undefined) this.steps.push({ ...where, does: 'rename table', to: now });
    } else if (call.name === 'drop' || call.name === 'dropIfExists')
      this.steps.push({ ...where, does: 'drop table' });
    else if (call.name === 'dropConstrainedForeignIdFor') this.#drop(this.#keyOf(placed, known), line);
    else if (Object.hasOwn(READY_DROPS, call.name)) {
      const { columns, name } = READY_DROPS[call.name] ?? { columns: [] };
      const given = names()[0] ?? name ?? '';
      this.#drop(
        columns.map((column) => column.replace('*', given)),
        line,
      );
    } else if (OF_TABLE.has(call.name)) this.constraints.push(source.hash({ from: at + 1, to }));
    else this.#add(call, placed, rest, { line, endLine }, known);
  }

  #drop(columns: readonly string[], line: number): void {
    for (const name of columns) {
      const column = schemaName('column', name);
      if (column !== undefined) this.steps.push({ does: 'drop column', table: this.#table, column, line });
    }
  }

  /** `foreignIdFor(User::class)`: the key is called after the class, where it has no name of its own. */
  #keyOf(placed: readonly Range[], known: Known): string[] {
    const [model, column] = placed;
    const named = column && this.#names.wholeText(column, known.texts, known.owner);
    if (named !== undefined) return [named];
    const whole = model && this.#names.classIn(model);
    return whole === undefined ? [] : [`${snakeCase(whole.slice(whole.lastIndexOf('\\') + 1))}_id`];
  }

  #add(
    { name, open }: Call,
    placed: readonly Range[],
    rest: readonly Call[],
    lines: { readonly line: number; readonly endLine: number },
    known: Known,
  ): void {
    const { source } = this.#names;
    const nullable = rest.find((call) => call.name === 'nullable');
    const notNull = nullable?.open !== undefined && source.is(nullable.open + 1, 'false');
    const said = nullable === undefined ? undefined : notNull;
    const told = rest
      .filter((call) => !UNTOLD.has(call.name))
      .map((call) => `${call.name} ${call.open === undefined ? '' : source.hash(source.inside(call.open))}`);
    const unsigned = rest.some((call) => call.name === 'unsigned') ? 'unsigned' : '';
    const restHash = told.length === 0 ? '' : hashText(told.sort().join('\n'));
    const changed = rest.some((call) => call.name === 'change');
    const add = (column: string, type: string, required: boolean): void => {
      const normal = schemaName('column', column);
      if (normal === undefined) return;
      const where = { table: this.#table, column: normal, line: lines.line };
      const shape = { type: hashText(type), rest: restHash };
      if (!changed)
        this.steps.push({ ...where, ...shape, does: 'add column', endLine: lines.endLine, required });
      else
        this.steps.push({
          ...where,
          ...shape,
          does: 'alter column',
          ...(said !== undefined && { required: said }),
        });
    };
    const first = placed[0] && this.#names.wholeText(placed[0], known.texts, known.owner);
    if (Object.hasOwn(READY, name)) {
      const { columns, name: usual } = READY[name] ?? { columns: [] };
      const given = first ?? (placed.length === 0 ? usual : undefined);
      for (const { name: column, type, required } of columns) {
        if (!column.includes('*')) add(column, type, said ?? required);
        else if (given !== undefined) add(column.replace('*', given), type, said ?? required);
      }
    } else if (name === 'foreignIdFor') {
      for (const column of this.#keyOf(placed, known)) add(column, 'foreignId', said ?? true);
    } else if (name === 'addColumn') {
      const [type, column] = this.#texts(placed.slice(0, 2), known);
      if (type !== undefined && column !== undefined) add(column, type, said ?? true);
    } else if (TYPES.has(name) && open !== undefined) {
      const column = first ?? (placed.length === 0 ? TYPES.get(name) : undefined);
      // Without the comma behind the name, which is no part of the type.
      const [second] = placed.slice(1);
      const more = second === undefined ? '' : source.hash({ from: second.from, to: source.after(open) - 1 });
      const signed = name.startsWith('unsigned')
        ? `${lowerFirst(name.slice(8))} unsigned`
        : `${name} ${unsigned}`.trim();
      if (column !== undefined) add(column, `${signed} ${more}`, said ?? true);
    }
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
