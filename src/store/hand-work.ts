import { parseStampTrailer } from '../codec/commit-message.ts';
import { formatEvents } from '../codec/event-file.ts';
import { eventsPath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { newestStamp, type Stamp, stampsFrom, stampTime } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import type { CommitObject } from '../git/commit-object.ts';
import { changesOf } from '../git/history.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { TreeChange } from '../git/trees.ts';
import { type Beside, NOTHING, readEventFile, taskOf, unite } from './adoption-story.ts';
import { type ForeignChanges, foreignChanges } from './foreign-changes.ts';
import type { ForeignCommits } from './foreign-commits.ts';
import { explainCommit, type HandCommit, type HandProblem } from './hand-edits.ts';
import type { EventFile } from './history.ts';
import { stampTold, tellPicked, tellPlainMerge } from './plain-merges.ts';

/** What is nobody's doing in particular: merges, and folding what plain git merged. */
export const NOBODY = { name: 'git-task', email: 'git-task@localhost' };

/** The end of the year 9999: a commit's date may be any number. */
const LAST_SECOND = 253_402_300_799;
/** Bytes of events that go into one file: an edit may mean many. */
const FILE_BYTES = 256 * 1024;

/** What other hands did on the way to a tip. */
export interface HandWork {
  readonly beside: Beside;
  /** Whose edits became events, and of which tasks. */
  readonly taken: ReadonlyMap<string, ReadonlySet<TaskId>>;
  readonly problems: readonly HandProblem[];
  /** Event files that came with commits of other hands. */
  readonly gained: ReadonlySet<string>;
}

/** Events of one task by the files they go into. */
export function inFiles(
  id: TaskId,
  events: readonly Event[],
): readonly (readonly [string, readonly Event[]])[] {
  const files: (readonly [string, Event[]])[] = [];
  let bytes = FILE_BYTES;
  for (const event of events) {
    const size = Buffer.byteLength(formatEvents([event]));
    if (bytes + size > FILE_BYTES) {
      files.push([eventsPath(id, event.id), []]);
      bytes = 0;
    }
    files.at(-1)?.[1].push(event);
    bytes += size;
  }
  return files;
}

function timeOf({ time }: CommitObject): number {
  return Math.min(time, LAST_SECOND) * 1000;
}

/** Stamps that follow from a commit alone, newer than all on the way to it. */
function stampsOf(oid: string, commit: CommitObject, newest: Stamp | undefined): HandCommit['stampsFor'] {
  // Loaded here: calls that adopt nothing need not pay for it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const time = newest === undefined ? timeOf(commit) : Math.max(timeOf(commit), stampTime(newest) + 1);
  return (what) => stampsFrom(time, createHash('sha256').update(`${oid} ${what}`).digest());
}

/** The newest stamp among event files, as far as they can be read. */
function newestIn(repository: Repository, files: readonly EventFile[]): Stamp | undefined {
  const blobs = readBlobs(
    repository,
    files.map(({ oid }) => oid),
  );
  const stamps = files.flatMap(({ path }, at): readonly Stamp[] => {
    try {
      return readEventFile(path, blobs[at]).map(({ id }) => id);
    } catch (error) {
      if (error instanceof GitTaskError) return [];
      throw error;
    }
  });
  return newestStamp(stamps);
}

/** Works out, commit by commit, what other hands did; each step is a function of its commit alone. */
class Reckoning {
  readonly #repository: Repository;
  readonly #beside = new Map<string, Beside>();
  readonly #taken = new Map<string, Set<TaskId>>();
  readonly #problems: HandProblem[] = [];
  readonly #gained = new Set<string>();
  /** Tasks that events came to by commits that are no merges. */
  readonly #picked = new Set<TaskId>();

  constructor(repository: Repository, own: ForeignCommits['own']) {
    this.#repository = repository;
    for (const [oid, { message }] of own)
      this.#beside.set(oid, { ...NOTHING, newest: parseStampTrailer(message) });
  }

  step(oid: string, commit: CommitObject, sides: readonly (readonly TreeChange[])[]): void {
    const repository = this.#repository;
    const changes = foreignChanges(repository, commit.parents, sides);
    const parents = commit.parents.map((parent) => this.#beside.get(parent) ?? NOTHING);
    let beside = this.#withFiles(unite(parents.length === 0 ? [NOTHING] : parents), changes);
    const at = new Date(timeOf(commit)).toISOString();
    if (changes.edited.length > 0) {
      const stampsFor = stampsOf(oid, commit, beside.newest);
      const hand: HandCommit = { oid, commit, beside, stampsFor, at };
      const { events, problems } = explainCommit(repository, hand, changes.edited);
      beside = this.#withEvents(beside, events);
      this.#problems.push(...problems);
      for (const [id, [first]] of events)
        if (first !== undefined) this.#taken.set(first.by, (this.#taken.get(first.by) ?? new Set()).add(id));
    }
    const [one, two, more] = commit.parents.map((parent, index) => ({
      oid: parent,
      beside: parents[index] ?? NOTHING,
    }));
    if (one !== undefined && two !== undefined && more === undefined)
      beside = this.#withTold(oid, commit, beside, 'merge', tellPlainMerge(repository, one, two));
    this.#beside.set(oid, beside);
  }

  end(tip: string, commit: CommitObject): HandWork {
    const picked = [...this.#picked].sort();
    const before = this.#beside.get(tip) ?? NOTHING;
    const told = picked.length === 0 ? new Map() : tellPicked(this.#repository, tip, picked, before);
    const beside = this.#withTold(tip, commit, before, 'picked', told);
    return { beside, taken: this.#taken, problems: this.#problems, gained: this.#gained };
  }

  #withFiles(beside: Beside, { lost, gained }: ForeignChanges): Beside {
    for (const { path } of gained) {
      this.#gained.add(path);
      const id = taskOf(path);
      if (id !== undefined) this.#picked.add(id);
    }
    if (lost.length === 0 && gained.length === 0) return beside;
    return {
      ...beside,
      newest: newestStamp([beside.newest, newestIn(this.#repository, gained)]),
      lost: new Map([...lost.map((file) => [file.path, file] as const), ...beside.lost]),
    };
  }

  #withEvents(beside: Beside, events: ReadonlyMap<TaskId, readonly Event[]>): Beside {
    const added = [...events].flatMap(([id, some]) => inFiles(id, some));
    if (added.length === 0) return beside;
    const stamps = added.flatMap(([, some]) => some.map(({ id }) => id));
    return {
      ...beside,
      newest: newestStamp([beside.newest, ...stamps]),
      added: new Map([...beside.added, ...added]),
    };
  }

  #withTold(
    oid: string,
    commit: CommitObject,
    beside: Beside,
    what: string,
    told: ReturnType<typeof tellPlainMerge>,
  ): Beside {
    if ([...told.values()].every((events) => events.length === 0)) return beside;
    const stampsFor = stampsOf(oid, commit, beside.newest);
    const at = new Date(timeOf(commit)).toISOString();
    const events = [...told].map(([id, some]) => {
      const stamped = stampTold(some, { stamps: stampsFor(`${what} ${id}`), at, by: NOBODY.name });
      return [id, stamped] as const;
    });
    return this.#withEvents(beside, new Map(events));
  }
}

/** Works out what other hands did on the way to a tip. Needs the full parser loaded. */
export function reckonHandWork(
  repository: Repository,
  tip: string,
  { own, foreign }: ForeignCommits,
): HandWork {
  const reckoning = new Reckoning(repository, own);
  const commits = [...foreign].map(([oid, { parents }]) => ({ oid, parents }));
  const changes = changesOf(repository, commits);
  let last: CommitObject | undefined;
  for (const [oid, commit] of foreign) {
    reckoning.step(oid, commit, changes.get(oid) ?? []);
    last = commit;
  }
  if (last === undefined)
    throw new GitTaskError('INTERNAL', `${tip} is a commit of ours: there is no work of other hands`);
  return reckoning.end(tip, last);
}
