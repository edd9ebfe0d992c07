import type { WrittenText } from '../file-facts/names.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { Builders } from './framework.ts';
import type { Chain, GoNames } from './names.ts';

/** What a route is narrowed down to. */
interface Narrowed {
  readonly methods?: string[];
  readonly path?: WrittenText;
  /** All below the path. */
  readonly below: boolean;
  /** Whether the path could be read. */
  readonly known: boolean;
}

const METHOD = /^[A-Z]+$/;

/** Splits `GET example.com/items/{id...}` into its method and its path, as other frameworks would write it. */
export function readPattern(text: WrittenText): { readonly method?: string; readonly path: WrittenText } {
  const [first = '', ...others] = text;
  if (typeof first !== 'string') return { path: text };
  const [, method, rest = ''] = /^(?:([A-Z]+)[ \t]+)?(.*)$/s.exec(first) ?? [];
  const path = method !== undefined || /^[\w.-]+\//.test(rest) ? rest.replace(/^[^/{}]+(?=\/)/, '') : rest;
  const parts = [path, ...others].map((part) =>
    typeof part === 'string' ? part.replaceAll('{$}', '').replace(/\{(\w+)\.\.\.\}/g, '{*$1}') : part,
  );
  return {
    ...(method !== undefined && { method }),
    path: parts[0] === '' && parts.length > 1 ? parts.slice(1) : parts,
  };
}

/** `"GET"`, `http.MethodGet`, `[]string{"GET", "POST"}` */
export function readMethods(names: GoNames, range: Range): string[] {
  const { source } = names;
  const brace = source.find(range, '{');
  const written = brace < range.to ? source.elements(brace) : [range];
  const methods = written.map((one) => names.literal(one)?.toUpperCase() ?? '');
  return methods.length > 0 && methods.every((method) => METHOD.test(method)) ? methods : ['*'];
}

/** What the calls of a chain from one of its links on narrow a route down to. */
export function narrowed(
  names: GoNames,
  chain: Chain,
  from: number,
  builders: Builders,
  to = chain.links.length,
): Narrowed {
  let methods: string[] | undefined;
  let path: WrittenText | undefined;
  let [below, known] = [false, true];
  for (let at = from; at + 1 < to; at += 2) {
    const [member, call] = [chain.links[at], chain.links[at + 1]];
    if (member?.does !== 'member' || call?.does !== 'call') break;
    const values = names.source.elements(call.open);
    const [first] = values;
    if (member.name === builders.methods) methods = values.flatMap((value) => readMethods(names, value));
    else if ((member.name === builders.path || member.name === builders.prefix) && first !== undefined) {
      const text = names.textOf(first);
      below ||= member.name === builders.prefix;
      if (text === undefined) known = false;
      else path = [...(path ?? []), ...text];
    }
  }
  return { below, known, ...(methods && { methods }), ...(path && { path }) };
}
