import type { CodeChange, ReplacedLines } from '../domain/change.ts';
import { readsNames } from '../facts/language.ts';
import { type FileDiff, type Hunk, hasHunks } from '../git/diff.ts';

function replaced({ oldFrom, oldCount, newCount }: Hunk): ReplacedLines {
  // Of an insertion git names the line before.
  const from = oldCount === 0 ? oldFrom + 1 : oldFrom;
  return { from, to: from + oldCount - 1, now: newCount };
}

/** The first changed line, in the file as it is now; 1 where nothing is left there. */
function firstLine(hunks: readonly Hunk[] | undefined): number {
  return Math.max(hunks?.[0]?.newFrom ?? 1, 1);
}

const RELATION = { A: 'adds', D: 'removes', M: 'modifies', R: 'renames', T: 'modifies' } as const;

/**
 * Says what a diff did to each file as such.
 *
 * @param hunks of the files that have them, in their order; undefined where they are not known
 */
export function fileChanges(
  diffs: readonly FileDiff[],
  hunks: readonly (readonly Hunk[] | undefined)[] | undefined,
): readonly CodeChange[] {
  let compared = 0;
  return diffs.map((diff) => {
    const { status, path, oldPath } = diff;
    const own = hasHunks(diff) ? hunks?.[compared++] : undefined;
    const change: CodeChange = {
      relation: RELATION[status],
      kind: 'file',
      name: oldPath ?? path,
      ...(oldPath === undefined ? {} : { to: path }),
      certainty: 'exact',
      path,
      line: firstLine(own),
      ...(readsNames(path) && { read: true }),
    };
    return own === undefined ? change : { ...change, hunks: own.map(replaced) };
  });
}
