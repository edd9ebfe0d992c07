import type { TaskId } from './id.ts';
import type { Snapshot } from './snapshot.ts';
import { oneLine } from './text.ts';

/** A task as people know it: short id and title. */
export function taskNamed(snapshot: Pick<Snapshot, 'summary' | 'short'>, id: TaskId): string {
  const title = snapshot.summary(id)?.title;
  return title === undefined ? snapshot.short(id) : `${snapshot.short(id)} "${oneLine(title)}"`;
}
