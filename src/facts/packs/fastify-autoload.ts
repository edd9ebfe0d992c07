import type { Import, WrittenText } from '../file-facts/names.ts';
import type { Mount } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { directoryOf } from '../resolve/paths.ts';
import type { TreePack } from './pack.ts';

const SOURCE = /\.(ts|mts|cts|js|mjs|cjs)$/;
const INDEX = /^index\.\w+$/;

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

/** The way from one directory to a file, as an import writes it. */
function specifier(from: string, to: string): string {
  const up = from === '' ? 0 : from.split('/').length;
  return `./${'../'.repeat(up)}${to}`;
}

/** `_id` and `__id` name a parameter, where that is asked for; nobody calls a directory so otherwise. */
function pathOf(directory: string): string {
  return directory.replace(/(^|\/)_+(\w)/g, '$1:$2');
}

/** The files below a directory that are loaded: beside an index no other file of its directory is. */
function loaded(files: ReadonlyMap<string, FileFacts>, directory: string): string[] {
  const below = [...files.keys()].filter((path) => path.startsWith(`${directory}/`) && SOURCE.test(path));
  const indexed = new Set(below.filter((path) => INDEX.test(nameOf(path))).map(directoryOf));
  return below.filter((path) => INDEX.test(nameOf(path)) || !indexed.has(directoryOf(path)));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A text that a plugin exports: `export const autoPrefix = '/users'`. */
function constantOf({ exports = [], constants = {} }: FileFacts, name: string): WrittenText | undefined {
  const of = exports.find((found) => found.name === name && found.from === undefined)?.of;
  const text = of !== undefined && Object.hasOwn(constants, of) ? constants[of] : undefined;
  return text?.every((part) => typeof part === 'string') ? text : undefined;
}

/** Imports what a directory holds, and mounts it under the names of the directories below. */
function loadedBy(path: string, mount: Mount, files: ReadonlyMap<string, FileFacts>, number: number) {
  const imports: Import[] = [];
  const mounts: Mount[] = [];
  const own = directoryOf(path);
  const directory = mount.files === undefined ? undefined : join(own, mount.files);
  if (directory === undefined || directory === '') return { imports, mounts };
  for (const [index, file] of loaded(files, directory).entries()) {
    const from = specifier(own, file);
    const exported = files.get(file);
    const override = exported && constantOf(exported, 'prefixOverride');
    const auto = exported && constantOf(exported, 'autoPrefix');
    const named = mount.flat ? '' : pathOf(directoryOf(file).slice(directory.length));
    const below: WrittenText = auto ?? (named === '' ? [] : [named]);
    for (const name of ['=', 'default']) {
      const as = `load~${number}~${index}${name}`;
      const text: WrittenText = override ?? [...(mount.path ?? []), ...below];
      imports.push({ as, from, name });
      mounts.push({ on: mount.on, child: mount.child.replace('*', as), path: text });
    }
  }
  return { imports, mounts };
}

/** https://github.com/fastify/fastify-autoload: plugins by the directories that they stand in. */
export const fastifyAutoload: TreePack = {
  name: 'fastify-autoload',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    for (const [path, file] of files) {
      const loaders = (file.mounts ?? []).filter(
        ({ files: directory }) => directory?.includes('*') === false,
      );
      if (loaders.length === 0) continue;
      const all = loaders.map((mount, number) => loadedBy(path, mount, files, number));
      found.set(path, {
        ...file,
        imports: [...(file.imports ?? []), ...all.flatMap(({ imports }) => imports)],
        mounts: [...(file.mounts ?? []), ...all.flatMap(({ mounts }) => mounts)],
      });
    }
    return found;
  },
};
