import type { TreePaths } from './python-module.ts';

/** The last segments of a path by which it is looked for. */
function endOf(path: string): string {
  return path.split('/').slice(-3).join('/');
}

/** Answers questions about the paths of a tree, each in a time that does not depend on their number. */
export function treePaths(known: ReadonlyMap<string, unknown>): TreePaths {
  let ends: Map<string, string[]> | undefined;
  return {
    has: (path) => known.has(path),
    above: new Map(),
    only(tail) {
      if (ends === undefined) {
        ends = new Map();
        for (const path of known.keys()) {
          for (const end of new Set([endOf(path), path.split('/').slice(-2).join('/')])) {
            const paths = ends.get(end);
            if (paths === undefined) ends.set(end, [path]);
            else paths.push(path);
          }
        }
      }
      const found = (ends.get(endOf(tail)) ?? []).filter((path) => path.endsWith(`/${tail}`));
      return found.length === 1 ? found[0] : undefined;
    },
  };
}
