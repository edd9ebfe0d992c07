import { describe, expect, test } from 'vitest';
import type { Event, EventData } from './event.ts';
import { fold } from './fold.ts';
import { mergeEvents } from './merge.ts';
import { mergeFields } from './merge-fields.ts';
import { problemOfRedactions, REDACTED, redactEvents, redactFiles, stubOf } from './redaction.ts';
import { isTombstone, type Task } from './task.ts';

const TASK = 'k7x2m4q9wd';
const SECRET = 'hunter2-secret';
const OID = '3f1c'.repeat(10);

function stamp(n: number): string {
  return `01JD3YQ8Z0ABCDEFGHJKMNP${String(n).padStart(3, '0')}`;
}

function event(n: number, type: string, data: EventData = {}, over?: readonly string[]): Event {
  const at = '2026-01-01T00:00:00.000Z';
  return { id: stamp(n), type, at, by: 'ann', task: TASK, ...(over === undefined ? {} : { over }), data };
}

function redacted(n: number, ...events: readonly number[]): Event {
  return event(n, 'redacted', { events: events.map(stamp), reason: 'a password' });
}

const CREATED = event(1, 'task_created', { title: 'Log in', description: 'as it was' });

function folded(events: readonly Event[]): Task {
  const record = fold(events);
  if (record === undefined || isTombstone(record)) throw new Error('no task');
  return record;
}

describe('the stub of an event', () => {
  const claim = { by: 'ann', worktree: 'wt', clone: 'c1', branch: SECRET, base: OID, since: stamp(2) };
  test.each<[type: string, data: EventData, left: EventData]>([
    [
      'task_created',
      {
        title: SECRET,
        type: SECRET,
        priority: '3',
        assignee: SECRET,
        due: '2026-01-31',
        parent: 'm2p8x4q9wd',
        plan_key: SECRET,
        description: SECRET,
        labels: [SECRET],
        depends_on: ['m2p8x4q9wd'],
        links: [SECRET],
        resources: [SECRET],
        'x-odd': SECRET,
      },
      {
        title: REDACTED,
        priority: '3',
        due: '2026-01-31',
        parent: 'm2p8x4q9wd',
        depends_on: ['m2p8x4q9wd'],
      },
    ],
    ['task_edited', { title: SECRET, priority: '2' }, { title: REDACTED, priority: '2' }],
    ['task_edited', { description: SECRET, type: SECRET }, { unset: ['description', 'type'] }],
    ['task_edited', { unset: ['due', SECRET] }, { unset: ['due'] }],
    ['task_assigned', { assignee: SECRET }, {}],
    [
      'task_started',
      { clone: 'c1', worktree: 'wt', branch: SECRET, base: OID },
      { clone: 'c1', worktree: 'wt', base: OID },
    ],
    [
      'task_submitted',
      { message: SECRET, claim },
      { claim: { by: 'ann', worktree: 'wt', clone: 'c1', base: OID, since: stamp(2) } },
    ],
    ['task_released', { reason: SECRET }, {}],
    ['task_cancelled', { reason: SECRET }, {}],
    ['task_reopened', { reason: SECRET }, {}],
    ['task_completed', { commit: OID, branch: SECRET, message: SECRET }, { commit: OID }],
    ['task_held', { reason: SECRET }, { reason: REDACTED }],
    ['task_unheld', { reason: SECRET }, {}],
    ['task_deleted', {}, {}],
    ['dependency_added', { on: 'm2p8x4q9wd' }, { on: 'm2p8x4q9wd' }],
    ['dependency_added', { on: SECRET }, {}],
    ['label_added', { label: SECRET }, {}],
    ['link_removed', { link: SECRET }, {}],
    ['resource_added', { resource: SECRET }, {}],
    ['note_added', { text: SECRET, file: SECRET }, { text: REDACTED }],
    ['note_removed', { note: stamp(2) }, { note: stamp(2) }],
    ['acceptance_added', { text: SECRET }, { text: REDACTED }],
    ['acceptance_met', { criterion: stamp(2) }, { criterion: stamp(2) }],
    ['commit_recorded', { commit: OID }, { commit: OID }],
    [
      'impact_warning',
      { cause: 'm2p8x4q9wd', change: SECRET, resource: SECRET, to: [SECRET], text: SECRET },
      { cause: 'm2p8x4q9wd', text: REDACTED },
    ],
    ['claim_conflict', { cause: SECRET, to: ['bob'], text: SECRET }, { text: REDACTED }],
    [
      'merge_resolved',
      { cause: stamp(2), kept: stamp(3), key: `labels ${SECRET}`, value: SECRET, to: ['bob'], text: SECRET },
      { cause: stamp(2), kept: stamp(3), text: REDACTED },
    ],
    ['impact_acknowledged', { events: [stamp(2)], decision: SECRET }, { events: [stamp(2)] }],
    ['redacted', { events: [stamp(2)], reason: SECRET }, { events: [stamp(2)] }],
    ['x-imported', { anything: SECRET, deep: { er: [SECRET] } }, {}],
  ])('%s keeps its structure alone: %j', (type, data, left) => {
    const original = event(9, type, data, [stamp(1)]);
    const stub = stubOf(original, stamp(10));
    const { redacted: by, ...rest } = stub.data;
    expect(by).toBe(stamp(10));
    expect(rest).toEqual(left);
    expect({ ...stub, data: {} }).toEqual({ ...original, data: {} });
    expect(JSON.stringify(stub)).not.toContain(SECRET);
    expect(stubOf(stub, stamp(10))).toBe(stub);
    expect(stubOf(stubOf(original, stamp(11)), stamp(10))).toEqual(stub);
    const record = fold([CREATED, stub, redacted(10, 9)]);
    expect(JSON.stringify(record)).not.toContain(SECRET);
  });
});

describe('a redaction wins', () => {
  const note = event(2, 'note_added', { text: SECRET });
  const stub = stubOf(note, stamp(3));
  const says = redacted(3, 2);
  test.each<[string, readonly Event[]]>([
    ['after the original', [CREATED, note, says]],
    ['before the original', [says, note, CREATED]],
    ['over the original beside the stub', [CREATED, stub, note, says]],
    ['over the stub beside the original', [CREATED, note, stub, says]],
    ['as a stub', [CREATED, stub, says]],
    ['told twice, by the earlier word', [CREATED, note, redacted(4, 2), says]],
  ])('%s', (_, events) => {
    const { notes } = folded(events);
    expect(notes).toEqual([{ id: stamp(2), by: 'ann', text: REDACTED }]);
    const files = events.map((one, at) => ({ path: `${at}`, events: [one] }));
    const left = new Map<string, readonly Event[]>(files.map(({ path, events }) => [path, events]));
    for (const { path, events } of redactFiles(files)) left.set(path, events);
    expect(JSON.stringify([...left])).not.toContain(SECRET);
    expect(redactFiles([...left].map(([path, events]) => ({ path, events })))).toEqual([]);
  });

  test('over what a merge quoted, though the redaction knew nothing of it', () => {
    const loser = event(2, 'task_edited', { title: SECRET, description: `${SECRET}\n` }, [stamp(1)]);
    const winner = event(4, 'task_edited', { title: 'Sign in', description: 'b' }, [stamp(1)]);
    const told = mergeEvents(TASK, { shared: [CREATED], ours: [loser], theirs: [winner] });
    expect(told.map(({ type }) => type)).toContain('note_added');
    const quoted = told.map((each, at) => event(10 + at, each.type, each.data));
    const record = folded([CREATED, loser, winner, ...quoted, redacted(5, 2)]);
    expect(JSON.stringify(record)).not.toContain(SECRET);
    expect(record.title).toBe('Sign in');
  });

  test('before a merge tells what lost', () => {
    const loser = event(2, 'task_edited', { title: SECRET });
    const winner = event(4, 'task_edited', { title: 'Sign in' });
    const told = mergeEvents(TASK, { shared: [CREATED], ours: [loser], theirs: [winner, redacted(5, 2)] });
    expect(JSON.stringify(told)).not.toContain(SECRET);
    expect(mergeEvents(TASK, { shared: [CREATED], ours: [winner, redacted(5, 2)], theirs: [loser] })).toEqual(
      told,
    );
  });

  test('and leaves heads, holders and stamps as they were', () => {
    const started = event(2, 'task_started', { clone: 'c1', worktree: 'wt', branch: SECRET }, [stamp(1)]);
    const described = event(3, 'task_edited', { description: SECRET }, [stamp(1)]);
    const before = folded([CREATED, started, described]);
    const after = folded([CREATED, started, described, redacted(4, 2, 3)]);
    expect(after.set).toEqual(before.set);
    expect(after.claim).toEqual({ by: 'ann', worktree: 'wt', clone: 'c1', since: stamp(2) });
    expect(after.description).toBeUndefined();
  });
});

describe('a task file of one side that redacted', () => {
  test.each<[string, readonly Event[], number]>([
    ['its title', [event(1, 'task_created', { title: SECRET })], 1],
    ['a later title', [CREATED, event(2, 'task_edited', { title: SECRET })], 2],
    ['a note', [CREATED, event(2, 'note_added', { text: SECRET })], 2],
    ['a criterion', [CREATED, event(2, 'acceptance_added', { text: SECRET })], 2],
    ['an alert', [CREATED, event(2, 'impact_warning', { cause: 'm2p8x4q9wd', text: SECRET })], 2],
  ])('wins over the other by plain git, with a base or none: %s', (_, events, gone) => {
    const original = folded(events);
    const blank = folded([...events, redacted(9, gone)]);
    for (const base of [original, undefined])
      for (const merged of [mergeFields(base, original, blank), mergeFields(base, blank, original)])
        expect(merged).toEqual(blank);
  });
});

describe('redactions that nobody may slip in', () => {
  const note = event(2, 'note_added', { text: 'the truth' });
  test.each<[string, readonly Event[], RegExp | undefined]>([
    ['none', [CREATED, note], undefined],
    ['one that an event justifies', redactEvents([CREATED, note, redacted(3, 2)]), undefined],
    ['a stub without an event', [CREATED, stubOf(note, stamp(3))], /is blanked/],
    [
      'a stub under an event about another',
      [CREATED, stubOf(note, stamp(3)), redacted(3, 1)],
      /blanked|all the same/,
    ],
    ['a text left in place', [CREATED, note, redacted(3, 2)], /there all the same/],
  ])('%s', (_, events, problem) => {
    const found = problemOfRedactions(events);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });
});
