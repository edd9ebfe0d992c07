import { describe, expect, test } from 'vitest';
import { parseDocument } from '../codec/document.ts';
import { formatTask, parseTask } from '../codec/task-file.ts';
import { mergeFields } from './merge-fields.ts';
import type { Task, Tombstone } from './task.ts';

const ID = 'k7x2m4q9wd';

/** A stamp of the n-th moment. */
const at = (n: number): string => `01JD3YQ8Z${n}ABCDEFGHJKMNPQRS`;

/** Writes `@3` for the stamp of the third moment. */
function stamped(text: string): string {
  return text.replace(/@(\d)/g, (_, n) => at(Number(n)));
}

/** A task file of the given lines, in any order; what is not said is as it was created at @1. */
function read(text: string): Task | Tombstone {
  const said = new Set(text.split('\n').map((line) => line.split(':')[0]));
  const rest = { id: ID, title: 'as created', status: 'pending', created: '@1' };
  const head = said.has('deleted')
    ? `id: ${ID}\n`
    : Object.entries(rest)
        .filter(([key]) => !said.has(key))
        .map(([key, value]) => `${key}: ${value}\n`)
        .join('');
  return parseTask(parseDocument(stamped(head + text), 'x'), ID);
}

interface Row {
  readonly name: string;
  readonly base?: string;
  readonly ours: string;
  readonly theirs: string;
  readonly merged: string;
}

const rows: readonly Row[] = [
  {
    name: 'different values: both',
    base: '',
    ours: 'title: new\nset:\n  title: @2\n',
    theirs: 'priority: 3\nset:\n  priority: @3\n',
    merged: 'title: new\npriority: 3\nset:\n  title: @2\n  priority: @3\n',
  },
  {
    name: 'one value twice: the later',
    base: 'title: old\nassignee: ann\n',
    ours: 'title: later\nassignee: bob\nset:\n  title: @4\n  assignee: @2\n',
    theirs: 'title: earlier\nassignee: cho\nset:\n  title: @2\n  assignee: @5\n',
    merged: 'title: later\nassignee: cho\nset:\n  title: @4\n  assignee: @5\n',
  },
  {
    name: 'a value taken away later than the other side set it: it is gone',
    base: 'hold: waiting\n',
    ours: 'set:\n  hold: @4\n',
    theirs: 'hold: still waiting\nset:\n  hold: @3\n',
    merged: 'set:\n  hold: @4\n',
  },
  {
    name: 'sets: what either side added, without what either side removed',
    base: 'labels:\n  - both\n  - gone\n  - kept\n',
    ours: 'labels:\n  - both\n  - kept\n  - ours\n',
    theirs: 'labels:\n  - both\n  - gone\n  - theirs\n',
    merged: 'labels:\n  - both\n  - ours\n  - theirs\n',
  },
  {
    name: 'two starts: the first keeps the task, both stay heads',
    base: '',
    ours: 'status: in_progress\nclaim:\n  by: ann\n  clone: c1\n  since: @4\nset:\n  status: @4\n',
    theirs: 'status: in_progress\nclaim:\n  by: bob\n  clone: c2\n  since: @3\nset:\n  status: @3\n',
    merged:
      'status: in_progress\nclaim:\n  by: bob\n  clone: c2\n  since: @3\nset:\n  status:\n    - @3\n    - @4\n',
  },
  {
    name: 'the furthest status, with all that goes with it',
    base: 'status: in_progress\nclaim:\n  by: ann\n  clone: c1\n  since: @2\nset:\n  status: @2\n',
    ours: 'status: completed\ncompleted:\n  by: ann\n  commit: 9d3e\nset:\n  status: @3\n',
    theirs: 'set:\n  status: @4\n',
    merged: 'status: completed\ncompleted:\n  by: ann\n  commit: 9d3e\nset:\n  status:\n    - @3\n    - @4\n',
  },
  {
    name: 'one side moved on: it moved on, however low its rank',
    base: 'status: completed\ncompleted:\n  by: ann\nset:\n  status: @2\n',
    ours: 'status: completed\ncompleted:\n  by: ann\nlabels:\n  - x\nset:\n  status: @2\n',
    theirs: 'set:\n  status: @3\n',
    merged: 'labels:\n  - x\nset:\n  status: @3\n',
  },
  {
    name: 'one side decided between heads: no head comes back',
    base: 'status: in_progress\nclaim:\n  by: ann\n  clone: c1\n  since: @2\nset:\n  status:\n    - @2\n    - @3\n',
    ours: 'status: in_progress\nclaim:\n  by: ann\n  clone: c1\n  since: @2\nset:\n  status: @2\n',
    theirs:
      'status: in_progress\nlabels:\n  - x\nclaim:\n  by: ann\n  clone: c1\n  since: @2\nset:\n  status:\n    - @2\n    - @3\n',
    merged:
      'status: in_progress\nlabels:\n  - x\nclaim:\n  by: ann\n  clone: c1\n  since: @2\nset:\n  status: @2\n',
  },
  {
    name: 'descriptions line by line',
    base: 'description: |\n  a\n  b\n  c\n',
    ours: 'description: |\n  A\n  b\n  c\nset:\n  description: @2\n',
    theirs: 'description: |\n  a\n  b\n  C\nset:\n  description: @3\n',
    merged: 'description: |\n  A\n  b\n  C\nset:\n  description:\n    - @2\n    - @3\n',
  },
  {
    name: 'descriptions that overlap: the later line, no markers',
    base: 'description: |\n  a\n  b\n',
    ours: 'description: |\n  ours\n  b\nset:\n  description: @3\n',
    theirs: 'description: |\n  theirs\n  b\nset:\n  description: @2\n',
    merged: 'description: |\n  ours\n  b\nset:\n  description:\n    - @2\n    - @3\n',
  },
  {
    name: 'notes, criteria, commits: all of them, but for what one side removed',
    base: 'notes:\n  - id: @2\n    by: ann\n    text: removed\nacceptance:\n  - id: @2\n    text: works\n',
    ours: 'notes:\n  - id: @5\n    by: ann\n    text: ours\nacceptance:\n  - id: @2\n    text: works\n    met: @4\ncommits:\n  - b\n',
    theirs:
      'notes:\n  - id: @2\n    by: ann\n    text: removed\n  - id: @4\n    by: bob\n    text: theirs\nacceptance:\n  - id: @2\n    text: works\n  - id: @3\n    text: more\ncommits:\n  - a\n',
    merged:
      'notes:\n  - id: @4\n    by: bob\n    text: theirs\n  - id: @5\n    by: ann\n    text: ours\nacceptance:\n  - id: @2\n    text: works\n    met: @4\n  - id: @3\n    text: more\ncommits:\n  - a\n  - b\n',
  },
  {
    name: 'alerts: one loss told in two events is one alert; who acknowledged, acknowledged',
    base: 'alerts:\n  - id: @2\n    type: impact_warning\n    cause: c\n    to:\n      - ann\n    text: t\n',
    ours: 'alerts:\n  - id: @2\n    type: impact_warning\n    cause: c\n    to:\n      - ann\n    text: t\n    acknowledged: @5\n  - id: @3\n    type: merge_resolved\n    cause: m\n    to:\n      - ann\n    text: lost\n',
    theirs:
      'alerts:\n  - id: @2\n    type: impact_warning\n    cause: c\n    to:\n      - ann\n    text: t\n  - id: @4\n    type: merge_resolved\n    cause: m\n    to:\n      - ann\n    text: lost\n',
    merged:
      'alerts:\n  - id: @2\n    type: impact_warning\n    cause: c\n    to:\n      - ann\n    text: t\n    acknowledged: @5\n  - id: @3\n    also:\n      - @4\n    type: merge_resolved\n    cause: m\n    to:\n      - ann\n    text: lost\n',
  },
  {
    name: 'a deletion wins; of two, the first',
    base: '',
    ours: 'title: newer\nset:\n  title: @5\n',
    theirs: 'deleted: @3\n',
    merged: 'deleted: @3\n',
  },
  {
    name: 'two deletions: the first',
    base: '',
    ours: 'deleted: @4\n',
    theirs: 'deleted: @3\n',
    merged: 'deleted: @3\n',
  },
  {
    name: 'unknown keys by their stamps, also keys that only a prototype has',
    base: 'x-jira: A\n',
    ours: 'x-jira: B\nconstructor: c\nset:\n  x-jira: @4\n  constructor: @4\n',
    theirs: 'x-jira:\n  key: C\nset:\n  x-jira: @3\n',
    merged: 'x-jira: B\nconstructor: c\nset:\n  x-jira: @4\n  constructor: @4\n',
  },
  {
    name: 'added on both sides: the later values, everything of every list',
    ours: 'title: one\nlabels:\n  - a\nset:\n  title: @3\n',
    theirs: 'title: two\nlabels:\n  - b\nstatus: cancelled\nset:\n  title: @2\n  status: @4\n',
    merged: 'title: one\nlabels:\n  - a\n  - b\nstatus: cancelled\nset:\n  title: @3\n  status: @4\n',
  },
  {
    name: 'an edit by hand, which leaves no stamp, against the unchanged value: it stays',
    base: 'due: 2025-01-01\n',
    ours: 'title: by hand\nstatus: cancelled\ndue: 2025-02-02\ndescription: by hand\n',
    theirs: 'due: 2025-01-01\npriority: 2\nset:\n  priority: @2\n',
    merged:
      'title: by hand\nstatus: cancelled\ndue: 2025-02-02\ndescription: by hand\npriority: 2\nset:\n  priority: @2\n',
  },
];

describe('the fields of a task', () => {
  test.each(rows)('$name', ({ base, ours, theirs, merged }) => {
    const before = base === undefined ? undefined : read(base);
    const [one, two] = [read(ours), read(theirs)];
    const wanted = formatTask(read(merged));
    expect(formatTask(mergeFields(before, one, two))).toBe(wanted);
    expect(formatTask(mergeFields(before, two, one))).toBe(wanted);
    const result = mergeFields(before, one, two);
    expect(formatTask(mergeFields(result, result, result))).toBe(wanted);
  });

  test('changed on one side alone are as that side has them', () => {
    for (const { base = '', ours, theirs } of rows)
      for (const side of [ours, theirs]) {
        if (base.includes('deleted')) continue;
        const alone = mergeFields(read(base), read(base), read(side));
        expect(formatTask(alone)).toBe(formatTask(read(side)));
      }
  });
});
