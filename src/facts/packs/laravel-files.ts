import type { Import } from '../file-facts/names.ts';
import type { Mount } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { ROUTES } from '../laravel/route-writer.ts';
import { directoryOf } from '../resolve/paths.ts';
import type { TreePack } from './pack.ts';

const API = /^((?:.*\/)?)routes\/api\.php$/;
const DIRECTORY = /^(\.?\/)(.*)\/\*$/;

/** Joins a directory and what is said relative to it; undefined where it leaves the tree. */
function join(directory: string, relative: string): string | undefined {
  const kept = directory.split('/').filter((segment) => segment !== '');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept.join('/');
}

/** The files with routes, by the directories that they are in or below. */
function byDirectory(files: ReadonlyMap<string, FileFacts>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [path, { language, routers }] of files) {
    if (language !== 'php' || routers?.some(({ id }) => id === ROUTES) !== true) continue;
    for (let directory = directoryOf(path); directory !== ''; directory = directoryOf(directory)) {
      const known = found.get(directory);
      if (known === undefined) found.set(directory, [path]);
      else known.push(path);
    }
  }
  return found;
}

/** The files that a directory's name leads to: `./x/*` beside the file that says so, `/x/*` in some directory above. */
function loaded(
  path: string,
  from: string,
  below: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const [, start, named = ''] = DIRECTORY.exec(from) ?? [];
  if (start === undefined) return [];
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const whole = join(directory, named);
    const found = whole === undefined ? undefined : below.get(whole);
    if (found !== undefined) return found.filter((one) => one !== path);
    if (directory === '' || start === './') return [];
  }
}

/** Mounts what a directory holds. */
function withLoaded(path: string, file: FileFacts, below: ReadonlyMap<string, readonly string[]>): FileFacts {
  const directories = new Map((file.imports ?? []).map(({ as, from }) => [as, from]));
  const imports: Import[] = [];
  const mounts: Mount[] = [];
  for (const mount of file.mounts ?? []) {
    for (const found of loaded(path, directories.get(mount.child) ?? '', below)) {
      const as = `~load ${imports.length}`;
      const up = '../'.repeat(path.split('/').length - 1);
      imports.push({ as, from: `./${up}${found}`, name: ROUTES });
      mounts.push({ ...mount, child: as });
    }
  }
  if (mounts.length === 0) return file;
  return {
    ...file,
    imports: [...(file.imports ?? []), ...imports],
    mounts: [...(file.mounts ?? []), ...mounts],
  };
}

/** What Laravel does with files by where they stand: directories of routes, and `routes/api.php`, which it puts under `/api`. */
export const laravelFiles: TreePack = {
  name: 'laravel-files',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    /** Files that say themselves what is in front of the API. */
    const loaders: string[] = [];
    let below: ReadonlyMap<string, readonly string[]> | undefined;
    for (const [path, file] of files) {
      if (file.language !== 'php' || file.mounts === undefined) continue;
      const imports = file.imports ?? [];
      if (imports.some(({ from }) => /(^|\/)routes\/(api\.php|\*)$/.test(from))) loaders.push(path);
      if (!imports.some(({ from }) => DIRECTORY.test(from))) continue;
      below ??= byDirectory(files);
      found.set(path, withLoaded(path, file, below));
    }
    for (const [path, file] of files) {
      const [, root] = API.exec(path) ?? [];
      if (root === undefined || file.language !== 'php' || file.routers === undefined) continue;
      if (loaders.some((loader) => loader.startsWith(root))) continue;
      const known = found.get(path) ?? file;
      const routers = file.routers.map((router) =>
        router.id === ROUTES ? { ...router, prefix: ['/api'] } : router,
      );
      found.set(path, { ...known, routers });
    }
    return found;
  },
};
