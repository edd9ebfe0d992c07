import type { TextPart, WrittenText } from '../file-facts/names.ts';
import type { Route, Router } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import type { TreePack } from './pack.ts';

/** What an app of NestJS says of all its controllers, as lists of texts under these names. */
export const VERSIONS = 'nest~versions';
export const EXCLUDED = 'nest~excluded';
/** In front of a version, in the path of a route; of one that has none and wants none; of one that says nothing. */
export const VERSION = '/v';
export const NEUTRAL = '';
export const UNSAID = '/';
/** What is put in front of all paths of an app that comes from another source. */
export const PREFIX = 'nest~prefix';
/** In front of a name of the configuration, in the reference by which a prefix is meant, and what it gives. */
export const CONFIGURED = 'nest~config:';
/** In front of the list of versions: they are no part of the path. */
export const ELSEWHERE = '-';

function isConfigured(part: TextPart): boolean {
  return typeof part !== 'string' && part.ref.startsWith(CONFIGURED);
}

/** What all apps of a tree say alike. */
function saidBy(files: Iterable<FileFacts>, name: string): readonly string[] | undefined {
  let found: readonly TextPart[] | undefined;
  for (const { constants = {} } of files) {
    const said = Object.hasOwn(constants, name) ? constants[name] : undefined;
    if (said === undefined) continue;
    if (found !== undefined && found.join('\n') !== said.join('\n')) return undefined;
    found = said;
  }
  return found?.every((part) => typeof part === 'string') ? found : undefined;
}

/** The paths of a route by the versions of an app. */
function versioned(path: WrittenText, [front = VERSION, ...defaults]: readonly string[]): WrittenText[] {
  const [first, ...rest] = path;
  if (front === ELSEWHERE) return [first === VERSION ? rest.slice(1) : path];
  if (first === VERSION) return [[front, ...rest]];
  if (first !== UNSAID || defaults.length === 0) return [path];
  return defaults.map((version) => (version === NEUTRAL ? path : [front, version, ...path]));
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** Tells whether the global prefix is not in front of a path: `health`, `docs/:id`, `auth/(.*)`. */
function isExcluded({ methods }: Route, path: WrittenText, rules: readonly string[]): boolean {
  if (!path.every((part) => typeof part === 'string')) return false;
  const own = segmentsOf(path.join(''));
  return rules.some((rule) => {
    const [verb = '', ...rest] = rule.split(' ');
    if (verb !== '*' && !methods.includes(verb)) return false;
    const wanted = segmentsOf(rest.join(' '));
    const open = /^(\(\.\*\)|\*\w*|\{\*\w+\})$/.test(wanted.at(-1) ?? '');
    const fixed = open ? wanted.slice(0, -1) : wanted;
    const long = open ? own.length >= fixed.length : own.length === fixed.length;
    return long && fixed.every((segment, index) => segment.startsWith(':') || segment === own[index]);
  });
}

/** What the configuration of a tree gives for a name, where all of it gives the same. */
function configuredBy(files: Iterable<FileFacts>): ReadonlyMap<string, string> {
  const found = new Map<string, string | undefined>();
  for (const { constants = {} } of files)
    for (const [ref, [text]] of Object.entries(constants)) {
      if (!ref.startsWith(CONFIGURED) || typeof text !== 'string') continue;
      found.set(ref, found.has(ref) && found.get(ref) !== text ? undefined : text);
    }
  return new Map([...found].flatMap(([ref, text]) => (text === undefined ? [] : [[ref, text] as const])));
}

function isApp({ pack, root }: Router): boolean {
  return pack === 'nestjs' && root === true;
}

/** What is put in front of all paths by sources that have no app of their own, where all of them put the same there. */
function sharedPrefix(files: Iterable<FileFacts>): WrittenText | undefined {
  let found: WrittenText | undefined;
  for (const { constants = {} } of files) {
    const said = Object.hasOwn(constants, PREFIX) ? constants[PREFIX] : undefined;
    if (said === undefined) continue;
    if (found !== undefined && JSON.stringify(found) !== JSON.stringify(said)) return [{ ref: '~' }];
    found = said;
  }
  return found;
}

/** Puts what the tree says in front of what an app serves. */
function prefixed(
  file: FileFacts,
  shared: WrittenText | undefined,
  configured: ReadonlyMap<string, string>,
): FileFacts {
  const routers = file.routers?.map((router) => {
    const prefix = (router.prefix ?? (isApp(router) ? shared : undefined))?.map((part) =>
      typeof part === 'string' ? part : (configured.get(part.ref) ?? part),
    );
    return prefix === undefined ? router : { ...router, prefix };
  });
  return routers === undefined ? file : { ...file, routers };
}

/** Gives the controllers of a tree the versions that its apps give to all, and takes the prefix from what is excluded. */
export const nestConventions: TreePack = {
  name: 'nest-conventions',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    const versions = saidBy(files.values(), VERSIONS);
    const rules = saidBy(files.values(), EXCLUDED) ?? [];
    const configured = configuredBy(files.values());
    const shared = sharedPrefix(files.values());
    for (const [path, file] of files)
      if (file.routers?.some((router) => isApp(router) || router.prefix?.some(isConfigured) === true))
        found.set(path, prefixed(file, shared, configured));
    if (versions === undefined && rules.length === 0) return found;
    for (const [path, bare] of files) {
      const file = found.get(path) ?? bare;
      const { routers = [], routes = [], mounts = [] } = file;
      if (routes.length + mounts.length === 0 || !routers.some(({ pack }) => pack === 'nestjs')) continue;
      const excluded = new Map<string, Router>();
      const placed = routes.flatMap((route) =>
        versioned(route.path, versions ?? []).map((whole) => {
          if (!isExcluded(route, whole, rules)) return { ...route, path: whole };
          const id = `${route.on}~bare`;
          excluded.set(id, { id, pack: 'nestjs', root: true });
          return { ...route, on: id, path: whole };
        }),
      );
      // Of what a controller inherits the mount has the path.
      const moved = mounts.flatMap((mount) =>
        mount.path === undefined || mount.child.endsWith('.controllers')
          ? [mount]
          : versioned(mount.path, versions ?? []).map((whole) => ({ ...mount, path: whole })),
      );
      const more = { routes: placed, mounts: moved, routers: [...routers, ...excluded.values()] };
      found.set(path, { ...file, ...more });
    }
    return found;
  },
};
