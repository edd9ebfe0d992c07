import type { CodeChange } from '../domain/change.ts';
import type { TaskId } from '../domain/id.ts';
import { readCommit } from '../git/objects.ts';
import { firstParent } from '../git/revision.ts';
import { type TrailedCommit, trailersOf } from '../git/trailers.ts';
import { depthAsked } from '../operations/impacts.ts';
import { describeWithdrawn, type RecordedImpacts, recordImpacts } from '../operations/record-impacts.ts';
import { TASK_TRAILER } from '../tracker/code.ts';
import { tasksOfTrailers } from '../tracker/impact-cause.ts';
import type { StoreSnapshot, Tracker } from '../tracker/tracker.ts';

/** A commit to record, and what it stands for. */
export interface NewCommit extends TrailedCommit {
  /** Commits whose place it takes. */
  readonly replaces: readonly string[];
  /** Its task where its trailers name none. */
  readonly otherwise: TaskId | undefined;
}

function nameOf({ kind, name }: CodeChange): string {
  return `${kind}:${name}`;
}

/** Records commits on their tasks, and what they do to others. */
export class CommitRecorder {
  readonly #tracker: Tracker;
  readonly #snapshot: StoreSnapshot;
  /** What a task has done by now is the same for all of its commits that were made in one go. */
  readonly #work = new Map<TaskId, readonly CodeChange[]>();
  readonly #withdrawn: string[] = [];
  #told = 0;

  constructor(tracker: Tracker, snapshot: StoreSnapshot) {
    this.#tracker = tracker;
    this.#snapshot = snapshot;
  }

  /** How many were told what the commits do to them. */
  get told(): readonly string[] {
    return this.#told === 0 ? [] : [`told of ${this.#told} ${this.#told === 1 ? 'impact' : 'impacts'}`];
  }

  /** What the commits took back. */
  get withdrawn(): readonly string[] {
    return this.#withdrawn;
  }

  async record(made: NewCommit): Promise<void> {
    const { oid, values, replaces, otherwise } = made;
    const named = tasksOfTrailers(this.#snapshot, values);
    const tasks = named.length > 0 || otherwise === undefined ? named : [otherwise];
    const [task] = tasks;
    const undone = this.#undoneBy(oid);
    const back = new Set(undone.flatMap((commit) => this.#changesOf(commit.oid).map(nameOf)));
    const done = task === undefined ? this.#changesOf(oid) : this.#workOf(task, oid);
    // What is back as it was is no news: whoever took it away withdraws that.
    const changes = done.filter((change) => !back.has(nameOf(change)));
    const { wasLate } = this.#tracker.code;
    this.#say(await this.#run({ commit: oid, tasks, replaces, ...(wasLate ? {} : { changes }) }));
    if (wasLate) return;
    for (const commit of undone) await this.#takeBack(oid, commit, back, task);
  }

  async #run(input: Parameters<(typeof recordImpacts)['run']>[1]): Promise<RecordedImpacts> {
    return (await this.#tracker.run(recordImpacts, input)).result;
  }

  #say({ told, withdrawn }: RecordedImpacts): void {
    this.#told += told.length;
    this.#withdrawn.push(...describeWithdrawn(this.#snapshot, withdrawn));
  }

  /** Of a merge nothing: what it brings is the work of others. */
  #changesOf(oid: string): readonly CodeChange[] {
    const { repository, code } = this.#tracker;
    if (readCommit(repository, oid).parents.length > 1) return [];
    const ends = { before: firstParent(repository, oid), after: { kind: 'tree', oid } } as const;
    return code.detect(ends, depthAsked(this.#snapshot.touchable())).changes;
  }

  #workOf(id: TaskId, oid: string): readonly CodeChange[] {
    const known = this.#work.get(id);
    if (known !== undefined) return known;
    const task = this.#snapshot.task(id);
    const { code, place } = this.#tracker;
    const depth = depthAsked(this.#snapshot.touchable(), id);
    const changes = task === undefined ? [] : (code.workOf(task, place, oid, depth) ?? this.#changesOf(oid));
    this.#work.set(id, changes);
    return changes;
  }

  /** The commits that a revert names in its message. */
  #undoneBy(oid: string): readonly TrailedCommit[] {
    const { repository } = this.#tracker;
    const { message } = readCommit(repository, oid);
    const oids = [...message.matchAll(/^This reverts commit ([0-9a-f]{40,64})\b/gm)].flatMap(([, undone]) =>
      undone === undefined ? [] : [undone],
    );
    return trailersOf(repository, TASK_TRAILER, oids);
  }

  /** What a reverted commit did is done no longer: its task, or itself where it has none, takes it back. */
  async #takeBack(
    revert: string,
    undone: TrailedCommit,
    back: ReadonlySet<string>,
    own: TaskId | undefined,
  ): Promise<void> {
    const causes = tasksOfTrailers(this.#snapshot, undone.values).filter((id) => id !== own);
    for (const id of causes) {
      const task = this.#snapshot.task(id);
      const { code, place } = this.#tracker;
      const depth = depthAsked(this.#snapshot.touchable(), id);
      const work = task === undefined ? [] : (code.workOf(task, place, undefined, depth) ?? []);
      const changes = work.filter((change) => !back.has(nameOf(change)));
      this.#say(await this.#run({ commit: revert, tasks: [id], changes }));
    }
    if (undone.values.length === 0)
      this.#say(await this.#run({ commit: undone.oid, tasks: [], changes: [] }));
  }
}
