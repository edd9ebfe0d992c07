import type { SchemaStep } from '../file-facts/schema.ts';
import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { type Chain, chainAt, closureAt, entriesOf, valueAt } from '../php/calls.ts';
import { loopAt, Turns } from '../php/loops.ts';
import type { PhpNames } from '../php/names.ts';
import { schemaName } from '../sql/names.ts';
import { type Known, TableReader } from './table-reader.ts';

/** Reads the steps of SQL. */
type ReadSql = (text: string, findings: Findings) => void;

/** Reads what the migrations of one source do to the schema, on their way up. */
export class MigrationReader {
  readonly #names: PhpNames;
  readonly #findings: Findings;
  readonly #readSql: ReadSql;
  readonly #turns = new Turns();
  /** Variables that are arrays of the names of tables, which the configuration gives. */
  readonly #tableNames = new Set<string>();

  constructor(names: PhpNames, findings: Findings, readSql: ReadSql) {
    this.#names = names;
    this.#findings = findings;
    this.#readSql = readSql;
  }

  read(): void {
    for (const owner of this.#names.file.classes) {
      if (!owner.methods.some(({ name }) => name === 'up')) continue;
      for (const { name, body } of owner.methods)
        if (name !== 'down') this.#walk(body, { texts: new Map(), lists: new Map(), owner });
    }
  }

  #walk({ from, to }: Range, known: Known): void {
    const { source } = this.#names;
    for (let at = from; at < to; ) {
      const word = source.word(at);
      let next = at + 1;
      if (word === 'foreach') next = this.#loop(at, known);
      else if (word?.startsWith('$') && source.is(at + 1, '=')) this.#assignment(at, word, known);
      else if (word !== undefined && source.is(at + 1, '::')) next = this.#static(at, word, known);
      // `$this->schema->create('users', function (Blueprint $table) { … })`
      // `$this->addSql('…')` of Doctrine
      else if (word === 'addSql' && source.is(at - 1, '->') && source.is(at + 1, '(')) {
        const [sql] = source.elements(at + 1);
        if (sql !== undefined) this.#sql(sql, known);
      } else if ((word === 'create' || word === 'table') && source.is(at - 1, '->'))
        next = this.#call(chainAt(source, at - 1), known);
      at = Math.max(next, at + 1);
    }
  }

  #assignment(at: number, word: string, { texts, lists, owner }: Known): void {
    const { source } = this.#names;
    const value = valueAt(source, at + 2);
    // Names of tables stand here without the prefix that the configuration may put in front of them.
    const prefix = source.is(value.to - 1, ')') && source.is(value.to - 3, 'getTablePrefix');
    const text = prefix ? '' : this.#names.wholeText(value, texts, owner);
    if (text === undefined) texts.delete(word);
    else texts.set(word, text);
    if (entriesOf(source, value) !== undefined) lists.set(word, value);
    const asked = source.is(value.from, 'config') ? source.at(value.from + 2) : undefined;
    if (asked?.kind === 'string' && asked.text.endsWith('.table_names')) this.#tableNames.add(word);
  }

  #loop(at: number, known: Known): number {
    const loop = loopAt(this.#names, at, known.texts, known.lists, known.owner);
    if (loop === undefined || loop.turns.length === 0 || !this.#turns.take(loop)) return at + 1;
    for (const turn of loop.turns) this.#walk(loop.body, { ...known, texts: new Map(turn) });
    return loop.body.to;
  }

  /** `Schema::create(…)`, `Schema::connection('x')->table(…)`, `DB::statement('…')`. */
  #static(at: number, word: string, known: Known): number {
    const { source } = this.#names;
    const chain = chainAt(source, at + 1);
    const facade = word.slice(word.lastIndexOf('\\') + 1);
    const { calls } = chain;
    if (facade === 'DB') {
      const call = calls.find(({ name }) => name === 'statement' || name === 'unprepared');
      const [sql] = call?.open === undefined ? [] : source.elements(call.open);
      if (sql !== undefined) this.#sql(sql, known);
      return at + 1;
    }
    if (facade !== 'Schema') return at + 1;
    return this.#call(calls[0]?.name === 'connection' ? { ...chain, calls: calls.slice(1) } : chain, known);
  }

  #sql(range: Range, { texts, owner }: Known): void {
    const text = this.#names.wholeText(range, texts, owner) ?? this.#literal(range);
    if (text === undefined || !/\b(alter|create|drop|rename)\b/i.test(text.slice(0, 200))) return;
    const found = new Findings();
    this.#readSql(text, found);
    const { line } = this.#names.source.at(range.from);
    for (const step of found.schema) this.#findings.schema.push(movedTo(step, line));
  }

  #literal({ from, to }: Range): string | undefined {
    const { kind, text } = this.#names.source.at(from);
    return kind === 'string' && to - from === 1 ? text : undefined;
  }

  #call({ calls, to }: Chain, known: Known): number {
    const { source } = this.#names;
    const [call] = calls;
    if (call?.open === undefined) return to;
    const [first, second] = source.elements(call.open);
    const text = first && (this.#names.wholeText(first, known.texts, known.owner) ?? this.#configured(first));
    const table = text === undefined ? undefined : schemaName('table', text);
    const { line } = source.at(call.open);
    if (table === undefined) return call.open + 1;
    if (call.name === 'create' || call.name === 'table') {
      if (second !== undefined) this.#table(call.name, table, { from: call.open, to }, second, known);
    } else if (call.name === 'drop' || call.name === 'dropIfExists') {
      this.#findings.schema.push({ does: 'drop table', table, line });
    } else if (call.name === 'rename' && second !== undefined) {
      const text = this.#names.wholeText(second, known.texts, known.owner);
      const now = text === undefined ? undefined : schemaName('table', text);
      if (now !== undefined) this.#findings.schema.push({ does: 'rename table', table, to: now, line });
    } else if (call.name === 'dropColumns' && second !== undefined) {
      for (const { value } of entriesOf(source, second) ?? [{ value: second }]) {
        const column = schemaName('column', this.#names.wholeText(value, known.texts, known.owner) ?? '');
        if (column !== undefined) this.#findings.schema.push({ does: 'drop column', table, column, line });
      }
    } else return call.open + 1;
    return to;
  }

  /** `$tableNames['roles']`, where that is `config('permission.table_names')`: by default tables are called as their keys. */
  #configured({ from, to }: Range): string | undefined {
    const { source } = this.#names;
    const key = source.at(from + 2);
    const element = to - from === 4 && source.is(from + 1, '[') && key.kind === 'string';
    return element && this.#tableNames.has(source.word(from) ?? '') ? key.text : undefined;
  }

  #table(does: string, table: string, all: Range, argument: Range, known: Known): void {
    const closure = closureAt(this.#names.source, argument);
    const [variable] = closure?.parameters ?? [];
    if (closure === undefined || variable === undefined) return;
    const reader = new TableReader(this.#names, table, variable, this.#turns);
    reader.read(closure.body, known);
    if (does === 'create') {
      const { line, endLine } = this.#names.source.lines(all);
      const body = reader.constraints.length === 0 ? '' : hashText(reader.constraints.sort().join());
      this.#findings.schema.push({ does: 'create table', table, line, endLine, body });
    }
    this.#findings.schema.push(...reader.steps);
  }
}

function movedTo(step: SchemaStep, line: number): SchemaStep {
  return 'endLine' in step ? { ...step, line, endLine: line } : { ...step, line };
}
