import { describe, expect, test } from 'vitest';
import { type Caller, MemoryTasks } from '../../test/memory-tasks.ts';
import type { CodeChange } from '../domain/change.ts';
import type { TaskId } from '../domain/id.ts';
import { acknowledge } from './acknowledge.ts';
import { add } from './add.ts';
import { complete } from './complete.ts';
import { recordImpacts, withdrawImpacts } from './record-impacts.ts';

const ann: Caller = { actor: 'ann', place: { clone: 'c1' } };
const commits = ['a', 'b', 'c'].map((digit) => digit.repeat(40));
const [first = '', second = '', third = ''] = commits;

function endpoint(relation: 'adds' | 'removes' | 'modifies', path: string, aspect?: 'body'): CodeChange {
  const more = aspect === undefined ? {} : { aspect };
  return {
    relation,
    kind: 'endpoint',
    name: `GET ${path}`,
    certainty: 'exact',
    path: 'app.ts',
    line: 3,
    ...more,
  };
}

/** A task at work, and one that depends on two endpoints. */
function world(): { tasks: MemoryTasks; cause: TaskId; hit: TaskId; alerts: () => string[] } {
  const tasks = new MemoryTasks();
  const cause = tasks.run(add, { title: 'cause', start: true }, ann).result.id;
  const resources = ['depends:endpoint:GET /a', 'depends:endpoint:GET /b'];
  const hit = tasks.run(add, { title: 'hit', resources, assignee: 'bob' }, ann).result.id;
  const alerts = (): string[] =>
    (tasks.task(hit)?.alerts ?? []).map(
      ({ type, change, cause: by, acknowledged }) =>
        `${type} ${change} by ${by === cause ? 'task' : by.slice(0, 1)}${acknowledged === undefined ? '' : ', acknowledged'}`,
    );
  return { tasks, cause, hit, alerts };
}

const removesA = endpoint('removes', '/a');
const removesB = endpoint('removes', '/b');
const conflictA = 'impact_conflict removes:endpoint:GET /a by task';
const conflictB = 'impact_conflict removes:endpoint:GET /b by task';

describe('the work of a task', () => {
  test('is told with its evidence, to whom it concerns, and the commit is recorded', () => {
    const { tasks, cause, hit } = world();
    const { events } = tasks.run(recordImpacts, { commit: first, tasks: [cause], changes: [removesA] }, ann);
    expect(events.map(({ type, task, data }) => ({ type, task, data }))).toEqual([
      { type: 'commit_recorded', task: cause, data: { commit: first } },
      {
        type: 'impact_conflict',
        task: hit,
        data: {
          cause,
          change: 'removes:endpoint:GET /a',
          resource: 'depends:endpoint:GET /a',
          to: ['bob'],
          text: 'removes GET /a (app.ts:3), which this task depends on: settle first which of the two holds',
          at: 'app.ts:3',
          commit: first,
        },
      },
    ]);
    expect(tasks.task(cause)?.commits).toEqual([first]);
  });

  test('is told once, however many commits it has', () => {
    const { tasks, cause, alerts } = world();
    tasks.run(recordImpacts, { commit: first, tasks: [cause], changes: [removesA] }, ann);
    const again = tasks.run(recordImpacts, { commit: second, tasks: [cause], changes: [removesA] }, ann);
    expect(again.events.map(({ type }) => type)).toEqual(['commit_recorded']);
    const same = tasks.run(recordImpacts, { commit: second, tasks: [cause], changes: [removesA] }, ann);
    expect(same.events).toEqual([]);
    expect(alerts()).toEqual([conflictA]);
  });

  test('is told again where it gets worse, in the place of what was told before', () => {
    const { tasks, cause, alerts } = world();
    const change = (aspect?: 'body'): CodeChange => endpoint('modifies', '/a', aspect);
    const run = (changes: CodeChange[]): unknown =>
      tasks.run(recordImpacts, { commit: first, tasks: [cause], changes }, ann);
    run([change('body')]);
    expect(alerts()).toEqual(['impact_notice modifies:endpoint:GET /a by task']);
    run([change()]);
    expect(alerts()).toEqual(['impact_warning modifies:endpoint:GET /a by task']);
    run([removesA]);
    expect(alerts()).toEqual([conflictA]);
    run([change('body')]);
    expect(alerts()).toEqual(['impact_notice modifies:endpoint:GET /a by task']);
  });

  test('is withdrawn as far as it is undone, acknowledged or not', () => {
    const { tasks, cause, hit, alerts } = world();
    tasks.run(recordImpacts, { commit: first, tasks: [cause], changes: [removesA, removesB] }, ann);
    expect(alerts()).toEqual([conflictA, conflictB]);
    const undone = tasks.run(recordImpacts, { commit: second, tasks: [cause], changes: [removesB] }, ann);
    expect(undone.result.withdrawn).toMatchObject([
      { task: hit, alerts: [{ change: 'removes:endpoint:GET /a' }] },
    ]);
    expect(alerts()).toEqual([conflictB]);
    tasks.run(acknowledge, { ids: [hit] }, ann);
    tasks.run(recordImpacts, { commit: third, tasks: [cause], changes: [] }, ann);
    expect(alerts()).toEqual([]);
    tasks.run(recordImpacts, { commit: third, tasks: [cause], changes: [removesB] }, ann);
    expect(alerts()).toEqual([conflictB]);
  });

  test('leaves alone what others told', () => {
    const { tasks, cause, alerts } = world();
    tasks.run(recordImpacts, { commit: first, tasks: [], changes: [removesA] }, ann);
    tasks.run(recordImpacts, { commit: second, tasks: [cause], changes: [] }, ann);
    expect(alerts()).toEqual(['impact_conflict removes:endpoint:GET /a by a']);
  });

  test('never hits its own task', () => {
    const { tasks, hit, alerts } = world();
    tasks.run(recordImpacts, { commit: first, tasks: [hit], changes: [removesA] }, ann);
    expect(alerts()).toEqual([]);
  });
});

describe('a commit without a task', () => {
  const by = (commit: string, more = ''): string =>
    `impact_conflict removes:endpoint:GET /a by ${commit}${more}`;

  test('is the cause itself, and gives its place to what it was amended to', () => {
    const { tasks, alerts } = world();
    tasks.run(recordImpacts, { commit: first, tasks: [], changes: [removesA] }, ann);
    expect(alerts()).toEqual([by('a')]);
    const input = { commit: second, tasks: [], changes: [removesA], replaces: [first] };
    tasks.run(recordImpacts, input, ann);
    expect(alerts()).toEqual([by('b')]);
    tasks.run(recordImpacts, { commit: third, tasks: [], changes: [], replaces: [second] }, ann);
    expect(alerts()).toEqual([]);
  });

  test('what was acknowledged of it stays so', () => {
    const { tasks, hit, alerts } = world();
    tasks.run(recordImpacts, { commit: first, tasks: [], changes: [removesA] }, ann);
    tasks.run(acknowledge, { ids: [hit] }, ann);
    const input = { commit: second, tasks: [], changes: [removesA, removesB], replaces: [first] };
    tasks.run(recordImpacts, input, ann);
    expect(alerts()).toEqual([by('b', ', acknowledged'), 'impact_conflict removes:endpoint:GET /b by b']);
  });

  test('is withdrawn with its branch', () => {
    const { tasks, hit, alerts } = world();
    tasks.run(recordImpacts, { commit: first, tasks: [], changes: [removesA] }, ann);
    tasks.run(recordImpacts, { commit: second, tasks: [], changes: [removesB] }, ann);
    const { result } = tasks.run(withdrawImpacts, { cause: first, changes: [] }, ann);
    tasks.run(withdrawImpacts, { cause: third, changes: [] }, ann);
    expect(result.map(({ task }) => task)).toEqual([hit]);
    expect(alerts()).toEqual(['impact_conflict removes:endpoint:GET /b by b']);
  });
});

test('an amended commit takes the place of the old one in its task', () => {
  const { tasks, cause } = world();
  tasks.run(recordImpacts, { commit: first, tasks: [cause], changes: [] }, ann);
  tasks.run(recordImpacts, { commit: second, tasks: [cause], changes: [] }, ann);
  tasks.run(recordImpacts, { commit: third, tasks: [cause], changes: [], replaces: [first, second] }, ann);
  expect(tasks.task(cause)?.commits).toEqual([third]);
});

describe('completing a task', () => {
  test('tells what its diff shows beside what it declares, and once what both do', () => {
    const { tasks, cause, alerts } = world();
    const changes = new Map([[cause, [removesA]]]);
    tasks.run(recordImpacts, { commit: first, tasks: [cause], changes: [removesA, removesB] }, ann);
    const { result } = tasks.run(complete, { ids: [cause], changes }, ann);
    expect(result.effects[0]?.impacts).toEqual([]);
    expect(alerts()).toEqual([conflictA]);
  });

  test('withdraws nothing where nobody knows what was done', () => {
    const { tasks, cause, alerts } = world();
    tasks.run(recordImpacts, { commit: first, tasks: [cause], changes: [removesA] }, ann);
    tasks.run(complete, { ids: [cause] }, ann);
    expect(alerts()).toEqual([conflictA]);
  });
});
