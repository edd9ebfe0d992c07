import { isUtf8 } from 'node:buffer';
import { locator } from '../codec/document.ts';
import { taskPath } from '../codec/paths.ts';
import { parseTaskText } from '../codec/task-text.ts';
import { actorNamed } from '../domain/actor.ts';
import type { Editor } from '../domain/edit-recorder.ts';
import type { Event } from '../domain/event.ts';
import { type Explanation, explainEdit, explainNew } from '../domain/explain-edit.ts';
import { fold } from '../domain/fold.ts';
import { isTaskId, type TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import { isTombstone, type Task, type Tombstone } from '../domain/task.ts';
import { cycleThrough } from '../domain/whole.ts';
import { GitTaskError } from '../errors.ts';
import type { CommitObject } from '../git/commit-object.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { type Beside, eventsOf, storiesAt } from './adoption-story.ts';
import { TipTasks } from './tip-tasks.ts';

/** A task file that a commit changed, though no event came or went with it. */
export interface EditedFile {
  readonly id: TaskId;
  /** The file before, as a blob or as a merge would have made it; undefined: there was none. */
  readonly before: string | Task | undefined;
  /** The blob after; undefined: the file was removed. */
  readonly after: string | undefined;
}

/** Something in a task file that was not taken over. */
export interface HandProblem {
  readonly id: TaskId;
  /** The blob it stands in; undefined where the file was removed. */
  readonly blob: string | undefined;
  /** With path, line and column. */
  readonly text: string;
}

/** A commit by another hand, and how to stamp what it did. */
export interface HandCommit {
  readonly oid: string;
  readonly commit: CommitObject;
  readonly beside: Beside;
  readonly stampsFor: (what: string) => () => Stamp;
  /** ISO 8601 UTC. */
  readonly at: string;
}

interface Explained {
  readonly events: ReadonlyMap<TaskId, readonly Event[]>;
  readonly problems: readonly HandProblem[];
}

interface ReadFile {
  readonly text: string;
  readonly record: Task | Tombstone;
}

/** @throws STORE_CORRUPT with path, line and column */
function readFile(blob: Buffer | undefined, id: TaskId): ReadFile {
  if (blob === undefined || !isUtf8(blob))
    throw new GitTaskError('STORE_CORRUPT', `${taskPath(id)}:1:1: is not UTF-8`);
  const text = blob.toString('utf8');
  return { text, record: parseTaskText(text, id) };
}

/** The task that a file held, where it could be read. */
function taskBefore(blob: Buffer | undefined, id: TaskId): Task | undefined {
  try {
    const { record } = readFile(blob, id);
    return isTombstone(record) ? undefined : record;
  } catch (error) {
    if (error instanceof GitTaskError) return undefined;
    throw error;
  }
}

/** Says what may not be depended on: a task that is not there, or one that would then wait for itself. */
class References {
  readonly #repository: Repository;
  readonly #commit: string;
  readonly #coming: ReadonlySet<TaskId>;

  /** @param coming tasks that come with the commit */
  constructor(repository: Repository, commit: string, coming: ReadonlySet<TaskId>) {
    this.#repository = repository;
    this.#commit = commit;
    this.#coming = coming;
  }

  refusal(task: Task, on: TaskId, key: 'depends_on' | 'parent'): string | undefined {
    const said = `"${on.slice(0, 40)}"`;
    if (!isTaskId(on)) return `${key}: ${said} is not an id`;
    if (on === task.id) return `${key}: it can't be the task itself`;
    const edited: Task = key === 'parent' ? { ...task, parent: on } : { ...task, depends_on: [on] };
    const tasks = new TipTasks(this.#repository, () => this.#commit, new Map([[task.id, edited]]));
    try {
      tasks.readAround([task.id, on]);
      if (tasks.summary(on) === undefined && !this.#coming.has(on)) return `${key}: there is no task ${said}`;
      const cycle = key === 'parent' ? lineAbove(tasks, task.id) : cycleThrough(tasks, task.id);
      return cycle === undefined
        ? undefined
        : `${key}: it would wait for itself: ${[...cycle, task.id].join(' -> ')}`;
    } catch (error) {
      // Another file on the way that nobody can read is named by itself.
      if (error instanceof GitTaskError) return undefined;
      throw error;
    }
  }
}

/** A task and those above it, where they lead back to it. */
function lineAbove(tasks: TipTasks, id: TaskId): readonly TaskId[] | undefined {
  const line: TaskId[] = [id];
  for (let step = tasks.summary(id)?.parent; step !== undefined; step = tasks.summary(step)?.parent) {
    if (step === id) return line;
    if (line.includes(step)) return undefined;
    line.push(step);
  }
  return undefined;
}

/** Explains what a commit did to task files by hand. Needs the full parser loaded. */
export function explainCommit(
  repository: Repository,
  { oid, commit, beside, stampsFor, at }: HandCommit,
  edits: readonly EditedFile[],
): Explained {
  const events = new Map<TaskId, readonly Event[]>();
  const problems: HandProblem[] = [];
  const oids = edits.flatMap(({ before, after }) => [
    typeof before === 'string' ? before : `${oid}:`,
    after ?? `${oid}:`,
  ]);
  const blobs = readBlobs(repository, oids);
  const stories = storiesAt(
    repository,
    oid,
    edits.map(({ id }) => id),
    beside,
  );
  const files = edits.map((edit, index) => {
    const story = stories.get(edit.id);
    const standing = story === undefined ? undefined : fold(eventsOf(story));
    const complain = (text: string): void => {
      problems.push({ id: edit.id, blob: edit.after, text });
    };
    try {
      if (edit.after === undefined) complain(`${taskPath(edit.id)}: a task file is never removed`);
      else
        return {
          ...edit,
          complain,
          standing,
          old: blobs[index * 2],
          ...readFile(blobs[index * 2 + 1], edit.id),
        };
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
      complain(error.message);
    }
    return undefined;
  });
  const readable = files.filter((file) => file !== undefined);
  const coming = new Set(readable.filter(({ standing }) => standing === undefined).map(({ id }) => id));
  const references = new References(repository, oid, coming);
  for (const { id, before, old, text, record, standing, complain } of readable) {
    const place = locator(text, taskPath(id));
    if (isTombstone(record) !== (standing !== undefined && isTombstone(standing))) {
      complain(`${place(['deleted'])}: deleted: only git-task writes it`);
      continue;
    }
    if (isTombstone(record) || (standing !== undefined && isTombstone(standing))) continue;
    const editor: Editor = {
      by: actorNamed(commit.committerName),
      at,
      stamps: stampsFor(`edit ${id}`),
      refusal: (on, key) => references.refusal(record, on, key),
    };
    const known = typeof before === 'string' ? taskBefore(old, id) : before;
    const meant: Explanation =
      standing === undefined
        ? explainNew(record, editor)
        : explainEdit(known ?? standing, record, standing, editor);
    if (meant.events.length > 0) events.set(id, meant.events);
    for (const { place: where, problem } of meant.objections) complain(`${place(where)}: ${problem}`);
  }
  return { events, problems };
}
