import { nearest } from './nearest.ts';
import type { Normalised } from './path.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'] as const;
const ANY_METHOD: ReadonlySet<string> = new Set(['*', 'ANY', 'ALL']);
const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '<': '>', '[': ']', '(': ')' };
const ONE = '{}';
const REST = '{*}';

/** Index of the bracket that closes the one at `open`, or -1. */
function closing(text: string, open: number): number {
  const opener = text[open] ?? '';
  const closer = CLOSERS[opener];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === opener) depth += 1;
    else if (text[at] === closer && --depth === 0) return at;
  }
  return -1;
}

/** `{*rest}`, `{path:path}`, `{tail:.*}`, `<path:p>`, `[...slug]` take the rest of the path; others one segment. */
function bracketed(inner: string): string {
  const core = inner.replace(/^\[+/, '');
  return /^(\*|\.\.\.|path:)/.test(core) || /:(path|\.[*+])$/.test(core) ? REST : ONE;
}

/** A `:name` or `*name` at `at`, with its `(regex)` and `?`, `*` or `+`; undefined where the sign means itself. */
function named(path: string, at: number, before: string): { token: string; end: number } | undefined {
  const sign = path[at];
  if (sign === '*' ? !/[/]$/.test(before) : !/(^|[/.,;~(_-])$/.test(before)) return undefined;
  let end = at + 1;
  while (/\w/.test(path[end] ?? '')) end += 1;
  if (end === at + 1) return undefined;
  let rest = sign === '*';
  const close = path[end] === '(' ? closing(path, end) : -1;
  if (close !== -1) {
    rest ||= /^\.[*+]$/.test(path.slice(end + 1, close));
    end = close + 1;
  }
  if (path[end] === '*' || path[end] === '+') rest = true;
  if (/[*+?]/.test(path[end] ?? '')) end += 1;
  return { token: rest ? REST : ONE, end };
}

/** Replaces parameters of every framework's style; stops at a query or fragment. Undefined: a bracket stays open. */
function withPlainParameters(path: string): string | undefined {
  let out = '';
  let at = 0;
  while (at < path.length) {
    const char = path[at] ?? '';
    const parameter = char === ':' || char === '*' ? named(path, at, out) : undefined;
    if (char === '#') break;
    if (parameter !== undefined) {
      out += parameter.token;
      at = parameter.end;
    } else if (char === '{' || char === '<' || char === '[') {
      const close = closing(path, at);
      if (close === -1) return undefined;
      out = out.replace(/\$+$/, '') + bracketed(path.slice(at + 1, close));
      at = close + 1;
    } else {
      // `/users/:id?/edit` marks an optional segment; any other `?` begins the query.
      if (char === '?' && path[at + 1] !== '/') break;
      if (char !== '?') out += char;
      at += 1;
    }
  }
  return out;
}

/**
 * Normalises the path of an endpoint: no scheme, host, query, fragment, doubled or trailing slash; parameters `{}`,
 * catch-alls `{*}`; a bare `*` stays, and stands for all under it. Case and percent-encoding are kept.
 */
function normaliseEndpointPath(text: string): Normalised {
  const local = text
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
    .replace(/^(\$\{[^{}/]*\}|\{\{[^{}/]*\}\})(?=\/)/, '');
  const plain = withPlainParameters(`/${local}`);
  if (plain === undefined) return { problem: `a bracket is not closed in ${JSON.stringify(text)}` };
  if (/\s/.test(plain)) return { problem: 'the path of an endpoint has a space in it' };
  const segments = plain.split('/').filter((segment) => segment !== '');
  return { name: `/${segments.map((segment) => (/^\*+$/.test(segment) ? '*' : segment)).join('/')}` };
}

/** Normalises `METHOD /path`; without a method, or with ANY or ALL, the method is `*`. */
export function normaliseEndpoint(text: string): Normalised {
  const [first = '', ...others] = text.split(/\s+/);
  const target = others.join(' ');
  const upper = first.toUpperCase();
  if (others.length === 0) {
    if (first === '*' || !isMethod(first)) return withMethod('*', first);
    return { problem: 'it names a method but no path', better: `${upper} /<path>` };
  }
  if (target !== '*' && isMethod(target) && !isMethod(first)) {
    return { problem: 'the method comes first', better: `${target.toUpperCase()} ${first}` };
  }
  const methods = upper.split(/[,|]/).filter((method) => method !== '');
  if (methods.length > 1 && methods.every(isMethod)) {
    return { problem: 'it names several methods: give one resource each', better: `${methods[0]} ${target}` };
  }
  if (isMethod(first)) return withMethod(ANY_METHOD.has(upper) ? '*' : upper, target);
  const meant = first.length < 3 ? undefined : nearest(upper, METHODS, 1);
  if (meant !== undefined) return { problem: `${first} is not a method`, better: `${meant} ${target}` };
  if (/^[A-Z]+$/.test(upper)) return withMethod(upper, target);
  return { problem: `${JSON.stringify(first)} is not a method` };
}

/** Tells whether a word is a method of HTTP, in any case, or stands for all of them. */
export function isMethod(word: string): boolean {
  const upper = word.toUpperCase();
  return ANY_METHOD.has(upper) || METHODS.some((method) => method === upper);
}

function withMethod(method: string, target: string): Normalised {
  const path = normaliseEndpointPath(target);
  return 'problem' in path ? path : { name: `${method} ${path.name}` };
}
