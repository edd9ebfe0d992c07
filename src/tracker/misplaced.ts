import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Directories in which files are kept, and those of them that have one name for ever; all, where nothing is said. Below
 * `alive` a directory does as well as a file: its time is all that is read.
 */
const FOLDERS: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['alive', []],
  ['children', ['head.json']],
  ['config', undefined],
  ['flows', ['head.json']],
  ['index', ['head.json']],
  ['marks', undefined],
  ['search', ['head.json']],
  ['trees', undefined],
  ['write-queue', []],
]);
const A_DIRECTORY = 'a directory where a file is kept';

/** Something that keeps git-task from keeping what it keeps. */
export interface Misplaced {
  readonly path: string;
  /** `a directory where a file is kept` */
  readonly what: string;
}

/** What stands in the way in the directory of what this clone keeps. */
export function misplaced(directory: string): readonly Misplaced[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (!FOLDERS.has(entry.name))
      return entry.isDirectory() && isFull(path) ? [{ path, what: A_DIRECTORY }] : [];
    if (!entry.isDirectory()) return [{ path, what: 'no directory, and files are kept in one' }];
    const fixed = FOLDERS.get(entry.name);
    return readdirSync(path, { withFileTypes: true })
      .filter((inside) => inside.isDirectory() && fixed?.includes(inside.name) !== false)
      .map(({ name }) => ({ path: join(path, name), what: A_DIRECTORY }))
      .filter((inside) => isFull(inside.path));
  });
}

/** An empty one gives way when something is kept there. */
function isFull(directory: string): boolean {
  return readdirSync(directory).length > 0;
}
