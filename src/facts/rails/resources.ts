import type { CallValue } from '../file-facts/calls.ts';
import { plural, singular } from './inflection.ts';
import { join, type Level, type Resource, type Scope, textOf, textsOf } from './scope.ts';

type Options = Readonly<Record<string, CallValue>>;

/** One of the routes that `resources` draws by itself. */
export interface Standard {
  readonly action: string;
  readonly methods: readonly string[];
  readonly path: string;
  /** A page with a form, which an app that is only an API does not have. */
  readonly form: boolean;
}

/** Options of `resources` itself; what else is given is as if a `scope` were around it. */
export const OWN_OPTIONS: ReadonlySet<string> = new Set([
  'as',
  'controller',
  'path',
  'only',
  'except',
  'param',
  'concerns',
]);

/** Reads what one name given to `resources` or `resource` says. */
export function resourceOf(name: string, single: boolean, options: Options, scope: Scope): Resource {
  const param = textOf(options.param, scope) ?? 'id';
  const as = textOf(options.as, scope) ?? name;
  return {
    controller: textOf(options.controller, scope) ?? (single ? plural(name) : name),
    path: textOf(options.path, scope) ?? name,
    single,
    param,
    nestedParam: `${singular(as.replace(/^\/+/, '').replaceAll('/', '_'))}_${param}`,
  };
}

/** The scope within the block of a resource, for what stands there itself or in `member` and its like. */
export function within(scope: Scope, level: Level): Scope {
  const { resource } = scope;
  if (resource === undefined || (scope.level !== 'resources' && scope.level !== 'resource')) return scope;
  const path = join(scope.path, resource.path);
  if (level === 'collection') return { ...scope, level, path };
  if (level === 'new') return { ...scope, level, path: join(path, scope.names.new ?? 'new') };
  if (resource.single) return { ...scope, level, path };
  const front = scope.shallow ? join(scope.shallowPath, resource.path) : path;
  return {
    ...scope,
    level,
    path: join(front, `:${level === 'nested' ? resource.nestedParam : resource.param}`),
  };
}

/** The routes that a resource has without being told, of those that `only` and `except` leave. */
export function standardRoutes(scope: Scope, options: Options): Standard[] {
  const { resource, names } = scope;
  if (resource === undefined) return [];
  const [collection, member] = [within(scope, 'collection').path, within(scope, 'member').path];
  const make = (action: string, methods: readonly string[], path: string, form = false): Standard => ({
    action,
    methods,
    path,
    form,
  });
  const all = [
    ...(resource.single ? [] : [make('index', ['GET'], collection)]),
    make('create', ['POST'], collection),
    make('new', ['GET'], join(collection, names.new ?? 'new'), true),
    make('edit', ['GET'], join(member, names.edit ?? 'edit'), true),
    make('show', ['GET'], member),
    make('update', ['PATCH', 'PUT'], member),
    make('destroy', ['DELETE'], member),
  ];
  const chosen = 'only' in options || 'except' in options ? options : scope.actions;
  if ('only' in chosen) {
    const only = new Set(textsOf(chosen.only, scope));
    // Whoever asks for a form gets it.
    return all.filter(({ action }) => only.has(action)).map((one) => ({ ...one, form: false }));
  }
  const except = new Set(textsOf(chosen.except, scope));
  return all.filter(({ action }) => !except.has(action));
}
