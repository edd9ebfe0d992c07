import { type Event, textOf, textsOf } from './event.ts';
import { eventTime } from './event-time.ts';
import type { TaskId } from './id.ts';

interface Deed {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: string;
}

/** From `at` on, something is so or no longer. */
export interface Turn {
  readonly at: number;
  readonly so: boolean;
}

/** The way of one task through the lifecycle. */
export interface TaskFlow {
  readonly created: Deed;
  readonly started: readonly Deed[];
  /** Each with how long it took, in milliseconds, from the creation and from the first start since it was opened. */
  readonly completed: readonly (Deed & { readonly lead: number; readonly cycle: number | undefined })[];
  readonly cancelled: readonly Deed[];
  readonly reopened: readonly Deed[];
  readonly labels: ReadonlySet<string>;
  readonly open: boolean;
  readonly whenOpen: readonly Turn[];
  readonly whenDone: readonly Turn[];
  readonly whenHeld: readonly Turn[];
  /** By dependency: since when, and until when, the task depends on it. */
  readonly whenDependent: ReadonlyMap<TaskId, readonly Turn[]>;
}

/**
 * Reads the flow of one task off its story; undefined of a task that was deleted, or never created.
 *
 * @param story events of one task by stamp
 */
export function taskFlow(story: readonly Event[]): TaskFlow | undefined {
  const birth = story.find(({ type }) => type === 'task_created');
  if (birth === undefined || story.some(({ type }) => type === 'task_deleted')) return undefined;
  const created = deedOf(birth);
  const flow = {
    created,
    started: [] as Deed[],
    completed: [] as TaskFlow['completed'][number][],
    cancelled: [] as Deed[],
    reopened: [] as Deed[],
    labels: new Set(textsOf(birth, 'labels')),
    open: true,
    whenOpen: [{ at: created.at, so: true }],
    whenDone: [] as Turn[],
    whenHeld: [] as Turn[],
    whenDependent: new Map<TaskId, Turn[]>(),
  };
  const depend = (id: TaskId, turn: Turn): void => {
    flow.whenDependent.set(id, [...(flow.whenDependent.get(id) ?? []), turn]);
  };
  for (const id of textsOf(birth, 'depends_on')) depend(id, { at: created.at, so: true });
  let begun: number | undefined;
  let done = false;
  const close = (at: number, finished: boolean): void => {
    flow.open = false;
    done = finished;
    flow.whenOpen.push({ at, so: false });
    if (finished) flow.whenDone.push({ at, so: true });
  };
  for (const event of story) {
    const deed = deedOf(event);
    const { at } = deed;
    const [label, on] = [textOf(event, 'label'), textOf(event, 'on')];
    switch (event.type) {
      case 'task_started':
        flow.started.push(deed);
        begun ??= at;
        break;
      case 'task_completed':
        // Two clones may complete one task: the first one did.
        if (done) break;
        flow.completed.push({
          ...deed,
          // Clocks of two machines may differ.
          lead: Math.max(0, at - created.at),
          cycle: begun === undefined ? undefined : Math.max(0, at - begun),
        });
        close(at, true);
        break;
      case 'task_cancelled':
        if (!flow.open) break;
        flow.cancelled.push(deed);
        close(at, false);
        break;
      case 'task_reopened':
        // Given back from review, it was never closed.
        if (flow.open) break;
        flow.reopened.push(deed);
        flow.open = true;
        begun = undefined;
        flow.whenOpen.push({ at, so: true });
        if (done) flow.whenDone.push({ at, so: false });
        done = false;
        break;
      case 'task_held':
        flow.whenHeld.push({ at, so: true });
        break;
      case 'task_unheld':
        flow.whenHeld.push({ at, so: false });
        break;
      case 'dependency_added':
        if (on !== undefined) depend(on, { at, so: true });
        break;
      case 'dependency_removed':
        if (on !== undefined) depend(on, { at, so: false });
        break;
      case 'label_added':
        if (label !== undefined) flow.labels.add(label);
        break;
      case 'label_removed':
        if (label !== undefined) flow.labels.delete(label);
        break;
    }
  }
  return flow;
}

function deedOf(event: Event): Deed {
  return { at: eventTime(event), by: event.by };
}

/**
 * How long, in milliseconds within a span, a task was open and kept by a hold of its own or an unfinished dependency. What
 * its parents wait for is left out, and dependencies that are not known.
 */
export function blockedTime(
  flow: TaskFlow,
  flows: ReadonlyMap<TaskId, TaskFlow>,
  from: number,
  to: number,
): number {
  if (flow.whenHeld.length === 0 && flow.whenDependent.size === 0) return 0;
  const turns: { readonly at: number; readonly change: () => void }[] = [];
  let [open, held] = [false, false];
  const [needed, unfinished] = [new Set<TaskId>(), new Set<TaskId>()];
  const follow = (list: readonly Turn[], set: (so: boolean) => void): void => {
    for (const { at, so } of list) turns.push({ at, change: () => set(so) });
  };
  const put = (set: Set<TaskId>, id: TaskId, there: boolean): void => {
    if (there) set.add(id);
    else set.delete(id);
  };
  follow(flow.whenOpen, (so) => {
    open = so;
  });
  follow(flow.whenHeld, (so) => {
    held = so;
  });
  for (const [id, list] of flow.whenDependent) {
    const other = flows.get(id);
    if (other === undefined) continue;
    unfinished.add(id);
    follow(list, (so) => put(needed, id, so));
    follow(other.whenDone, (so) => put(unfinished, id, !so));
  }
  turns.sort((one, two) => one.at - two.at);
  let [time, since] = [0, from];
  const pass = (until: number): void => {
    const end = Math.min(until, to);
    if (end <= since) return;
    if (open && (held || [...needed].some((id) => unfinished.has(id)))) time += end - since;
    since = end;
  };
  for (const { at, change } of turns) {
    pass(at);
    change();
  }
  pass(to);
  return time;
}
