import { formatEvents } from '../../src/codec/event-file.ts';
import { eventsPath, taskPath } from '../../src/codec/paths.ts';
import { type Edit, eventOf, stampAt } from './hostile-history.ts';
import { eventText, evil, id, NEW_ID, taskText } from './hostile-world.ts';

const HOUR = 3_600_000;
const FUTURE = stampAt(Date.now() + 25 * HOUR);
const FUTURE_ISO = /is stamped 20\d\d-/;

/** Something that a remote may serve, and how it is refused. */
export interface Row {
  readonly name: string;
  /** What the refusal says. */
  readonly says: RegExp | string;
  readonly make: () => string;
  readonly code?: string;
  /** Whether a plain `git fetch` brought it. */
  readonly offline?: boolean;
  /** The refusal is git's own, of an object. */
  readonly byGit?: boolean;
}

export function row(name: string, says: Row['says'], make: () => string, more: Partial<Row> = {}): Row {
  return { name, says, make, ...more };
}

/** A row that changes the shared task's file. */
function task(name: string, says: Row['says'], change: (text: string) => string | Buffer): Row {
  return row(`task: ${name}`, says, () => evil([{ path: taskPath(id), content: change(taskText) }]));
}

/** A row that adds an event file to the shared task; `change` edits the sound one. */
function event(
  name: string,
  says: Row['says'],
  change: (text: string, stamp: string) => string | Buffer,
  stamp = (): string => stampAt(Date.now()),
): Row {
  return row(`event: ${name}`, says, () => {
    const first = stamp();
    const text = formatEvents([eventOf({ id: first, type: 'note_added', task: id, data: { text: 'x' } })]);
    return evil([{ path: eventsPath(id, first), content: change(text, first) }]);
  });
}

/** A row that adds an event of some type and data to the shared task. */
function data(
  name: string,
  says: Row['says'],
  type: string,
  values: Parameters<typeof eventOf>[0]['data'],
): Row {
  return row(`data: ${name}`, says, () => {
    const one = eventOf({ type, task: id, data: values ?? {} });
    return evil([{ path: eventsPath(id, one.id), content: formatEvents([one]) }]);
  });
}

export function stray(
  name: string,
  says: Row['says'],
  path: string | (() => string),
  more: Partial<Edit> = {},
): Row {
  return row(`stray: ${name}`, says, () =>
    evil([{ path: typeof path === 'string' ? path : path(), content: 'x\n', ...more }]),
  );
}

function nested(depth: number): string {
  return `x:\n${Array.from({ length: depth }, (_, at) => `${'  '.repeat(at + 1)}x:\n`).join('')}${'  '.repeat(depth + 1)}x: y\n`;
}

/** Files that are no YAML of ours. */
export const YAML: readonly Row[] = [
  task('an alias', /not valid.*alias/, (text) => `${text}labels: [*x]\n`),
  task('an anchor', /not valid.*anchor/, (text) => text.replace('title: ', 'title: &x ')),
  task('a tag', /not valid.*tag/, (text) => text.replace('title: ', 'title: !!js/function ')),
  task('a key twice', /not valid.*twice/, (text) => `${text}title: again\n`),
  task('a merge key', /not valid.*merge key/, (text) => `${text}<<: {status: completed}\n`),
  task('two documents', /not valid.*second document/, (text) => `${text}---\n${text}`),
  task('a directive', /not valid.*directive/, (text) => `%YAML 1.2\n---\n${text}`),
  task('deep nesting', /not valid.*deeper than 16/, (text) => `${text}${nested(40)}`),
  task('very deep flow nesting', /not valid.*deeper than 16/, (text) => `${text}x: ${'['.repeat(50_000)}\n`),
  task(
    'a billion laughs',
    /not valid.*anchor/,
    (text) => `${text}a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`,
  ),
  task('no YAML', /not valid/, () => '{"id": [}\n'),
  task('nothing', /not valid.*not a map/, () => ''),
  task('a list', /not valid.*not a map/, () => '- id: x\n'),
  task('bytes that are no UTF-8', 'is not UTF-8', (text) =>
    Buffer.concat([Buffer.from(text.replace(/\n$/, '')), Buffer.from([0xff, 0xfe, 0x0a])]),
  ),
  task('NUL', /not valid.*control character/, (text) => text.replace('Shared', 'Sha\0red')),
  task('an escape code, raw', /not valid.*control character/, (text) => text.replace('Shared', '\u001b[2J')),
  task('an escape code in what is said', /not valid.*is not a status/, (text) =>
    text.replace('status: pending', 'status: "\\u001b[2J\\u009b31m\\u202e\\nx"'),
  ),
  event('an alias', /not valid.*alias/, (text) => text.replace('text: x', 'text: *x')),
  event('an anchor', /not valid.*anchor/, (text) => text.replace('text: x', 'text: &x x')),
  event('a tag', /not valid.*tag/, (text) => text.replace('text: x', 'text: !!binary eA==')),
  event('a key twice', /not valid.*twice/, (text) =>
    text.replace('  by: mallory', '  by: mallory\n  by: ann'),
  ),
  event('a merge key', /not valid.*merge key/, (text) => text.replace('  by: ', '  <<: {by: ann}\n  by: ')),
  event('two documents', /not valid.*second document/, (text) => `${text}---\n${text}`),
  event('bytes that are no UTF-8', 'is not UTF-8', (text) =>
    Buffer.from(text.replace('text: x', 'text: \xff'), 'latin1'),
  ),
  event('NUL', /not valid.*control character/, (text) => text.replace('text: x', 'text: x\0')),
  event('no list', /not valid.*not a list/, (text) => text.replace('- id', '  id')),
  event('an empty file', /not valid.*not a list/, () => ''),
  event('an empty list', 'does not begin with the event it is named after', () => '[]\n'),
  event('a list of texts', /not valid.*not a map/, () => '- x\n'),
];

/** YAML that says what no task or event may say. */
export const SCHEMA: readonly Row[] = [
  task('another id than its path', /not the id of its path/, (text) => text.replace(id, NEW_ID)),
  task('no id', /id: is missing/, (text) => text.replace(/^id: .*\n/m, '')),
  task('no title', /title: is missing/, (text) => text.replace(/^title: .*\n/m, '')),
  task('no creation', /created: is missing/, (text) => text.replace(/^created: .*\n/m, '')),
  task('a title that is a map', /title: is not a text/, (text) =>
    text.replace(/^title: .*$/m, 'title:\n  a: b'),
  ),
  task('a title that is a list', /title: is not a text/, (text) =>
    text.replace(/^title: .*$/m, 'title:\n  - a'),
  ),
  task('a title without end', /title: is longer than 500/, (text) =>
    text.replace(/^title: .*$/m, `title: ${'x'.repeat(501)}`),
  ),
  task('a bad status', /status: .*is not a status/, (text) =>
    text.replace('status: pending', 'status: doing'),
  ),
  task('a bad priority', /priority: .*is not 0 to 4/, (text) =>
    text.replace(/^status/m, 'priority: 5\nstatus'),
  ),
  task('a priority that is a word', /priority: .*is not 0 to 4/, (text) =>
    text.replace(/^status/m, 'priority: high\nstatus'),
  ),
  task(
    'labels that are maps',
    /labels: holds something that is not a text/,
    (text) => `${text}labels:\n  - a: b\n`,
  ),
  task('labels that are a text', /labels: is not a list/, (text) => `${text}labels: a\n`),
  task(
    'a list without end',
    /labels: has more than 16000/,
    (text) => `${text}labels:\n${'  - a\n'.repeat(16_001)}`,
  ),
  task(
    'a dependency that is no id',
    /depends_on: .*not an id/,
    (text) => `${text}depends_on:\n  - "a\\nb"\n`,
  ),
  task('a parent that is no id', /parent: is not an id/, (text) => `${text}parent: ../../x\n`),
  task('a malformed stamp in set', /set.* neither a stamp/, (text) => `${text}set:\n  title: yesterday\n`),
  task('a set that is a list', /set is not a map/, (text) => `${text}set:\n  - x\n`),
  task('a malformed creation', /created: .*is not a stamp/, (text) =>
    text.replace(/^created: .*$/m, 'created: now'),
  ),
  task('a future stamp in set', FUTURE_ISO, (text) => `${text}set:\n  title: ${FUTURE}\n`),
  task('a deletion in the future', FUTURE_ISO, () => `id: ${id}\ndeleted: ${FUTURE}\n`),
  task(
    'a worktree that leads out',
    /worktree: is not the name/,
    (text) => `${text}claim:\n  by: m\n  worktree: ../../evil\n  clone: x\n  since: ${stampAt(Date.now())}\n`,
  ),
  task(
    'a commit that is an option',
    /commit: is not a commit/,
    (text) => `${text}completed:\n  by: m\n  commit: --help\n`,
  ),
  event(
    'stamped in the future',
    FUTURE_ISO,
    (text) => text,
    () => FUTURE,
  ),
  event('over the future', FUTURE_ISO, (text) =>
    text.replace('  data:', `  over:\n    - ${FUTURE}\n  data:`),
  ),
  event('over no stamp', /over: holds something that is not a stamp/, (text) =>
    text.replace('  data:', '  over:\n    - x\n  data:'),
  ),
  event('another id than its name', 'does not begin with the event it is named after', (text, first) =>
    text.replace(first, stampAt(Date.now())),
  ),
  event('no stamp for an id', /id: .*is not a stamp/, (text, first) => text.replace(first, 'x')),
  event('of another task', 'holds an event of another task', (text) =>
    text.replace(`task: ${id}`, `task: ${NEW_ID}`),
  ),
  event('of no task', 'holds an event of another task', (text) => text.replace(`  task: ${id}\n`, '')),
  event('without a type', /type: is missing/, (text) => text.replace(/ {2}type: .*\n/, '')),
  event('at no time', /at: is not a time/, (text) => text.replace(/ {2}at: .*/, '  at: "\\u001b[31mnow"')),
  event('data that are a list', /data: is not a map/, (text) =>
    text.replace('data:\n    text: x', 'data:\n    - x'),
  ),
  event(
    'a second event from before the first',
    'not in the order of their stamps',
    (text) => `${text}${text.replace(/01[0-9A-Z]{24}/, stampAt(Date.now() - HOUR))}`,
  ),
  row('event: under the stamp of another one', 'under the stamp of another one', () => {
    const [, first = ''] = /id: (\w+)/.exec(eventText) ?? [];
    const before = `${first.slice(0, 10)}${'0'.repeat(16)}`;
    const evilOne = eventOf({ id: before, type: 'note_added', task: id, data: { text: 'x' } });
    const forged = eventOf({ id: first, type: 'task_created', task: id, data: { title: 'Forged' } });
    return evil([{ path: eventsPath(id, before), content: formatEvents([evilOne, forged]) }]);
  }),
  data('a dependency on no id', /on: is not an id/, 'dependency_added', { on: 'a\nb' }),
  data('a parent that is no id', /parent: is not an id/, 'task_edited', { parent: '__proto__' }),
  data('a title that is a map', /title: is not a text/, 'task_edited', { title: { a: 'b' } }),
  data('labels that are maps', /labels: is not a list of texts/, 'task_created', {
    title: 'x',
    labels: [{ a: 'b' }],
  }),
  data('a claim since no stamp', /claim: since: is not a stamp/, 'task_submitted', {
    claim: { by: 'm', since: 'x' },
  }),
  data('a worktree that leads out', /worktree: is not the name/, 'task_started', {
    clone: 'x',
    worktree: '..',
  }),
  data('a commit that is an option', /commit: is not a commit/, 'task_completed', { commit: '--output=x' }),
];
