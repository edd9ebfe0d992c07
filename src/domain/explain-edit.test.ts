import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Editor } from './edit-recorder.ts';
import type { Event } from './event.ts';
import { explainEdit, explainNew } from './explain-edit.ts';
import { fold } from './fold.ts';
import { mayBecome } from './lifecycle.ts';
import { NO_STAMP, stampsFrom } from './stamp.ts';
import { isTombstone, STATUSES, type Task } from './task.ts';

const ID = 'k7x2m4q9wd';
const OTHERS = ['m2p8x4q9wd', 'h9q3x4q9wd'];

function editorAt(time: number, by = 'ann'): Editor {
  return {
    by,
    at: new Date(time).toISOString(),
    stamps: stampsFrom(time, new Uint8Array(10)),
    refusal: (on) => (OTHERS.includes(on) ? undefined : `there is no task ${on}`),
  };
}

const BARE: Task = {
  id: ID,
  title: 'One',
  status: 'pending',
  priority: 0,
  labels: [],
  depends_on: [],
  links: [],
  resources: [],
  acceptance: [],
  notes: [],
  commits: [],
  alerts: [],
  created: NO_STAMP,
  set: {},
  extra: {},
};

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const text = fc.stringMatching(/^[a-z]+(\n?[ a-z]*[a-z]){0,3}$/);
const oid = fc.stringMatching(/^[0-9a-f]{40}$/);
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.uniqueArray(one, { maxLength: 4 });

/** What a person may write into a task file, whatever stands there. */
const wish = fc.record({
  title: word,
  priority: fc.constantFrom(0, 1, 2, 3, 4),
  values: fc.record(
    {
      type: word,
      assignee: word,
      due: fc.constantFrom('2025-09-01', '2024-02-29'),
      parent: fc.constantFrom(...OTHERS),
      discovered_from: fc.constantFrom(...OTHERS),
      plan_key: word,
      hold: text,
      description: text,
    },
    { requiredKeys: [] },
  ),
  labels: some(word),
  depends_on: some(fc.constantFrom(...OTHERS)),
  links: some(word.map((name) => `src/${name}.ts#L3`)),
  resources: some(word.map((name) => `modifies:feature:${name}`)),
  extra: fc.dictionary(fc.constantFrom('estimate', '__proto__', 'x-team'), word),
  status: fc.constantFrom(...STATUSES),
  completed: fc.record(
    { by: fc.constantFrom('', 'ann'), commit: oid, message: text },
    { requiredKeys: ['by'] },
  ),
  dropNotes: fc.boolean(),
  notes: fc.array(text, { maxLength: 2 }),
  criteria: fc.array(text, { maxLength: 2 }),
  meet: fc.boolean(),
  commits: some(oid),
});
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

/** The file as a person leaves it who wishes so. */
function edited(before: Task, made: Wish): Task {
  const { title, labels, depends_on, links, resources, extra } = made;
  const status = mayBecome(before.status, made.status) ? made.status : before.status;
  const { claim, completed } = before;
  const stays = status === before.status;
  const keepsClaim = claim !== undefined && (stays || status === 'in_review');
  return {
    ...BARE,
    ...made.values,
    title,
    priority: made.priority as Task['priority'],
    labels: labels.sort(),
    depends_on: depends_on.sort(),
    links: links.sort(),
    resources: resources.sort(),
    extra,
    status,
    ...(keepsClaim ? { claim } : {}),
    ...(stays
      ? completed === undefined
        ? {}
        : { completed }
      : status === 'completed'
        ? { completed: made.completed }
        : {}),
    notes: [
      ...(made.dropNotes ? [] : before.notes),
      ...made.notes.map((said) => ({ id: NO_STAMP, by: '', text: said })),
    ],
    acceptance: [
      ...before.acceptance.map((item) =>
        made.meet && item.met === undefined ? { ...item, met: 'yes' } : item,
      ),
      ...made.criteria.map((said) => ({ id: NO_STAMP, text: said })),
    ],
    commits: [...before.commits, ...made.commits.filter((one) => !before.commits.includes(one))],
    created: before.created,
    set: before.set,
  };
}

/** A task without what only git-task can know. */
function meaning(task: Task): object {
  const { set: _set, created: _created, claim: _claim, extra, ...rest } = task;
  return {
    ...rest,
    extra: Object.entries(extra).sort(),
    notes: task.notes.map(({ text: said, file }) => ({ said, file })),
    acceptance: task.acceptance.map(({ text: said, met }) => ({ said, met: met !== undefined })),
    completed:
      task.completed === undefined ? undefined : { ...task.completed, by: task.completed.by || 'ann' },
  };
}

function folded(events: readonly Event[]): Task {
  const record = fold(events);
  if (record === undefined || isTombstone(record)) throw new Error('no task');
  return record;
}

describe('an edit by hand', () => {
  test('is what its events fold to, one edit after the other', () => {
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 5 }), (wishes) => {
        let events: readonly Event[] = [];
        let task: Task | undefined;
        for (const [at, made] of wishes.entries()) {
          const editor = editorAt(1_700_000_000_000 + at * 1000);
          const after = edited(task ?? BARE, made);
          const meant =
            task === undefined ? explainNew(after, editor) : explainEdit(task, after, task, editor);
          expect(meant.objections).toEqual([]);
          events = [...events, ...meant.events];
          task = folded(events);
          expect(meaning(task)).toEqual(meaning(after));
          expect(task.claim !== undefined).toBe(task.status === 'in_progress' || after.claim !== undefined);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('of nothing is nothing', () => {
    fc.assert(
      fc.property(wish, (made) => {
        const task = folded(explainNew(edited(BARE, made), editorAt(1000)).events);
        expect(explainEdit(task, task, task, editorAt(2000))).toMatchObject({ events: [], objections: [] });
      }),
    );
  });
});

const noted = folded(
  explainNew(
    {
      ...BARE,
      notes: [{ id: NO_STAMP, by: '', text: 'a' }],
      acceptance: [{ id: NO_STAMP, text: 'b' }],
      commits: ['a'.repeat(40)],
    },
    editorAt(1000),
  ).events,
);
const started = folded([...explainNew({ ...BARE, status: 'in_progress' }, editorAt(1000)).events]);
const [note] = noted.notes;
const [criterion] = noted.acceptance;
const STAMP = editorAt(9000).stamps();

describe('is objected to, and the rest of the edit is taken over:', () => {
  const rows: readonly (readonly [
    what: string,
    before: Task,
    after: Partial<Task>,
    place: readonly unknown[],
    says: RegExp,
  ])[] = [
    ['an empty title', noted, { title: ' ' }, ['title'], /title is empty/],
    ['a title of two lines', noted, { title: 'a\nb' }, ['title'], /one line/],
    ['a day that no calendar has', noted, { due: '2025-02-30' }, ['due'], /not a day/],
    ['a parent that nobody knows', noted, { parent: 'zzzzzzzzz0' }, ['parent'], /there is no task/],
    [
      'a dependency that nobody knows',
      noted,
      { depends_on: [...OTHERS.slice(0, 1), 'zzzzzzzzz0'] },
      ['depends_on', 1],
      /there is no task/,
    ],
    ['a label with a line end', noted, { labels: ['a\nb'] }, ['labels', 0], /can't be a label/],
    ['a link that is none', noted, { links: ['/etc/passwd'] }, ['links', 0], /not a link/],
    ['a resource that is none', noted, { resources: ['x'] }, ['resources', 0], /not a resource/],
    [
      'a way that no lifecycle has',
      started,
      { status: 'completed' as const, claim: { by: 'x', clone: '', since: STAMP } },
      ['claim'],
      /follows from the status/,
    ],
    ['a claim', noted, { claim: { by: 'x', clone: '', since: STAMP } }, ['claim'], /follows from the status/],
    [
      'a completion of what is not completed',
      noted,
      { completed: { by: 'ann' } },
      ['completed'],
      /follows from the status/,
    ],
    [
      'a note of an unknown event',
      noted,
      { notes: [...noted.notes, { id: STAMP, by: 'ann', text: 'x' }] },
      ['notes', 1, 'id'],
      /no event made it/,
    ],
    [
      'a note in another name',
      noted,
      { notes: [...noted.notes, { id: NO_STAMP, by: 'bob', text: 'x' }] },
      ['notes', 1, 'by'],
      /ann's/,
    ],
    [
      'a note that was changed',
      noted,
      { notes: note === undefined ? [] : [{ ...note, text: 'x' }] },
      ['notes', 0],
      /never changed/,
    ],
    [
      'a criterion that was changed',
      noted,
      { acceptance: criterion === undefined ? [] : [{ ...criterion, text: 'x' }] },
      ['acceptance', 0],
      /never changed/,
    ],
    ['a criterion that is gone', noted, { acceptance: [] }, ['acceptance'], /can't be taken away/],
    ['a commit that is gone', noted, { commits: [] }, ['commits'], /can't be taken away/],
    ['a commit that is none', noted, { commits: [...noted.commits, '--help'] }, ['commits', 1], /no oid/],
    ['the stamp of its creation', noted, { created: STAMP }, ['created'], /only git-task/],
    ['the stamps of its values', noted, { set: { title: [STAMP] } }, ['set'], /only git-task/],
    [
      'an unknown key that would mean something in an event',
      noted,
      { extra: { unset: ['title'] } },
      ['unset'],
      /no event can set it/,
    ],
  ];
  test.each(rows)('%s', (_, before, change, place, says) => {
    const after = { ...before, priority: 4 as const, ...change };
    const { events, objections } = explainEdit(before, after, before, editorAt(5000));
    expect(objections).toEqual([{ place, problem: expect.stringMatching(says) }]);
    expect(events[0]).toMatchObject({ type: 'task_edited', data: { priority: '4' } });
  });

  test('a task that is completed does not go in progress', () => {
    const done = folded(explainNew({ ...BARE, status: 'completed' }, editorAt(1000)).events);
    const { events, objections } = explainEdit(
      done,
      { ...done, status: 'in_progress' },
      done,
      editorAt(2000),
    );
    expect({ events, objections }).toEqual({
      events: [],
      objections: [
        { place: ['status'], problem: "status: a task that is completed can't become in_progress" },
      ],
    });
  });

  test('a new file without a title says nothing', () => {
    expect(explainNew({ ...BARE, title: '' }, editorAt(1000))).toMatchObject({
      events: [],
      objections: [{ place: ['title'] }],
    });
  });
});
