import type { CommitObject } from '../git/commit-object.ts';
import { commitsBetween } from '../git/history.ts';
import { readCommits } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { isOwn } from './own-commit.ts';

/** Levels of commits read one by one before all are read together, so many at a time. */
const LEVELS = 30;
const CHUNK = 5_000;

/** What other hands put on top of our commits. */
export interface ForeignCommits {
  /** The newest commits of ours below a tip, each way down. */
  readonly own: ReadonlyMap<string, CommitObject>;
  /** Those of other hands above them, parents first, in an order that is a function of the tip alone. */
  readonly foreign: ReadonlyMap<string, CommitObject>;
}

/** Finds the commits of other hands that a tip stands on, down to the newest of ours each way. */
export function foreignCommits(repository: Repository, tip: string): ForeignCommits {
  const own = new Map<string, CommitObject>();
  const foreign = new Map<string, CommitObject>();
  const known = new Map<string, CommitObject | undefined>();
  const read = (oids: readonly string[]): void => {
    for (const [at, commit] of readCommits(repository, oids).entries()) known.set(oids[at] ?? '', commit);
  };
  const seen = new Set([tip]);
  let levels = 0;
  for (let level: readonly string[] = [tip]; level.length > 0; ) {
    // A process for each level is dear where another tool wrote the whole history.
    if (++levels === LEVELS)
      for (const commits = commitsBetween(repository, undefined, tip); commits.length > 0; )
        read(commits.splice(-CHUNK).map(({ oid }) => oid));
    read(level.filter((oid) => !known.has(oid)));
    const next: string[] = [];
    for (const oid of level) {
      const commit = known.get(oid);
      if (commit === undefined) continue;
      if (isOwn(commit)) own.set(oid, commit);
      else {
        foreign.set(oid, commit);
        next.push(...commit.parents);
      }
    }
    level = [...new Set(next)].filter((oid) => !seen.has(oid));
    for (const oid of level) seen.add(oid);
  }
  return { own, foreign: parentsFirst(foreign, tip) };
}

function parentsFirst(
  commits: ReadonlyMap<string, CommitObject>,
  tip: string,
): ReadonlyMap<string, CommitObject> {
  const ordered = new Map<string, CommitObject>();
  const stack = [tip];
  // A history may be deeper than a stack of calls.
  for (let oid = stack.at(-1); oid !== undefined; oid = stack.at(-1)) {
    const commit = commits.get(oid);
    const before = commit?.parents.find((parent) => commits.has(parent) && !ordered.has(parent));
    if (before !== undefined) {
      stack.push(before);
      continue;
    }
    stack.pop();
    if (commit !== undefined) ordered.set(oid, commit);
  }
  return ordered;
}
