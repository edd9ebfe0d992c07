import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../src/domain/fold.ts';
import type { TaskId } from '../../src/domain/id.ts';
import type { Task } from '../../src/domain/task.ts';
import { readTasks, writeExport } from '../../src/formats/formats.ts';
import { importTasks } from '../../src/operations/import.ts';
import { MemoryTasks } from '../memory-tasks.ts';
import { anyStep, attempt, runs } from './random-work.ts';

const work = fc.array(fc.tuple(anyStep, fc.constantFrom('ann', 'bob')), {
  minLength: 5,
  maxLength: 60,
  size: 'max',
});
const AROUND = { name: 'export', now: 1_700_000_000_000, dayOf: () => '' };

function play(steps: readonly (readonly [Parameters<typeof attempt>[1], string])[]): MemoryTasks {
  const tasks = new MemoryTasks(steps.length);
  let now = 1_700_000_000_000;
  for (const [step, actor] of steps) {
    now += 1000;
    attempt(tasks, step, { actor, place: { clone: 'c1', branch: 'main', head: 'f'.repeat(40) }, now });
  }
  return tasks;
}

function all(tasks: MemoryTasks): readonly Task[] {
  return [...tasks.stories.keys()].flatMap((id) => tasks.task(id) ?? []);
}

/** A task without what belongs to the place it is in: stamps, its claim, what it was told; ids by the other side's. */
function carried(task: Task, nameOf: (id: TaskId) => string | undefined): unknown {
  const {
    id: _id,
    created: _created,
    set: _set,
    alerts: _alerts,
    claim: _claim,
    plan_key: _key,
    ...values
  } = task;
  const { 'x-git-task': _origin, ...extra } = task.extra;
  const known = (id: TaskId | undefined): string | undefined => (id === undefined ? undefined : nameOf(id));
  return {
    ...values,
    extra,
    status: task.status === 'in_progress' ? 'pending' : task.status,
    parent: known(task.parent),
    discovered_from: known(task.discovered_from),
    depends_on: task.depends_on.flatMap((on) => nameOf(on) ?? []).sort(),
    acceptance: task.acceptance.map(({ text, met }) => ({ text, met: met !== undefined })),
    notes: task.notes.map(({ id: _note, ...note }) => note),
  };
}

test.each(['ndjson', 'yaml'] as const)(
  'what is exported as %s is there when it is imported',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(work, async (steps) => {
        const source = play(steps);
        const tasks = all(source);
        fc.pre(tasks.length > 0);
        const text = writeExport(
          tasks.map((task) => ({ task, depth: 0 })),
          format,
        );
        const reading = await readTasks({ text }, undefined, AROUND);
        if (reading === undefined) throw new Error('not recognized');
        expect(reading.problems).toEqual([]);
        expect(reading.remarks.filter(({ field }) => field !== 'claim' && field !== 'alerts')).toEqual([]);

        const target = new MemoryTasks(1);
        const input = { from: reading.from, tasks: reading.tasks };
        const { result } = target.run(importTasks, input, { actor: 'importer' });
        const ids = new Map(tasks.map(({ id }) => [id, result.ids.get(`git-task/${id}`) ?? '']));
        const cut = new Set(
          result.lost.filter(({ why }) => why === 'cycle').map(({ place, handle }) => place + handle),
        );
        for (const [at, task] of tasks.entries()) {
          const copy = target.task(ids.get(task.id) ?? '');
          if (copy === undefined) throw new Error(`${task.id} is missing`);
          const place = format === 'ndjson' ? `line ${at + 1}` : `entry ${at + 1}`;
          const isKept = (id: TaskId): boolean => !cut.has(`${place}git-task/${id}`);
          const wanted = { ...task, depends_on: task.depends_on.filter(isKept) };
          expect(carried(copy, (id) => id)).toEqual(carried(wanted, (id) => ids.get(id)));
          expect([task.plan_key, `git-task/${task.id}`]).toContain(copy.plan_key);
          expect(fold(target.stories.get(copy.id)?.values() ?? [])).toEqual(copy);
        }

        const again = target.run(importTasks, input, { actor: 'importer' });
        expect(again.events).toEqual([]);
        expect(again.result.ids).toEqual(result.ids);
      }),
      runs(30),
    );
  },
);
