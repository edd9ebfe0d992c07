import type { WrittenText } from '../file-facts/names.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { Entry } from '../php/calls.ts';
import type { PhpClass } from '../php/class-shapes.ts';
import { joined, type PhpNames, UNKNOWN } from '../php/names.ts';

/** What holds for all routes that are registered at one place: that of the groups around it. */
export interface Scope {
  readonly prefix: WrittenText;
  /** Of controllers that are named by a text. */
  readonly namespace?: string;
  /** The controller whose methods are named alone. */
  readonly controller?: string;
  /** Hashes of middleware and its like. */
  readonly guards: readonly string[];
  readonly shallow: boolean;
  /** Variables that routes are registered on. */
  readonly receivers: ReadonlySet<string>;
  readonly texts: Map<string, string>;
  /** Arrays that variables stand for. */
  readonly lists: Map<string, Range>;
  /** Directories whose files variables stand for. */
  readonly listings: Map<string, string>;
  readonly owner?: PhpClass;
  /** How many groups and loops are around it. */
  readonly depth: number;
}

/** Calls and keys that decide who may call, or what a parameter may be. */
const GUARDS: ReadonlySet<string> = new Set([
  'middleware',
  'before',
  'withoutMiddleware',
  'can',
  'where',
  'whereNumber',
  'whereAlpha',
  'whereAlphaNumeric',
  'whereUuid',
  'whereUlid',
  'whereIn',
  'domain',
  'add',
]);

export function isGuard(name: string): boolean {
  return GUARDS.has(name);
}

/** Puts a path behind a prefix. */
export function under(prefix: WrittenText, path: WrittenText): WrittenText {
  return joined([...prefix, '/', ...path]) ?? [UNKNOWN];
}

/** Goes into what `Route::prefix(…)`, or the key of a group's array, says. */
export function withAttribute(names: PhpNames, scope: Scope, name: string, values: readonly Range[]): Scope {
  const [value] = values;
  if (name === 'shallow')
    return { ...scope, shallow: value === undefined || names.source.is(value.from, 'true') };
  if (value === undefined) return scope;
  if (name === 'prefix') {
    const text = names.source.is(value.from, 'null') ? [''] : names.textOf(value, scope.texts, scope.owner);
    return { ...scope, prefix: under(scope.prefix, text ?? [UNKNOWN]) };
  }
  if (name === 'namespace') {
    const text = names.wholeText(value, scope.texts, scope.owner);
    if (text === undefined) return scope;
    const { namespace } = scope;
    const nested = namespace !== undefined && !text.startsWith('\\') && !text.startsWith('App\\');
    return { ...scope, namespace: nested ? `${namespace}\\${text}` : text.replace(/^\\/, '') };
  }
  if (name === 'controller') {
    const controller = names.classIn(value);
    return controller === undefined ? scope : { ...scope, controller };
  }
  return isGuard(name)
    ? { ...scope, guards: [...scope.guards, `${name} ${names.source.hash(...values)}`] }
    : scope;
}

/** The entries of a group's array: `['prefix' => 'admin', 'middleware' => ['auth']]`. */
export function withEntries(names: PhpNames, scope: Scope, entries: readonly Entry[]): Scope {
  let inner = scope;
  for (const { key, value } of entries) {
    const token = names.source.at(key?.from ?? -1);
    if (token.kind === 'string') inner = withAttribute(names, inner, token.text, [value]);
  }
  return inner;
}
