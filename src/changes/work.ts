import type { CodeChange } from '../domain/change.ts';

/** A stretch of history by one hand: what came between two commits. */
export interface Segment {
  readonly before: string;
  readonly after: string;
}

export interface LinkedCommit {
  readonly oid: string;
  readonly parents: readonly string[];
  /** Whether it belongs to the work that is asked for. */
  readonly own: boolean;
}

/**
 * Joins commits that follow each other into segments. Merges bring the work of others and belong to none.
 *
 * @param commits along first parents, newest first
 */
export function segmentsOf(commits: readonly LinkedCommit[]): readonly Segment[] {
  const segments: Segment[] = [];
  for (const { oid, parents, own } of [...commits].reverse()) {
    const [parent, ...others] = parents;
    if (!own || parent === undefined || others.length > 0) continue;
    const last = segments.at(-1);
    if (last !== undefined && last.after === parent) segments[segments.length - 1] = { ...last, after: oid };
    else segments.push({ before: parent, after: oid });
  }
  return segments;
}

function keyOf(kind: string, name: string): string {
  return `${kind}:${name}`;
}

/**
 * Puts the changes of several segments together: what one added and a later one removed never was, and what one removed
 * and a later one added was modified, nobody knows how.
 */
export function joinChanges(segments: readonly (readonly CodeChange[])[]): readonly CodeChange[] {
  if (segments.length === 1) return segments[0] ?? [];
  const ends = new Map<string, CodeChange>();
  const joined = new Set<CodeChange>();
  for (const changes of segments) {
    for (const change of changes) {
      const { relation, kind, name } = change;
      const key = keyOf(kind, name);
      const before = ends.get(key);
      if (relation !== 'adds' && relation !== 'removes') {
        joined.add(change);
        continue;
      }
      if (before === undefined || before.relation === relation) {
        joined.add(change);
        ends.set(key, change);
        continue;
      }
      joined.delete(before);
      ends.delete(key);
      if (relation === 'adds') joined.add({ ...change, relation: 'modifies' });
    }
  }
  return [...joined];
}
