import type { ModuleConfigs } from './module-configs.ts';
import { directoryOf, joinPath } from './paths.ts';
import type { TreePaths } from './python-module.ts';

type HasFile = TreePaths['has'];

const EXTENSIONS = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'];
/** TypeScript names what it will become: `./users.js` is written for `./users.ts`. */
const WRITTEN_FOR: readonly (readonly [written: RegExp, meant: readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
];

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

/** `@/a`, `~/a`, `#a`, `$lib/a`, `@src/a`, `src/a` begin at some directory above: the nearest one that has the file, or its `src`. */
function fromAbove(path: string, specifier: string, paths: TreePaths): string | undefined {
  const local = specifier.replace(/^([@~]{1,2}\/|#\/?|\$|@(?=\w))/, '');
  const passed: string[] = [];
  let found: string | undefined;
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const key = `${directory}\0${local}`;
    found = paths.above.get(key);
    if (found !== undefined || paths.above.has(key)) break;
    passed.push(key);
    const inside = directory === '' ? '' : `${directory}/`;
    found =
      javaScriptFile(`${inside}${local}`, paths.has) ?? javaScriptFile(`${inside}src/${local}`, paths.has);
    if (found !== undefined || directory === '') break;
  }
  for (const key of passed) paths.above.set(key, found);
  return found;
}

/**
 * Finds the file that a module's name leads to: beside its file, else where manifests and compilers' configurations say,
 * else in some directory above.
 */
export function javaScriptModule(
  path: string,
  specifier: string,
  paths: TreePaths,
  configs: ModuleConfigs | undefined,
): string | undefined {
  const { has } = paths;
  if (specifier.startsWith('.')) {
    const base = joinPath(directoryOf(path), specifier);
    return base === undefined ? undefined : javaScriptFile(base, has);
  }
  for (const base of configs?.placesOf(path, specifier) ?? []) {
    const found = javaScriptFile(base, has);
    if (found !== undefined) return found;
  }
  return fromAbove(path, specifier, paths);
}
