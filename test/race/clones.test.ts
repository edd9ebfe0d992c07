import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseStampTrailer } from '../../src/codec/commit-message.ts';
import { withFullParser } from '../../src/codec/document.ts';
import { type Event, textOf } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { newestStamp } from '../../src/domain/stamp.ts';
import { isTombstone } from '../../src/domain/task.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { commitsBetween } from '../../src/git/history.ts';
import { readCommit } from '../../src/git/objects.ts';
import { readBatches } from '../../src/store/history.ts';
import { callOk, callProgram, campaign } from '../call-program.ts';
import { silentLosses, toldTwice } from '../losses.ts';
import { expectHealthy, expectSameAnswersWithoutIndex, expectWhole, REF, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';
import { type Acknowledged, type Clone, type Labour, work } from './clone-work.ts';
import { type Hub, makeDaemonHub, makeFileHub } from './hubs.ts';

const CLONES = campaign ? 5 : 3;
const CALLS = campaign ? 200 : 15;
/** Told on failure; which kill meets which write is the machine's choice. */
const SEED = Number(process.env.GIT_TASK_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Rounds in which every clone exchanges with every remote, until nothing moves. */
const MOST_ROUNDS = 12;

test(`${CLONES} clones, two remotes, ${CALLS} calls each, some of them killed: all agree at the end and nothing acknowledged is lost (GIT_TASK_SEED=${SEED})`, async () => {
  const dir = makeTestDir();
  const hubs = [makeFileHub(dir), await makeDaemonHub(dir)];
  const clones = await makeClones(dir, hubs);

  const begun = performance.now();
  const labours = await Promise.all(clones.map((clone, at) => work(clone, CALLS, SEED + at)));
  report(labours, performance.now() - begun);
  expect(labours.flatMap(({ unexpected }) => unexpected)).toEqual([]);

  const rounds = await exchangeUntilStill(clones, hubs);
  const tips = [...clones.map(({ root }) => tipOf(root)), ...hubs.map(({ path }) => tipOf(path))];
  expect(tips).toEqual(tips.map(() => tips[0]));
  for (const { root } of clones) {
    await expectWhole(root);
    await expectHealthy(root);
    await expectSameAnswersWithoutIndex(root);
  }
  for (const { path } of hubs) expect(git(path, 'fsck', '--no-dangling', '--no-progress')).toBe('');

  const [{ root = '' } = {}] = clones;
  const history = await readHistory(root);
  expect(
    missing(
      labours.flatMap(({ acknowledged }) => acknowledged),
      history.events,
    ),
  ).toEqual([]);
  expect(history.shrinking).toEqual([]);
  expect(explain(history)).toEqual({ silent: [], twice: [] });
  say(`${rounds} rounds until still, ${history.events.length} events, ${history.merges} merges`);
});

/** The first clone begins, the others join by either remote, but for the last, which begins on its own as well. */
async function makeClones(dir: string, hubs: readonly Hub[]): Promise<readonly Clone[]> {
  const clones: Clone[] = [];
  for (let at = 0; at < CLONES; at++) {
    const root = join(dir, `clone-${at}`);
    mkdirSync(root);
    makeRepository(root);
    for (const { name, url } of hubs) {
      git(root, 'remote', 'add', name, url);
      // The server of a path is a process of the client's: one that is killed with it leaves the remote's ref locked.
      if (url.startsWith('file:'))
        git(root, 'config', `remote.${name}.receivepack`, 'setsid -w git-receive-pack');
    }
    // The first and the fourth are one person in two clones.
    const clone = {
      root,
      actor: ['ann', 'bob', 'cho', 'ann', 'dan'][at] ?? 'eve',
      remotes: hubs.map(({ name }) => name),
    };
    clones.push(clone);
    const joins = at > 0 && at < CLONES - 1;
    await callOk(joins ? ['init', '--remote', clone.remotes[at % 2] ?? ''] : ['init', '--local'], {
      cwd: root,
    });
    if (at === 0)
      for (let task = 0; task < 3; task++)
        await callOk(['add', `shared ${task}`, '-d', 'line\n'.repeat(6)], {
          cwd: root,
          env: { GIT_TASK_ACTOR: 'ann' },
        });
    for (const remote of clone.remotes) await callOk(['sync', '--remote', remote], { cwd: root });
  }
  return clones;
}

async function exchangeUntilStill(clones: readonly Clone[], hubs: readonly Hub[]): Promise<number> {
  const look = (): string =>
    [...clones.map(({ root }) => root), ...hubs.map(({ path }) => path)]
      .map((path) => git(path, 'rev-parse', REF))
      .join();
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const before = look();
    for (const { root, actor, remotes } of clones)
      for (const remote of remotes) {
        const ended = await callProgram(['sync', '--remote', remote], {
          cwd: root,
          env: { GIT_TASK_ACTOR: actor },
        });
        expect(ended, `round ${round}`).toMatchObject({ status: 0 });
      }
    if (look() === before) return round;
  }
  throw new Error(`still moving after ${MOST_ROUNDS} rounds`);
}

interface History {
  readonly events: readonly Event[];
  /** Whether the commit that brought an event comes after the one that brought another. */
  readonly saw: (event: Event, earlier: Event) => boolean;
  /** Commits whose stamp is older than a parent's. */
  readonly shrinking: readonly string[];
  readonly merges: number;
}

async function readHistory(root: string): Promise<History> {
  const repository = discoverRepository(root, testEnv);
  const tip = tipOf(root);
  const events = await withFullParser(() =>
    readBatches(repository, undefined, tip).flatMap((batch) => batch.events),
  );
  const commits = commitsBetween(repository, undefined, tip);
  const place = new Map(commits.map(({ oid }, at) => [oid, at]));
  const ancestors = commits.map(() => new Set<number>());
  const broughtBy = new Map<string, number>();
  const stamps = new Map<string, string>();
  const shrinking: string[] = [];
  for (const [at, { oid, parents }] of commits.entries()) {
    const { message } = readCommit(repository, oid);
    for (const [, stamp = ''] of message.matchAll(/^(?:Event|Stamp): (\S+)$/gm))
      if (!broughtBy.has(stamp)) broughtBy.set(stamp, at);
    const stamp = parseStampTrailer(message) ?? '';
    stamps.set(oid, stamp);
    const newest = newestStamp(parents.map((parent) => stamps.get(parent))) ?? '';
    // A merge that has nothing to tell has the newer parent's.
    if (parents.length > 1 ? stamp < newest : stamp <= newest && parents.length > 0) shrinking.push(oid);
    for (const parent of parents) {
      const before = place.get(parent) ?? -1;
      ancestors[at]?.add(before);
      for (const one of ancestors[before] ?? []) ancestors[at]?.add(one);
    }
  }
  const saw = (event: Event, earlier: Event): boolean => {
    const [later, first] = [broughtBy.get(event.id), broughtBy.get(earlier.id)];
    if (later === undefined || first === undefined) return false;
    return later === first ? earlier.id < event.id : (ancestors[later]?.has(first) ?? false);
  };
  return { events, saw, shrinking, merges: commits.filter(({ parents }) => parents.length > 1).length };
}

/** Acknowledged writes that no event on the branch is of; each event speaks for one. */
function missing(acknowledged: readonly Acknowledged[], events: readonly Event[]): readonly string[] {
  const left = new Set(events);
  return acknowledged.flatMap(({ call, type, by, task, data }) => {
    for (const event of left) {
      if (event.type !== type || event.by !== by || event.task !== task) continue;
      if (Object.entries(data).some(([key, value]) => textOf(event, key) !== value)) continue;
      left.delete(event);
      return [];
    }
    return [call];
  });
}

/** Holds every event against the task that all of them make. */
function explain({ events, saw }: History): {
  readonly silent: readonly string[];
  readonly twice: readonly string[];
} {
  const stories = new Map<string, Event[]>();
  for (const event of events) {
    const { task = '' } = event;
    stories.set(task, [...(stories.get(task) ?? []), event]);
  }
  const silent: string[] = [];
  const twice: string[] = [];
  for (const story of stories.values()) {
    const record = fold(story);
    silent.push(...silentLosses({ events: story, record, saw }));
    if (record !== undefined && !isTombstone(record)) twice.push(...toldTwice(story, record));
  }
  return { silent, twice };
}

function report(labours: readonly Labour[], ms: number): void {
  const sum = (key: keyof Labour['counts']): number =>
    labours.reduce((all, { counts }) => all + counts[key], 0);
  const slowest = Math.max(...labours.map((labour) => labour.slowest));
  say(
    `${sum('calls')} calls in ${seconds(ms)}: ${sum('written')} written, ${sum('exchanged')} exchanges, ${sum('refused')} refused, ${sum('tryAgain')} to be tried again, ${sum('killed')} killed; slowest ${seconds(slowest)}`,
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function say(line: string): void {
  process.stdout.write(`    ${line}\n`);
}
