import { GitTaskError } from '../errors.ts';
import { emptyTree, type Repository } from './repository.ts';
import { runGit } from './run-git.ts';

export interface TreeEntry {
  /** As git prints it: 100644, 100755, 120000, 040000 (tree), 160000 (submodule). */
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly oid: string;
  /** From the root of the tree. */
  readonly path: string;
}

export interface ListTreeOptions {
  readonly recursive?: boolean;
  readonly directoriesOnly?: boolean;
  /** Lists what is in this directory, or these, paths still from the root. */
  readonly path?: string | readonly string[];
  /** Lists only files of this name, whatever their directory. */
  readonly fileName?: string;
  /** Lists only what is at paths that this accepts. */
  readonly accepts?: (path: string) => boolean;
}

export interface TreeChange {
  /** Added, deleted, modified (content or mode), or become another type of file. */
  readonly status: 'A' | 'D' | 'M' | 'T';
  readonly path: string;
  /** Undefined when added. */
  readonly oldOid: string | undefined;
  /** Undefined when deleted. */
  readonly newOid: string | undefined;
  /** As git prints it, zeros when deleted. */
  readonly newMode: string;
}

/**
 * Lists the entries of a tree; none where `path` is no directory of it.
 * @throws GIT_COMMAND_FAILED when there is no such tree
 */
export function listTree(
  repository: Repository,
  treeish: string,
  options: ListTreeOptions = {},
): TreeEntry[] {
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree'];
  if (options.recursive) args.push('-r');
  if (options.directoriesOnly) args.push('-d');
  args.push('--', treeish);
  // With the slash git lists the content, not the entry.
  const directories = typeof options.path === 'string' ? [options.path] : (options.path ?? []);
  args.push(...directories.map((path) => `${path.replace(/\/+$/, '')}/`));
  const all = fields(runGit(repository, args).stdout);
  const { fileName, accepts } = options;
  const named = fileName === undefined ? all : all.filter((line) => line.endsWith(`/${fileName}`));
  const wanted =
    accepts === undefined ? named : named.filter((line) => accepts(line.slice(line.indexOf('\t') + 1)));
  return wanted.map((line) => {
    const [, mode = '', type, oid = '', path = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (type !== 'blob' && type !== 'tree' && type !== 'commit') throw unreadable('ls-tree', line);
    return { mode, type, oid, path };
  });
}

/**
 * Lists the files that differ between two trees or commits, renames as a deletion and an addition.
 * `oldTip` undefined stands for the empty tree; `pathspec` is taken literally.
 * @throws GIT_COMMAND_FAILED when one of them is missing
 */
export function diffTrees(
  repository: Repository,
  oldTip: string | undefined,
  newTip: string,
  pathspec?: string | readonly string[],
): TreeChange[] {
  const paths = pathspec === undefined ? [] : typeof pathspec === 'string' ? [pathspec] : pathspec;
  const { stdout } = runGit(repository, [
    '--literal-pathspecs',
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--no-renames',
    '--end-of-options',
    oldTip ?? emptyTree(repository),
    newTip,
    '--',
    ...paths,
  ]);
  const changes: TreeChange[] = [];
  const parts = fields(stdout);
  for (let at = 0; at + 1 < parts.length; at += 2) {
    changes.push(parseRawChange(parts[at] ?? '', parts[at + 1] ?? ''));
  }
  return changes;
}

/**
 * Reads one change as `git diff-tree --raw` prints it.
 * @throws GIT_COMMAND_FAILED where git printed something else
 */
export function parseRawChange(raw: string, path: string): TreeChange {
  const [, newMode = '', oldOid, newOid, status] =
    /^:\d+ (\d+) ([0-9a-f]+) ([0-9a-f]+) (\w)$/.exec(raw) ?? [];
  if (status !== 'A' && status !== 'D' && status !== 'M' && status !== 'T')
    throw unreadable('diff-tree', raw);
  return { status, path, oldOid: unlessZero(oldOid), newOid: unlessZero(newOid), newMode };
}

function unlessZero(oid: string | undefined): string | undefined {
  return oid === undefined || /^0+$/.test(oid) ? undefined : oid;
}

/** Splits output of `-z`, where each field ends with NUL. */
function fields(stdout: Buffer): string[] {
  return stdout.length === 0 ? [] : stdout.toString('utf8', 0, stdout.length - 1).split('\0');
}

function unreadable(command: string, line: string): GitTaskError {
  return new GitTaskError('GIT_COMMAND_FAILED', `git ${command} answered: ${line}`);
}
