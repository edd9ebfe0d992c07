import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { JavaScriptNames } from './names.ts';
import type { Range } from './source.ts';
import type { Turn } from './turns.ts';
import { isLiteral, readText } from './written-text.ts';

/** Names of texts, in front of what is mounted or served. */
const TEXT_NAME = /^[A-Z][A-Z0-9_]*(\.|$)|[Pp]refix|PREFIX|[Pp]ath|PATH|[Bb]ase|BASE|[Uu]rl|URL/;
/** Names of functions that give such a text: `getBasePath()`, but not `rewriteUrl()`, which handles requests. */
const TEXT_CALL =
  /^(get|join|resolve|normali[sz]e)(\w*(prefix|path|base|url|dir|route|endpoint))?$|^urljoin$/i;

/** A path is written out, or has the name of one or of a text of this source; any other name may be a function. */
function isPath(names: JavaScriptNames, text: WrittenText, at: number): boolean {
  const { source, scopes } = names;
  const [first] = text;
  if (first === undefined) return true;
  if (typeof first === 'string') return text.length > 1 || first === '' || /^[/*(:]|^\{\//.test(first);
  const word = source.at(at).text;
  if (isLiteral(text) || TEXT_NAME.test(word) || TEXT_NAME.test(first.ref)) return true;
  const { kind } = source.at(scopes.find(word, at)?.value?.from ?? -1);
  return kind === 'string' || kind === 'template';
}

/** Express 5 puts what can be left out in braces: `{/:size}/x{.:format}`; one within another, too. */
const OPTIONAL = /(:\w+)?\{([/.:@-][^{}]*)\}/g;
/** What only a pattern has: `:key{.+\\.png}` of Hono. */
const OF_PATTERN = /[+*?\\[(|]/;

function withOptional(text: string): string {
  return text.replace(OPTIONAL, (all: string, parameter: string | undefined, inner: string) =>
    parameter !== undefined && OF_PATTERN.test(inner) ? all : (parameter ?? '') + inner,
  );
}

/** Hono writes the pattern of a parameter behind it: `:id{[0-9]+}`. */
function withoutPatterns(text: WrittenText): WrittenText {
  return text.map((part) => {
    if (typeof part !== 'string' || !part.includes('{')) return part;
    const opened = withOptional(withOptional(part));
    return opened.replace(/(:\w+)\{[^{}]*\}/g, '$1');
  });
}

/** The elements of an array that is written here, or in a variable of this source; of anything else itself. */
function listAt({ source, scopes }: JavaScriptNames, value: Range): readonly Range[] {
  const word = value.to === value.from + 1 ? source.word(value.from) : undefined;
  const held = word === undefined ? undefined : scopes.find(word, value.from);
  const open = held?.member === undefined && held?.parameter === undefined ? held?.value?.from : undefined;
  if (open !== undefined && source.is(open, '[') && source.at(open + 1).kind !== 'name')
    return source.elements(open);
  return source.is(value.from, '[') ? source.elements(value.from) : [value];
}

/**
 * Reads a path or an array of them; undefined where it is none or cannot be read.
 *
 * @param named whether any name can only be that of a path here
 * @param turn what the variables of a loop are
 */
export function readPaths(
  names: JavaScriptNames,
  value: Range,
  named = false,
  turn?: Turn,
): WrittenText[] | undefined {
  const values = listAt(names, value);
  const texts = values.flatMap((one) => {
    const text = readText(names, one, turn);
    if (text === undefined) return [];
    const name = named && text.length === 1 && typeof text[0] !== 'string';
    return name || isPath(names, text, one.from) ? [withoutPatterns(text)] : [];
  });
  return texts.length === 0 ? undefined : texts;
}

/** Paths that are written out. */
export function writtenPaths(names: JavaScriptNames, value: Range | undefined): WrittenText[] | undefined {
  const paths = value && readPaths(names, value);
  const written = paths?.every(([part]) => typeof part === 'string' && part.startsWith('/'));
  return written ? paths : undefined;
}

/** Reads one or several methods of HTTP, as strings. */
export function readMethods(names: JavaScriptNames, value: Range): string[] {
  const { source } = names;
  const values = source.is(value.from, '[') ? source.elements(value.from) : [value];
  return values.flatMap(({ from, to }) => {
    const { kind, text } = source.at(from);
    return kind === 'string' && to === from + 1 && /^[A-Za-z]+$/.test(text) ? [text.toUpperCase()] : [];
  });
}

/** `process.env.BASE_PATH`, `settings.prefix`, `getPrefix()`: what it is cannot be read, but it is no function. */
export function hasTextName(names: JavaScriptNames, value: Range): boolean {
  const { source } = names;
  for (let at = value.from; at < value.to; at += 2) {
    const word = source.word(at);
    if (word === undefined) return false;
    if (at + 1 === value.to) return TEXT_NAME.test(word);
    if (source.is(at + 1, '(')) return source.after(at + 1) === value.to && TEXT_CALL.test(word);
    if (!source.is(at + 1, '.')) return false;
  }
  return false;
}

/** `prefixOf(file) + '/users'`: whatever stands in it, it is no function. */
export function isJoined({ source }: JavaScriptNames, { from, to }: Range): boolean {
  for (let at = from; at < to; at = source.after(at)) if (source.is(at, '+')) return true;
  return false;
}

/** `users.routes()` is `users`, in the form in which it is mounted. */
export function withoutForm({ source }: JavaScriptNames, value: Range, forms: ReadonlySet<string>): Range {
  const { from, to } = value;
  const form = source.is(from + 1, '.') && source.is(from + 3, '(') ? source.word(from + 2) : undefined;
  return form !== undefined && forms.has(form) && to === from + 5 ? { from, to: from + 1 } : value;
}

/** Functions elsewhere that a handler is, or that are wrapped in it; a function written here is its own body. */
export function handlerRefs(names: JavaScriptNames, value: Range, depth = 0): Ref[] {
  if (names.functionAt(value) !== undefined || depth > 2) return [];
  if (names.source.is(value.from, '[')) {
    return names.source.elements(value.from).flatMap((one) => handlerRefs(names, one, depth + 1));
  }
  const chain = names.chainOf(value);
  const call = chain?.links.findIndex((link) => link.does === 'call') ?? -1;
  const ref = chain && names.refOfChain(chain, call === -1 ? undefined : call);
  const link = chain?.links[call];
  const inner =
    link?.does === 'call' && link.open !== undefined
      ? names.source.elements(link.open).flatMap((one) => handlerRefs(names, one, depth + 1))
      : [];
  if (ref === undefined) return inner;
  return [ref.endsWith('.bind') ? ref.slice(0, -'.bind'.length) : ref, ...inner];
}

/** The members of an object that is written here, or that a name of this source stands for. */
export function membersOf(names: JavaScriptNames, value: Range): ReadonlyMap<string, Range> | undefined {
  const { source, scopes } = names;
  let { from } = value;
  const word = value.to === from + 1 ? source.word(from) : undefined;
  if (word !== undefined) from = scopes.find(word, from)?.value?.from ?? from;
  if (!source.is(from, '{')) return undefined;
  return new Map(names.properties(from).map(({ key, value: member }) => [key, member]));
}

/** `path.join(__dirname, 'routes')`, `new URL('./routes', import.meta.url)`: a directory, from that of this file on. */
export function readDirectory(names: JavaScriptNames, value: Range): string | undefined {
  const { source, scopes } = names;
  const word = value.to === value.from + 1 ? source.word(value.from) : undefined;
  const range = (word === undefined ? undefined : scopes.find(word, value.from)?.value) ?? value;
  const texts: string[] = [];
  let here = false;
  for (let at = range.from; at < range.to; at++) {
    const { kind, text } = source.at(at);
    if (kind === 'string' || kind === 'template') texts.push(text);
    else if (/^(__dirname|dirname|import)$/.test(text)) here = true;
  }
  return here ? texts.join('/') : undefined;
}
