import { GitTaskError } from '../errors.ts';
import { objectSizes } from './objects.ts';
import { isOid, type Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** What a commit or tree is compared with. `file` and `index` name another index file than the worktree's own. */
export type DiffTarget =
  | { readonly kind: 'tree'; readonly oid: string }
  | { readonly kind: 'index'; readonly file?: string }
  | { readonly kind: 'worktree'; readonly index?: string };

/** One file that differs. */
export interface FileDiff {
  /** Added, deleted, modified (content or mode), renamed (and maybe modified), become another type of file. */
  readonly status: 'A' | 'D' | 'M' | 'R' | 'T';
  readonly path: string;
  /** Of a rename. */
  readonly oldPath?: string;
  /** As git prints it, zeros when absent: 100644, 100755, 120000 (symlink), 160000 (submodule). */
  readonly oldMode: string;
  readonly newMode: string;
  /** Undefined when added. */
  readonly oldOid?: string;
  /** Undefined when deleted, and of a file in the worktree whose content git does not have. */
  readonly newOid?: string;
}

/** Lines of both sides that stand for each other. A count of 0: nothing there, `from` is the line before. */
export interface Hunk {
  readonly oldFrom: number;
  readonly oldCount: number;
  readonly newFrom: number;
  readonly newCount: number;
}

/** Inexact renames are looked for among this many files of each side: the work is their product. */
const RENAME_LIMIT = 400;
/** Output of git beyond this is not worth its time. */
const HUNKS_BYTES = 64 * 1024 * 1024;
/** Where a patch with all that was added is longer, the files are listed apart from it. */
const WHOLE_PATCH_BYTES = 8 * 1024 * 1024;
const HUNKS = ['-p', '-U0', '--inter-hunk-context=0', '--submodule=short'];
/** No user's configuration or attributes decide what these commands print or run. */
const PLAIN = ['--no-ext-diff', '--no-textconv', '--no-color', '--no-relative', '-O/dev/null'];
const RENAMES = ['-M', `-l${RENAME_LIMIT}`, '--ignore-submodules=dirty'];

/** The command that compares with a target, up to its options. */
function commandFor(target: DiffTarget): readonly string[] {
  if (target.kind === 'tree') return ['diff-tree', '-r'];
  // What is only intended to be added will not be in a commit.
  if (target.kind === 'index') return ['diff-index', '--cached', '--ita-invisible-in-index'];
  // Only the porcelain sees through an index whose file times are out of date without writing it.
  return ['-c', 'diff.autoRefreshIndex=true', 'diff'];
}

function runDiff(
  repository: Repository,
  before: string,
  target: DiffTarget,
  options: readonly string[],
  maxBuffer?: number,
): Buffer {
  const ends = target.kind === 'tree' ? [before, target.oid] : [before];
  const file = target.kind === 'index' ? target.file : target.kind === 'worktree' ? target.index : undefined;
  const args = [
    '-c',
    'core.quotePath=true',
    // A larger file is compared as binary: as different, without lines.
    '-c',
    'core.bigFileThreshold=4m',
    ...commandFor(target),
    ...PLAIN,
    ...RENAMES,
    ...options,
    '--end-of-options',
    ...ends,
    '--',
  ];
  return runGit(repository, args, {
    ...(file === undefined ? {} : { env: { GIT_INDEX_FILE: file } }),
    ...(maxBuffer === undefined ? {} : { maxBuffer }),
  }).stdout;
}

/**
 * Lists the files that differ between a commit or tree and a target, renames found, in git's order. Unmerged files and
 * those that git does not track are left out. A name that is not UTF-8 comes with `�` in it.
 * @throws GIT_COMMAND_FAILED when something to compare is missing
 */
export function diffFiles(repository: Repository, before: string, target: DiffTarget): FileDiff[] {
  const raw = runDiff(repository, before, target, ['--raw', '-z', '--no-abbrev']);
  return withoutMissing(repository, target, parseRaw(raw));
}

/**
 * Where git looks for renames, it hashes what is new in the worktree and gives the oids out like any other, though it has
 * no such objects.
 */
function withoutMissing(repository: Repository, target: DiffTarget, files: FileDiff[]): FileDiff[] {
  if (target.kind !== 'worktree' || !files.some(({ status }) => status === 'D' || status === 'R'))
    return files;
  const hashed = files.flatMap(({ status, oldOid, newOid }) =>
    newOid !== undefined && newOid !== oldOid && (status === 'A' || status === 'R') ? [newOid] : [],
  );
  if (hashed.length === 0) return files;
  const sizes = objectSizes(repository, hashed);
  const missing = new Set(hashed.filter((_, at) => sizes[at] === undefined));
  return files.map((file) => {
    const { newOid, ...others } = file;
    return newOid !== undefined && missing.has(newOid) ? others : file;
  });
}

function parseRaw(stdout: Buffer): FileDiff[] {
  const files: FileDiff[] = [];
  const parts = stdout.toString('utf8').split('\0');
  for (let at = 0; at < parts.length - 1; ) {
    const raw = parts[at++] ?? '';
    const [, oldMode = '', newMode = '', oldOid = '', newOid = '', status = ''] =
      /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(raw) ?? [];
    const first = parts[at++] ?? '';
    const second = status === 'R' ? (parts[at++] ?? '') : undefined;
    if (status === 'U') continue;
    if (status !== 'A' && status !== 'D' && status !== 'M' && status !== 'R' && status !== 'T')
      throw new GitTaskError('GIT_COMMAND_FAILED', `git diff answered: ${raw}`);
    files.push({
      status,
      path: second ?? first,
      ...(second === undefined ? {} : { oldPath: first }),
      oldMode,
      newMode,
      ...(isRealOid(oldOid) ? { oldOid } : {}),
      ...(isRealOid(newOid) ? { newOid } : {}),
    });
  }
  return files;
}

function isRealOid(text: string): boolean {
  return isOid(text) && !/^0+$/.test(text);
}

/**
 * Lists the hunks, without context, of the files that `diffFiles` calls modified or renamed, in the same order;
 * undefined for binary ones.
 * @param count how many such files there are
 * @returns undefined where the patch is too long to be worth reading
 * @throws GIT_COMMAND_FAILED when something to compare is missing
 */
function diffHunks(
  repository: Repository,
  before: string,
  target: DiffTarget,
  count: number,
): readonly (readonly Hunk[] | undefined)[] | undefined {
  const options = [...HUNKS, '--diff-filter=MR'];
  const patch = unlessTooLong(() => runDiff(repository, before, target, options, HUNKS_BYTES));
  if (patch === undefined) return undefined;
  const sections = parseSections(patch);
  // One each, or they could not be told apart: names in a patch may be quoted, or hold a line end.
  return sections.length === count ? sections : undefined;
}

/** What git shows as two: that a file of one type is gone, and that one of another is new. */
function sectionsOf({ status }: FileDiff): number {
  return status === 'T' ? 2 : 1;
}

/** Whether git shows the lines of both sides of it. */
export function hasHunks({ status }: FileDiff): boolean {
  return status === 'M' || status === 'R';
}

/**
 * Lists the files that differ as `diffFiles` does, with the hunks that `diffHunks` gives, mostly in one process.
 * @param most of more files that have hunks none are read
 * @throws GIT_COMMAND_FAILED when something to compare is missing
 */
export function diffFilesAndHunks(
  repository: Repository,
  before: string,
  target: DiffTarget,
  most: number,
): { readonly files: FileDiff[]; readonly hunks: ReturnType<typeof diffHunks> } {
  const options = ['--raw', '-z', '--no-abbrev', ...HUNKS];
  const whole = unlessTooLong(() => runDiff(repository, before, target, options, WHOLE_PATCH_BYTES));
  // An empty field stands between the list and the patch.
  const end = whole?.indexOf('\0\0') ?? -1;
  const files =
    whole === undefined
      ? diffFiles(repository, before, target)
      : withoutMissing(repository, target, parseRaw(whole.subarray(0, end < 0 ? whole.length : end + 1)));
  const count = files.filter(hasHunks).length;
  if (count === 0 || count > most) return { files, hunks: undefined };
  const sections = whole === undefined || end < 0 ? [] : parseSections(whole.subarray(end + 2));
  if (sections.length !== files.reduce((sum, file) => sum + sectionsOf(file), 0))
    return { files, hunks: diffHunks(repository, before, target, count) };
  let at = 0;
  const hunks = files.flatMap((file) => {
    const own = sections[at];
    at += sectionsOf(file);
    return hasHunks(file) ? [own] : [];
  });
  return { files, hunks };
}

function unlessTooLong(run: () => Buffer): Buffer | undefined {
  try {
    return run();
  } catch (error) {
    if (isTooLong(error)) return undefined;
    throw error;
  }
}

function isTooLong(error: unknown): boolean {
  const cause = error instanceof GitTaskError ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOBUFS';
}

/** Reads hunk headers; the lines of a hunk are counted over, so that none of them passes for a header. */
function parseSections(patch: Buffer): readonly (readonly Hunk[] | undefined)[] {
  const sections: (Hunk[] | undefined)[] = [];
  let left = 0;
  for (let at = 0; at < patch.length; ) {
    const newline = patch.indexOf(0x0a, at);
    const end = newline < 0 ? patch.length : newline;
    const first = patch[at];
    if (left > 0) {
      // A backslash marks a last line without its end, which is no line of its own.
      if (first !== 0x5c) left--;
    } else if (first === 0x40) {
      const hunk = parseHunk(patch.toString('latin1', at, Math.min(end, at + 120)));
      if (hunk !== undefined) {
        sections.at(-1)?.push(hunk);
        left = hunk.oldCount + hunk.newCount;
      }
    } else if (first === 0x64 && patch.toString('latin1', at, at + 11) === 'diff --git ') sections.push([]);
    else if (first === 0x42 && patch.toString('latin1', at, at + 13) === 'Binary files ')
      sections[sections.length - 1] = undefined;
    at = end + 1;
  }
  return sections;
}

function parseHunk(line: string): Hunk | undefined {
  const [all, oldFrom, oldCount, newFrom, newCount] =
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
  if (all === undefined) return undefined;
  return {
    oldFrom: Number(oldFrom),
    oldCount: Number(oldCount ?? '1'),
    newFrom: Number(newFrom),
    newCount: Number(newCount ?? '1'),
  };
}
