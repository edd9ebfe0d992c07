import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { RustItem } from '../rust/items.ts';

/** What attributes and functions of actix-web and Rocket are called by methods of HTTP. */
export const VERB = /^(get|head|post|put|patch|delete|options|trace|connect)$/;
/** What a handler's attribute says besides path and method that callers don't see. */
const COSMETIC: ReadonlySet<string> = new Set(['name', 'rank', 'uri', 'method']);

/**
 * Reads what a handler's attribute says that it answers to: `#[get("/users/{id}")]`,
 * `#[actix_web::route("/x", method = "GET")]`, `#[route(GET, uri = "/x")]`.
 */
export function readAttribute(
  source: PlainSource,
  findings: Findings,
  on: Ref,
  { from, to }: Range,
  item: RustItem,
): void {
  let at = from;
  while (at < to && source.is(at + 1, '::')) at += 2;
  const word = source.word(at) ?? '';
  if (!source.is(at + 1, '(') || !(VERB.test(word) || word === 'route')) return;
  const values = source.elements(at + 1);
  const named = values.filter((value) => source.is(value.from + 1, '='));
  const text = [...values.slice(0, 1), ...named.filter((value) => source.is(value.from, 'uri'))]
    .map((value) => source.at(value.to - 1))
    .find(({ kind }) => kind === 'string')?.text;
  const said = [
    ...values.slice(0, 1).map(({ from: first }) => source.word(first) ?? ''),
    ...named.filter((value) => source.is(value.from, 'method')).map((value) => source.at(value.to - 1).text),
  ].filter((method) => /^[A-Za-z]+$/.test(method) && method !== 'uri');
  const methods = word === 'route' ? said.map((method) => method.toUpperCase()) : [word.toUpperCase()];
  if (text === undefined || methods.length === 0 || !/^\/|^$/.test(text)) return;
  const rest = named.filter((value) => !COSMETIC.has(source.word(value.from) ?? ''));
  findings.addRouter({ id: on, pack: 'rust' });
  const { line } = source.at(from);
  const { endLine } = source.lines(item.all);
  // Rocket writes the names of what the query has behind the path.
  const path = (text.split('?', 1)[0] ?? '').replace(/<(\w+)\.\.>/g, '{$1:.*}');
  const body = source.hash({ from: item.head.from, to: item.all.to });
  findings.routes.push({
    on,
    methods,
    path: [path],
    line,
    endLine,
    contract: source.hash(...rest),
    body,
  });
}
