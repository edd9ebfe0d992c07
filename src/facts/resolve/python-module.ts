/** What is asked of the files of a tree. */
export interface TreePaths {
  readonly has: (path: string) => boolean;
  /** The only path that ends with the segments of another one; undefined where there is none or several. */
  readonly only: (tail: string) => string | undefined;
  /** Where names lead that are sought in a directory and those above it, once that is known. */
  readonly above: Map<string, string | undefined>;
}

function parentOf(directory: string): string {
  return directory.slice(0, Math.max(directory.lastIndexOf('/'), 0));
}

function inside(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}

function moduleFile(base: string, has: TreePaths['has']): string | undefined {
  if (base !== '' && has(`${base}.py`)) return `${base}.py`;
  const whole = inside(base, '__init__.py');
  return has(whole) ? whole : undefined;
}

/**
 * Finds the file that a Python module's name leads to. An absolute name begins at some directory above, in its `src`, or
 * anywhere that is unmistakable; a directory that is itself a package comes last.
 */
export function pythonModule(path: string, specifier: string, paths: TreePaths): string | undefined {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const name = specifier.slice(dots).replaceAll('.', '/');
  let directory = parentOf(path);
  if (dots > 0) {
    for (let step = 1; step < dots; step++) {
      if (directory === '') return undefined;
      directory = parentOf(directory);
    }
    return moduleFile(name === '' ? directory : inside(directory, name), paths.has);
  }
  let inPackage: string | undefined;
  for (; ; directory = parentOf(directory)) {
    const found =
      moduleFile(inside(directory, name), paths.has) ??
      moduleFile(inside(directory, `src/${name}`), paths.has);
    if (found !== undefined && !paths.has(inside(directory, '__init__.py'))) return found;
    inPackage ??= found;
    if (directory === '') break;
  }
  if (inPackage !== undefined || !name.includes('/')) return inPackage;
  return paths.only(`${name}.py`) ?? paths.only(`${name}/__init__.py`);
}
