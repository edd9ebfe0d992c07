import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Findings } from './search.ts';
import { type SearchPart, TextPart } from './search-part.ts';
import { compareSearchLines, foldText, SEARCH_ROOM, searchLineOf } from './search-text.ts';
import { parseTerms } from './search-words.ts';
import { snippetOf } from './snippet.ts';
import type { Task } from './task.ts';

const task = (id: string, more: Partial<Task>): Task => ({
  id,
  title: 'Something',
  status: 'pending',
  priority: 0,
  labels: [],
  depends_on: [],
  links: [],
  resources: [],
  alerts: [],
  acceptance: [],
  notes: [],
  commits: [],
  extra: {},
  created: '0'.repeat(26),
  set: {},
  ...more,
});
const note = (text: string) => ({ id: '0'.repeat(26), by: 'bob', text });

const TASKS: readonly Task[] = [
  task('aaaa000001', { title: 'Login form', labels: ['web'] }),
  task('aaaa000002', { title: 'Wrong password', description: 'The login form takes any.\nOr none.' }),
  task('aaaa000003', { title: 'Audit log', notes: [note('who did the login?')] }),
  task('aaaa000004', { title: 'Session', labels: ['login'] }),
  task('aaaa000005', { title: 'Old form', status: 'completed', description: 'login '.repeat(3) }),
  task('bbbb000006', { title: 'Caf\u00e9 in \u00dcberlingen', description: 'Stra\u00dfe 7' }),
  task('bbbb000007', { title: '\u767b\u9332\u753b\u9762', links: ['src/auth/UserSession.ts#renewToken'] }),
  task('bbbb000008', { title: 'aaaa in a title', resources: ['modifies:endpoint:POST /api/users'] }),
  task('cccc000009', { title: 'Tables', plan_key: 'launch/db', acceptance: [{ id: '0', text: 'two rows' }] }),
  task('cccc00000a', { title: 'Move on', assignee: 'dana', type: 'chore' }),
];

function textOf(tasks: readonly Task[]): string {
  return tasks
    .map((one) => `${searchLineOf(one)}\n`)
    .sort(compareSearchLines)
    .join('');
}

function lines(tasks: readonly Task[]): SearchPart {
  return new TextPart(textOf(tasks), tasks.length);
}

/** What was found, best first. */
function ranked(found: Findings, among = found.some) {
  return found.best(among, Number.POSITIVE_INFINITY);
}

/** What has all of the terms, best first, by the last characters of its id. */
function found(typed: string, tasks = TASKS): string {
  const findings = new Findings([lines(tasks)], parseTerms(typed));
  return ranked(findings, findings.whole)
    .map(({ id }) => id.replace(/^.*0/, ''))
    .join(' ');
}

describe('what is found, best first', () => {
  test.each([
    // A title says more than a label, that more than a description (three times is more than once), a note least.
    ['login', '1 4 5 2 3'],
    ['LOGIN', '1 4 5 2 3'],
    ['log', '3 1 4 5 2'],
    ['login form', '1 5 2'],
    ['form login wrong', '2'],
    ['"login form"', '1 2'],
    ['"form login"', ''],
    ['"login form', '1 5 2'],
    ['ogin', ''],
    ['cafe', '6'],
    ['CAF\u00c9', '6'],
    ['cafe\u0301 uberlingen', '6'],
    ['strasse', '6'],
    ['Stra\u00dfe', '6'],
    ['\u767b\u9332', '7'],
    ['\u753b\u9762', '7'],
    ['\u753b\u767b', ''],
    ['u767b', ''],
    ['767b', ''],
    ['session', '4 7'],
    // The hump of `UserSession` makes a whole word of it.
    ['user', '7 8'],
    ['renew', '7'],
    ['token', '7'],
    ['src/auth', '7'],
    ['auth/user', '7'],
    ['src/session', ''],
    ['"post /api/users"', '8'],
    ['launch/db', '9'],
    ['rows two', '9'],
    ['dana chore', 'a'],
    ['', ''],
    ['.*', ''],
    ['(((((', ''],
  ])('%s', (typed, expected) => {
    expect(found(typed)).toBe(expected);
  });

  test.each([
    ['bbbb', '6 7 8'],
    ['bbbb000007', '7'],
    ['BBBB000007', '7'],
    ['bbbb0000071', ''],
    ['bbb', ''],
    // Whoever types what an id begins with means that task, whatever a title says.
    ['aaaa', '1 2 3 4 5 8'],
    ['aaaa session', '4'],
  ])('an id: %s', (typed, expected) => {
    expect(found(typed)).toBe(expected);
  });

  test('a rare word is worth more than a common one', () => {
    const tasks = [
      ...Array.from({ length: 30 }, (_, at) => task(`d${String(at).padStart(9, '0')}`, { title: 'form' })),
      task('cccc00000z', { title: 'pelican' }),
    ];
    const findings = new Findings([lines(tasks)], parseTerms('form pelican'));
    expect(ranked(findings)[0]?.id).toBe('cccc00000z');
    expect(findings.whole).toEqual([]);
  });

  test('one word of a long text says less than of a short one', () => {
    const tasks = [
      task('dddd000001', { description: `login ${'and so on '.repeat(200)}` }),
      task('dddd000002', { description: 'login and so on' }),
    ];
    expect(found('login', tasks)).toBe('2 1');
  });

  test('which fields it was found in', () => {
    const [hit] = ranked(new Findings([lines(TASKS)], parseTerms('wrong password')));
    expect(hit?.fields).toEqual(['title']);
    expect(ranked(new Findings([lines(TASKS)], parseTerms('wrong login')))[0]?.fields).toEqual([
      'title',
      'description',
    ]);
    expect(hit?.open).toBe(true);
  });

  test('the best few are the first of all, whatever was looked for in however many parts', () => {
    const word = fc.constantFrom('login', 'form', 'log', 'in', 'session', 'forms');
    const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    const tasksOf = fc.array(fc.record({ title: text, description: text, closed: fc.boolean() }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(tasksOf, fc.nat(30), text, fc.nat(12), (made, cut, typed, most) => {
        const tasks = made.map(({ title, description, closed }, at) =>
          task(`a${String((at * 7) % 31).padStart(9, '0')}`, {
            title,
            description,
            status: closed ? 'completed' : 'pending',
          }),
        );
        const whole = new Findings([lines(tasks)], parseTerms(typed));
        const parted = new Findings([lines(tasks.slice(0, cut)), lines(tasks.slice(cut))], parseTerms(typed));
        expect(parted.best(parted.some, most)).toEqual(ranked(whole).slice(0, most));
        const places = new Map(ranked(whole).map(({ id }, place) => [id, place]));
        expect(places.size).toBe(whole.some.length);
        for (const [place, { score }] of ranked(whole).entries())
          expect(score).toBeLessThanOrEqual(ranked(whole)[place - 1]?.score ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  test('a stale line is passed over', () => {
    const old = new TextPart(textOf(TASKS), TASKS.length - 1, new Set(['aaaa000001']));
    const parts = [old, lines([task('aaaa000001', { title: 'Sign in' })])];
    const ids = (typed: string) => ranked(new Findings(parts, parseTerms(typed))).map(({ id }) => id);
    expect(ids('"login form"')).toEqual(['aaaa000002']);
    expect(ids('sign')).toEqual(['aaaa000001']);
  });
});

test('a line is one of ASCII, and bounded, whatever its task says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'grapheme' })), (text, list) => {
      const line = searchLineOf(
        task('aaaa000001', {
          title: text,
          labels: list,
          description: text.repeat(50),
          notes: list.map(note),
        }),
      );
      expect(line).toMatch(/^[\t\u001f -~]*$/);
      expect(line.split('\t')).toHaveLength(11);
      expect(line.length).toBeLessThan(SEARCH_ROOM + 1100);
    }),
  );
  expect(searchLineOf(task('aaaa000001', { description: '\u767b'.repeat(300_000) })).length).toBeLessThan(
    SEARCH_ROOM + 100,
  );
});

test('a whole word of any text is found by it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, word) => {
      const terms = parseTerms(word.replace(/"/g, ' '));
      fc.pre(terms.length === 1);
      const findings = new Findings(
        [lines([task('zzzz000001', { title: `${before} | ${word} | x` })])],
        terms,
      );
      expect(findings.some).toHaveLength(1);
    }),
  );
});

describe('a snippet', () => {
  const long = `${'word '.repeat(40)}the Caf\u00e9 is here ${'word '.repeat(40)}`;
  test.each([
    ['short text', 'short', 'short text'],
    ['of several\n\n\tlines', 'lines', 'of several lines'],
    [long, 'cafe', /^\u2026word .*the Caf\u00e9 is here .*word\u2026$/],
    ['nothing of it', 'other', 'nothing of it'],
    [`\u0130stanbul \ufb01ne ${'x '.repeat(50)}place`, 'place', /^\u2026x .*place$/],
  ])('%j by %s', (text, typed, expected) => {
    expect(snippetOf([text], parseTerms(typed))).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected}$`) : expected,
    );
  });

  test('is of the entry that has most of what was looked for', () => {
    expect(snippetOf(['one', 'two one', 'two'], parseTerms('two one'))).toBe('two one');
  });
});

test.each([
  ['Caf\u00e9', 'Cafe'],
  ['a\\b\tc\n', 'a b c'],
  ['\u00abx\u2014y', 'x y'],
  ['\u041f\u0440\u0438', '\\u043f\\u0440\\u0438'],
  ['\u03a3\u03a3', '\\u03c3\\u03c3'],
  ['\ud800', ''],
])('folding %j', (text, expected) => {
  expect(foldText(text)).toBe(expected);
});
