import type { Import } from '../file-facts/names.ts';
import type { Mount } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { PACKAGE } from '../package-names.ts';
import { joinPath } from '../resolve/paths.ts';
import { isReadByItself } from '../symfony/route-places.ts';
import { CONTROLLERS, SYMFONY_ROUTES } from '../symfony/routers.ts';
import type { TreePack } from './pack.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** More than any app has: each is sought in the whole tree. */
const MOST_RESOURCES = 300;
const MOST_STARS = 4;

/** A file that a resource may stand for, and what its routes are registered on. */
interface Holder {
  readonly path: string;
  readonly router: string;
}

/** What the paths are like that a resource stands for; undefined where it is none of a path. */
function patternOf(from: string, resource: string): RegExp | undefined {
  const [, bundle, rest = ''] = /^@(\w+)\/?(.*)$/.exec(resource) ?? [];
  if (bundle === undefined && /\\|::/.test(resource)) return undefined;
  const directory = from.slice(0, Math.max(from.lastIndexOf('/'), 0));
  const path =
    bundle === undefined ? joinPath(directory, resource.replace(/\/+$/, '')) : rest.replace(/\/+$/, '');
  if (path === undefined || path.length > 200 || path.split('*').length > MOST_STARS + 1) return undefined;
  const written = path
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([\w,/-]+)\}/g, (_, names: string) => `(?:${names.replaceAll(',', '|')})`)
    .replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]*'));
  if (/[{}]/.test(written.replaceAll('(?:', ''))) return undefined;
  // `@AcmeShopBundle` may stand in `Acme/ShopBundle`.
  const front =
    bundle === undefined ? '^' : `(?:^|/)${[...bundle].join('/?')}(?:/src)?${rest === '' ? '' : '/'}`;
  return new RegExp(`${front}${written}(?:$|/)`);
}

/** Tells whether what is at a path can be what a resource names: a file by its whole name, or one in a directory. */
function fits(pattern: RegExp, { path, router }: Holder): boolean {
  const end = pattern.exec(path);
  if (end === null) return false;
  return router === CONTROLLERS || end.index + end[0].length === path.length;
}

/** Where classes stand, by their whole names. */
function classPaths(files: Files): Map<string, string> {
  const found = new Map<string, string>();
  for (const [path, { language, constants, definitions = [] }] of files) {
    const space = language === 'php' ? constants?.[PACKAGE]?.[0] : undefined;
    if (typeof space !== 'string') continue;
    for (const { name } of definitions) if (!name.includes('.')) found.set(`${space}\\${name}`, path);
  }
  return found;
}

/** A file of routes with the paths of what it names. */
interface Settled {
  readonly file: FileFacts;
  readonly held: readonly Holder[];
}

class Resources {
  readonly #holders: Holder[] = [];
  readonly #files: Files;
  #classes: ReadonlyMap<string, string> | undefined;
  #sought = 0;

  constructor(files: Files) {
    this.#files = files;
    for (const [path, { language, routers }] of files) {
      if (language === 'php' && routers?.some(({ id }) => id === CONTROLLERS))
        this.#holders.push({ path, router: CONTROLLERS });
      else if (language === 'symfony-routes') this.#holders.push({ path, router: SYMFONY_ROUTES });
    }
  }

  settled(path: string, file: FileFacts): Settled {
    const named = new Map((file.imports ?? []).map(({ as, from }) => [as, from]));
    const up = `./${'../'.repeat(path.split('/').length - 1)}`;
    const imports: Import[] = [];
    const mounts: Mount[] = [];
    const held: Holder[] = [];
    for (const mount of file.mounts ?? [])
      for (const holder of this.#heldBy(path, named.get(mount.child) ?? '')) {
        const as = `~held ${imports.length}`;
        imports.push({ as, from: up + holder.path, name: holder.router });
        mounts.push({ ...mount, child: as });
        held.push(holder);
      }
    for (const one of file.imports ?? []) {
      if (!one.as.startsWith('~class')) continue;
      this.#classes ??= classPaths(this.#files);
      const found = this.#classes.get(one.from);
      if (found !== undefined) imports.push({ ...one, from: up + found });
    }
    const routers = (file.routers ?? []).map((router) =>
      isReadByItself(path) ? { ...router, root: true as const } : router,
    );
    return { file: { ...file, routers, imports, mounts }, held };
  }

  #heldBy(path: string, resource: string): readonly Holder[] {
    this.#sought += 1;
    const pattern = this.#sought > MOST_RESOURCES ? undefined : patternOf(path, resource);
    if (pattern === undefined) return [];
    return this.#holders.filter((holder) => holder.path !== path && fits(pattern, holder));
  }
}

/** The files of routes that an app reads, and what it finds in those. */
function reached(settled: ReadonlyMap<string, Settled>): Set<string> {
  const found = new Set([...settled.keys()].filter(isReadByItself));
  // What is added to a set while it is walked over is walked over too.
  for (const path of found) for (const one of settled.get(path)?.held ?? []) found.add(one.path);
  return found;
}

/**
 * What Symfony's files of routes load: other ones, and directories of controllers, each under a prefix. Where an app reads
 * any, what only others load is not served.
 */
export const symfonyFiles: TreePack = {
  name: 'symfony-files',
  family: 'tree',
  read(files) {
    const settled = new Map<string, Settled>();
    let resources: Resources | undefined;
    for (const [path, file] of files) {
      if (file.language !== 'symfony-routes' || file.routers === undefined) continue;
      resources ??= new Resources(files);
      settled.set(path, resources.settled(path, file));
    }
    const found = new Map([...settled].map(([path, { file }]) => [path, file]));
    const served = reached(settled);
    if (served.size === 0) return found;
    for (const [path, { held }] of settled) {
      if (served.has(path)) continue;
      for (const one of [path, ...held.map((holder) => holder.path)]) {
        const { routes: _, mounts: __, routers: ___, ...silent } = files.get(one) ?? {};
        const { language } = files.get(one) ?? {};
        if (language !== undefined && !served.has(one)) found.set(one, { ...silent, language });
      }
    }
    return found;
  },
};
