import { formatCommitMessage, parseStampTrailer } from '../codec/commit-message.ts';
import { formatEvents } from '../codec/event-file.ts';
import { taskPath } from '../codec/paths.ts';
import { PLAIN_FILE } from '../codec/plain-files.ts';
import { fold } from '../domain/fold.ts';
import type { TaskId } from '../domain/id.ts';
import { redactFiles } from '../domain/redaction.ts';
import { newestStamp } from '../domain/stamp.ts';
import { isTombstone, type Task, type Tombstone } from '../domain/task.ts';
import { type ImportResult, importCommit } from '../git/fast-import.ts';
import type { NewFile } from '../git/fast-import-stream.ts';
import { readBlobs, readCommit } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees, type TreeChange } from '../git/trees.ts';
import { eventsOf, type FoundStory, problemOfEventFile, storiesAt, taskOf } from './adoption-story.ts';
import { foreignCommits } from './foreign-commits.ts';
import { type HandWork, NOBODY, reckonHandWork } from './hand-work.ts';
import { leaveOut } from './left-files.ts';
import { formatMerged } from './merged-task.ts';
import { isOwn } from './own-commit.ts';

/** How a tip made by other hands becomes one of ours: a function of that tip alone, so that all clones adopt alike. */
export interface Adoption {
  readonly files: readonly NewFile[];
  /** Files that have no place on the branch. */
  readonly deletes: readonly string[];
  readonly message: string;
  /** Seconds since 1970: the tip's. */
  readonly time: number;
  /** Who edited which tasks by hand, and has events for it now. */
  readonly taken: HandWork['taken'];
  /** What was not taken over, each with path, line and column. */
  readonly problems: readonly string[];
  /** Event files that were removed or changed, and are put back. */
  readonly restored: readonly string[];
}

/** What the tip has otherwise than every one of our newest commits below it, by path. */
function changesSince(
  repository: Repository,
  bases: readonly (string | undefined)[],
  tip: string,
): ReadonlyMap<string, TreeChange> {
  const diffs = bases.map((base) => diffTrees(repository, base, tip));
  const ids = diffs.map((changes) => new Set(changes.map(({ path }) => taskOf(path))));
  const paths = diffs.map((changes) => new Set(changes.map(({ path }) => path)));
  const differs = (path: string): boolean => {
    const id = taskOf(path);
    // A task that stands as some commit of ours left it is sound: none of ours leaves an unsound one.
    return id === undefined ? paths.every((some) => some.has(path)) : ids.every((some) => some.has(id));
  };
  return new Map(diffs.flat().flatMap((change) => (differs(change.path) ? [[change.path, change]] : [])));
}

function subjectOf(folded: ReadonlyMap<TaskId, Task | Tombstone>): string {
  const [first] = folded.values();
  if (first === undefined) return 'fold nothing: every task is the fold of its events';
  if (folded.size > 1) return `fold ${folded.size} tasks: ${[...folded.keys()].join(', ')}`;
  return `fold ${first.id}${isTombstone(first) ? '' : `: ${first.title}`}`;
}

/** Files by path: what stands later under a path stays. */
class Files {
  readonly #files = new Map<string, NewFile>();
  readonly deletes = new Set<string>();

  put(file: NewFile): void {
    this.#files.set(file.path, file);
  }

  remove(path: string): void {
    this.#files.delete(path);
    this.deletes.add(path);
  }

  get all(): readonly NewFile[] {
    return [...this.#files.values()];
  }
}

/** Puts back the event files of a task that went, as they were or as a redaction has them; returns which. */
function restore(files: Files, story: FoundStory, { beside }: HandWork): readonly string[] {
  const restored: string[] = [];
  for (const { path } of story.files) {
    const lost = beside.lost.get(path);
    if (lost === undefined || story.standing.get(path) === lost.oid) continue;
    files.put(lost);
    restored.push(path);
  }
  const redacted = new Set<string>();
  for (const { path, events } of redactFiles(story.files)) {
    files.put({ path, text: formatEvents(events) });
    redacted.add(path);
  }
  return restored.filter((path) => !redacted.has(path));
}

/**
 * Works out how to make a tip of other hands one of ours: edits of task files by hand become events of whoever
 * committed them, what lost where plain git merged is told, events that were removed are put back, and all tasks that
 * were touched are folded anew. What can't be taken over is left out and named; it stays in the tip's own tree.
 *
 * Needs the full parser loaded.
 *
 * @returns undefined where the tip is ours
 */
export function planAdoption(repository: Repository, tip: string): Adoption | undefined {
  const commit = readCommit(repository, tip);
  if (isOwn(commit)) return undefined;
  const commits = foreignCommits(repository, tip);
  const { own } = commits;
  const work = reckonHandWork(repository, tip, commits);
  const { beside } = work;
  const changes = changesSince(repository, own.size === 0 ? [undefined] : [...own.keys()].sort(), tip);

  const files = new Files();
  const problems: string[] = [];
  const restored: string[] = [];
  for (const { path, problem, oid } of leaveOut(repository, tip, own, changes)) {
    if (oid === undefined) files.remove(path);
    else files.put({ path, oid });
    if (problem !== undefined) problems.push(problem);
  }
  for (const [path, file] of beside.lost)
    if (taskOf(path) === undefined && changes.has(path)) {
      files.put(file);
      restored.push(path);
    }
  for (const [path, events] of beside.added) files.put({ path, text: formatEvents(events) });

  for (const [path, { newOid }] of changes) {
    const problem =
      newOid !== undefined && taskOf(path) === undefined && work.gained.has(path)
        ? problemOfEventFile(path, readBlobs(repository, [newOid])[0])
        : undefined;
    if (problem === undefined) continue;
    files.remove(path);
    problems.push(problem);
  }

  const touched = [...changes.keys(), ...beside.lost.keys(), ...beside.added.keys()].flatMap(
    (path) => taskOf(path) ?? [],
  );
  const ids = [...new Set(touched)].sort();
  const stories = storiesAt(repository, tip, ids, beside);
  const texts = readBlobs(
    repository,
    ids.map((id) => `${tip}:${taskPath(id)}`),
  );
  const folded = new Map<TaskId, Task | Tombstone>();
  for (const [at, [id, story]] of [...stories].entries()) {
    for (const { path, problem } of story.unsound)
      if (work.gained.has(path)) {
        files.remove(path);
        problems.push(problem);
      }
    // An event that no other hand broke: only its author can mend it, and the doctor names it.
    if (story.unsound.some(({ path }) => !work.gained.has(path))) continue;
    restored.push(...restore(files, story, work));
    const record = fold(eventsOf(story));
    const path = taskPath(id);
    if (record === undefined) {
      // Nothing created it: a file that nobody could read, or events of nothing.
      const came = [...story.standing.keys()].filter((event) => work.gained.has(event));
      if (came.length < story.standing.size) continue;
      for (const gone of [path, ...came]) files.remove(gone);
      continue;
    }
    const text = formatMerged(record);
    const mode = changes.get(path)?.newMode ?? PLAIN_FILE;
    if (texts[at]?.toString('utf8') === text && mode === PLAIN_FILE) continue;
    folded.set(id, record);
    files.put({ path, text });
  }
  const standing = (path: string): string | undefined => changes.get(path)?.newOid;
  for (const { id, blob, text } of work.problems) if (blob === standing(taskPath(id))) problems.push(text);

  const stamps = [...beside.added.values()].flatMap((events) => events.map(({ id }) => id));
  const newest = newestStamp([
    ...[...own.values()].map(({ message }) => parseStampTrailer(message)),
    beside.newest,
  ]);
  const message = formatCommitMessage({
    subject: subjectOf(folded),
    actor: NOBODY.name,
    stamps: newest === undefined ? [] : [...stamps.filter((stamp) => stamp !== newest), newest],
  });
  const { all, deletes } = files;
  const { taken } = work;
  return { files: all, deletes: [...deletes].sort(), message, time: commit.time, taken, problems, restored };
}

/** Writes an adoption on the tip it was worked out for. */
export function writeAdoption(
  repository: Repository,
  { files, deletes, message, time }: Adoption,
  to: { readonly ref: string; readonly tip: string; readonly durable: boolean },
): ImportResult {
  return importCommit(repository, {
    ref: to.ref,
    parent: to.tip,
    message,
    author: { ...NOBODY, date: time },
    files,
    deletes,
    durable: to.durable,
  });
}

const SHOWN = 10;

/** What to tell whoever adopted a tip. */
export function describeAdoption({ taken, problems, restored }: Adoption, tip: string): readonly string[] {
  const said = [...taken].map(([by, ids]) => {
    const some = [...ids].slice(0, SHOWN).join(', ');
    const more = ids.size > SHOWN ? ` and ${ids.size - SHOWN} more` : '';
    return `${by} edited ${some}${more} by hand: taken over, as events`;
  });
  if (restored.length > 0) {
    const files = restored.length === 1 ? '1 event file is' : `${restored.length} event files are`;
    said.push(`${files} back that plain git removed or changed: an event never goes`);
  }
  said.push(...problems.slice(0, SHOWN).map((problem) => `not taken over: ${problem}`));
  if (problems.length > SHOWN) said.push(`not taken over: ${problems.length - SHOWN} more`);
  if (problems.length > 0)
    said.push(`nothing is lost: git show ${tip.slice(0, 12)}:<path> shows a file as it was committed`);
  return said;
}
