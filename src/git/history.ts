import { isOid, type Repository } from './repository.ts';
import { commandFailed, runGit, tryGit } from './run-git.ts';
import { diffTrees, parseRawChange, type TreeChange } from './trees.ts';

export interface CommitParents {
  readonly oid: string;
  readonly parents: readonly string[];
}

/**
 * Lists the commits that `newTip` has and `oldTip` has not (all of them where that is undefined), parents first.
 * @throws GIT_COMMAND_FAILED when a tip is missing
 */
export function commitsBetween(
  repository: Repository,
  oldTip: string | undefined,
  newTip: string,
): CommitParents[] {
  const range = oldTip === undefined ? [newTip] : [newTip, `^${oldTip}`];
  const args = ['rev-list', '--topo-order', '--reverse', '--parents', '--end-of-options', ...range, '--'];
  const text = runGit(repository, args).stdout.toString('latin1').trimEnd();
  if (text === '') return [];
  return text.split('\n').map((line) => {
    const [oid = '', ...parents] = line.split(' ');
    return { oid, parents };
  });
}

/**
 * Returns whether commit `ancestor` is reachable from `descendant` (a commit is its own ancestor);
 * undefined when the repository does not have one of them.
 * @throws GIT_COMMAND_FAILED
 */
export function isAncestor(
  repository: Repository,
  ancestor: string,
  descendant: string,
): boolean | undefined {
  const exit = tryGit(repository, ['merge-base', '--is-ancestor', ancestor, descendant]);
  if (exit.status === 0) return true;
  if (exit.status === 1) return false;
  if (exit.status === 128 && /not a valid commit name/i.test(exit.stderr)) return undefined;
  throw commandFailed(exit);
}

interface CommitFile {
  readonly path: string;
  readonly oid: string;
}

export interface CommitFiles extends CommitParents {
  /** What it added. */
  readonly files: readonly CommitFile[];
  /** What was there before, as it left it. */
  readonly rewritten: readonly CommitFile[];
}

/**
 * Lists the files that each commit added or changed against its parent, for commits with one parent or none; of a merge none.
 * @throws GIT_COMMAND_FAILED
 */
export function addedFiles(repository: Repository, commits: readonly CommitParents[]): CommitFiles[] {
  const args = [
    'diff-tree',
    '--stdin',
    '-r',
    '-z',
    '--raw',
    '--root',
    '--no-renames',
    '--no-abbrev',
    '--diff-filter=AM',
  ];
  const { stdout } = runGit(repository, args, { input: commits.map(({ oid }) => `${oid}\n`).join('') });
  const byCommit = new Map<string, { files: CommitFile[]; rewritten: CommitFile[] }>();
  let here = { files: [] as CommitFile[], rewritten: [] as CommitFile[] };
  const parts = stdout.toString('utf8').split('\0');
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? '';
    if (isOid(part)) {
      here = { files: [], rewritten: [] };
      byCommit.set(part, here);
    } else if (part.startsWith(':')) {
      const [, , , oid = '', status] = part.split(' ');
      (status === 'A' ? here.files : here.rewritten).push({ path: parts[++at] ?? '', oid });
    }
  }
  return commits.map((commit) => ({ ...commit, files: [], rewritten: [], ...byCommit.get(commit.oid) }));
}

export interface RewrittenFile {
  readonly oid: string;
  readonly path: string;
  readonly status: 'D' | 'M' | 'T';
  readonly oldOid: string;
  /** Zeros where the file is gone. */
  readonly newOid: string;
}

/**
 * Lists the files that each commit removed or changed against any of its parents; not those it added.
 * @throws GIT_COMMAND_FAILED
 */
export function rewrittenFiles(repository: Repository, oids: readonly string[]): RewrittenFile[] {
  const args = [
    'diff-tree',
    '--stdin',
    '-r',
    '-m',
    '-z',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--diff-filter=DMT',
  ];
  const { stdout } = runGit(repository, args, { input: oids.map((oid) => `${oid}\n`).join('') });
  const rewritten: RewrittenFile[] = [];
  let oid = '';
  const parts = stdout.toString('utf8').split('\0');
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? '';
    if (!part.startsWith(':')) {
      oid = part;
      continue;
    }
    const [, , oldOid = '', newOid = '', status] = part.split(' ');
    const path = parts[++at] ?? '';
    if (status === 'D' || status === 'M' || status === 'T')
      rewritten.push({ oid, path, status, oldOid, newOid });
  }
  return rewritten;
}

/**
 * Finds the newest commit of a ref whose message has a line that begins with each of the given patterns.
 * @param lines basic regular expressions, anchored at the line's beginning
 * @param since seconds since 1970: commits before that are not looked at
 * @param until seconds since 1970: commits after that do not count
 * @returns seconds since 1970; undefined where there is none
 * @throws GIT_COMMAND_FAILED
 */
export function lastCommitWithLine(
  repository: Repository,
  ref: string,
  lines: readonly string[],
  since?: number,
  until?: number,
): { readonly oid: string; readonly time: number } | undefined {
  const anchored = lines.map((line) => `--grep=^${line}`);
  const bound = [
    ...(since === undefined ? [] : [`--since=@${since}`]),
    ...(until === undefined ? [] : [`--until=@${until}`]),
  ];
  const args = [
    'log',
    '-1',
    '--format=%H %ct',
    '--basic-regexp',
    '--all-match',
    ...anchored,
    ...bound,
    ref,
    '--',
  ];
  const [oid = '', time = ''] = runGit(repository, args).stdout.toString('latin1').trim().split(' ');
  return oid === '' ? undefined : { oid, time: Number(time) };
}

/**
 * Lists the commits of a tip's history, newest first, whose message has a line that begins with one of some patterns.
 * @param lines basic regular expressions, anchored at the line's beginning
 * @throws GIT_COMMAND_FAILED
 */
export function commitsWithLine(
  repository: Repository,
  tip: string,
  lines: readonly string[],
  most: number,
): readonly CommitParents[] {
  const patterns = lines.map((line) => `--grep=^${line}`);
  const args = ['log', `-${most}`, '--format=%H %P', '--basic-regexp', ...patterns, tip, '--'];
  const text = runGit(repository, args).stdout.toString('latin1').trim();
  if (text === '') return [];
  return text.split('\n').map((commit) => {
    const [oid = '', ...parents] = commit.trim().split(' ');
    return { oid, parents };
  });
}

/** Quotes text for a basic regular expression. */
export function quotePattern(text: string): string {
  return text.replace(/[\\^$.*[\]]/g, '\\$&');
}

/**
 * Tells which commits no branch, tag or worktree leads to any more.
 * @param oids of commits that are here
 * @throws GIT_COMMAND_FAILED when one is missing
 */
export function droppedCommits(repository: Repository, oids: readonly string[]): readonly string[] {
  // `--all` counts the HEAD of every worktree too.
  const args = ['rev-list', '--stdin', '--not', '--all'];
  const { stdout } = runGit(repository, args, { input: oids.map((oid) => `${oid}\n`).join('') });
  const gone = new Set(stdout.toString('latin1').split('\n'));
  return oids.filter((oid) => gone.has(oid));
}

/**
 * Finds the best common ancestors of two commits, smallest oid first; none for unrelated histories.
 * @throws GIT_COMMAND_FAILED
 */
export function mergeBases(repository: Repository, one: string, two: string): readonly string[] {
  const exit = tryGit(repository, ['merge-base', '--all', one, two]);
  if (exit.status === 1) return [];
  if (exit.status !== 0) throw commandFailed(exit);
  return exit.stdout.toString('latin1').trim().split('\n').sort();
}

/**
 * Lists what each commit changed against each of its parents, in their order; against nothing where it has none.
 * @throws GIT_COMMAND_FAILED
 */
export function changesOf(
  repository: Repository,
  commits: readonly CommitParents[],
): ReadonlyMap<string, readonly (readonly TreeChange[])[]> {
  const simple = commits.filter(({ parents }) => parents.length <= 1);
  const args = ['diff-tree', '--stdin', '-r', '-z', '--raw', '--root', '--no-renames', '--no-abbrev'];
  const input = simple.map(({ oid }) => `${oid}\n`).join('');
  const parts = runGit(repository, args, { input }).stdout.toString('utf8').split('\0');
  const found = new Map<string, TreeChange[]>();
  let changes: TreeChange[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? '';
    if (isOid(part)) {
      changes = [];
      found.set(part, changes);
    } else if (part.startsWith(':')) changes.push(parseRawChange(part, parts[++at] ?? ''));
  }
  return new Map(
    commits.map(({ oid, parents }) => [
      oid,
      parents.length <= 1
        ? [found.get(oid) ?? []]
        : parents.map((parent) => diffTrees(repository, parent, oid)),
    ]),
  );
}
