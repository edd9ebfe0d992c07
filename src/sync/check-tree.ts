import { parsePath, type TreePath } from '../codec/paths.ts';
import { EXECUTABLE, OTHERS_LIMIT, PLAIN_FILE, problemOfName } from '../codec/plain-files.ts';
import { FILE_LIMIT, MERGED_FILE_LIMIT } from '../domain/limits.ts';
import { objectSizes } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees } from '../git/trees.ts';
import { checkRewritten, type RewrittenEvents } from './check-redactions.ts';
import { refuse } from './refusal.ts';

/** A file that a tip would bring. */
export interface Arrived {
  readonly path: string;
  readonly place: TreePath;
  readonly oid: string;
  readonly bytes: number;
  /** Nothing stands at its path here. */
  readonly isNew: boolean;
}

/** Files asked about by one process. */
const CHUNK = 1_000;

function problemOf(path: string, place: TreePath, mode: string, byHand: boolean): string | undefined {
  const isPlain = mode === PLAIN_FILE || (byHand && mode === EXECUTABLE);
  if (!isPlain) return `is no plain file (mode ${mode})`;
  // Whoever adopts it leaves out what stands among the tasks.
  return byHand && /^(?:tasks|events)(?:\/|$)/.test(path) ? undefined : problemOfName(path, place);
}

/**
 * Checks names, modes and sizes of all that a tip has and we have not, reading nothing but what was redacted.
 *
 * @param byHand another hand made the tip: what adopting it mends is no fault
 * @throws REMOTE_INVALID
 */
export function checkTree(
  repository: Repository,
  ours: string | undefined,
  tip: string,
  byHand = false,
): readonly Arrived[] {
  const rewritten: RewrittenEvents[] = [];
  const changes = diffTrees(repository, ours, tip).flatMap(({ path, status, oldOid, newOid, newMode }) => {
    if (newOid === undefined) return [];
    const place = parsePath(path);
    const problem = problemOf(path, place, newMode, byHand);
    if (problem !== undefined) throw refuse(tip, path, problem);
    if (place.kind === 'events' && status !== 'A' && !byHand)
      rewritten.push({ commit: tip, path, oldOid, newOid, eitherWay: true });
    return [{ path, place, oid: newOid, isNew: status === 'A' }];
  });
  const others = changes.filter(({ place }) => place.kind === 'other');
  const [first] = others;
  if (first !== undefined && others.length > OTHERS_LIMIT)
    throw refuse(tip, first.path, `is one of ${others.length} files that are neither tasks nor events`);
  const arrived: Arrived[] = [];
  for (let from = 0; from < changes.length; from += CHUNK) {
    const chunk = changes.slice(from, from + CHUNK);
    const sizes = objectSizes(
      repository,
      chunk.map(({ oid }) => oid),
    );
    for (const [at, change] of chunk.entries()) {
      const bytes = sizes[at];
      if (bytes === undefined) throw refuse(tip, change.path, 'is missing');
      const limit = change.place.kind === 'task' ? MERGED_FILE_LIMIT : FILE_LIMIT;
      if (bytes > limit) throw refuse(tip, change.path, `has ${bytes} bytes, more than ${limit}`);
      arrived.push({ ...change, bytes });
    }
  }
  checkRewritten(repository, rewritten);
  return arrived;
}
