import type { Event } from '../domain/event.ts';
import { fold } from '../domain/fold.ts';
import type { TaskId } from '../domain/id.ts';
import type { StoryFile } from '../domain/redaction.ts';
import type { Stamp } from '../domain/stamp.ts';
import { isTombstone, type Task, type Tombstone } from '../domain/task.ts';
import { undoneIn, valuesOf, withoutUndone } from '../domain/undo.ts';
import { GitTaskError } from '../errors.ts';
import { refuseNeeded } from './delete.ts';
import { refuseCycle } from './depend.ts';
import type { Draft } from './draft.ts';
import { refuseCycleThroughParent, validParent } from './edit.ts';
import { nameOf, type Operation, requireTask } from './operation.ts';

/** Events that say what happened to the code, or what a merge found: nobody decided them, so nobody takes them back. */
const OBSERVED: ReadonlySet<string> = new Set([
  'commit_recorded',
  'impact_withdrawn',
  'claim_conflict',
  'dependency_cycle',
  'merge_resolved',
  'enforcement_bypassed',
  'agent_stuck',
]);
/** What can't be taken back: a text that is gone, what somebody has seen, and an undoing. */
const FINAL: ReadonlySet<string> = new Set([
  'redacted',
  'purged',
  'undone',
  'config_changed',
  'impact_acknowledged',
]);

function isFinal({ type, data }: Event): boolean {
  return FINAL.has(type) || (type === 'task_deleted' && data.undone !== undefined);
}

/** What one commit of an actor did. */
export interface PastTransaction {
  readonly commit: string;
  /** Its line in the log: `complete k7x2m4q9wd: Implement auth`. */
  readonly subject: string;
  readonly at: string;
  readonly events: readonly Event[];
}

export interface UndoInput {
  /** The actor's transactions, newest first, as they are on the tip that the draft is of. */
  readonly past: () => Iterable<PastTransaction>;
  /** Why nothing older than those is there; undefined where nothing can be. */
  readonly horizon: () => string | undefined;
  /** All event files of tasks. */
  readonly stories: (ids: readonly TaskId[]) => ReadonlyMap<TaskId, readonly StoryFile[]>;
}

export interface Undone {
  readonly undone: PastTransaction;
  /** Later ones of the actor of which nothing is left, since somebody deleted their tasks. */
  readonly passedOver: readonly PastTransaction[];
  readonly tasks: readonly TaskId[];
  /** Tasks that were created, and are deleted now. */
  readonly deleted: readonly TaskId[];
}

type Story = readonly Event[];

/** Whether it holds a decision of somebody's that still counts. */
function canBeUndone({ events }: PastTransaction, undone: ReadonlySet<Stamp>): boolean {
  const decisions = events.filter(({ type }) => !OBSERVED.has(type) && !type.startsWith('impact_'));
  return decisions.some(({ id }) => !undone.has(id)) && !events.some(isFinal);
}

/** @throws ENTRY_NOT_FOUND */
function lastDecision(
  input: UndoInput,
  storyOf: (id: TaskId) => Story,
): Pick<Undone, 'undone' | 'passedOver'> {
  const passedOver: PastTransaction[] = [];
  for (const transaction of input.past()) {
    const { events } = transaction;
    const tasks = [...new Set(events.flatMap(({ task }) => task ?? []))];
    const undone = new Set(tasks.flatMap((id) => [...undoneIn(storyOf(id)), ...ownDeletion(storyOf(id))]));
    if (!canBeUndone(transaction, undone)) continue;
    const newest = events.at(-1)?.id ?? '';
    const gone = new Set(tasks.filter((id) => deletionSince(storyOf(id), newest) !== undefined));
    const left = events.filter(({ task }) => task === undefined || !gone.has(task));
    if (canBeUndone({ ...transaction, events: left }, undone)) return { undone: transaction, passedOver };
    if (!events.some(({ id }) => undone.has(id))) passedOver.push(transaction);
  }
  const hint = input.horizon();
  throw new GitTaskError('ENTRY_NOT_FOUND', 'there is nothing of yours here that could be undone', {
    ...(hint === undefined ? {} : { hint }),
    template: 'git task log',
  });
}

/** All events of a task that an undoing deleted: what came with its creation, such as its criteria, went with it. */
function ownDeletion(story: Story): readonly Stamp[] {
  const isUndone = story.some(({ type, data }) => type === 'task_deleted' && data.undone !== undefined);
  return isUndone ? story.map(({ id }) => id) : [];
}

/** The deletion that still counts, where it came later. */
function deletionSince(story: Story, newest: Stamp): Event | undefined {
  return withoutUndone(story).find(({ id, type }) => type === 'task_deleted' && id > newest);
}

function standingOf(record: Task | Tombstone | undefined): ReadonlyMap<string, string> {
  return record === undefined || isTombstone(record) ? new Map() : valuesOf(record);
}

/**
 * The first event after a transaction that changed something which the transaction had set.
 *
 * @param own events of the task that are of the transaction
 */
function builtOn(story: Story, own: ReadonlySet<Stamp>, newest: Stamp): Event | undefined {
  // A move that replaced one of them builds on it, also where it led back to the same status.
  const successor = withoutUndone(story).find(
    ({ id, over = [] }) => id > newest && over.some((stamp) => own.has(stamp)),
  );
  if (successor !== undefined) return successor;
  const until = story.filter(({ id }) => id <= newest);
  const [before, after] = [standingOf(fold(until.filter(({ id }) => !own.has(id)))), standingOf(fold(until))];
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  const isChanged = (record: Task | Tombstone | undefined): boolean => {
    const now = standingOf(record);
    return names.some((name) => now.get(name) !== after.get(name));
  };
  if (!isChanged(fold(story))) return undefined;
  const later = story.filter(({ id }) => id > newest);
  return later.find((_, at) => isChanged(fold([...until, ...later.slice(0, at + 1)]))) ?? later.at(-1);
}

/** @throws CHANGED_SINCE */
function refuseChanged(draft: Draft, id: TaskId, by: Event): never {
  const task = draft.task(id);
  const name = task === undefined ? id : nameOf(draft, task);
  throw new GitTaskError('CHANGED_SINCE', `${name} was changed since: ${by.type} by ${by.by} at ${by.at}`, {
    hint: 'undo takes back only what nobody has built on',
    template: `git task log ${draft.short(id)}`,
    details: { task: id, event: by.id, type: by.type, by: by.by },
  });
}

/**
 * Takes back the actor's last transaction that still counts: its events stay in the story, and are folded no more. What
 * it created is deleted.
 *
 * @throws ENTRY_NOT_FOUND where there is none; CHANGED_SINCE where a later event on one of its tasks builds on it;
 *   TASK_NEEDED where an open task depends on one that it created
 */
export const undo: Operation<UndoInput, Undone> = {
  name: 'undo',
  run(draft, input) {
    const files = new Map<TaskId, readonly StoryFile[]>();
    const load = (ids: readonly TaskId[]): void => {
      const unknown = ids.filter((id) => !files.has(id));
      if (unknown.length > 0) for (const [id, story] of input.stories(unknown)) files.set(id, story);
    };
    const storyOf = (id: TaskId): Story => {
      load([id]);
      return (files.get(id) ?? [])
        .flatMap(({ events }) => events)
        .sort((one, two) => (one.id < two.id ? -1 : 1));
    };
    const { undone, passedOver } = lastDecision(input, storyOf);
    const byTask = new Map<TaskId, Event[]>();
    for (const event of undone.events)
      if (event.task !== undefined) byTask.set(event.task, [...(byTask.get(event.task) ?? []), event]);
    load([...byTask.keys()]);
    const created = new Set([...byTask].flatMap(([id, own]) => (own.some(isCreation) ? [id] : [])));
    const before = new Map<TaskId, Task | undefined>();
    for (const [id, own] of byTask) {
      const story = storyOf(id);
      const newest = own.at(-1)?.id ?? '';
      const stamps = new Set(own.map((event) => event.id));
      // It is gone already, and nothing of it is to be taken back.
      if (deletionSince(story, newest) !== undefined) continue;
      if (created.has(id)) {
        const later = withoutUndone(story).find((event) => event.id > newest && isBuilding(event));
        if (later !== undefined) refuseChanged(draft, id, later);
        refuseNeeded(draft, requireTask(draft, id), created);
        draft.record('task_deleted', id, { undone: newest });
        continue;
      }
      const by = builtOn(story, stamps, newest);
      if (by !== undefined) refuseChanged(draft, id, by);
      before.set(id, draft.task(id));
      draft.undo(id, files.get(id) ?? [], { events: [...stamps] });
    }
    // Only now: tasks that were deleted together come back together, and may wait for each other.
    for (const [id, was] of before) refuseWaits(draft, id, was);
    return { undone, passedOver, tasks: [...byTask.keys()], deleted: [...created] };
  },
};

/** @throws DEPENDENCY_CYCLE where a wait that came back closes a circle */
function refuseWaits(draft: Draft, id: TaskId, was: Task | undefined): void {
  const task = draft.task(id);
  for (const on of task?.depends_on ?? [])
    if (was?.depends_on.includes(on) !== true) refuseCycle(draft, id, on);
  if (task?.parent !== undefined && task.parent !== was?.parent) {
    validParent(draft, id, task.parent);
    refuseCycleThroughParent(draft, id, task.parent);
  }
}

function isCreation({ type }: Event): boolean {
  return type === 'task_created';
}

/** Whether an event makes more of a task that was created before. */
function isBuilding({ type }: Event): boolean {
  return !FINAL.has(type) && !OBSERVED.has(type) && !type.startsWith('impact_');
}
