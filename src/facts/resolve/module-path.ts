import type { Language } from '../language.ts';
import { javaScriptModule } from './javascript-module.ts';
import type { ModuleConfigs } from './module-configs.ts';
import { directoryOf, joinPath } from './paths.ts';
import { pythonModule, type TreePaths } from './python-module.ts';

/** Whether a tree has a file. */
type HasFile = TreePaths['has'];

/** `./x.php` stands where the file does, `/x.php` in some directory above: the nearest one that has it. */
function phpFile(path: string, specifier: string, has: HasFile): string | undefined {
  const local = specifier.replace(/^\//, '');
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const found = joinPath(directory, local);
    if (found !== undefined && has(found)) return found;
    if (directory === '' || !specifier.startsWith('/')) return undefined;
  }
}

/** The directory that the modules within a file of Rust stand in. */
function rustDirectory(path: string): string {
  return /(^|\/)(lib|main|mod)\.rs$/.test(path) ? directoryOf(path) : path.replace(/\.rs$/, '');
}

/** The file of a module by its path below the directory of its crate's sources; without any, the crate's own. */
export function rustFile(directory: string, segments: readonly string[], has: HasFile): string | undefined {
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

/**
 * Finds the file that a module's name leads to, as written in `path`; undefined for packages of others.
 *
 * @param configs what the tree says of the names of JavaScript's modules
 */
export function modulePath(
  language: Language,
  path: string,
  specifier: string,
  paths: TreePaths,
  configs?: ModuleConfigs,
): string | undefined {
  if (specifier.length > 500) return undefined;
  switch (language) {
    case 'javascript':
    case 'typescript':
    case 'tsx':
      return javaScriptModule(path, specifier, paths, configs);
    case 'python':
      return pythonModule(path, specifier, paths);
    case 'rust':
      return rustModule(path, specifier, paths.has);
    case 'php':
    case 'symfony-routes':
      return phpFile(path, specifier, paths.has);
    default:
      return undefined;
  }
}
