import { GitTaskError } from '../errors.ts';
import type { Event, EventData, EventType } from './event.ts';
import { applyEvent } from './fold.ts';
import type { TaskId } from './id.ts';
import type { Stamp } from './stamp.ts';
import { isTombstone, type Task } from './task.ts';

/** Who edited a task file by hand, when, and what the events of it are stamped with. */
export interface Editor {
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly stamps: () => Stamp;
  /** Says why a task may not depend on another one, or be its child; undefined where it may. */
  readonly refusal: (on: TaskId, key: 'depends_on' | 'parent') => string | undefined;
}

/** Something in an edited file that no event can say, or that may not be so. */
export interface Objection {
  /** Keys and places in lists, from the top of the file. */
  readonly place: readonly (string | number)[];
  readonly problem: string;
}

/** Records what an edit meant as events, each folded at once so that the next one sees it. */
export class EditRecorder {
  readonly events: Event[] = [];
  readonly objections: Objection[] = [];
  readonly editor: Editor;
  #task: Task;

  constructor(task: Task, editor: Editor) {
    this.#task = task;
    this.editor = editor;
  }

  /** The task as the events so far make it. */
  get task(): Task {
    return this.#task;
  }

  record(type: EventType, data: EventData = {}, over?: readonly Stamp[]): void {
    const { by, at, stamps } = this.editor;
    const event: Event = {
      id: stamps(),
      type,
      at,
      by,
      task: this.#task.id,
      ...(over === undefined ? {} : { over }),
      data,
    };
    const record = applyEvent(this.#task, event);
    if (record === undefined || isTombstone(record)) return;
    this.#task = record;
    this.events.push(event);
  }

  object(place: Objection['place'], problem: string): void {
    this.objections.push({ place, problem });
  }

  /** The value in its normal form; undefined where it is refused, which is an objection. */
  checked(place: Objection['place'], check: () => string): string | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
      this.object(place, error.message);
      return undefined;
    }
  }
}
