import type { CallValue } from '../file-facts/calls.ts';

/** In a text, what nobody can tell. */
export const UNKNOWN = '\0';

export type Level = 'root' | 'resources' | 'resource' | 'nested' | 'member' | 'collection' | 'new';

/** What `resources` or `resource` draws. */
export interface Resource {
  readonly controller: string;
  /** Without what is around it. */
  readonly path: string;
  readonly single: boolean;
  /** `:id`, or what `param` says. */
  readonly param: string;
  /** What the parameter is called within it: `:user_id`. */
  readonly nestedParam: string;
}

/** Where a route is drawn: all that the blocks around it say. */
export interface Scope {
  readonly level: Level;
  readonly path: string;
  readonly shallowPath: string;
  readonly shallow: boolean;
  /** How many resources that are shallow are around. */
  readonly depth: number;
  /** Modules of controllers, as a path; '' where there are none. */
  readonly module: string;
  readonly controller?: string;
  readonly action?: string;
  readonly resource?: Resource;
  readonly names: Readonly<Record<string, string>>;
  readonly actions: Readonly<Record<string, CallValue>>;
  /** Hashes of constraints, guards and defaults. */
  readonly contract: readonly string[];
  readonly variables: ReadonlyMap<string, CallValue>;
  /** Options of `with_options`, for all that is called within it. */
  readonly options: Readonly<Record<string, CallValue>>;
}

export const TOP: Scope = {
  level: 'root',
  path: '',
  shallowPath: '',
  shallow: false,
  depth: 0,
  module: '',
  names: {},
  actions: {},
  contract: [],
  variables: new Map(),
  options: {},
};

/** Joins paths as Rails does: a slash in front of what is optional becomes part of it. */
export function join(...parts: readonly string[]): string {
  const path = `/${parts.join('/')}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  return path;
}

export function joinModules(outer: string, inner: string): string {
  if (inner.startsWith('/')) return inner.slice(1);
  return [outer, inner].filter((part) => part !== '').join('/');
}

/** The text that a value stands for; `UNKNOWN` where nobody can tell, undefined where it is no text. */
export function textOf(
  value: CallValue | undefined,
  { variables }: Pick<Scope, 'variables'>,
  depth = 0,
): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null || typeof value !== 'object' || depth > 5) return undefined;
  if (Array.isArray(value)) return undefined;
  if ('symbol' in value) return value.symbol;
  if ('name' in value) {
    const known = variables.get(value.name);
    return known === undefined ? UNKNOWN : textOf(known, { variables }, depth + 1);
  }
  if ('text' in value)
    return value.text
      .map((part) => (typeof part === 'string' ? part : (textOf(part, { variables }, depth + 1) ?? UNKNOWN)))
      .join('');
  return 'code' in value ? UNKNOWN : undefined;
}

/** The values of a list, or of a single value. */
export function listOf(
  value: CallValue | undefined,
  { variables }: Pick<Scope, 'variables'>,
): readonly CallValue[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => (Array.isArray(one) ? one : [one]));
  if (typeof value === 'object' && 'name' in value) {
    const known = variables.get(value.name);
    return Array.isArray(known) ? known : [value];
  }
  return [value as CallValue];
}

/** The texts of a list that can be told. */
export function textsOf(value: CallValue | undefined, scope: Pick<Scope, 'variables'>): string[] {
  return listOf(value, scope).flatMap((one) => {
    const text = textOf(one, scope);
    return text === undefined || text.includes(UNKNOWN) ? [] : [text];
  });
}
