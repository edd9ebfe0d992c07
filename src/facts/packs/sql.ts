import type { SchemaStep } from '../file-facts/schema.ts';
import { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { isOfTable, readColumn, readType } from '../sql/columns.ts';
import { schemaName as normal } from '../sql/names.ts';
import { readScript, type SqlCursor } from '../sql/statements.ts';
import type { SqlPack } from './pack.ts';

/** Words that follow ADD, DROP or RENAME where no column is meant. */
const NO_COLUMN: ReadonlySet<string> = new Set(
  'CONSTRAINT PRIMARY FOREIGN UNIQUE CHECK INDEX KEY FULLTEXT SPATIAL PARTITION PERIOD EXCLUDE STATISTICS VALUE'.split(
    ' ',
  ),
);
const TABLE_MODIFIERS: ReadonlySet<string> = new Set([
  'GLOBAL',
  'LOCAL',
  'UNLOGGED',
  'EXTERNAL',
  'FOREIGN',
  'VIRTUAL',
  'OR',
  'REPLACE',
]);

/** Words that begin what ALTER TABLE does. */
const ACTIONS: ReadonlySet<string> = new Set(
  (
    'ADD DROP RENAME ALTER MODIFY CHANGE SET ENABLE DISABLE OWNER ATTACH DETACH CONVERT COMMENT ENGINE ORDER VALIDATE ' +
    'INHERIT NO REPLICA CLUSTER ALGORITHM LOCK FORCE WITH AUTO_INCREMENT'
  ).split(' '),
);

/** Reads the statements of one script that make, change or drop tables. */
class SchemaReader {
  readonly #steps: SchemaStep[];

  constructor(findings: Findings) {
    this.#steps = findings.schema;
  }

  read(statement: SqlCursor): void {
    if (statement.take('CREATE')) this.#create(statement);
    else if (statement.take('ALTER', 'TABLE')) this.#alter(statement);
    else if (statement.take('DROP', 'TABLE')) this.#drop(statement);
    else if (statement.take('RENAME', 'TABLE')) this.#renameTables(statement);
    else if (statement.take('EXEC') || statement.take('EXECUTE')) this.#spRename(statement);
  }

  #table(cursor: SqlCursor): string | undefined {
    const name = cursor.name();
    return name === undefined ? undefined : normal('table', name);
  }

  #column(cursor: SqlCursor): string | undefined {
    const { kind, text } = cursor.token();
    if (kind !== 'name') return undefined;
    cursor.at += 1;
    return normal('column', text);
  }

  #create(cursor: SqlCursor): void {
    const { line } = cursor;
    while (TABLE_MODIFIERS.has(cursor.word())) cursor.at += 1;
    if (!cursor.take('TABLE')) return;
    cursor.take('IF', 'NOT', 'EXISTS');
    const table = this.#table(cursor);
    // What is temporary is no table that others know: `CREATE TEMP TABLE` did not come so far.
    if (table === undefined || table.startsWith('#')) return;
    const elements = cursor.isSign('(') ? cursor.parts() : [];
    const { endLine } = cursor;
    const constraints = elements.filter(isOfTable).map((element) => element.rest().join(' '));
    const body = constraints.length === 0 ? '' : hashText(constraints.sort().join());
    this.#steps.push({ does: 'create table', table, line, endLine, body });
    for (const element of elements) if (!element.done) this.#addColumn(table, element);
  }

  #addColumn(table: string, cursor: SqlCursor): void {
    const { line } = cursor;
    const column = this.#column(cursor);
    if (column === undefined) return;
    const shape = readColumn(cursor);
    this.#steps.push({ does: 'add column', table, column, line, endLine: cursor.endLine, ...shape });
  }

  #drop(cursor: SqlCursor): void {
    cursor.take('IF', 'EXISTS');
    for (const part of cursor.parts()) {
      const { line } = part;
      const table = this.#table(part);
      if (table !== undefined) this.#steps.push({ does: 'drop table', table, line });
    }
  }

  #renameTables(cursor: SqlCursor): void {
    for (const part of cursor.parts()) {
      const { line } = part;
      const table = this.#table(part);
      const to = part.take('TO') ? this.#table(part) : undefined;
      if (table !== undefined && to !== undefined)
        this.#steps.push({ does: 'rename table', table, to, line });
    }
  }

  /** `EXEC sp_rename 'users.mail', 'email', 'COLUMN'`. */
  #spRename(cursor: SqlCursor): void {
    const { line } = cursor;
    if (cursor.name()?.toLowerCase().split('.').at(-1) !== 'sp_rename') return;
    const texts = cursor.rest().flatMap((text) => (text.startsWith('"') ? [String(JSON.parse(text))] : []));
    const [from = '', to = '', kind = 'OBJECT'] = texts;
    const dot = from.lastIndexOf('.');
    if (kind.toUpperCase() === 'COLUMN') {
      const [table, column, now] = [
        normal('table', from.slice(0, dot)),
        normal('column', from.slice(dot + 1)),
        normal('column', to),
      ];
      if (dot === -1 || table === undefined || column === undefined || now === undefined) return;
      this.#steps.push({ does: 'rename column', table, column, to: now, line });
    } else if (kind.toUpperCase() === 'OBJECT') {
      const [table, now] = [normal('table', from), normal('table', to)];
      if (table !== undefined && now !== undefined) {
        const to = table.slice(0, table.lastIndexOf('.') + 1) + now;
        this.#steps.push({ does: 'rename table', table, to, line });
      }
    }
  }

  #alter(cursor: SqlCursor): void {
    cursor.take('IF', 'EXISTS');
    cursor.take('ONLY');
    const table = this.#table(cursor);
    if (table === undefined) return;
    let last = '';
    for (const action of cursor.parts()) {
      const word = action.word();
      // `DROP COLUMN a, b` and `ADD a int, b int` name more columns without saying so again.
      if (last === 'DROP' && action.token(1).text === '') this.#dropColumn(table, action);
      else if (last === 'ADD' && !ACTIONS.has(word)) this.#add(table, action);
      else {
        last = word;
        this.#act(table, action);
      }
    }
  }

  #act(table: string, cursor: SqlCursor): void {
    const { line } = cursor;
    if (cursor.take('ADD')) this.#add(table, cursor);
    else if (cursor.take('DROP')) this.#dropColumn(table, cursor);
    else if (cursor.take('RENAME')) this.#rename(table, cursor, line);
    else if (cursor.take('ALTER')) this.#alterColumn(table, cursor);
    else if (cursor.take('MODIFY')) {
      cursor.take('COLUMN');
      this.#redefine(table, cursor);
    } else if (cursor.take('CHANGE')) {
      cursor.take('COLUMN');
      const column = this.#column(cursor);
      const to = normal('column', cursor.token().text);
      if (column === undefined || to === undefined) return;
      if (column !== to) this.#steps.push({ does: 'rename column', table, column, to, line });
      this.#redefine(table, cursor);
    }
  }

  #add(table: string, cursor: SqlCursor): void {
    const said = cursor.take('COLUMN');
    cursor.take('IF', 'NOT', 'EXISTS');
    if (!said && NO_COLUMN.has(cursor.word())) return;
    for (const part of cursor.isSign('(') ? cursor.parts() : [cursor]) {
      if (!isOfTable(part)) this.#addColumn(table, part);
    }
  }

  #dropColumn(table: string, cursor: SqlCursor): void {
    const { line } = cursor;
    const said = cursor.take('COLUMN');
    cursor.take('IF', 'EXISTS');
    if (!said && NO_COLUMN.has(cursor.word())) return;
    for (const part of cursor.isSign('(') ? cursor.parts() : [cursor]) {
      const column = this.#column(part);
      if (column !== undefined) this.#steps.push({ does: 'drop column', table, column, line });
    }
  }

  #rename(table: string, cursor: SqlCursor, line: number): void {
    if (cursor.take('TO') || cursor.take('AS')) {
      const to = this.#table(cursor);
      // Without a schema, the table stays in its own.
      const dot = to?.includes('.') ? 0 : table.lastIndexOf('.') + 1;
      if (to !== undefined)
        this.#steps.push({ does: 'rename table', table, to: table.slice(0, dot) + to, line });
      return;
    }
    if (!cursor.take('COLUMN') && NO_COLUMN.has(cursor.word())) return;
    const column = this.#column(cursor);
    const to = cursor.take('TO') ? this.#column(cursor) : undefined;
    if (column !== undefined && to !== undefined)
      this.#steps.push({ does: 'rename column', table, column, to, line });
  }

  #redefine(table: string, cursor: SqlCursor): void {
    const { line } = cursor;
    const column = this.#column(cursor);
    if (column !== undefined)
      this.#steps.push({ does: 'alter column', table, column, line, ...readColumn(cursor) });
  }

  #alterColumn(table: string, cursor: SqlCursor): void {
    const { line } = cursor;
    if (!cursor.take('COLUMN') && NO_COLUMN.has(cursor.word())) return;
    const column = this.#column(cursor);
    if (column === undefined) return;
    const step = { does: 'alter column', table, column, line } as const;
    if (cursor.take('SET', 'NOT', 'NULL')) this.#steps.push({ ...step, required: true });
    else if (cursor.take('DROP', 'NOT', 'NULL')) this.#steps.push({ ...step, required: false });
    else if (cursor.take('TYPE') || cursor.take('SET', 'DATA', 'TYPE')) {
      this.#steps.push({ ...step, type: readType(cursor) });
    } else if (cursor.word() === 'SET' || cursor.word() === 'DROP' || cursor.word() === 'ADD') {
      this.#steps.push({ ...step, rest: hashText(cursor.rest().join(' ')) });
    } else if (!cursor.done) this.#steps.push({ ...step, ...readColumn(cursor) });
  }
}

/**
 * Reads the statements of a text that stands in a source of another language.
 *
 * @param line where the text begins
 */
export function readStatements(text: string, line: number, findings: Findings): void {
  const found = new Findings();
  sql.read(readScript(text), found);
  for (const step of found.schema) {
    const lines = 'endLine' in step ? { endLine: step.endLine + line - 1 } : {};
    findings.schema.push({ ...step, line: step.line + line - 1, ...lines });
  }
}

/** Data definition of any dialect: scripts of a schema, and migrations, one behind the other. */
export const sql: SqlPack = {
  name: 'sql',
  family: 'sql',
  read(statements, findings) {
    const reader = new SchemaReader(findings);
    for (const statement of statements) reader.read(statement);
  },
};
