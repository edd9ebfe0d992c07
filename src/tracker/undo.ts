import { loadFullParser } from '../codec/document.ts';
import { parsePath } from '../codec/paths.ts';
import { stampTime } from '../domain/stamp.ts';
import { oneLine } from '../domain/text.ts';
import { addedFiles, type CommitFiles, commitsWithLine, quotePattern } from '../git/history.ts';
import { readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { type PastTransaction, type Undone, undo } from '../operations/undo.ts';
import { readEpoch } from '../store/epoch.ts';
import { NOBODY } from '../store/hand-work.ts';
import { readEventFiles, readStories } from '../store/history.ts';
import type { Tracker } from './tracker.ts';

/** Commits of the actor that are looked at: whoever works in circles has not decided anything for long. */
const MOST_COMMITS = 100;
/** What stands in commits that adopt the work of other hands. */
const ADOPTED = `Actor: ${NOBODY.name}`;

/** What the actor did in a commit: all of its own, and what it did by hand of one that adopted that. */
function transactionOf(repository: Repository, { oid, files }: CommitFiles, actor: string): PastTransaction {
  const { message } = readCommit(repository, oid);
  const [subject = ''] = message.split('\n');
  const events = readEventFiles(
    repository,
    files.filter(({ path }) => parsePath(path).kind === 'events'),
  ).flat();
  const isAdopted = message.includes(`\n${ADOPTED}\n`) && actor !== NOBODY.name;
  const ordered = events
    .filter(({ by }) => !isAdopted || by === actor)
    .sort((one, two) => (one.id < two.id ? -1 : 1));
  return { commit: oid, subject, at: ordered.at(-1)?.at ?? '', events: ordered };
}

/** Why the log has nothing older of the actor that could be taken back. */
function horizonOf(repository: Repository, tip: string, seen: number): string | undefined {
  if (seen >= MOST_COMMITS) return `only your last ${MOST_COMMITS} commits on the branch are looked at`;
  const { purged } = readEpoch(repository, tip);
  if (purged === undefined) return undefined;
  return `a purge at ${new Date(stampTime(purged)).toISOString()} dropped the history before it; what was done by then stays`;
}

/**
 * Takes back what the actor did last.
 *
 * @throws ENTRY_NOT_FOUND, CHANGED_SINCE, TASK_NEEDED, and what a write throws
 */
export async function undoLast(tracker: Tracker): Promise<Undone> {
  const { repository, store, actor } = tracker;
  // The operation reads in the middle of its decision, and can't wait for a parser.
  await loadFullParser();
  const lines = [`Actor: ${quotePattern(oneLine(actor))}$`, `${ADOPTED}$`];
  let seen = 0;
  const { result } = await tracker.run(undo, {
    *past() {
      const tip = store.tip();
      const commits = tip === undefined ? [] : commitsWithLine(repository, tip, lines, MOST_COMMITS);
      seen = commits.length;
      // What a merge brought was written by commits of its own.
      const own = commits.filter(({ parents }) => parents.length === 1);
      for (const commit of own)
        for (const found of addedFiles(repository, [commit]))
          yield transactionOf(repository, found, oneLine(actor));
    },
    horizon() {
      const tip = store.tip();
      return tip === undefined ? undefined : horizonOf(repository, tip, seen);
    },
    stories(ids) {
      const tip = store.tip();
      return tip === undefined ? new Map() : readStories(repository, tip, ids);
    },
  });
  return result;
}
