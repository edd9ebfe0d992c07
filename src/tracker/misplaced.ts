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
  ['config/worktrees', undefined],
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
  return misplacedIn(directory, '', undefined);
}

/**
 * @param below where a folder is in the directory, with a slash behind it
 * @param fixed the files in it that have one name for ever
 */
function misplacedIn(
  directory: string,
  below: string,
  fixed: readonly string[] | undefined,
): readonly Misplaced[] {
  return readdirSync(join(directory, below), { withFileTypes: true }).flatMap((entry) => {
    const name = `${below}${entry.name}`;
    const path = join(directory, name);
    if (FOLDERS.has(name))
      return entry.isDirectory()
        ? misplacedIn(directory, `${name}/`, FOLDERS.get(name))
        : [{ path, what: 'no directory, and files are kept in one' }];
    const isInTheWay = entry.isDirectory() && fixed?.includes(entry.name) !== false && isFull(path);
    return isInTheWay ? [{ path, what: A_DIRECTORY }] : [];
  });
}

/** An empty one gives way when something is kept there. */
function isFull(directory: string): boolean {
  return readdirSync(directory).length > 0;
}
