import type { Language } from '../language.ts';
import { pythonModule, type TreePaths } from './python-module.ts';

/** Whether a tree has a file. */
type HasFile = TreePaths['has'];

const EXTENSIONS = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'];
/** TypeScript names what it will become: `./users.js` is written for `./users.ts`. */
const WRITTEN_FOR: readonly (readonly [written: RegExp, meant: readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
];

/** Joins a directory and a relative path; undefined where it leaves the tree. */
function join(directory: string, relative: string): string | undefined {
  const kept = directory === '' ? [] : directory.split('/');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept.join('/');
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function javaScriptFile(base: string, has: HasFile): string | undefined {
  for (const extension of EXTENSIONS) if (has(base + extension)) return base + extension;
  for (const [written, meant] of WRITTEN_FOR) {
    if (!written.test(base)) continue;
    for (const extension of meant) {
      const path = base.replace(written, extension);
      if (has(path)) return path;
    }
  }
  for (const extension of EXTENSIONS.slice(1)) {
    const path = `${base === '' ? '' : `${base}/`}index${extension}`;
    if (has(path)) return path;
  }
  return undefined;
}

/** `@/a`, `~/a`, `#a`, `@src/a`, `src/a` begin at some directory above: the nearest one that has the file, or its `src`. */
function fromAbove(path: string, specifier: string, has: HasFile): string | undefined {
  const local = specifier.replace(/^([@~]\/|#\/?|@(?=\w))/, '');
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const inside = directory === '' ? '' : `${directory}/`;
    for (const base of [`${inside}${local}`, `${inside}src/${local}`]) {
      const found = javaScriptFile(base, has);
      if (found !== undefined) return found;
    }
    if (directory === '') return undefined;
  }
}

function javaScriptModule(path: string, specifier: string, has: HasFile): string | undefined {
  if (!specifier.startsWith('.')) return fromAbove(path, specifier, has);
  const base = join(directoryOf(path), specifier);
  return base === undefined ? undefined : javaScriptFile(base, has);
}

/** `./x.php` stands where the file does, `/x.php` in some directory above: the nearest one that has it. */
function phpFile(path: string, specifier: string, has: HasFile): string | undefined {
  const local = specifier.replace(/^\//, '');
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const found = join(directory, local);
    if (found !== undefined && has(found)) return found;
    if (directory === '' || !specifier.startsWith('/')) return undefined;
  }
}

/** The directory that the modules within a file of Rust stand in. */
function rustDirectory(path: string): string {
  return /(^|\/)(lib|main|mod)\.rs$/.test(path) ? directoryOf(path) : path.replace(/\.rs$/, '');
}

function rustFile(directory: string, segments: readonly string[], has: HasFile): string | undefined {
  const whole = [...(directory === '' ? [] : [directory]), ...segments].join('/');
  return [`${whole}.rs`, `${whole}/mod.rs`, `${whole}/lib.rs`, `${whole}/main.rs`].find(has);
}

/** `crate::a::b`, `self::a`, `super::a`, and `a` of a module below or another crate. */
function rustModule(path: string, specifier: string, has: HasFile): string | undefined {
  const [first = '', ...rest] = specifier.split('::');
  let directory = rustDirectory(path);
  if (first === 'self') return rest.length === 0 ? path : rustFile(directory, rest, has);
  if (first === 'super') {
    directory = directoryOf(directory);
    for (; rest[0] === 'super'; rest.shift()) directory = directoryOf(directory);
    return rustFile(directory, rest, has);
  }
  if (first !== 'crate') return rustFile(directory, [first, ...rest], has);
  for (let root = directoryOf(path); ; root = directoryOf(root)) {
    const inside = root === '' ? '' : `${root}/`;
    if (has(`${inside}lib.rs`) || has(`${inside}main.rs`)) return rustFile(root, rest, has);
    if (root === '') return undefined;
  }
}

/** Finds the file that a module's name leads to, as written in `path`; undefined for packages of others. */
export function modulePath(
  language: Language,
  path: string,
  specifier: string,
  paths: TreePaths,
): string | undefined {
  if (specifier.length > 500) return undefined;
  switch (language) {
    case 'javascript':
    case 'typescript':
    case 'tsx':
      return javaScriptModule(path, specifier, paths.has);
    case 'python':
      return pythonModule(path, specifier, paths);
    case 'rust':
      return rustModule(path, specifier, paths.has);
    case 'php':
      return phpFile(path, specifier, paths.has);
    default:
      return undefined;
  }
}
