/** The first unit by which UTF-16 may order otherwise than UTF-8 does. */
const ODD = /[\ud800-\uffff]/;

/** Orders paths as git does, by their bytes. */
export function comparePaths(a: string, b: string): number {
  if (ODD.test(a) && ODD.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Puts paths into git's order. */
export function orderPaths(paths: string[]): string[] {
  return paths.some((path) => ODD.test(path)) ? paths.sort(comparePaths) : paths.sort();
}
