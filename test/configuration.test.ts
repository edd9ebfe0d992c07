import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, formatDuration, resolvePolicy } from '../src/domain/policy.ts';
import { configKey, SETTINGS, type SettingDefinition, settingProblem } from '../src/domain/settings.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const DOCS = readFileSync(join(PROJECT, 'docs/configuration.md'), 'utf8');
const definitions: readonly SettingDefinition[] = SETTINGS;

/** Cells of the table whose head begins with a text. */
function rowsOf(head: string): readonly (readonly string[])[] {
  const lines = DOCS.slice(DOCS.indexOf(`\n| ${head}`) + 1).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function quotedIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
}

/** Sources of the program; `facts` and `formats` read of other programs' variables. */
function sources(): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$|^(?:facts|formats|impact)\//.test(path))
    .map((path) => ({ path, text: readFileSync(join(PROJECT, 'src', path), 'utf8') }));
}

describe('docs/configuration.md', () => {
  test('has every setting, with its values and its default, and no other', () => {
    expect(rowsOf('git config | config.yaml')).toEqual(
      definitions.map(({ name, shared, values, fallback }) => [
        `\`task.${name}\``,
        shared === true ? `\`${name}\`` : '-',
        typeof values === 'string' ? values : values.join(', '),
        fallback ?? '-',
        expect.stringMatching(/\w/),
        expect.stringMatching(/\w/),
      ]),
    );
  });

  test('has every variable that the program reads, and no other', () => {
    const codes = new Set(readFileSync(join(PROJECT, 'src/errors.ts'), 'utf8').match(/\b[A-Z_]+(?=:)/g));
    const read = new Set<string>();
    for (const { path, text } of sources()) {
      for (const [, name = ''] of text.matchAll(/\benv\.([A-Z][A-Z_]+)/g)) read.add(name);
      if (path !== 'git/git-env.ts')
        for (const [, name = ''] of text.matchAll(/'(GIT_[A-Z_]+|HOME|XDG_[A-Z_]+)'/g)) read.add(name);
    }
    for (const [, name = ''] of readFileSync(join(PROJECT, 'hooks/git-task.sh'), 'utf8').matchAll(
      /\$\{?([A-Z][A-Z_]+)/g,
    ))
      read.add(name);
    for (const code of codes) read.delete(code);
    // git's own tests and git's own processes set these.
    for (const name of ['GIT_IMPLICIT_WORK_TREE', 'GIT_TEST_ASSUME_DIFFERENT_OWNER']) read.delete(name);
    // Read by node, by git, or by a pattern.
    const elsewhere = ['TZ', 'GIT_CONFIG', 'GIT_CONFIG_KEY_<n>', 'GIT_CONFIG_VALUE_<n>'];
    const passedOn = ['GIT_ALTERNATE_OBJECT_DIRECTORIES'];
    expect(
      rowsOf('variable')
        .flatMap(([names]) => quotedIn(names))
        .sort(),
    ).toEqual([...read, ...elsewhere, ...passedOn].sort());
  });

  test('has every key of git that the program asks for', () => {
    const asked = new Set(
      sources().flatMap(({ text }) =>
        [...text.matchAll(/(?:get|readGitConfigAll\([\w.]+,) ?\(?'([a-z]+\.[A-Za-z]+)'/g)].map(
          ([, key = '']) => key,
        ),
      ),
    );
    const known = [...rowsOf('git config | what'), ...rowsOf('git config | config.yaml')].flatMap(([keys]) =>
      quotedIn(keys).map((key) => key.toLowerCase()),
    );
    expect(asked).toContain('color.ui');
    expect(
      [...asked].filter((key) => !key.startsWith('claim.') && !known.includes(key.toLowerCase())),
    ).toEqual([]);
  });
});

describe('settings', () => {
  test('every key that the sources name is one', () => {
    const named = sources().flatMap(({ text }) =>
      [...text.matchAll(/['"](task\.[a-z]+(?:\.[a-z]+)*)['"]/gi)].map(([, key = '']) => key),
    );
    const known = definitions.map((definition) => `task.${configKey(definition)}`);
    const unknown = named.filter((key) => key !== 'task.yaml' && !known.includes(key));
    expect(named.length).toBeGreaterThan(5);
    expect(unknown).toEqual([]);
  });

  const none: ReadonlyMap<string, string> = new Map();
  test.each(
    definitions.flatMap((definition) =>
      definition.shared === true ? [{ definition, name: definition.name }] : [],
    ),
  )('$name is read from config.yaml, and from a clone, which outranks that', ({ definition, name }) => {
    const { values, fallback } = definition;
    const [one, two] =
      typeof values !== 'string'
        ? values.filter((word) => word !== fallback).concat(fallback ?? '')
        : values === 'duration'
          ? ['1h', '2h']
          : ['file:one.txt', 'file:two.txt'];
    const said = (key: string, value = ''): ReadonlyMap<string, string> => new Map([[key, value]]);
    const own = configKey(definition);
    const first = resolvePolicy(said(name, one), none);
    expect(first).not.toEqual(DEFAULT_POLICY);
    expect(resolvePolicy(none, said(own, one))).toEqual(first);
    expect(resolvePolicy(said(name, two), said(own, one))).toEqual(first);
    expect(resolvePolicy(said(name, one), said(own, two))).not.toEqual(first);
  });

  test('the defaults are those of the policy', () => {
    const fallback = (name: string): string | undefined =>
      definitions.find((definition) => definition.name === name)?.fallback;
    expect(fallback('claim.lease')).toBe(formatDuration(DEFAULT_POLICY.lease));
    expect(fallback('enforce')).toBe(DEFAULT_POLICY.enforce);
    expect(fallback('enforceScope')).toBe(DEFAULT_POLICY.enforceScope);
  });

  test.each([
    ['claim.lease', '90s', undefined],
    ['claim.lease', 'soon', 'no duration'],
    ['enforce', 'Strict', undefined],
    ['enforce', 'sometimes', 'none of off, warn, strict'],
    ['durable', 'no', undefined],
    ['durable', 'nope', 'none of true, false, yes, no, on, off, 1, 0'],
    ['actor', 'anybody', undefined],
  ])('%s %s', (name, text, problem) => {
    const definition = definitions.find((one) => one.name === name);
    expect(definition && settingProblem(definition, text)?.problem).toBe(problem);
  });
});
