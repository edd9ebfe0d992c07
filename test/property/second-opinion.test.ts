import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type GrammarName, grammarOf } from '../../src/syntax/grammars.ts';
import { type Disagreement, SecondOpinion } from '../second-opinion/opinions.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const campaign = process.env.GIT_TASK_CAMPAIGN === '1';
/** Bytes. Each source is lexed, read and parsed twice over. */
const LARGEST = campaign ? 400_000 : 40_000;

/** Differences that are meant, by grammar: what they look like, and why they are none. Nothing else may differ. */
const MEANT: Readonly<Partial<Record<GrammarName, readonly (readonly [RegExp, string])[]>>> = {
  php: [
    [
      /^code, not text: .*\$/,
      'a variable within a text is a token of its own; the tree has it as part of the text',
    ],
    [/^definition of ours alone: /, "what define('NAME', …) defines"],
  ],
  ruby: [
    [/^text, not code: (:|"?[\w?!]+"?:)/, 'symbols and keys are texts to readers'],
    [/^code, not text: (%|[\])}>|])/, 'the signs around a list of words are signs'],
    [/^regex, not code: #/, 'nothing is looked for within regular expressions'],
    [/^comment, not text: /, 'the text of a heredoc stands where it is named'],
    [/^definition of ours alone: /, 'what Struct, class attributes and macros define'],
    [/^lines .*: .*\b(?!self)\w+$/, 'a variable of a class, which its accessor defines'],
  ],
  rust: [
    [/^comment, not text: b?r?#*["']/, 'the prefix of a text is dropped'],
    [/^comment, not code: r#/, 'so is that of a name that is a keyword'],
    [/^definition of ours alone: /, 'items within the braces of a macro'],
  ],
  'c-sharp': [
    [/^comment, not code: #/, 'what decides what is compiled'],
    [/^(comment|text|code), not (code|text): .*[{}]/, 'formats within a text, and the signs around them'],
  ],
};

/** Packages that come as they were written, or nearly so, and whole standard libraries where a machine has them. */
const PACKAGES = [
  'commander',
  'yaml',
  'chokidar',
  'publint',
  'acorn',
  'postcss',
  'isomorphic-git',
  'vitest',
  'fast-check',
  'knip',
];
const MACHINE = [
  '/usr/lib/python3',
  '/usr/lib/python3.11',
  '/usr/lib/ruby',
  '/usr/share/php',
  '/usr/local/go/src',
  '/usr/lib/go/src',
  '/usr/share/doc/git/contrib',
  join(process.env.HOME ?? '/', '.cargo/registry/src'),
];

function sourcesBelow(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && grammarOf(entry.name) !== undefined)
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size <= LARGEST)
    .sort();
}

let opinion: SecondOpinion;
beforeAll(async () => {
  opinion = await SecondOpinion.load();
});

interface Judged {
  /** Sources that both read, by grammar. */
  readonly counts: Readonly<Record<string, number>>;
  readonly unexplained: readonly string[];
}

function judge(paths: readonly string[]): Judged {
  const counts: Record<string, number> = {};
  const unexplained: string[] = [];
  for (const path of paths) {
    const compared = opinion.compare(path, readFileSync(path, 'utf8'));
    if (compared === undefined) continue;
    const { grammar, disagreements } = compared;
    counts[grammar] = (counts[grammar] ?? 0) + 1;
    const meant = ({ says }: Disagreement): boolean =>
      (MEANT[grammar] ?? []).some(([pattern]) => pattern.test(says));
    for (const one of disagreements)
      if (!meant(one)) unexplained.push(`${relative(PROJECT, one.path)}:${one.line}: ${one.says}`);
  }
  return { counts, unexplained };
}

test('lexers and readers agree with a full parser on the fixture apps', () => {
  const { counts, unexplained } = judge(sourcesBelow(join(PROJECT, 'fixtures/apps')));
  expect(unexplained).toEqual([]);
  expect(Object.keys(counts).sort()).toEqual([
    'c-sharp',
    'go',
    'java',
    'javascript',
    'php',
    'python',
    'ruby',
    'rust',
    'tsx',
    'typescript',
  ]);
});

test('and on this program and the packages it is built with', () => {
  const all = [join(PROJECT, 'src'), ...PACKAGES.map((name) => join(PROJECT, 'node_modules', name))].flatMap(
    sourcesBelow,
  );
  const { counts, unexplained } = judge(all.filter((_, at) => campaign || at % 6 === 0));
  expect(unexplained).toEqual([]);
  expect(counts.javascript).toBeGreaterThan(50);
  expect(counts.typescript).toBeGreaterThan(50);
});

test.runIf(campaign).each(MACHINE)('and on what the machine has in %s', (root) => {
  expect(judge(sourcesBelow(root)).unexplained).toEqual([]);
});

test.each<[string, string, string]>([
  ['a.ts', 'const a = "x"; // c\nexport class B {\n  m() {}\n}\n', ''],
  ['a.ts', 'export const a = b / c; const d = /e/;', ''],
  ['a.py', 'def f():\n  return f"{a:>{b}}"  # c\n', ''],
  // What differs is told: nobody writes comments of HTML in a script of his own.
  ['a.js', 'let a;\n<!-- b\n', 'code, not comment: <!-- b'],
])('%s: of %j both think the same, or else it is told', (path, text, says) => {
  expect(
    opinion
      .compare(path, text)
      ?.disagreements.map((one) => one.says)
      .join(),
  ).toBe(says);
});
