import type { TaskId } from './id.ts';
import type { Snapshot } from './snapshot.ts';

/** `Task: k7x2m4q9wd`, or a prefix that is unique; as in every trailer the key may be in any case. */
const TRAILER = /^task:[ \t]*([a-z][0-9a-z]{3,9})[ \t]*$/i;

/** The tasks that a commit message names in its trailers: lines of its last paragraph, which is never its first. */
export function tasksNamed(snapshot: Pick<Snapshot, 'matches'>, message: string): readonly TaskId[] {
  const [, ...paragraphs] = message
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .trim()
    .split(/\n[ \t]*\n/);
  const named = new Set<TaskId>();
  for (const line of (paragraphs.at(-1) ?? '').split('\n')) {
    const prefix = TRAILER.exec(line)?.[1]?.toLowerCase();
    const matches = prefix === undefined ? [] : snapshot.matches(prefix);
    const [only] = matches;
    if (only !== undefined && matches.length === 1) named.add(only);
  }
  return [...named];
}
