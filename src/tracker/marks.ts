import type { TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { PrivateDirectory } from '../store/private-directory.ts';

interface Marks {
  /** Everything up to this stamp was seen: older versions wrote it. */
  readonly all?: Stamp;
  /** Everything about a task up to this stamp was seen. */
  readonly tasks: Readonly<Record<TaskId, Stamp>>;
  /** Alerts that were printed in full once. */
  readonly told: readonly Stamp[];
}

function seenIn({ all = '', tasks }: Marks, task: TaskId): Stamp {
  const own = tasks[task] ?? '';
  return own > all ? own : all;
}

const NONE: Marks = { tasks: {}, told: [] };
const TOLD_KEPT = 500;
/** Of a file, within what every file system takes. */
const LONGEST_NAME = 200;

/** What an actor has seen in this clone: clears notices, assignments and readiness without an event. */
export class LocalMarks {
  readonly #directory: PrivateDirectory;
  readonly #file: string;
  readonly #quietFile: string;

  constructor(directory: PrivateDirectory, actor: string) {
    this.#directory = directory;
    const name = encodeURIComponent(actor).slice(0, LONGEST_NAME);
    this.#file = `marks/${name}.json`;
    this.#quietFile = `marks/${name}.quiet`;
  }

  /** Whether in this state of the tasks nothing was new to the actor of those that it holds. */
  isQuiet(state: string): boolean {
    return this.#directory.read(this.#quietFile) === state;
  }

  keepQuiet(state: string): void {
    this.#directory.save(this.#quietFile, state);
  }

  /** Whether something about a task that happened at a stamp was seen. */
  hasSeen(task: TaskId, stamp: Stamp): boolean {
    return stamp <= this.seenOf(task);
  }

  /** Up to which stamp a task was seen; the empty text where nothing of it was. */
  seenOf(task: TaskId): Stamp {
    return seenIn(this.#read(), task);
  }

  /** The marks of this moment, for whoever asks of many tasks: the file is read once. */
  asTheyStand(): Pick<LocalMarks, 'hasSeen' | 'seenOf'> {
    const marks = this.#read();
    return {
      hasSeen: (task, stamp) => stamp <= seenIn(marks, task),
      seenOf: (task) => seenIn(marks, task),
    };
  }

  /** Of each task, up to what was told and no further: what another clone wrote earlier may come later. */
  markSeen(told: readonly { readonly task: TaskId; readonly event: Stamp }[]): void {
    if (told.length === 0) return;
    const marks = this.#read();
    const tasks = { ...marks.tasks };
    for (const { task, event } of told) if (event > (tasks[task] ?? '')) tasks[task] = event;
    this.#save({ ...marks, tasks });
  }

  /** Which of the alerts were not printed before; they count as printed from now on. */
  tellOnce(alerts: readonly Stamp[]): ReadonlySet<Stamp> {
    const marks = this.#read();
    const fresh = alerts.filter((alert) => !marks.told.includes(alert));
    if (fresh.length > 0) this.#save({ ...marks, told: [...marks.told, ...fresh].slice(-TOLD_KEPT) });
    return new Set(fresh);
  }

  #read(): Marks {
    const text = this.#directory.read(this.#file);
    if (text === undefined) return NONE;
    try {
      const value: Partial<Marks> = JSON.parse(text);
      return { ...NONE, ...value };
    } catch {
      return NONE;
    }
  }

  #save(marks: Marks): void {
    this.#directory.save(this.#file, `${JSON.stringify(marks)}\n`);
  }
}
