import type { ColumnShape, SchemaStep } from '../file-facts/schema.ts';
import type { Findings } from '../findings.ts';
import type { Range, TokenCursor } from '../lexer/token-cursor.ts';
import { schemaName } from './names.ts';

/** The steps of a migration that calls make, one behind the other. */
export class SchemaSteps {
  readonly #source: Pick<TokenCursor, 'lines'>;
  readonly #steps: SchemaStep[];

  /** @param source tells the lines of a range */
  constructor(source: Pick<TokenCursor, 'lines'>, findings: Findings) {
    this.#source = source;
    this.#steps = findings.schema;
  }

  create(table: string, at: Range): void {
    const name = schemaName('table', table);
    const lines = this.#source.lines(at);
    if (name !== undefined) this.#steps.push({ does: 'create table', table: name, ...lines, body: '' });
  }

  drop(table: string, at: Range): void {
    const name = schemaName('table', table);
    const { line } = this.#source.lines(at);
    if (name !== undefined) this.#steps.push({ does: 'drop table', table: name, line });
  }

  rename(table: string, now: string, at: Range): void {
    const [name, to] = [schemaName('table', table), schemaName('table', now)];
    const { line } = this.#source.lines(at);
    if (name !== undefined && to !== undefined)
      this.#steps.push({ does: 'rename table', table: name, to, line });
  }

  add(table: string, written: string, shape: ColumnShape, at: Range): void {
    const [name, column] = [schemaName('table', table), schemaName('column', written)];
    const lines = this.#source.lines(at);
    if (name !== undefined && column !== undefined)
      this.#steps.push({ does: 'add column', table: name, column, ...lines, ...shape });
  }

  alter(table: string, written: string, shape: Partial<ColumnShape>, at: Range): void {
    const [name, column] = [schemaName('table', table), schemaName('column', written)];
    const { line } = this.#source.lines(at);
    if (name !== undefined && column !== undefined)
      this.#steps.push({ does: 'alter column', table: name, column, line, ...shape });
  }

  dropColumn(table: string, written: string, at: Range): void {
    const [name, column] = [schemaName('table', table), schemaName('column', written)];
    const { line } = this.#source.lines(at);
    if (name !== undefined && column !== undefined)
      this.#steps.push({ does: 'drop column', table: name, column, line });
  }

  renameColumn(table: string, written: string, now: string, at: Range): void {
    const name = schemaName('table', table);
    const [column, to] = [schemaName('column', written), schemaName('column', now)];
    const { line } = this.#source.lines(at);
    if (name !== undefined && column !== undefined && to !== undefined)
      this.#steps.push({ does: 'rename column', table: name, column, to, line });
  }
}
