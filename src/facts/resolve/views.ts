import type { Ref } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { TreeNames } from './tree-names.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** Which names of a tree are, or are made of, something that routes are registered on. */
class Serving {
  readonly #names: TreeNames;
  readonly #keys = new Set<string>();

  constructor(files: Files, names: TreeNames) {
    this.#names = names;
    const parents = new Map<string, string[]>();
    const waiting: string[] = [];
    for (const [path, { routes = [], mounts = [] }] of files) {
      for (const { on, view } of routes) {
        const key = view === undefined ? this.#key(path, on) : undefined;
        if (key !== undefined) waiting.push(key);
      }
      for (const { on, child } of mounts) {
        const [parent, key] = [this.#key(path, on), this.#key(path, child)];
        if (parent === undefined || key === undefined) continue;
        const known = parents.get(key);
        if (known === undefined) parents.set(key, [parent]);
        else known.push(parent);
      }
    }
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      if (this.#keys.has(key)) continue;
      this.#keys.add(key);
      waiting.push(...(parents.get(key) ?? []));
    }
  }

  #key(path: string, ref: Ref): string | undefined {
    const place = this.#names.follow(path, ref);
    return place && `${place.path}\0${place.ref}`;
  }

  has(path: string, ref: Ref): boolean {
    const key = this.#key(path, ref);
    return key !== undefined && this.#keys.has(key);
  }
}

/** The packs of which something is mounted on a router that serves by itself. */
function rootedPacks(files: Files, names: TreeNames): Set<string> {
  const rooted = new Set<string>();
  for (const [path, { routers = [], mounts = [] }] of files) {
    for (const { id, pack, root } of routers) {
      if (root !== true || rooted.has(pack)) continue;
      if (mounts.some(({ on, child }) => on === id && names.follow(path, child) !== undefined))
        rooted.add(pack);
    }
  }
  return rooted;
}

/**
 * Settles what can only be told with the whole tree at hand: a view that says itself what it answers to needs no route
 * that stands for any method; where nothing names the root, routers that may be one are.
 */
export function settleViews(files: Files, names: TreeNames): Files {
  const all = [...files.values()];
  const views = all.some(({ routes }) => routes?.some(({ view }) => view !== undefined));
  const roots = all.some(({ routers }) => routers?.some(({ root }) => root === 'unless named'));
  if (!views && !roots) return files;
  const serving = views ? new Serving(files, names) : undefined;
  const rooted = rootedPacks(files, names);
  const settled = new Map<string, FileFacts>();
  for (const [path, file] of files) {
    const { routes, routers } = file;
    settled.set(path, {
      ...file,
      ...(routes && {
        routes: routes.filter(({ view }) => view === undefined || serving?.has(path, view) !== true),
      }),
      ...(routers && {
        routers: routers.map((router) => {
          if (router.root !== 'unless named') return router;
          const { root: _, ...known } = router;
          return rooted.has(router.pack) ? known : { ...known, root: true as const };
        }),
      }),
    });
  }
  return settled;
}
