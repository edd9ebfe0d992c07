import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_FILES } from '../../src/codec/branch-files.ts';
import { formatCommitMessage } from '../../src/codec/commit-message.ts';
import { loadFullParser } from '../../src/codec/document.ts';
import { taskPath } from '../../src/codec/paths.ts';
import { problemOfRedactions, type StoryFile } from '../../src/domain/redaction.ts';
import type { Stamp } from '../../src/domain/stamp.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { isAncestor } from '../../src/git/history.ts';
import { readBlobs } from '../../src/git/objects.ts';
import { readRef } from '../../src/git/ref.ts';
import type { Repository } from '../../src/git/repository.ts';
import { filesWithText } from '../../src/git/search.ts';
import { moveRef } from '../../src/git/update-ref.ts';
import { add } from '../../src/operations/add.ts';
import type { Draft } from '../../src/operations/draft.ts';
import { edit } from '../../src/operations/edit.ts';
import { note } from '../../src/operations/note.ts';
import { redact } from '../../src/operations/redact.ts';
import { readBatches, readStories } from '../../src/store/history.ts';
import { replay } from '../../src/store/replay.ts';
import { transactionFiles } from '../../src/store/transaction-files.ts';
import { MERGER, mergeTips } from '../../src/sync/merge-tips.ts';
import { validateTip } from '../../src/sync/validate.ts';
import { type Caller, MemoryTasks } from '../memory-tasks.ts';
import { makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';
import { anyStep, attempt, runs, type Step } from './random-work.ts';

const START = 1_700_000_000_000;
const AUTHOR = { name: 'Ann Author', email: 'ann@example.org' };

/** A clone is a ref of its own in one repository: merging needs the objects, not the distance. */
interface Clone {
  readonly ref: string;
  readonly tasks: MemoryTasks;
  readonly caller: { readonly actor: string; readonly place: { readonly clone: string } };
}

type Move =
  | { readonly kind: 'work'; readonly at: number; readonly step: Step }
  /** Writes a text that is in no other event. */
  | { readonly kind: 'write'; readonly at: number; readonly task: number; readonly where: number }
  | { readonly kind: 'redact'; readonly at: number; readonly which: number }
  | { readonly kind: 'meet'; readonly at: number; readonly from: number };

const clone = fc.nat(2);
const kind = <K extends string>(name: K) => fc.constant(name);
const history: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: kind('work'), at: clone, step: anyStep }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: kind('write'), at: clone, task: fc.nat(3), where: fc.nat(3) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: kind('redact'), at: clone, which: fc.nat(1_000) }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('meet'), at: clone, from: clone }) },
  ),
  { minLength: 12, maxLength: 40, size: 'max' },
);

class World {
  readonly repository: Repository;
  readonly clones: readonly Clone[];
  /** Each secret, by the event that holds it. */
  readonly secrets = new Map<Stamp, string>();
  readonly redacted = new Set<Stamp>();
  #now = START;

  constructor(count: number) {
    this.repository = discoverRepository(makeRepository(makeTestDir()), testEnv);
    this.clones = Array.from({ length: count }, (_, at) => ({
      ref: `refs/clones/c${at}`,
      tasks: new MemoryTasks(at + 1),
      caller: { actor: ['ann', 'bob', 'cho/wt'][at] ?? 'dan', place: { clone: `c${at}` } },
    }));
    const [first, ...others] = this.clones;
    if (first === undefined) throw new Error('no clones');
    importCommit(this.repository, {
      ref: first.ref,
      parent: undefined,
      message: formatCommitMessage({ subject: 'init', actor: 'ann', stamps: [] }),
      author: { ...AUTHOR, date: START / 1000 },
      files: FIRST_FILES,
      durable: false,
    });
    for (const title of ['one', 'two'])
      this.#write(first, first.tasks.run(add, { title, description: 'a\nb' }, this.#caller(first)));
    for (const other of others) {
      moveRef(this.repository, other.ref, undefined, this.tip(first));
      other.tasks.learn(first.tasks.events);
    }
  }

  tip({ ref }: Clone): string {
    return readRef(this.repository, ref) ?? '';
  }

  #caller({ caller }: Clone): Caller {
    this.#now += 1_000;
    return { ...caller, now: this.#now };
  }

  play(move: Move): void {
    const one = this.clones[move.at % this.clones.length];
    if (one === undefined) return;
    if (move.kind === 'meet') {
      const other = this.clones[move.from % this.clones.length];
      if (other !== undefined) this.meet(one, other);
    } else if (move.kind === 'work') {
      const written = attempt(one.tasks, move.step, this.#caller(one));
      if (written !== undefined && written.events.length > 0) this.#write(one, written);
    } else if (move.kind === 'write') this.#writeSecret(one, move.task, move.where);
    else this.#redact(one, move.which);
  }

  #writeSecret(one: Clone, task: number, where: number): void {
    const ids = [...one.tasks.stories.keys()].filter((id) => one.tasks.task(id) !== undefined).sort();
    const id = ids[task % Math.max(1, ids.length)];
    if (id === undefined) return;
    const text = `secret${this.secrets.size}x`;
    const caller = this.#caller(one);
    const written =
      where === 0
        ? one.tasks.run(note, { id, text }, caller)
        : one.tasks.run(
            edit,
            { ids: [id], ...(where === 1 ? { title: text } : { description: `a\n${text}` }) },
            caller,
          );
    for (const event of written.events) this.secrets.set(event.id, text);
    this.#write(one, written);
  }

  #redact(one: Clone, which: number): void {
    const known = [...this.secrets.keys()].filter((id) => one.tasks.events.some((event) => event.id === id));
    const event = known[which % Math.max(1, known.length)];
    if (event === undefined) return;
    const stories = (texts: readonly string[]): ReadonlyMap<string, readonly StoryFile[]> => {
      const tip = this.tip(one);
      const ids = filesWithText(this.repository, tip, texts).flatMap((path) => path.split('/')[3] ?? []);
      return readStories(this.repository, tip, [...new Set(ids)]);
    };
    const draft = one.tasks.draft(this.#caller(one));
    redact.run(draft, { events: [event], stories });
    this.redacted.add(event);
    if (draft.events.length === 0) return;
    one.tasks.learn(draft.events);
    this.#write(one, draft);
  }

  #write(one: Clone, written: Pick<Draft, 'events' | 'changed'> & Partial<Pick<Draft, 'rewritten'>>): void {
    const { events, changed, rewritten = [] } = written;
    const done = importCommit(this.repository, {
      ref: one.ref,
      parent: readRef(this.repository, one.ref),
      message: formatCommitMessage({
        subject: 'step',
        actor: one.caller.actor,
        stamps: events.map(({ id }) => id),
      }),
      author: { ...AUTHOR, date: Math.floor(this.#now / 1000) },
      files: transactionFiles(events, changed, rewritten),
      durable: false,
    });
    expect(done.ok).toBe(true);
  }

  /** One clone takes another's tip in, checked as what a remote sends is. */
  meet(one: Clone, other: Clone): void {
    const { repository } = this;
    const [ours, theirs] = [this.tip(one), this.tip(other)];
    if (ours === theirs || isAncestor(repository, theirs, ours) === true) return;
    validateTip(repository, ours, theirs, this.#now);
    one.tasks.learn(other.tasks.events);
    if (isAncestor(repository, ours, theirs) === true) {
      expect(moveRef(repository, one.ref, ours, theirs)).toBe(true);
      return;
    }
    const merge = mergeTips(repository, ours, theirs);
    expect(mergeTips(repository, theirs, ours)).toEqual(merge);
    const done = importCommit(repository, {
      ref: one.ref,
      parent: merge.parents[0],
      mergeParents: [merge.parents[1]],
      message: merge.message,
      author: { ...MERGER, date: merge.time },
      files: merge.files,
      durable: false,
    });
    expect(done.ok).toBe(true);
    one.tasks.learn(merge.events);
  }

  meetUntilStill(): void {
    for (let round = 1, before = ''; round <= 4; round++) {
      const tips = this.clones.map((one) => this.tip(one)).join();
      if (tips === before) return;
      before = tips;
      for (const one of this.clones) for (const other of this.clones) this.meet(one, other);
    }
  }

  /** Asserts that a clone's tip is whole and that its files are what the set of its events says. */
  expectSound(one: Clone): void {
    const { repository } = this;
    const tip = this.tip(one);
    expect(replay(repository, tip).differing).toEqual([]);
    const ids = [...one.tasks.files.keys()];
    const texts = readBlobs(
      repository,
      ids.map((id) => `${tip}:${taskPath(id)}`),
    ).map((blob) => blob?.toString('utf8'));
    expect(texts).toEqual(ids.map((id) => one.tasks.files.get(id)));
    for (const files of readStories(repository, tip, ids).values())
      expect(problemOfRedactions(files.flatMap(({ events }) => events))).toBeUndefined();
  }
}

const count = fc.integer({ min: 2, max: 3 });

beforeAll(loadFullParser);

describe('clones that redact while they merge', () => {
  test('end with one tip, in which nothing redacted is left, also where only a merge quoted it', () => {
    fc.assert(
      fc.property(count, history, (n, moves) => {
        const world = new World(n);
        for (const move of moves) world.play(move);
        for (const one of world.clones) world.expectSound(one);
        world.meetUntilStill();
        expect(new Set(world.clones.map((one) => world.tip(one))).size).toBe(1);
        const [one] = world.clones;
        if (one === undefined) return;
        world.expectSound(one);
        const { repository, secrets, redacted } = world;
        const tip = world.tip(one);
        const gone = [...redacted].map((id) => secrets.get(id) ?? '');
        expect(filesWithText(repository, tip, gone)).toEqual([]);
        const kept = [...secrets].filter(([id]) => !redacted.has(id));
        for (const [, text] of kept) expect(filesWithText(repository, tip, [text])).not.toEqual([]);
        // Whoever reads the history from its beginning meets no text that was redacted later.
        const told = JSON.stringify(readBatches(repository, undefined, tip));
        for (const text of gone) expect(told).not.toContain(text);
      }),
      runs(8),
    );
  });
});
