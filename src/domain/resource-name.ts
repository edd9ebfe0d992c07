import { normaliseEndpoint } from './endpoint.ts';
import { nearest } from './nearest.ts';
import { type Normalised, normaliseAnchored, normalisePath, splitAnchor } from './path.ts';

/** The kinds with a normal form of their own; any other lower-case word is a kind too. */
export const KINDS = [
  'file',
  'endpoint',
  'symbol',
  'table',
  'column',
  'env',
  'flag',
  'config',
  'dependency',
] as const;

const PLURALS: ReadonlyMap<string, string> = new Map([
  ...KINDS.map((kind) => [`${kind}s`, kind] as const),
  ['dependencies', 'dependency'],
]);
const KIND_SHAPE = /^[a-z][a-z0-9_-]*$/;
/** What a database takes for granted where no schema is named: PostgreSQL, SQL Server, SQLite. */
const DEFAULT_SCHEMAS: ReadonlySet<string> = new Set(['public', 'dbo', 'main']);

/** Finds the kind a word means, in any case, singular or plural. `meant` is a known kind one typing error away. */
export function readKind(word: string): { readonly kind: string } | { readonly meant?: string } {
  const lower = word.trim().toLowerCase();
  const kind = PLURALS.get(lower) ?? lower;
  if (KINDS.some((known) => known === kind)) return { kind };
  // Short kinds have too many honest neighbours (`file`, `tile`) to be taken for a slip.
  const long = KINDS.filter((known) => known.length >= 6);
  const meant = nearest(kind, long, 1);
  if (meant !== undefined) return { meant };
  return KIND_SHAPE.test(kind) ? { kind } : {};
}

function normaliseSymbolName(text: string): Normalised {
  const symbol = normaliseAnchored(text);
  if ('problem' in symbol) return symbol;
  if (symbol.anchor !== undefined) return { name: `${symbol.path}#${symbol.anchor}` };
  // `src/auth.py::login` and `src/auth.ts:login` are how test runners and editors write it.
  const [, path = '', name = ''] = /^([^:]*\.\w+):{1,2}([^:/].*)$/.exec(text) ?? [];
  const better =
    name !== '' ? `${path}#${name}` : /[/.]/.test(text) ? `${symbol.path}#<name>` : `<path>#${text}`;
  return { problem: 'a symbol is written path#name', better };
}

/** Lower case, quotes and default schema dropped; `own` is how many parts the name has without a schema. */
function normaliseSqlName(text: string, own: 1 | 2): Normalised {
  let parts = text
    .replace(/["'`[\]]/g, '')
    .toLowerCase()
    .split('.')
    .map((part) => part.trim());
  if (parts.includes('')) return { problem: 'a part of the name is empty' };
  if (parts.length < own)
    return { problem: 'a column is written table.column', better: `<table>.${parts.join('.')}` };
  while (parts.length > own && DEFAULT_SCHEMAS.has(parts[0] ?? '')) parts = parts.slice(1);
  return { name: parts.join('.') };
}

/** Lower-case ecosystem, name without a version: `npm/express@5` is `npm/express`. */
function normaliseDependency(text: string): Normalised {
  const slash = text.indexOf('/');
  const ecosystem = text.slice(0, Math.max(slash, 0)).trim().toLowerCase();
  if (!KIND_SHAPE.test(ecosystem)) {
    return { problem: 'a dependency is written ecosystem/name', better: `<ecosystem>/${text}` };
  }
  const name = text.slice(slash + 1).trim();
  // The first character after a slash may be the @ of an npm scope.
  const version = name.indexOf('@', name.lastIndexOf('/') + 2);
  const bare = (version === -1 ? name : name.slice(0, version)).trim();
  return bare === '' ? { problem: 'the dependency has no name' } : { name: `${ecosystem}/${bare}` };
}

function normaliseByKind(kind: string, text: string): Normalised {
  switch (kind) {
    case 'file':
      return normalisePath(text);
    case 'endpoint':
      return normaliseEndpoint(text);
    case 'symbol':
      return normaliseSymbolName(text);
    case 'table':
      return normaliseSqlName(text, 1);
    case 'column':
      return normaliseSqlName(text, 2);
    case 'dependency':
      return normaliseDependency(text);
    default:
      return { name: text };
  }
}

/** Brings a name into the normal form of its kind, so that two ways to write one thing are equal as text. */
export function normaliseName(kind: string, text: string): Normalised {
  const trimmed = text.trim();
  return trimmed === '' ? { problem: 'the name is empty' } : normaliseByKind(kind, trimmed);
}

/** Completes the new name of a rename with what it shares with the old one: method, file, table or ecosystem. */
export function completeNewName(kind: string, oldName: string, newName: string): string {
  const typed = newName.trim();
  if (typed === '') return typed;
  if (kind === 'endpoint' && !/\s/.test(typed)) return `${oldName.split(' ', 1)[0]} ${typed}`;
  if (kind === 'symbol' && !/[#/]/.test(typed)) return `${splitAnchor(oldName).path}#${typed}`;
  if (kind === 'column' && !typed.includes('.')) {
    return `${oldName.slice(0, oldName.lastIndexOf('.'))}.${typed}`;
  }
  if (kind === 'dependency' && !typed.includes('/'))
    return `${oldName.slice(0, oldName.indexOf('/'))}/${typed}`;
  return typed;
}
