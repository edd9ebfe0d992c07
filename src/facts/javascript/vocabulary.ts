import type { Router } from '../file-facts/routers.ts';
import type { Foreign } from './names.ts';

/** What makes an app or router when it is called, with or without `new`. A root serves by itself. */
export interface Maker extends Foreign {
  readonly root?: Exclude<Router['root'], 'unless named'>;
  /** The option that is in front of all its paths: `new Router({ prefix: '/users' })`. */
  readonly prefix?: string;
}

type Methods = ReadonlySet<string>;

/** How a framework is used whose routes are registered by calls on an app or a router. */
export interface Receivers {
  readonly pack: string;
  readonly makers: readonly Maker[];
  /** Types by which a parameter or field is known to be an app or router. */
  readonly types: readonly Foreign[];
  /** Types of functions whose first parameter is an app or router. */
  readonly pluginTypes?: readonly Foreign[];
  /** Methods that register a route, and what they answer to. */
  readonly verbs: Readonly<Record<string, readonly string[]>>;
  /** Methods that register a route and are told what it answers to: `on('GET', '/x', show)`. */
  readonly listed?: Methods;
  /** Methods that register what an object says: `route({ method: 'GET', url: '/x', handler })`. */
  readonly described?: Methods;
  /** Methods that register what a call on an object says: `openapi(createRoute({ method: 'get', path: '/x' }), show)`. */
  readonly declared?: Methods;
  /** Functions that declare such a route, for modules that register it. */
  readonly declarers?: readonly Foreign[];
  /** Methods that put other routers under a path: `use('/users', users)`. */
  readonly mounts: Methods;
  /** Functions that say where something is mounted: `use(mount('/users', users))`. */
  readonly mounters?: readonly Foreign[];
  /** Functions that make a route which is mounted as it is: `use(route.get('/users', list))`. */
  readonly routeMakers?: readonly (Foreign & { readonly methods: readonly string[] })[];
  /** Methods that hand a part of the app to a function: `register(users, { prefix: '/users' })`. */
  readonly plugins?: Methods;
  /** Methods that hand a part of the app to a function behind a path, if any: `group('/v1', (app) => …)`. */
  readonly scopes?: Methods;
  /** Functions that only mark the function they get. */
  readonly wrappers?: readonly Foreign[];
  /** A plugin of others that registers what the files of a directory export. */
  readonly loaders?: readonly Foreign[];
  /** Methods that take a path for the verbs chained to them: `route('/x').get(show)`. */
  readonly groups: Methods;
  /** A verb without a path has that of the one it is chained to. */
  readonly keepsPath?: true;
  /** Methods that give a router below a path of this one: `basePath('/api')`. */
  readonly bases?: Methods;
  /** Methods that set what is in front of all paths. */
  readonly prefixes?: Methods;
  /** Methods that give the router in the form in which it is mounted: `users.routes()`. */
  readonly forms?: Methods;
  /** Methods that give back what they are called on, and register nothing. */
  readonly chained?: Methods;
  /** All methods do. */
  readonly fluent?: true;
}

/** What the frameworks know together: an app that comes from elsewhere does not say which of them it is of. */
export interface Vocabulary {
  readonly verbs: ReadonlyMap<string, readonly string[]>;
  readonly makers: ReadonlyMap<string, Maker & { readonly pack: string }>;
  readonly types: ReadonlyMap<string, string>;
  readonly pluginTypes: ReadonlyMap<string, string>;
  readonly mounters: ReadonlyMap<string, string>;
  readonly routeMakers: ReadonlyMap<string, readonly string[]>;
  readonly wrappers: ReadonlyMap<string, string>;
  readonly loaders: ReadonlyMap<string, string>;
  readonly listed: Methods;
  readonly described: Methods;
  readonly declared: Methods;
  readonly declarers: ReadonlySet<string>;
  readonly mounts: Methods;
  readonly plugins: Methods;
  readonly scopes: Methods;
  readonly groups: Methods;
  readonly bases: Methods;
  readonly prefixes: Methods;
  readonly forms: Methods;
  /** All methods whose result is what they were called on. */
  readonly fluent: Methods;
  /** All methods that register something, or lead to what does. */
  readonly registering: Methods;
  /** The modules that makers, and those that wrappers are of. */
  readonly makerModules: ReadonlySet<string>;
  readonly wrapperModules: ReadonlySet<string>;
  /** The packs all methods of which give back what they are called on. */
  readonly fluentPacks: ReadonlySet<string>;
  /** The packs whose verbs keep the path of the one before. */
  readonly keepsPath: ReadonlySet<string>;
}

/** Where Deno and browsers load packages from, and how Deno calls those of registries. */
const ADDRESS =
  /^(?:https:\/\/(?:deno\.land\/x|esm\.sh|cdn\.skypack\.dev)\/|npm:\/?|jsr:\/?)((?:@[\w.-]+\/)?[\w.-]+)/;

/** What a package is called, wherever it is loaded from: `https://deno.land/x/oak@v12.6.1/mod.ts`, `npm:hono@4`. */
export function packageName(from: string): string {
  return /^(https|npm|jsr):/.test(from) ? (ADDRESS.exec(from)?.[1] ?? from) : from;
}

/** A thing of another module as one text. */
export function foreignKey({ from, members }: Foreign): string {
  return [packageName(from), ...members].join(' ');
}

export function vocabularyOf(all: readonly Receivers[]): Vocabulary {
  const words = (part: (one: Receivers) => Methods | undefined): Methods =>
    new Set(all.flatMap((one) => [...(part(one) ?? [])]));
  const things = (part: (one: Receivers) => readonly Foreign[] | undefined): ReadonlyMap<string, string> =>
    new Map(all.flatMap((one) => (part(one) ?? []).map((found) => [foreignKey(found), one.pack] as const)));
  const verbs = new Map(all.flatMap((one) => Object.entries(one.verbs)));
  const [listed, described, mounts, plugins, prefixes] = [
    words((one) => one.listed),
    words((one) => one.described),
    words((one) => one.mounts),
    words((one) => one.plugins),
    words((one) => one.prefixes),
  ];
  const declared = words((one) => one.declared);
  const scopes = words((one) => one.scopes);
  const chained = words((one) => one.chained);
  const [groups, bases] = [words((one) => one.groups), words((one) => one.bases)];
  const fluent = new Set([
    ...verbs.keys(),
    ...listed,
    ...described,
    ...declared,
    ...mounts,
    ...plugins,
    ...scopes,
    ...prefixes,
    ...chained,
  ]);
  return {
    verbs,
    makers: new Map(
      all.flatMap(({ makers, pack }) => makers.map((maker) => [foreignKey(maker), { ...maker, pack }])),
    ),
    types: things((one) => one.types),
    pluginTypes: things((one) => one.pluginTypes),
    mounters: things((one) => one.mounters),
    routeMakers: new Map(
      all.flatMap(({ routeMakers = [] }) => routeMakers.map((maker) => [foreignKey(maker), maker.methods])),
    ),
    wrappers: things((one) => one.wrappers),
    loaders: things((one) => one.loaders),
    listed,
    described,
    declared,
    declarers: new Set(things((one) => one.declarers).keys()),
    mounts,
    plugins,
    scopes,
    groups,
    bases,
    prefixes,
    forms: words((one) => one.forms),
    fluent,
    registering: new Set([...fluent, ...groups, ...bases]),
    makerModules: new Set(all.flatMap(({ makers }) => makers.map(({ from }) => from))),
    wrapperModules: new Set(all.flatMap(({ wrappers = [] }) => wrappers.map(({ from }) => from))),
    fluentPacks: new Set(all.flatMap((one) => (one.fluent ? [one.pack] : []))),
    keepsPath: new Set(all.filter((one) => one.keepsPath).map(({ pack }) => pack)),
  };
}
