import fc from 'fast-check';
import type { TaskId } from '../../src/domain/id.ts';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import type { Priority } from '../../src/domain/task.ts';
import { GitTaskError } from '../../src/errors.ts';
import { accept } from '../../src/operations/accept.ts';
import { acknowledge } from '../../src/operations/acknowledge.ts';
import { add } from '../../src/operations/add.ts';
import { assign } from '../../src/operations/assign.ts';
import { cancel } from '../../src/operations/cancel.ts';
import { complete } from '../../src/operations/complete.ts';
import { deleteTasks } from '../../src/operations/delete.ts';
import { depend, undepend } from '../../src/operations/depend.ts';
import { edit } from '../../src/operations/edit.ts';
import { label, link, resource, unlabel, unlink, unresource } from '../../src/operations/entries.ts';
import { hold, unhold } from '../../src/operations/hold.ts';
import { importTasks } from '../../src/operations/import.ts';
import { next } from '../../src/operations/next.ts';
import { note, unnote } from '../../src/operations/note.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { release } from '../../src/operations/release.ts';
import { reopen } from '../../src/operations/reopen.ts';
import { setStatus } from '../../src/operations/set-status.ts';
import { start } from '../../src/operations/start.ts';
import { submit } from '../../src/operations/submit.ts';
import { undo } from '../../src/operations/undo.ts';
import type { Caller, MemoryTasks, Written } from '../memory-tasks.ts';

/** Looking for a smaller example of what failed can take hours where every try runs git. */
const EVERYDAY_MS = 120_000;

/** How many runs a property gets, and twenty times as many in a campaign. */
export function runs(few: number): { readonly numRuns: number; readonly interruptAfterTimeLimit?: number } {
  return process.env.GIT_TASK_CAMPAIGN === '1'
    ? { numRuns: 20 * few }
    : { numRuns: few, interruptAfterTimeLimit: EVERYDAY_MS };
}

/** One step of work: given the tasks there are, the call that is made, or undefined where there is none to make. */
export interface Step {
  readonly name: string;
  readonly run: (tasks: MemoryTasks, caller: Caller) => Written<unknown> | undefined;
}

type Pick = (tasks: MemoryTasks, offset?: number) => TaskId;

function step<Input>(
  name: string,
  operation: Operation<Input, unknown>,
  input: (pick: Pick) => (tasks: MemoryTasks) => Input | undefined,
): fc.Arbitrary<Step> {
  return fc.nat(5).map((at) => {
    const pick: Pick = (tasks, offset = 0) => {
      const ids = [...tasks.stories.keys()].filter((id) => tasks.task(id) !== undefined).sort();
      return ids[(at + offset * (1 + (at % 2))) % Math.max(ids.length, 1)] ?? '';
    };
    return {
      name: `${name} ${at}`,
      run: (tasks, caller) => {
        const wanted = input(pick)(tasks);
        return wanted === undefined ? undefined : tasks.run(operation, wanted, caller);
      },
    };
  });
}

const text = fc.oneof(
  fc.constantFrom(
    'plain',
    'null',
    '12e3',
    '- a: b',
    'two\nlines\n',
    ' padded ',
    '\u001b[31m',
    '\u202e',
    'é☃',
  ),
  fc.string({ minLength: 1 }).filter((some) => some.trim() !== ''),
  fc.string({ unit: 'binary', minLength: 1 }).filter((some) => some.trim() !== ''),
);
const title = text.map((some) => some.replace(/[\r\n]/g, ' ')).filter((some) => some.trim() !== '');
const name = fc.constantFrom('api', 'db', 'ui', 'x: y', '#1', 'Zoë');
const person = fc.constantFrom('ann', 'bob', 'cho/wt');
const line = fc.constantFrom(
  'modifies:table:users',
  'removes:table:users',
  'depends:column:users.email',
  'adds:endpoint:POST /login',
  'renames:endpoint:POST /login -> POST /signin',
  'owns:file:src/**',
  'touch:file:src/a.ts',
);
const path = fc.constantFrom('src/a.ts', 'src/a.ts#L1-2', 'src/**', 'src/b.ts#name');
const flag = fc.boolean();
const lines = fc
  .uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 6 })
  .map((some) => some.map((n) => `line ${n}`).join('\n'))
  .filter((some) => some !== '');

function importedStatus(isClosed = false, isGood = false): ImportedTask['status'] {
  if (isClosed) return isGood ? 'completed' : 'cancelled';
  return isGood ? 'in_review' : 'pending';
}

/** Every write there is, with inputs that are often refused and sometimes right. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ title, text, name, line, path, flags: fc.array(flag, { minLength: 9, maxLength: 9 }) })
      .chain(({ title, text, name, line, path, flags: [a, b, c, d, e, f, g, h, i] }) =>
        step('add', add, (pick) => (tasks) => ({
          title,
          ...(a ? { description: text } : {}),
          ...(b ? { labels: [name, 'z', name] } : {}),
          ...(c ? { resources: [line] } : {}),
          ...(d ? { links: [path] } : {}),
          ...(e ? { acceptance: [text, 'second'] } : {}),
          ...(f && pick(tasks) !== '' ? { depends_on: [pick(tasks)] } : {}),
          ...(g && pick(tasks) !== '' ? { parent: pick(tasks, 1) } : {}),
          ...(h ? { priority: 2 as Priority, due: '2025-09-01', type: 'bug', plan_key: name } : {}),
          ...(i ? { start: true } : {}),
        })),
      ),
  },
  fc
    .record({ title, text, person, flags: fc.array(flag, { minLength: 5, maxLength: 5 }) })
    .chain(({ title, text, person, flags: [a, b, c, d, e] }) =>
      step('import', importTasks, () => () => ({
        from: 'beads',
        tasks: ['beads/1', a ? 'beads/2' : 'beads/3'].map((handle, at) => ({
          handle,
          place: handle,
          title,
          depends_on: at === 1 || b ? ['beads/1', 'beads/2'] : [],
          labels: c ? ['api'] : [],
          links: [],
          resources: [],
          commits: [],
          acceptance: [{ text, met: d === true }],
          notes: [{ text, by: person, at: '2020-01-02T03:04:05.000Z' }],
          status: importedStatus(d, e),
          end: c ? { by: person, message: text } : {},
          extra: { 'x-beads': { id: handle, nested: [[text], { key: text }] } },
        })),
      })),
    ),
  fc
    .record({ title, text, lines, flags: fc.array(flag, { minLength: 8, maxLength: 8 }) })
    .chain(({ title, text, lines, flags: [a, b, c, d, e, f, g, h] }) =>
      step('edit', edit, (pick) => (tasks) => ({
        ids: [pick(tasks)],
        ...(a ? { title } : {}),
        ...(b ? { description: c ? lines : text } : c ? { description: null } : {}),
        ...(d ? { parent: e ? pick(tasks, 1) : null } : {}),
        ...(f ? { due: g ? '2026-01-31' : null, type: e ? 'chore' : null } : {}),
        ...(g ? { priority: 4 as Priority, plan_key: h ? 'key' : null } : {}),
        ...(h ? { assignee: a ? 'bob' : null, acceptance: [text] } : {}),
      })),
    ),
  lines.chain((description) =>
    step('describe', edit, (pick) => (tasks) => ({ ids: [pick(tasks)], description })),
  ),
  fc.option(person).chain((assignee) =>
    step('assign', assign, (pick) => (tasks) => ({
      ids: [pick(tasks), pick(tasks, 1)],
      ...(assignee === null ? {} : { assignee }),
    })),
  ),
  ...[
    fc
      .tuple(flag, flag)
      .chain(([force, steal]) =>
        step('start', start, (pick) => (tasks) => ({ ids: [pick(tasks)], force, steal })),
      ),
    fc
      .tuple(flag, flag, flag)
      .chain(([claim, another, anyone]) => step('next', next, () => () => ({ claim, another, anyone }))),
    flag.chain((force) => step('submit', submit, (pick) => (tasks) => ({ ids: [pick(tasks)], force }))),
    fc
      .tuple(flag, text)
      .chain(([force, message]) =>
        step('complete', complete, (pick) => (tasks) => ({ ids: [pick(tasks)], force, message })),
      ),
  ].map((arbitrary) => ({ weight: 3, arbitrary })),
  flag.chain((force) => step('release', release, (pick) => (tasks) => ({ ids: [pick(tasks)], force }))),
  text.chain((reason) => step('cancel', cancel, (pick) => (tasks) => ({ ids: [pick(tasks)], reason }))),
  text.chain((reason) => step('reopen', reopen, (pick) => (tasks) => ({ ids: [pick(tasks)], reason }))),
  fc.constantFrom('pending', 'in_progress', 'in_review', 'completed', 'cancelled').chain((status) =>
    step('status', setStatus, (pick) => (tasks) => ({
      ids: [pick(tasks)],
      status: status as 'pending',
    })),
  ),
  text.chain((reason) => step('block', hold, (pick) => (tasks) => ({ ids: [pick(tasks)], reason }))),
  step('unblock', unhold, (pick) => (tasks) => ({ ids: [pick(tasks)] })),
  {
    weight: 4,
    arbitrary: step('depend', depend, (pick) => (tasks) => ({
      id: pick(tasks),
      on: [pick(tasks, 1), pick(tasks, 2)],
    })),
  },
  {
    weight: 3,
    arbitrary: step('adopt', edit, (pick) => (tasks) => ({ ids: [pick(tasks)], parent: pick(tasks, 1) })),
  },
  step('undepend', undepend, (pick) => (tasks) => ({
    id: pick(tasks),
    on: tasks.task(pick(tasks))?.depends_on ?? [],
  })),
  ...[label, unlabel].map((operation) =>
    name.chain((entry) =>
      step(operation.name, operation, (pick) => (tasks) => ({ id: pick(tasks), entries: [entry] })),
    ),
  ),
  ...[link, unlink].map((operation) =>
    path.chain((entry) =>
      step(operation.name, operation, (pick) => (tasks) => ({ id: pick(tasks), entries: [entry] })),
    ),
  ),
  ...[resource, unresource].map((operation) =>
    line.chain((entry) =>
      step(operation.name, operation, (pick) => (tasks) => ({ id: pick(tasks), entries: [entry] })),
    ),
  ),
  fc.tuple(text, flag).chain(([some, file]) =>
    step('note', note, (pick) => (tasks) => ({
      id: pick(tasks),
      text: some,
      ...(file ? { file: 'src/a.ts#L3' } : {}),
    })),
  ),
  flag.chain((force) => step('delete', deleteTasks, (pick) => (tasks) => ({ ids: [pick(tasks)], force }))),
  {
    weight: 3,
    arbitrary: fc.constant<Step>({
      name: 'undo',
      run: (tasks, caller) => tasks.run(undo, tasks.undoInput(caller.actor ?? 'ann'), caller),
    }),
  },
  step('unnote', unnote, (pick) => (tasks) => ({ id: pick(tasks), index: 1 })),
  fc
    .integer({ min: 1, max: 3 })
    .chain((n) => step('accept', accept, (pick) => (tasks) => ({ id: pick(tasks), criteria: [n] }))),
  flag.chain((said) =>
    step('ack', acknowledge, (pick) => (tasks) => ({
      ids: [pick(tasks), pick(tasks, 1)],
      ...(said ? { decision: 'keep' } : {}),
    })),
  ),
);

/** Makes the call; undefined where it was refused as calls are refused. */
export function attempt(tasks: MemoryTasks, { run }: Step, caller: Caller): Written<unknown> | undefined {
  try {
    return run(tasks, caller);
  } catch (error) {
    if (error instanceof GitTaskError && error.code !== 'INTERNAL' && error.code !== 'STORE_CORRUPT')
      return undefined;
    throw error;
  }
}
