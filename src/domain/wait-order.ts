import type { Waiting } from './graph.ts';
import type { TaskId } from './id.ts';

/** A task's beginning or its end, and how many waits lie before it. */
export interface WaitStep {
  readonly id: TaskId;
  readonly is: 'beginning' | 'end';
  /** 1 where nothing has to be done first, 2 behind that, and so on. */
  readonly wave: number;
}

/** In which order tasks can be done, as far as their waits tell. */
export interface WaitOrder {
  readonly steps: readonly WaitStep[];
  /** Tasks that may wait for themselves, or for such a task. A parent that waits for what is under it is one of them. */
  readonly stuck: ReadonlySet<TaskId>;
}

/**
 * Orders tasks by their waits, in time linear in them. A task ends after it has begun and its children have ended; it begins
 * after what it depends on has ended, and after all that keeps its parent from beginning. What is not among the tasks is
 * waited for by none.
 *
 * @param inherited whether children wait for what their parents wait for
 */
export function waitOrder(tasks: ReadonlyMap<TaskId, Waiting>, inherited = true): WaitOrder {
  const waiters = new Map<string, string[]>();
  const left = new Map<string, number>();
  const waves = new Map<string, number>();
  const wait = (one: string, others: readonly string[]): void => {
    left.set(one, (left.get(one) ?? 0) + others.length);
    for (const other of others) {
      const known = waiters.get(other);
      if (known === undefined) waiters.set(other, [one]);
      else known.push(one);
    }
  };
  for (const { id, parent, depends_on } of tasks.values()) {
    wait(
      `b${id}`,
      depends_on.filter((on) => tasks.has(on)).map((on) => `e${on}`),
    );
    wait(`e${id}`, [`b${id}`]);
    if (parent === undefined || !tasks.has(parent)) continue;
    if (inherited) wait(`b${id}`, [`b${parent}`]);
    wait(`e${parent}`, [`e${id}`]);
  }
  const free = [...left].filter(([, count]) => count === 0).map(([step]) => step);
  const steps: WaitStep[] = [];
  for (const step of free) {
    left.delete(step);
    const wave = waves.get(step) ?? 1;
    steps.push({ id: step.slice(1), is: step.startsWith('b') ? 'beginning' : 'end', wave });
    for (const waiter of waiters.get(step) ?? []) {
      // Only the end of another task is worth a wave: beginnings are inherited, and a parent ends with its last child.
      const behind = step.startsWith('e') && waiter.startsWith('b') ? wave + 1 : wave;
      waves.set(waiter, Math.max(waves.get(waiter) ?? 1, behind));
      const count = (left.get(waiter) ?? 0) - 1;
      left.set(waiter, count);
      if (count === 0) free.push(waiter);
    }
  }
  return { steps, stuck: new Set([...left.keys()].map((step) => step.slice(1))) };
}
