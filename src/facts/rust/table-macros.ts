import type { ModelColumn } from '../file-facts/models.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';

/** `#[sql_name = "x"]` in front of a name, and the index behind all that stands there. */
function named(
  source: PlainSource,
  from: number,
  to: number,
): { readonly name?: string; readonly at: number } {
  let at = from;
  let name: string | undefined;
  while (at < to && source.is(at, '#') && source.is(at + 1, '[')) {
    const text = source.at(at + 4);
    if (source.is(at + 2, 'sql_name') && text.kind === 'string') name = text.text;
    at = source.after(at + 1);
  }
  return { ...(name !== undefined && { name }), at };
}

function readColumns(source: PlainSource, open: number): ModelColumn[] {
  return source.elements(open).flatMap((element): ModelColumn[] => {
    const { name, at } = named(source, element.from, element.to);
    const column = name ?? source.word(at);
    if (column === undefined || !source.is(at + 1, '->')) return [];
    const nullable = source.is(at + 2, 'Nullable') && source.is(at + 3, '<');
    const type = nullable ? { from: at + 4, to: element.to - 1 } : { from: at + 2, to: element.to };
    const lines = source.lines({ from: at, to: element.to });
    return [{ name: column, ...lines, type: source.hash(type), required: !nullable, rest: '' }];
  });
}

/** `users (id) { … }`, `auth.users { … }`, behind what it brings in. */
function readTable(source: PlainSource, range: Range, findings: Findings): void {
  let from = range.from;
  while (source.is(from, 'use')) from = source.find({ from, to: range.to }, ';') + 1;
  const { name, at } = named(source, from, range.to);
  const first = source.word(at);
  const second = source.is(at + 1, '.') ? source.word(at + 2) : undefined;
  const next = second === undefined ? at + 1 : at + 3;
  const open = source.is(next, '(') ? source.after(next) : next;
  if (first === undefined || !source.is(open, '{')) return;
  const table = name ?? second ?? first;
  findings.models.push({
    ref: `table~${at}`,
    table: second === undefined ? table : `${first}.${table}`,
    bases: [],
    columns: readColumns(source, open),
    ...source.lines({ from: at, to: range.to }),
    body: source.is(next, '(') ? source.hash(source.inside(next)) : '',
  });
}

/** Reads the tables that `table! { users (id) { id -> Int4, … } }` of Diesel describes. */
export function readTableMacros(source: PlainSource, findings: Findings): void {
  for (let at = 0; at < source.tokens.length; at++) {
    if (!source.is(at, 'table') || !source.is(at + 1, '!') || !source.is(at + 2, '{')) continue;
    readTable(source, source.inside(at + 2), findings);
  }
}
