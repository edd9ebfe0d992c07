import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeTestDir } from '../../test/temp-repository.ts';
import { AUTHORS_FILE, EventAuthors } from './event-authors.ts';
import { PrivateDirectory } from './private-directory.ts';

function makeAuthors() {
  const directory = new PrivateDirectory(makeTestDir());
  const keep = (...events: readonly (readonly [string, string, string])[]): void =>
    new EventAuthors(directory).keep(new Map(events.map(([task, id, by]) => [task, { id, by }])));
  /** Each process makes its own. */
  const of = (...wanted: readonly (readonly [string, string])[]) => [
    ...new EventAuthors(directory).of(new Map(wanted)),
  ];
  return { keep, of, path: directory.file(AUTHORS_FILE) };
}

test('what was kept is known, of that event of that task alone', () => {
  const { keep, of } = makeAuthors();
  expect(of(['a', '1'])).toEqual([]);
  keep(['a', '1', 'ann'], ['b', '1', 'bob \u00fc\n']);
  keep(['c', '3', 'eve']);
  expect(of(['a', '1'], ['b', '1'], ['c', '3'])).toEqual([
    ['a', 'ann'],
    ['b', 'bob \u00fc\n'],
    ['c', 'eve'],
  ]);
  expect(of(['a', '2'], ['d', '1'])).toEqual([]);
});

test('the oldest are forgotten first', () => {
  const { keep, of } = makeAuthors();
  for (let at = 0; at < 6; at++)
    keep(...Array.from({ length: 100 }, (_, task) => [`t${task}`, String(at), 'ann'] as const));
  expect(of(['t0', '0'], ['t99', '0'])).toEqual([]);
  expect(of(['t0', '1'], ['t99', '5'])).toHaveLength(2);
});

test.each<readonly [string, (text: string) => string]>([
  ['another name', (text) => text.replace('ann', 'eve')],
  ['another event', (text) => text.replace('a 1', 'a 2')],
  ['half of it', (text) => text.slice(0, text.length / 2)],
  ['nothing', () => ''],
  ['a later version', (text) => `9${text}`],
])('with %s in the file, nothing is known', (_, spoil) => {
  const { keep, of, path } = makeAuthors();
  keep(['a', '1', 'ann']);
  expect(of(['a', '1'])).toHaveLength(1);
  writeFileSync(path, spoil(readFileSync(path, 'utf8')));
  expect(of(['a', '1'], ['a', '2'])).toHaveLength(0);
  keep(['a', '1', 'ann']);
  expect(of(['a', '1'])).toHaveLength(1);
});
