import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatTask } from '../codec/task-file.ts';
import type { Event } from './event.ts';
import { fold } from './fold.ts';
import { mergeEvents } from './merge.ts';
import { leastStamp, type Stamp } from './stamp.ts';

const ID = 'k7x2m4q9wd';
/** Events that a merge records come after all that met. */
const MERGED = 50;

/** The stamp of the n-th second. */
function at(second: number): Stamp {
  return leastStamp(1_700_000_000_000 + second * 1000);
}

/** Writes `@3` for the stamp of the third second. */
function short(text: string): string {
  return text.replace(/[0-9A-HJKMNP-TV-Z]{26}/g, (stamp) => {
    const second = Array.from({ length: 99 }, (_, n) => n).find((n) => at(n) === stamp);
    return `@${second}`;
  });
}

function long<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(/@(\d+)/g, (_, n) => at(Number(n))));
}

/** Reads events, one a line: `3 bob task_edited over 1 {title: New}`. */
function read(text: string): readonly Event[] {
  return text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const match = /^\s*(\d+) (\S+) ([\w-]+)(?: over ([\d ]+?))?(?: (\{.*\}))?$/.exec(line);
      if (match === null) throw new Error(`not an event: ${line}`);
      const [, second, by = '', type = '', over, data = '{}'] = match;
      return {
        id: at(Number(second)),
        type,
        at: '2026-01-01T00:00:00.000Z',
        by,
        task: ID,
        ...(over === undefined ? {} : { over: over.split(' ').map((n) => at(Number(n))) }),
        data: long(parse(data, { schema: 'failsafe' })),
      };
    });
}

interface Row {
  readonly rule: string;
  /** Events that both sides have; the first creates the task. */
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  /** The task's file after the merge, without its id, its creation and its alerts. */
  readonly task: string;
  /** What the merge records: type, cause, whom it tells, what it says. */
  readonly told?: string;
}

const CREATED = '1 ann task_created {title: T}';
const IN_PROGRESS = `${CREATED}\n2 ann task_started over 1 {clone: c1}`;
const DESCRIBED = '1 ann task_created {title: T, description: "a\\nb\\nc"}';

const values: readonly Row[] = [
  {
    rule: 'different values: both',
    base: CREATED,
    ours: '2 ann task_edited {title: Ours}',
    theirs: '3 bob task_edited {priority: "3"}',
    task: 'title: Ours\nstatus: pending\npriority: 3\nset:\n  title: @2\n  priority: @3',
  },
  {
    rule: 'one value on both sides: the later stays, whoever set the earlier is told',
    base: CREATED,
    ours: '4 ann task_edited {title: Later}',
    theirs: '3 bob task_edited {title: Earlier}',
    task: 'title: Later\nstatus: pending\nset:\n  title: @4',
    told: 'merge_resolved of @3 to bob: title: ann came later than bob, who wanted "Earlier"',
  },
  {
    rule: 'of several edits on one side the last one meets the other side’s',
    base: CREATED,
    ours: '2 ann task_edited {title: One}\n5 ann task_edited {title: Two}',
    theirs: '3 bob task_edited {title: Three}',
    task: 'title: Two\nstatus: pending\nset:\n  title: @5',
    told: 'merge_resolved of @3 to bob: title: ann came later than bob, who wanted "Three"',
  },
  {
    rule: 'the same value on both sides: nobody lost',
    base: CREATED,
    ours: '2 ann task_edited {due: 2026-01-01}',
    theirs: '3 bob task_edited {due: 2026-01-01}',
    task: 'title: T\nstatus: pending\ndue: 2026-01-01\nset:\n  due: @3',
  },
  {
    rule: 'set, and taken away later: it is gone',
    base: '1 ann task_created {title: T, due: 2026-01-01}',
    ours: '2 ann task_edited {due: 2026-02-02}',
    theirs: '3 bob task_edited {unset: [due]}',
    task: 'title: T\nstatus: pending\nset:\n  due: @3',
    told: 'merge_resolved of @2 to ann: due: bob came later than ann, who wanted "2026-02-02"',
  },
  {
    rule: 'taken away, and set later: it is there',
    base: '1 ann task_created {title: T, due: 2026-01-01}',
    ours: '3 ann task_edited {due: 2026-02-02}',
    theirs: '2 bob task_edited {unset: [due]}',
    task: 'title: T\nstatus: pending\ndue: 2026-02-02\nset:\n  due: @3',
    told: 'merge_resolved of @2 to bob: due: ann came later than bob, who wanted to take it away',
  },
  {
    rule: 'two assignments: the later',
    base: CREATED,
    ours: '2 ann task_assigned {assignee: cho}',
    theirs: '3 bob task_assigned {assignee: dan}',
    task: 'title: T\nstatus: pending\nassignee: dan\nset:\n  assignee: @3',
    told: 'merge_resolved of @2 to ann: assignee: bob came later than ann, who wanted "cho"',
  },
  {
    rule: 'a hold that one side lifts and the other changes later: it holds',
    base: `${CREATED}\n2 ann task_held {reason: key}`,
    ours: '3 ann task_unheld',
    theirs: '4 bob task_held {reason: new key}',
    task: 'title: T\nstatus: pending\nhold: new key\nset:\n  hold: @4',
    told: 'merge_resolved of @3 to ann: hold: bob came later than ann, who wanted to take it away',
  },
  {
    rule: 'keys that this version does not know are values',
    base: CREATED,
    ours: '2 ann task_edited {x-points: "3"}',
    theirs: '3 bob task_edited {x-points: "5"}',
    task: 'title: T\nstatus: pending\nx-points: 5\nset:\n  x-points: @3',
    told: 'merge_resolved of @2 to ann: x-points: bob came later than ann, who wanted "3"',
  },
];

const lists: readonly Row[] = [
  {
    rule: 'labels: what either side added',
    base: CREATED,
    ours: '2 ann label_added {label: b}',
    theirs: '3 bob label_added {label: a}',
    task: 'title: T\nstatus: pending\nlabels:\n  - a\n  - b',
  },
  {
    rule: 'a label that was removed after it was seen stays away, whatever else the other side did',
    base: '1 ann task_created {title: T, labels: [x, y]}',
    ours: '2 ann label_removed {label: x}',
    theirs: '3 bob label_added {label: z}\n4 bob task_edited {title: U}',
    task: 'title: U\nstatus: pending\nlabels:\n  - y\n  - z\nset:\n  title: @4',
  },
  {
    rule: 'a label that both sides removed, and one put back later',
    base: '1 ann task_created {title: T, labels: [x]}',
    ours: '2 ann label_removed {label: x}\n5 ann label_added {label: x}',
    theirs: '3 bob label_removed {label: x}',
    task: 'title: T\nstatus: pending\nlabels:\n  - x',
    told: 'merge_resolved of @3 to bob: labels x: ann came later than bob, who wanted "removed"',
  },
  {
    rule: 'a dependency added, and removed later by the other side',
    base: '1 ann task_created {title: T, depends_on: [m2p8m2p8m2]}',
    ours: '2 ann dependency_added {on: m2p8m2p8m2}',
    theirs: '3 bob dependency_removed {on: m2p8m2p8m2}',
    task: 'title: T\nstatus: pending',
    told: 'merge_resolved of @2 to ann: depends_on m2p8m2p8m2: bob came later than ann, who wanted "added"',
  },
  {
    rule: 'notes: all of them, by stamp, but for what one side took away',
    base: `${CREATED}\n2 ann note_added {text: old}`,
    ours: '3 ann note_removed {note: "@2"}\n6 ann note_added {text: ours}',
    theirs: '5 bob note_added {text: theirs}',
    task: 'title: T\nstatus: pending\nnotes:\n  - id: @5\n    by: bob\n    text: theirs\n  - id: @6\n    by: ann\n    text: ours',
  },
  {
    rule: 'criteria: all of them; met on either side is met',
    base: `${CREATED}\n2 ann acceptance_added {text: works}`,
    ours: '3 ann acceptance_met {criterion: "@2"}',
    theirs: '4 bob acceptance_added {text: is quick}',
    task: 'title: T\nstatus: pending\nacceptance:\n  - id: @2\n    text: works\n    met: @3\n  - id: @4\n    text: is quick',
  },
  {
    rule: 'commits: all of them, each once',
    base: CREATED,
    ours: '2 ann commit_recorded {commit: f00}\n3 ann commit_recorded {commit: ba5}',
    theirs: '4 bob commit_recorded {commit: f00}',
    task: 'title: T\nstatus: pending\ncommits:\n  - f00\n  - ba5',
  },
];

const moves: readonly Row[] = [
  {
    rule: 'two claims: the earlier keeps the task, and the other can never come back',
    base: CREATED,
    ours: '3 ann task_started over 1 {clone: c1}',
    theirs: '2 bob task_started over 1 {clone: c2}',
    task: 'title: T\nstatus: in_progress\nclaim:\n  by: bob\n  clone: c2\n  since: @2\nset:\n  status: @2',
    told: 'claim_conflict over @3 of @3 to ann: the claim of ann is lost: bob started it',
  },
  {
    rule: 'a claim across a criss-cross that lost before does not rise when the winner lets go',
    base: `${CREATED}\n2 ann task_started over 1 {clone: c1}\n3 bob task_started over 1 {clone: c2}`,
    ours: '4 git-task claim_conflict over 3 {cause: "@3", kept: "@2", to: [bob], text: lost}\n6 ann task_released over 2',
    theirs:
      '5 git-task claim_conflict over 3 {cause: "@3", kept: "@2", to: [bob], text: lost}\n7 bob note_added {text: hm}',
    task: 'title: T\nstatus: pending\nnotes:\n  - id: @7\n    by: bob\n    text: hm\nset:\n  status: @6',
  },
  {
    rule: 'nor when only one of the two sides knows that it lost',
    base: `${CREATED}\n3 bob task_started over 1 {clone: c2}`,
    ours: '2 ann task_started over 1 {clone: c1}\n4 git-task claim_conflict over 3 {cause: "@3", kept: "@2", to: [bob], text: lost}\n6 ann task_released over 2',
    theirs: '7 bob note_added {text: at it}',
    task: 'title: T\nstatus: pending\nnotes:\n  - id: @7\n    by: bob\n    text: at it\nset:\n  status: @6',
  },
  {
    rule: 'a completion against a claim: completed, and the claim is lost',
    base: CREATED,
    ours: '3 ann task_completed over 1 {message: done}',
    theirs: '2 bob task_started over 1 {clone: c2}',
    task: 'title: T\nstatus: completed\ncompleted:\n  by: ann\n  message: done\nset:\n  status: @3',
    told: 'claim_conflict over @2 of @2 to bob: the claim of bob is lost: ann completed it',
  },
  {
    rule: 'two completions: the earlier one’s word stays, the other is told',
    base: IN_PROGRESS,
    ours: '4 ann task_completed over 2 {message: late}',
    theirs: '3 bob task_completed over 2 {message: soon}',
    task: 'title: T\nstatus: completed\ncompleted:\n  by: bob\n  message: soon\nset:\n  status:\n    - @3\n    - @4',
    told: 'merge_resolved of @4 to ann: status: bob completed it, so that ann completed it lost',
  },
  {
    rule: 'completed beats cancelled, though it came earlier',
    base: IN_PROGRESS,
    ours: '3 ann task_completed over 2',
    theirs: '4 bob task_cancelled over 2',
    task: 'title: T\nstatus: completed\ncompleted:\n  by: ann\nset:\n  status:\n    - @3\n    - @4',
    told: 'merge_resolved of @4 to bob: status: ann completed it, so that bob cancelled it lost',
  },
  {
    rule: 'cancelled beats in review',
    base: IN_PROGRESS,
    ours: '3 ann task_submitted over 2 {claim: {by: ann, clone: c1, since: "@2"}}',
    theirs: '4 bob task_cancelled over 2',
    task: 'title: T\nstatus: cancelled\nset:\n  status:\n    - @3\n    - @4',
    told: 'merge_resolved of @3 to ann: status: bob cancelled it, so that ann submitted it lost',
  },
  {
    rule: 'in review beats pending',
    base: IN_PROGRESS,
    ours: '3 ann task_submitted over 2 {claim: {by: ann, clone: c1, since: "@2"}}',
    theirs: '4 bob task_released over 2',
    task: 'title: T\nstatus: in_review\nclaim:\n  by: ann\n  clone: c1\n  since: @2\nset:\n  status:\n    - @3\n    - @4',
    told: 'merge_resolved of @4 to bob: status: ann submitted it, so that bob released it lost',
  },
  {
    rule: 'a reopening that saw the completion stands, however low its rank',
    base: `${CREATED}\n2 ann task_completed over 1`,
    ours: '3 ann task_reopened over 2 {reason: not yet}',
    theirs: '4 bob note_added {text: nice}',
    task: 'title: T\nstatus: pending\nnotes:\n  - id: @4\n    by: bob\n    text: nice\nset:\n  status: @3',
  },
  {
    rule: 'a completion that the reopening did not see stands against it',
    base: IN_PROGRESS,
    ours: '3 ann task_completed over 2 {message: mine}\n5 ann task_reopened over 3',
    theirs: '4 bob task_completed over 2 {message: his}',
    task: 'title: T\nstatus: completed\ncompleted:\n  by: bob\n  message: his\nset:\n  status:\n    - @4\n    - @5',
    told: 'merge_resolved of @5 to ann: status: bob completed it, so that ann reopened it lost',
  },
  {
    rule: 'one side moved on from what the other only has: it moved on',
    base: IN_PROGRESS,
    ours: '3 ann task_released over 2',
    theirs: '4 bob task_edited {title: U}',
    task: 'title: U\nstatus: pending\nset:\n  title: @4\n  status: @3',
  },
  {
    rule: 'a move over all heads decides between them',
    base: `${CREATED}\n2 ann task_completed over 1\n3 bob task_cancelled over 1`,
    ours: '4 ann task_reopened over 2 3',
    theirs: '5 bob note_added {text: hm}',
    task: 'title: T\nstatus: pending\nnotes:\n  - id: @5\n    by: bob\n    text: hm\nset:\n  status: @4',
  },
];

const descriptions: readonly Row[] = [
  {
    rule: 'other lines of one description: both',
    base: DESCRIBED,
    ours: '2 ann task_edited over 1 {description: "A\\nb\\nc"}',
    theirs: '3 bob task_edited over 1 {description: "a\\nb\\nC"}',
    task: 'title: T\nstatus: pending\ndescription: |-\n  A\n  b\n  C\nset:\n  description:\n    - @2\n    - @3',
  },
  {
    rule: 'one line edited on both sides: the later stays, a note keeps the earlier, its author is told',
    base: DESCRIBED,
    ours: '3 ann task_edited over 1 {description: "later\\nb\\nc"}',
    theirs: '2 bob task_edited over 1 {description: "earlier\\nb\\nc"}',
    task: [
      'title: T\nstatus: pending\ndescription: |-\n  later\n  b\n  c',
      'notes:\n  - id: @50\n    by: git-task\n    text: |-\n      description by bob, replaced in part by ann:\n      earlier\n      b\n      c',
      'set:\n  description:\n    - @2\n    - @3',
    ].join('\n'),
    told: "note_added of @2\nmerge_resolved of @2 to bob: description: lines of bob gave way to ann's; a note keeps them",
  },
  {
    rule: 'taken away on one side and edited later on the other: the edit stays',
    base: DESCRIBED,
    ours: '2 ann task_edited over 1 {unset: [description]}',
    theirs: '3 bob task_edited over 1 {description: "a\\nb\\nC"}',
    task: 'title: T\nstatus: pending\ndescription: |-\n  a\n  b\n  C\nnotes:\n  - id: @50\n    by: git-task\n    text: |\n      description by ann, replaced in part by bob:\nset:\n  description:\n    - @2\n    - @3',
    told: "note_added of @2\nmerge_resolved of @2 to ann: description: lines of ann gave way to bob's; a note keeps them",
  },
  {
    rule: 'an edit over both decides, and nothing is told again',
    base: `${DESCRIBED}\n2 ann task_edited over 1 {description: x}\n3 bob task_edited over 1 {description: y}`,
    ours: '4 ann task_edited over 2 3 {description: z}',
    theirs: '5 bob label_added {label: l}',
    task: 'title: T\nstatus: pending\nlabels:\n  - l\ndescription: z\nset:\n  description: @4',
  },
];

const rest: readonly Row[] = [
  {
    rule: 'deletion wins over everything; all who went on are told',
    base: CREATED,
    ours: '2 ann task_deleted',
    theirs: '3 bob task_completed over 1\n4 cho note_added {text: n}',
    task: 'deleted: @2',
    told: 'merge_resolved of @4 to bob,cho: ann deleted this task',
  },
  {
    rule: 'deleted on both sides: the first one counts',
    base: CREATED,
    ours: '3 ann task_deleted',
    theirs: '2 bob task_deleted',
    task: 'deleted: @2',
  },
  {
    rule: 'deleted before they met: nothing rises',
    base: `${CREATED}\n2 ann task_deleted`,
    ours: '3 ann task_reopened over 1',
    theirs: '4 bob note_added {text: n}',
    task: 'deleted: @2',
  },
  {
    rule: 'what an earlier merge told is not told again, though another wins by now',
    base: CREATED,
    ours: '2 bob task_edited {title: B}\n3 cho task_edited {title: C}\n5 git-task merge_resolved {cause: "@2", kept: "@3", key: title, to: [bob], text: "title: …"}',
    theirs: '4 dan task_edited {title: D}',
    task: 'title: D\nstatus: pending\nset:\n  title: @4',
    told: 'merge_resolved of @3 to cho: title: dan came later than cho, who wanted "C"',
  },
  {
    rule: 'events that this version does not know are kept and mean nothing',
    base: CREATED,
    ours: '2 ann x-imported {title: no}',
    theirs: '3 bob task_frobnicated {title: no}',
    task: 'title: T\nstatus: pending',
  },
];

/** As a merge does it: what lost is told by events that come after all others. */
function merge(base: readonly Event[], ours: readonly Event[], theirs: readonly Event[]) {
  const told = mergeEvents(ID, { shared: base, ours, theirs }).map(
    (event, n): Event => ({ ...event, id: at(MERGED + n), at: '', by: 'git-task' }),
  );
  return { told, all: [...base, ...ours, ...theirs, ...told] };
}

function fileOf(events: readonly Event[]): string {
  const record = fold(events);
  if (record === undefined) throw new Error('no task');
  const text = 'deleted' in record ? formatTask(record) : formatTask({ ...record, alerts: [] });
  return short(text)
    .replace(/^(?:id|created): .*\n/gm, '')
    .trimEnd();
}

function say({ type, over, data }: Event): string {
  const head = `${type}${over === undefined ? '' : ` over ${over.join()}`} of ${data.cause}`;
  return short(data.to === undefined ? head : `${head} to ${String(data.to)}: ${data.text}`);
}

describe.each([
  ['values', values],
  ['lists', lists],
  ['the lifecycle', moves],
  ['descriptions', descriptions],
  ['deletion, what was told, what is unknown', rest],
] as const)('%s', (_, rows) => {
  test.each(rows.map((row) => [row.rule, row] as const))('%s', (_rule, row) => {
    const [base, ours, theirs] = [read(row.base), read(row.ours), read(row.theirs)];
    const { told, all } = merge(base, ours, theirs);
    expect(fileOf(all)).toBe(row.task);
    expect(told.map(say).join('\n')).toBe(row.told ?? '');
    // Whichever side is called ours, and when it is merged again.
    expect(merge(base, theirs, ours)).toMatchObject({ told });
    expect(fileOf([...all].reverse())).toBe(row.task);
    expect(merge(base, [...ours, ...told], theirs).told).toEqual([]);
    expect(merge([...base, ...ours, ...theirs, ...told], [], []).told).toEqual([]);
  });
});
