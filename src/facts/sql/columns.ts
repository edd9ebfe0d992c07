import type { ColumnShape } from '../file-facts/schema.ts';
import { hashText } from '../hash.ts';
import type { SqlCursor } from './statements.ts';

/** Words that end a column's type. */
const AFTER_TYPE: ReadonlySet<string> = new Set(
  (
    'NOT NULL DEFAULT PRIMARY UNIQUE REFERENCES CHECK CONSTRAINT COLLATE GENERATED AS AUTO_INCREMENT AUTOINCREMENT ' +
    'IDENTITY COMMENT ON FOREIGN USING KEY FIRST AFTER ENCODE STORED VIRTUAL'
  ).split(' '),
);

/** Words that begin, in the place of a column, something of the table. */
const OF_TABLE: ReadonlySet<string> = new Set(
  'CONSTRAINT PRIMARY FOREIGN UNIQUE CHECK EXCLUDE INDEX KEY FULLTEXT SPATIAL PERIOD LIKE PARTITION'.split(
    ' ',
  ),
);

/** Other names of types, so that `INT` and `integer` are one. */
const SAME_TYPE: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  bool: 'boolean',
  varchar: 'character varying',
  timestamptz: 'timestamp with time zone',
  decimal: 'numeric',
};

/** Tells whether an element of a table says something of the table as a whole: a constraint, an index. */
export function isOfTable(element: SqlCursor): boolean {
  if (!OF_TABLE.has(element.word())) return false;
  // `key text`, `period int`: columns can have such names, and then a type follows.
  return (
    element.word() === 'CONSTRAINT' ||
    element.word() === 'LIKE' ||
    element.isSign('(', 1) ||
    isTableWord(element.word(1)) ||
    isIndex(element)
  );
}

/** `INDEX by_name (name)`; but `key varchar(20)`, `key enum('a')` are columns. */
function isIndex(element: SqlCursor): boolean {
  if (element.word(2) === 'USING') return true;
  const { kind } = element.token(3);
  return element.isSign('(', 2) && kind !== 'number' && kind !== 'string' && element.word(1) !== 'GEOMETRY';
}

function isTableWord(word: string): boolean {
  return ['KEY', 'INDEX', 'FOR', 'USING', 'NULLS'].includes(word) || word === '';
}

/** Passes a type: its words, lengths and brackets. */
export function readType(cursor: SqlCursor): string {
  const words: string[] = [];
  while (!cursor.done && !AFTER_TYPE.has(cursor.word())) {
    const { text } = cursor.token();
    words.push(SAME_TYPE[text.toLowerCase()] ?? text.toLowerCase());
    cursor.at += 1;
  }
  return hashText(words.join(' '));
}

/** Reads a column's definition from behind its name. */
export function readColumn(cursor: SqlCursor): ColumnShape {
  const type = readType(cursor);
  const rest = cursor.rest();
  const text = ` ${rest.join(' ')} `;
  const required = text.includes(' not null ') || text.includes(' primary key ');
  const told = text
    .replace(' not null ', ' ')
    .replace(/^ null /, ' ')
    .trim();
  return { type, required, rest: told === '' ? '' : hashText(told) };
}
