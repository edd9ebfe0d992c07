import { describe, expect, test } from 'vitest';
import { type Caller, codeOf, MemoryTasks } from '../../test/memory-tasks.ts';
import type { TaskId } from '../domain/id.ts';
import { STATUSES, type Status } from '../domain/task.ts';
import { acknowledge } from './acknowledge.ts';
import { add } from './add.ts';
import { assign } from './assign.ts';
import { cancel } from './cancel.ts';
import { complete } from './complete.ts';
import { depend } from './depend.ts';
import { edit } from './edit.ts';
import { label, resource } from './entries.ts';
import { hold, unhold } from './hold.ts';
import { next } from './next.ts';
import { note } from './note.ts';
import { release } from './release.ts';
import { reopen } from './reopen.ts';
import { setStatus } from './set-status.ts';
import { start } from './start.ts';
import { submit } from './submit.ts';

const ann: Caller = { actor: 'ann', place: { clone: 'c1' } };
const bob: Caller = { actor: 'bob', place: { clone: 'c2' } };

/** A task that ann brought to a status. */
function taskIn(status: Status): { tasks: MemoryTasks; id: TaskId } {
  const tasks = new MemoryTasks();
  const { id } = tasks.run(
    add,
    { title: 't', start: status === 'in_progress' || status === 'in_review' },
    ann,
  ).result;
  const ids = [id];
  if (status === 'in_review') tasks.run(submit, { ids }, ann);
  if (status === 'completed') tasks.run(complete, { ids }, ann);
  if (status === 'cancelled') tasks.run(cancel, { ids }, ann);
  expect(tasks.task(id)?.status).toBe(status);
  return { tasks, id };
}

describe('what may become what: status x verb', () => {
  const no = 'TRANSITION_NOT_ALLOWED';
  const same = 'already';
  const verbs = { start, submit, release, complete, cancel, reopen } as const;
  const table: Readonly<Record<keyof typeof verbs, Readonly<Record<Status, string>>>> = {
    start: {
      pending: 'in_progress',
      in_progress: same,
      in_review: 'in_progress',
      completed: no,
      cancelled: no,
    },
    submit: { pending: no, in_progress: 'in_review', in_review: same, completed: no, cancelled: no },
    release: { pending: same, in_progress: 'pending', in_review: no, completed: no, cancelled: no },
    complete: {
      pending: 'completed',
      in_progress: 'completed',
      in_review: 'completed',
      completed: same,
      cancelled: no,
    },
    cancel: {
      pending: 'cancelled',
      in_progress: 'cancelled',
      in_review: 'cancelled',
      completed: no,
      cancelled: same,
    },
    reopen: {
      pending: same,
      in_progress: same,
      in_review: 'in_progress',
      completed: 'pending',
      cancelled: 'pending',
    },
  };
  const rows = Object.entries(table).flatMap(([verb, row]) =>
    STATUSES.map((from) => [verb, from, row[from]] as const),
  );

  test.each(rows)('%s of one %s: %s', (verb, from, expected) => {
    const { tasks, id } = taskIn(from);
    const operation = Object.values(verbs).find(({ name }) => name === verb);
    if (operation === undefined) throw new Error(verb);
    if (expected === no) {
      expect(codeOf(() => tasks.run(operation, { ids: [id] }, ann))).toBe(no);
      expect(tasks.task(id)?.status).toBe(from);
      return;
    }
    const { result, events } = tasks.run(operation, { ids: [id] }, ann);
    expect(result.changed).toEqual(expected === same ? [] : [id]);
    expect(events.length).toBe(expected === same ? 0 : 1);
    expect(tasks.task(id)?.status).toBe(expected === same ? from : expected);
  });

  test.each(STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const)))(
    'status: %s to %s',
    (from, to) => {
      const { tasks, id } = taskIn(from);
      const code = codeOf(() => tasks.run(setStatus, { ids: [id], status: to }, ann));
      const allowed: Readonly<Record<Status, readonly Status[]>> = {
        pending: ['in_progress', 'completed', 'cancelled'],
        in_progress: ['in_review', 'pending', 'completed', 'cancelled'],
        in_review: ['completed', 'in_progress', 'cancelled'],
        completed: ['pending'],
        cancelled: ['pending'],
      };
      const fits = from === to || allowed[from].includes(to);
      expect(code).toBe(fits ? undefined : no);
      expect(tasks.task(id)?.status).toBe(fits ? to : from);
    },
  );
});

describe('while another holds it', () => {
  test.each([
    ['start', (tasks: MemoryTasks, id: TaskId) => tasks.run(start, { ids: [id] }, bob)],
    ['submit', (tasks: MemoryTasks, id: TaskId) => tasks.run(submit, { ids: [id] }, bob)],
    ['release', (tasks: MemoryTasks, id: TaskId) => tasks.run(release, { ids: [id] }, bob)],
    ['complete', (tasks: MemoryTasks, id: TaskId) => tasks.run(complete, { ids: [id] }, bob)],
    ['cancel', (tasks: MemoryTasks, id: TaskId) => tasks.run(cancel, { ids: [id] }, bob)],
    [
      'start in another worktree',
      (tasks: MemoryTasks, id: TaskId) =>
        tasks.run(start, { ids: [id] }, { actor: 'ann', place: { clone: 'c1', worktree: 'wt' } }),
    ],
    [
      'start in another clone',
      (tasks: MemoryTasks, id: TaskId) =>
        tasks.run(start, { ids: [id] }, { actor: 'ann', place: { clone: 'c2' } }),
    ],
  ])('%s is refused', (_, call) => {
    const { tasks, id } = taskIn('in_progress');
    expect(codeOf(() => call(tasks, id))).toBe('TASK_CLAIMED');
    expect(tasks.task(id)?.claim?.by).toBe('ann');
  });

  test('--steal takes it and tells the holder', () => {
    const { tasks, id } = taskIn('in_progress');
    const { result } = tasks.run(start, { ids: [id], steal: true }, bob);
    expect(result.taken).toMatchObject([{ id, claim: { by: 'ann' } }]);
    expect(tasks.task(id)).toMatchObject({
      claim: { by: 'bob' },
      alerts: [{ type: 'claim_conflict', to: ['ann'] }],
    });
  });

  test('a stale claim may be released by anyone', () => {
    const { tasks, id } = taskIn('in_progress');
    tasks.run(release, { ids: [id] }, { ...bob, stale: new Set([id]) });
    expect(tasks.task(id)?.status).toBe('pending');
  });
});

describe('while blocked', () => {
  const verbs = { start, submit, complete } as const;
  test.each(['start', 'submit', 'complete'] as const)('%s needs --force', (verb) => {
    const { tasks, id } = taskIn(verb === 'start' ? 'pending' : 'in_progress');
    tasks.run(hold, { ids: [id], reason: 'waiting for the key' }, bob);
    const call = (force: boolean): unknown => codeOf(() => tasks.run(verbs[verb], { ids: [id], force }, ann));
    expect(call(false)).toBe('TASK_BLOCKED');
    expect(call(true)).toBe(undefined);
  });

  test('unblock lets it go on, and twice is fine', () => {
    const { tasks, id } = taskIn('pending');
    tasks.run(hold, { ids: [id], reason: 'r' });
    expect(tasks.run(hold, { ids: [id], reason: 'r' }).events).toEqual([]);
    tasks.run(unhold, { ids: [id] });
    expect(tasks.run(unhold, { ids: [id] }).events).toEqual([]);
    tasks.run(start, { ids: [id] });
  });
});

describe('complete', () => {
  test('needs the children closed and the criteria met, or --force', () => {
    const { tasks, id } = taskIn('pending');
    const child = tasks.run(add, { title: 'child', parent: id }).result.id;
    expect(codeOf(() => tasks.run(complete, { ids: [id] }))).toBe('CHILDREN_OPEN');
    tasks.run(complete, { ids: [child] });
    tasks.run(edit, { ids: [id], acceptance: ['shown'] });
    expect(codeOf(() => tasks.run(complete, { ids: [id] }))).toBe('ACCEPTANCE_UNMET');
    tasks.run(complete, { ids: [id], force: true });
  });

  test('names what it frees: what waits for it alone, children of that, each once', () => {
    const { tasks, id } = taskIn('pending');
    const other = tasks.run(add, { title: 'other' }).result.id;
    const waits = tasks.run(add, { title: 'waits', depends_on: [id] }).result.id;
    const child = tasks.run(add, { title: 'child', parent: waits, depends_on: [id] }).result.id;
    tasks.run(add, { title: 'both', depends_on: [id, other] });
    const held = tasks.run(add, { title: 'held', depends_on: [id] }).result.id;
    tasks.run(hold, { ids: [held], reason: 'r' });
    const { result, events } = tasks.run(complete, { ids: [id] });
    expect(result.effects).toEqual([{ id, unblocked: [waits, child].sort(), impacts: [] }]);
    expect(events[0]?.data.unblocks).toEqual([waits, child].sort());
  });

  test('of several in one call sees the earlier ones done', () => {
    const { tasks, id } = taskIn('pending');
    const after = tasks.run(add, { title: 'after', depends_on: [id] }).result.id;
    expect(codeOf(() => tasks.run(complete, { ids: [after, id] }))).toBe('TASK_BLOCKED');
    expect(tasks.task(id)?.status).toBe('pending');
    expect(tasks.run(complete, { ids: [id, after, id] }).result.changed).toEqual([id, after]);
  });

  test('tells an impact once, acknowledged or not, and again when it grows worse', () => {
    const { tasks, id } = taskIn('pending');
    const hit = tasks.run(add, { title: 'hit', assignee: 'bob', resources: ['depends:table:users'] }).result
      .id;
    const severities = (): readonly string[] => {
      const { result } = tasks.run(complete, { ids: [id] });
      const told = result.effects[0]?.impacts.map(({ severity }) => severity) ?? [];
      tasks.run(reopen, { ids: [id] });
      return told;
    };
    tasks.run(resource, { id, entries: ['modifies:table:users'] });
    expect(severities()).toEqual(['warning']);
    expect(severities()).toEqual([]);
    expect(tasks.run(acknowledge, { ids: [hit] }).result.acknowledged).toHaveLength(1);
    expect(severities()).toEqual([]);
    tasks.run(resource, { id, entries: ['removes:table:users'] });
    expect(severities()).toContain('conflict');
    expect(severities()).toEqual([]);
    expect(tasks.task(hit)?.alerts.map(({ type }) => type)).toEqual(['impact_warning', 'impact_conflict']);
  });
});

test('cancel names who waits in vain', () => {
  const { tasks, id } = taskIn('pending');
  const waits = tasks.run(add, { title: 'waits', depends_on: [id] }).result.id;
  expect(tasks.run(cancel, { ids: [id] }).result.orphaned).toEqual([{ id: waits, on: id }]);
  expect(codeOf(() => tasks.run(start, { ids: [waits] }))).toBe('TASK_BLOCKED');
});

describe('next', () => {
  const wish = { claim: true, another: false, anyone: false };
  const give = (tasks: MemoryTasks, caller: Caller, more: object = {}) =>
    tasks.run(next, { ...wish, ...more }, caller).result;

  test('claims, gives back what one holds here, and takes a further one only when asked', () => {
    const tasks = new MemoryTasks();
    for (const title of ['a', 'b']) tasks.run(add, { title });
    const first = give(tasks, ann);
    expect(first.from).toBe('ready');
    expect(give(tasks, ann)).toEqual({ id: first.id, from: 'held' });
    expect(give(tasks, { actor: 'ann', place: { clone: 'c1', worktree: 'wt' } }).id).not.toBe(first.id);
    expect(codeOf(() => give(tasks, ann, { another: true }))).toBe('NOTHING_READY');
  });

  test('without claiming writes nothing', () => {
    const tasks = new MemoryTasks();
    tasks.run(add, { title: 'a' });
    expect(tasks.run(next, { ...wish, claim: false }).events).toEqual([]);
  });

  test('takes a stale claim only when nothing is ready, never a blocked one', () => {
    const tasks = new MemoryTasks();
    const silent = tasks.run(add, { title: 'silent', start: true }, bob).result.id;
    const caller: Caller = { ...ann, stale: new Set([silent]) };
    const fresh = tasks.run(add, { title: 'fresh' }).result.id;
    expect(give(tasks, caller).id).toBe(fresh);
    expect(give(tasks, caller, { another: true })).toMatchObject({
      id: silent,
      from: 'stale',
      former: { by: 'bob' },
    });
    const other = taskIn('in_progress');
    other.tasks.run(hold, { ids: [other.id], reason: 'r' });
    expect(codeOf(() => give(other.tasks, { ...bob, stale: new Set([other.id]) }))).toBe('NOTHING_READY');
  });

  test.each<[string, (tasks: MemoryTasks) => void, object, string]>([
    ['nothing at all', () => {}, {}, 'ALL_DONE'],
    ["only others' tasks", (tasks) => tasks.run(add, { title: 'a', assignee: 'bob' }), {}, 'ALL_DONE'],
    ['others at work', (tasks) => tasks.run(add, { title: 'a', start: true }, bob), {}, 'NOTHING_READY'],
    [
      'only blocked ones',
      (tasks) => tasks.run(hold, { ids: [tasks.run(add, { title: 'a' }).result.id], reason: 'r' }),
      {},
      'NOTHING_READY',
    ],
    [
      "others' blocked ones, where anyone's would do",
      (tasks) =>
        tasks.run(hold, { ids: [tasks.run(add, { title: 'a', assignee: 'bob' }).result.id], reason: 'r' }),
      { anyone: true },
      'NOTHING_READY',
    ],
  ])('with %s says so', (_, prepare, more, code) => {
    const tasks = new MemoryTasks();
    prepare(tasks);
    expect(codeOf(() => give(tasks, ann, more))).toBe(code);
  });
});

describe('edit', () => {
  test('what is so already is left alone', () => {
    const { tasks, id } = taskIn('pending');
    const values = {
      title: 'u',
      description: 'd',
      due: '2026-01-01',
      type: 'bug',
      plan_key: 'k',
      assignee: 'bob',
    };
    expect(tasks.run(edit, { ids: [id], ...values, priority: 2 }).result.changed).toEqual([id]);
    expect(tasks.run(edit, { ids: [id], ...values, priority: 2 })).toMatchObject({
      events: [],
      result: { already: [id] },
    });
    tasks.run(edit, { ids: [id], description: null, due: null, type: null, plan_key: null, assignee: null });
    const { description, due, type, plan_key, assignee } = tasks.task(id) ?? {};
    expect([description, due, type, plan_key, assignee]).toEqual(Array(5).fill(undefined));
    expect(tasks.run(edit, { ids: [id], description: null, due: null, assignee: null }).events).toEqual([]);
  });

  test('names the heads of the description only where it sets or removes it', () => {
    const { tasks, id } = taskIn('pending');
    const over = (input: object): unknown => tasks.run(edit, { ids: [id], ...input }).events[0]?.over;
    expect(over({ title: 'u', description: null })).toBe(undefined);
    expect(over({ description: 'd' })).toHaveLength(1);
    expect(over({ description: null })).toHaveLength(1);
  });
});

describe('what is refused before anything is recorded', () => {
  const { tasks, id } = taskIn('pending');
  test.each<[string, () => unknown, string]>([
    ['a title of nothing', () => tasks.run(add, { title: ' \t' }), 'TITLE_INVALID'],
    ['a title of two lines', () => tasks.run(add, { title: 'a\nb' }), 'TITLE_INVALID'],
    ['a title of 501 characters', () => tasks.run(add, { title: 'x'.repeat(501) }), 'TEXT_TOO_LONG'],
    ['an empty note', () => tasks.run(note, { id, text: '\n' }), 'TEXT_INVALID'],
    [
      'a text of more than 256 KiB',
      () => tasks.run(note, { id, text: 'x'.repeat(262_145) }),
      'TEXT_TOO_LONG',
    ],
    [
      'a label with a control character',
      () => tasks.run(label, { id, entries: ['a\u001bb'] }),
      'LABEL_INVALID',
    ],
    [
      'a day that the calendar has not',
      () => tasks.run(edit, { ids: [id], due: '2026-02-30' }),
      'DATE_INVALID',
    ],
    ['a resource that is none', () => tasks.run(add, { title: 'a', resources: ['x'] }), 'RESOURCE_INVALID'],
    ['a task that is not there', () => tasks.run(depend, { id, on: ['k7x2m4q9wd'] }), 'TASK_NOT_FOUND'],
    [
      'a parent that is not there',
      () => tasks.run(add, { title: 'a', parent: 'k7x2m4q9wd' }),
      'TASK_NOT_FOUND',
    ],
    ['an assignee of nothing', () => tasks.run(assign, { ids: [id], assignee: ' ' }), 'TEXT_INVALID'],
    [
      '1,001 labels',
      () => tasks.run(add, { title: 'a', labels: Array.from({ length: 1001 }, (_, n) => `l${n}`) }),
      'TOO_MANY_ENTRIES',
    ],
  ])('%s', (_, call, code) => {
    const before = [...tasks.files];
    expect(codeOf(call)).toBe(code);
    expect([...tasks.files]).toEqual(before);
  });
});
