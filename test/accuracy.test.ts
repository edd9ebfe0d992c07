import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHistory } from '../bench/accuracy/history.ts';
import { judge, noScore, precisionOf, recallOf, type Told } from '../bench/accuracy/score.ts';
import { compareFacts } from '../src/facts/compare-facts.ts';
import { factsOf } from './fixture-app.ts';

const ROOT = join(import.meta.dirname, '..');
const HISTORIES = join(ROOT, 'bench/histories');

/** Reads changes out of lines as in a history's truth; `…` in front of what is a suffix. */
function changes(...lines: string[]): Told[] {
  return lines.map((line) => {
    const [, end, relation, kind = '', names = ''] = /^(… )?(\w+) (\w+) (.*)$/.exec(line) ?? [];
    const [name = '', to] = names.split(' -> ');
    if (relation !== 'adds' && relation !== 'removes' && relation !== 'renames' && relation !== 'modifies')
      throw new Error(line);
    return { relation, kind, name, to, certainty: end === undefined ? 'exact' : 'suffix' };
  });
}

function judged(truth: readonly string[], told: readonly string[], quiet = false) {
  const history = ['framework x', '@@ commit a', '@@ truth', ...truth, ...(quiet ? ['quiet'] : [])].join(
    '\n',
  );
  const [commit] = readHistory(history).commits;
  if (commit === undefined) throw new Error('no commit was read');
  return judge(commit, changes(...told));
}

function counts(kind: string, truth: readonly string[], told: readonly string[], quiet = false) {
  const { scores, apart } = judged(truth, told, quiet);
  const list = ({ right, missed, wrong, suffix } = noScore()): number[] => [right, missed, wrong, suffix];
  return { right: list(scores.get(kind)), apart: list(apart.get(kind)) };
}

describe('the score of a commit: right, missed, wrong, by the end', () => {
  const rows: [what: string, truth: string[], told: string[], right: number[], apart: number[]][] = [
    ['what is true and told', ['adds endpoint GET /a'], ['adds endpoint GET /a'], [1, 0, 0, 0], [1, 0, 0, 0]],
    ['another name', ['adds endpoint GET /a'], ['adds endpoint POST /a'], [0, 1, 1, 0], [0, 1, 1, 0]],
    ['another relation', ['adds endpoint GET /a'], ['removes endpoint GET /a'], [0, 1, 1, 0], [0, 1, 1, 0]],
    [
      'a rename told as what goes and what comes',
      ['renames endpoint GET /a -> GET /b'],
      ['removes endpoint GET /a', 'adds endpoint GET /b'],
      [0, 1, 1, 0],
      [2, 0, 0, 0],
    ],
    [
      'the opposite',
      ['removes endpoint GET /a', 'adds endpoint GET /b'],
      ['renames endpoint GET /a -> GET /b'],
      [0, 1, 1, 0],
      [2, 0, 0, 0],
    ],
    [
      'a rename to another name',
      ['renames endpoint GET /a -> GET /b'],
      ['renames endpoint GET /a -> GET /c'],
      [0, 1, 1, 0],
      [1, 1, 1, 0],
    ],
    [
      'the end of a path, where that is missed',
      ['removes endpoint GET /api/a'],
      ['… removes endpoint GET /a'],
      [0, 1, 0, 1],
      [0, 1, 0, 1],
    ],
    ['the end of nothing', [], ['… removes endpoint GET /a'], [0, 0, 1, 0], [0, 0, 1, 0]],
    ['what is modified', [], ['modifies endpoint GET /a'], [0, 0, 0, 0], [0, 0, 0, 0]],
    ['kinds that are not scored', [], ['adds file a.js'], [0, 0, 0, 0], [0, 0, 0, 0]],
  ];
  test.each(rows)('%s', (_what, truth, told, right, apart) => {
    expect(counts('endpoint', truth, told)).toEqual({ right, apart });
  });

  test('in a quiet commit, what is modified is wrong', () => {
    expect(counts('endpoint', [], ['modifies endpoint GET /a'], true)).toEqual({
      right: [0, 0, 1, 0],
      apart: [0, 0, 1, 0],
    });
  });

  test('parts need no word beside their whole', () => {
    const whole = ['removes table users', 'removes symbol a.ts#A'];
    const parts = ['removes column users.id', 'removes symbol a.ts#A.run'];
    for (const [truth, told] of [
      [whole, [...whole, ...parts]],
      [[...whole, ...parts], whole],
    ] as const) {
      expect(counts('table', truth, told).right).toEqual([1, 0, 0, 0]);
      expect(counts('column', truth, told).right).toEqual([0, 0, 0, 0]);
      expect(counts('symbol', truth, told).right).toEqual([1, 0, 0, 0]);
    }
    expect(
      counts('column', ['renames table a -> b'], ['renames table a -> b', 'renames column a.x -> b.y']).right,
    ).toEqual([0, 0, 1, 0]);
  });

  test('mistakes by name', () => {
    expect(judged(['renames table a -> b'], ['adds table c', '… removes endpoint GET /x']).mistakes).toEqual([
      'missed: renames table a -> b',
      'wrong: adds table c',
      'wrong: removes endpoint GET /x (the end of it)',
    ]);
  });

  test('shares', () => {
    expect(precisionOf({ right: 3, missed: 9, wrong: 1, suffix: 5 })).toBe(0.75);
    expect(recallOf({ right: 3, missed: 1, wrong: 9, suffix: 5 })).toBe(0.75);
    expect([precisionOf(noScore()), recallOf(noScore())]).toEqual([undefined, undefined]);
  });
});

describe('a history', () => {
  test('what its commits do to files', () => {
    const { framework, commits } = readHistory(
      [
        'framework X',
        '@@ commit Begin',
        '@@ file a.txt',
        'one',
        'two',
        '',
        '@@ file b.txt',
        'b b',
        '@@ commit Change',
        '@@ edit a.txt',
        '<<<<',
        'two',
        '====',
        'three',
        '>>>>',
        '<<<<',
        'one',
        '====',
        '>>>>',
        '@@ swap b.txt',
        'b => c',
        '@@ move b.txt d.txt',
        '@@ truth',
        '# because',
        'renames symbol b.txt#b -> d.txt#c',
        '@@ commit End',
        '@@ delete a.txt',
        '@@ truth',
        'quiet',
      ].join('\n'),
    );
    expect(framework).toBe('X');
    expect(commits.map(({ files }) => Object.fromEntries(files))).toEqual([
      { 'a.txt': 'one\ntwo\n', 'b.txt': 'b b\n' },
      { 'a.txt': 'three\n', 'd.txt': 'c c\n' },
      { 'd.txt': 'c c\n' },
    ]);
    expect(commits[1]).toMatchObject({
      subject: 'Change',
      moved: new Map([['b.txt', 'd.txt']]),
      truth: [{ relation: 'renames', kind: 'symbol', name: 'b.txt#b', to: 'd.txt#c' }],
      quiet: false,
    });
    expect(commits[2]).toMatchObject({ truth: [], quiet: true });
  });

  test.each([
    ['an edit of what is not there', ['@@ edit a', '<<<<', 'y', '====', '>>>>']],
    ['an edit of what is there twice', ['@@ edit a', '<<<<', 'x', '====', '>>>>']],
    ['a swap of what is not there', ['@@ swap a', 'y => z']],
    ['a file that is not there', ['@@ delete b']],
    ['a truth that says nothing', ['@@ truth', 'endpoint GET /x']],
    ['a rename to nothing', ['@@ truth', 'renames table a']],
    ['what no commit does', ['@@ frobnicate a']],
  ])('refuses %s', (_what, lines) => {
    const text = ['framework X', '@@ commit A', '@@ file a', 'x x', ...lines].join('\n');
    expect(() => readHistory(text)).toThrow();
  });
});

// Read in-process: git may see other files as moved than the history says, which `npm run bench` would tell.
test.each(readdirSync(HISTORIES).filter((name) => name.endsWith('.history')))(
  'what is missed or wrong in %s is listed in docs/benchmarks.md',
  (name) => {
    const known = readFileSync(join(ROOT, 'docs/benchmarks.md'), 'utf8');
    const { framework, commits } = readHistory(readFileSync(join(HISTORIES, name), 'utf8'));
    const unknown = commits.slice(1).flatMap((commit, at) => {
      const before = commits[at]?.files ?? new Map<string, string>();
      const told = compareFacts(factsOf(before), factsOf(commit.files), commit.moved);
      const own = told.filter(({ passedOn }) => passedOn !== true);
      return judge(commit, own)
        .mistakes.map((mistake) => `- ${framework}, “${commit.subject}”: ${mistake}`)
        .filter((line) => !known.includes(line));
    });
    expect(unknown).toEqual([]);
  },
);
