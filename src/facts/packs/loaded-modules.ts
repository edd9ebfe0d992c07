import type { Import, TextPart } from '../file-facts/names.ts';
import type { Mount } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { directoryOf, joinPath } from '../resolve/paths.ts';
import type { TreePack } from './pack.ts';

const SOURCE = /\.(ts|mts|cts|js|mjs|cjs)$/;
const INDEX = /\/index\.\w+$/;
/** One mount adds no more than this: nobody has so many files of routes in one directory. */
const MOST = 500;

/** A module that a computed name may mean, and what is computed of it. */
interface Module {
  readonly path: string;
  readonly name: string;
}

/** The text that a part of a path has for one of the modules. */
function textOf(part: TextPart, { name }: Module): TextPart {
  if (typeof part === 'string' || !part.ref.startsWith('*')) return part;
  if (part.ref === '*.') return name.replace(SOURCE, '');
  const without = part.ref.startsWith('*-') ? part.ref.slice(2) : undefined;
  if (without !== undefined) return name.replace(without, '').replace(SOURCE, '');
  return name.replace(/\..*$/, '');
}

/** The paths of a tree by their directories. */
function byDirectory(files: ReadonlyMap<string, FileFacts>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of files.keys()) {
    if (!SOURCE.test(path)) continue;
    const directory = directoryOf(path);
    const known = found.get(directory);
    if (known === undefined) found.set(directory, [path]);
    else known.push(path);
  }
  return found;
}

/** The modules that a name with a `*` in it leads to, from a file on: not to that file itself. */
function modulesOf(
  from: string,
  pattern: string,
  directories: ReadonlyMap<string, readonly string[]>,
  nested: ReadonlyMap<string, ReadonlySet<string>>,
): Module[] {
  const [front = '', behind = ''] = pattern.split('*');
  const slash = front.lastIndexOf('/');
  const directory = joinPath(directoryOf(from), front.slice(0, slash + 1));
  if (directory === undefined) return [];
  const begin = front.slice(slash + 1);
  const end = behind.replace(SOURCE, '');
  const below = end.startsWith('/');
  const own = below ? [] : (directories.get(directory) ?? []);
  const named = own.flatMap((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const fits = name.startsWith(begin) && (end === '' || name.replace(SOURCE, '').endsWith(end));
    return fits ? [{ path, name: name.slice(begin.length) }] : [];
  });
  const inner = [...(nested.get(directory) ?? [])].flatMap((child) => {
    const name = child.slice(child.lastIndexOf('/') + 1);
    if (!name.startsWith(begin) || !(below || end === '')) return [];
    const target = joinPath(child, below ? end : '');
    const found = (directories.get(target === undefined ? '' : directoryOf(target)) ?? []).find(
      (path) => below && path.replace(SOURCE, '') === target,
    );
    const index = (directories.get(target ?? '') ?? []).find((path) => INDEX.test(path));
    const path = found ?? index;
    return path === undefined ? [] : [{ path, name: name.slice(begin.length) }];
  });
  return [...named, ...inner].filter(({ path }) => path !== from).slice(0, MOST);
}

/** The way from one file to another, as an import writes it. */
function specifier(from: string, to: string): string {
  return `./${'../'.repeat(from.split('/').length - 1)}${to}`;
}

/** Modules that a loop over the files of a directory loads: `readdirSync(dir).map((file) => app.use(require('./' + file)))`. */
export const loadedModules: TreePack = {
  name: 'loaded-modules',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    let directories: Map<string, string[]> | undefined;
    const nested = new Map<string, Set<string>>();
    for (const [path, file] of files) {
      const loaders = (file.mounts ?? []).filter((mount) => mount.files?.includes('*'));
      if (loaders.length === 0) continue;
      if (directories === undefined) {
        directories = byDirectory(files);
        for (const directory of directories.keys())
          for (let child = directory; child !== ''; child = directoryOf(child)) {
            const known = nested.get(directoryOf(child)) ?? new Set();
            if (known.has(child)) break;
            nested.set(directoryOf(child), known.add(child));
          }
      }
      const imports: Import[] = [];
      const mounts: Mount[] = [];
      for (const [number, { files: pattern = '', ...mount }] of loaders.entries())
        for (const [index, module] of modulesOf(path, pattern, directories, nested).entries()) {
          const as = `load~${number}~${index}`;
          const whole = /^\*\.default\b/.exec(mount.child)?.[0] ?? '*';
          imports.push({ as, from: specifier(path, module.path), name: whole === '*' ? '=' : 'default' });
          const text = mount.path?.map((part) => textOf(part, module));
          mounts.push({ ...mount, child: mount.child.replace(whole, as), ...(text && { path: text }) });
        }
      found.set(path, {
        ...file,
        imports: [...(file.imports ?? []), ...imports],
        mounts: [...(file.mounts ?? []), ...mounts],
      });
    }
    return found;
  },
};
