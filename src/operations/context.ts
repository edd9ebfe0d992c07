import type { Place } from '../domain/actor.ts';
import type { TaskId } from '../domain/id.ts';
import type { Entropy, Stamp } from '../domain/stamp.ts';

/** Who acts, where and when; made afresh for every try of an operation. */
export interface Context {
  readonly actor: string;
  readonly place: Place;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Gives a greater stamp at every call, all newer than the tip. */
  readonly stamps: () => Stamp;
  readonly entropy: Entropy;
  /** Tasks in progress whose holder gives no sign of life. */
  readonly stale: ReadonlySet<TaskId>;
}
