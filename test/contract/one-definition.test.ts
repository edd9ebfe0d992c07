import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { manPages, pageOf } from '../../src/cli/man/pages.ts';
import { escapeRoff } from '../../src/cli/man/roff.ts';
import { loadVerb, VERBS } from '../../src/cli/verbs.ts';
import { callInside } from '../call-inside.ts';
import { makeTestDir } from '../temp-repository.ts';
import { has } from './completion-shells.ts';
import { COMMON, describeVerbs, shellWords, verbsInWords } from './described-verbs.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const verbs = await describeVerbs();
const names = verbs.flatMap(({ name, aliases }) => [name, ...aliases]);
const pages = await manPages({ version: '1.2.3', date: '2026-11-21' });

test.each(verbs)(
  '$name says what it does, in one line, and shows how',
  async ({ name, summary, verb, parse }) => {
    expect(summary).toMatch(/^[a-z\u00c0-\u024f-][^\n]{5,79}$/u);
    expect(summary).not.toMatch(/\.$/);
    for (const example of verb.examples) {
      const [called = '', ...argv] = shellWords(example);
      expect([name, ...(VERBS[name]?.aliases ?? [])], example).toContain(called);
      expect(() => parse(argv), example).not.toThrow();
    }
    for (const other of verb.see ?? []) expect(names, `see ${other}`).toContain(other);
    const help = await callInside(['help', name], { cwd: makeTestDir() });
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain(`Usage: git task ${name}`);
    const own = new Set([
      ...(verb.about ?? '').split('\n'),
      ...verb.examples.map((one) => `  git task ${one}`),
    ]);
    for (const line of help.stdout.split('\n'))
      if (!own.has(line)) expect(line.length, line).toBeLessThanOrEqual(80);
  },
);

test('an option that two verbs share under one name and one placeholder has one letter', () => {
  const letters = new Map<string, Set<string>>();
  for (const { options } of verbs)
    for (const { long, short, flags } of options) {
      const key = flags.replace(/^-\w, /, '');
      letters.set(key, (letters.get(key) ?? new Set()).add(short ?? '-'));
      expect(long, flags).toMatch(/^--[a-z][a-z-]*$/);
    }
  const differing = [...letters].filter(([, found]) => found.size > 1).map(([key]) => key);
  expect(differing).toEqual([]);
});

test('what all verbs take is the same everywhere', () => {
  for (const { name, common } of verbs) expect(common, name).toEqual(verbs[0]?.common);
});

test('`git task help` lists every verb', async () => {
  const { stdout } = await callInside(['help'], { cwd: makeTestDir() });
  for (const { name, aliases, summary } of verbs)
    expect(stdout).toMatch(new RegExp(`^  ${[name, ...aliases].join(', ')} +${escaped(summary)}$`, 'm'));
});

function escaped(text: string): string {
  return text.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&');
}

test('completion proposes every verb and each of its options', async () => {
  const complete = async (...words: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await callInside(['complete-words', '--', ...words], { cwd: makeTestDir() });
    return stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => line.replace(/\t.*/, ''));
  };
  expect(await complete('')).toEqual([...names, 'help']);
  for (const { name, options } of verbs)
    expect(await complete(name, '-'), name).toEqual([...options.map(({ long }) => long), ...COMMON]);
});

test('manual pages have every verb, option and example; package.json lists the pages', () => {
  const main = pages.get('git-task.1') ?? '';
  for (const { name, group, summary, options, verb } of verbs) {
    const page = pages.get(`${pageOf(group)}.1`) ?? '';
    const unwrapped = page.replace(/\n/g, ' ');
    expect(main.replace(/\n/g, ' '), name).toContain(escapeRoff(summary));
    expect(unwrapped, name).toContain(escapeRoff(summary));
    for (const { flags } of options) expect(page, `${name} ${flags}`).toContain(`.B "${escapeRoff(flags)}"`);
    for (const example of verb.examples) expect(page, example).toContain(escapeRoff(`git task ${example}`));
  }
  const { man } = JSON.parse(read('package.json'));
  expect(new Set(man)).toEqual(new Set([...pages.keys()].map((name) => `./man/${name}`)));
});

test.skipIf(!has('mandoc') && spawnSync('mandoc', ['-T', 'lint'], { input: '' }).error !== undefined)(
  'mandoc finds nothing to complain of in the manual pages',
  () => {
    for (const [name, text] of pages) {
      const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], {
        input: text,
        encoding: 'utf8',
      });
      expect(stdout, name).toBe('');
    }
  },
);

test('roff takes nothing of a text for its own', () => {
  expect(escapeRoff(".TH x\n'so \\n-1 caf\u00e9 \u2026")).toBe(
    "\\&.TH x\n\\&'so \\en\\-1 caf\\[u00E9] \\[u2026]",
  );
});

const BEGIN = '<!-- verbs -->\n';
const END = '<!-- /verbs -->';

test('docs/cli.md has every verb and option as the parsers have them', () => {
  const text = read('docs/cli.md');
  const [before = '', rest = ''] = text.split(BEGIN);
  const [section, after] = rest.split(END);
  const wanted = verbsInWords(verbs);
  if (process.env.GIT_TASK_DOCS_WRITE === '1' && after !== undefined)
    writeFileSync(join(PROJECT, 'docs/cli.md'), `${before}${BEGIN}${wanted}${END}${after}`);
  else
    expect(section, 'GIT_TASK_DOCS_WRITE=1 npx vitest run test/contract/one-definition.test.ts').toBe(wanted);
});

/** Calls of git-task that a document shows: in code spans, and at the beginning of lines in fenced blocks. */
function callsIn(text: string): readonly string[] {
  const fenced = [...text.matchAll(/^```[a-z]*\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .flatMap((line) => /(?:^\s*|\$\(|^\s+(?:try|or): +)git task ([a-z][^#|)]*)/.exec(line)?.[1] ?? []),
  );
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/\s+/g, ' ');
  const spans = [...prose.matchAll(/`git[- ]task ([a-z][^`]*)`/g)].map(([, span = '']) => span);
  return [...fenced, ...spans];
}

test.each([
  'README.md',
  'docs/cli.md',
  'docs/hooks.md',
  'docs/impact.md',
  'docs/format.md',
  'CONTRIBUTING.md',
])('%s names no verb and no option that does not exist', async (path) => {
  for (const call of callsIn(read(path))) {
    const [word = '', ...rest] = call.split(/\s+/);
    // Internal verbs are on no list, and take what git gives them.
    if (word === 'help' || (!names.includes(word) && (await loadVerb(word)) !== undefined)) continue;
    const verb = verbs.find(({ name, aliases }) => name === word || aliases.includes(word));
    expect(verb?.name, `git task ${call}`).toBeDefined();
    const known = [...(verb?.options ?? []).map(({ long }) => long), ...COMMON];
    for (const option of rest.flatMap((one) => /^\[?(--[a-z-]+)/.exec(one)?.[1] ?? []))
      expect([...known, '--depends', '--files'], `git task ${call}`).toContain(option);
  }
});

test("README's table of verbs names verbs only", () => {
  const [, table = ''] = /## The verbs\n\n([\s\S]*?)\n\n/.exec(read('README.md')) ?? [];
  const cells = [...table.matchAll(/`([a-z-]+)[^`]*`/g)].map(([, word]) => word);
  expect(cells.length).toBeGreaterThan(30);
  for (const word of cells.filter((cell) => cell !== 'git')) expect(names).toContain(word);
});

test('docs/cli.md tells the exit status of every error code, and of no other', () => {
  const [, list = ''] = /const STATUS = \{([\s\S]*?)\} as const/.exec(read('src/errors.ts')) ?? [];
  const codes = [...list.matchAll(/^ {2}([A-Z_]+): (\d+),$/gm)].map(
    ([, code, status]) => `${status} ${code}`,
  );
  const [, table = ''] = /## Exit status\n\n([\s\S]*?)\n\n/.exec(read('docs/cli.md')) ?? [];
  const told = table
    .split('\n')
    .flatMap((row) =>
      [...row.matchAll(/\b[A-Z]+(?:_[A-Z]+)*\b/g)].map(([code]) => `${/\d+/.exec(row)?.[0]} ${code}`),
    );
  expect(codes.length).toBeGreaterThan(40);
  expect(told.sort()).toEqual(codes.sort());
});
