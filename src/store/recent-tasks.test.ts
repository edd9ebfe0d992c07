import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeTestDir } from '../../test/temp-repository.ts';
import { PrivateDirectory } from './private-directory.ts';
import { RecentTasks } from './recent-tasks.ts';

const TIP = 'a'.repeat(40);
const NEXT = 'b'.repeat(40);

function makeRecent() {
  const directory = new PrivateDirectory(makeTestDir());
  return { recent: new RecentTasks(directory), path: directory.file('recent.json') };
}

test('what was written is known on its tip, and on the next one unless written again', () => {
  const { recent } = makeRecent();
  expect(recent.at(TIP)).toEqual(new Map());
  recent.save(
    TIP,
    new Map(),
    new Map([
      ['one', '1'],
      ['two', '2\nlines'],
    ]),
  );
  expect(recent.at(TIP)).toEqual(
    new Map([
      ['one', '1'],
      ['two', '2\nlines'],
    ]),
  );
  recent.save(NEXT, recent.at(TIP), new Map([['one', 'changed']]));
  expect(recent.at(NEXT)).toEqual(
    new Map([
      ['two', '2\nlines'],
      ['one', 'changed'],
    ]),
  );
});

test('on any other tip nothing is known', () => {
  const { recent } = makeRecent();
  recent.save(TIP, new Map(), new Map([['one', '1']]));
  expect(recent.at(NEXT)).toEqual(new Map());
});

test.each([
  ['a torn file', (text: string) => text.slice(0, text.length / 2)],
  ['one wrong character', (text: string) => text.replace('title', 'tilte')],
  ['zeros', (text: string) => '\0'.repeat(text.length)],
  ['nothing', () => ''],
])('%s is not believed', (_, spoil) => {
  const { recent, path } = makeRecent();
  recent.save(TIP, new Map(), new Map([['one', 'title: sound']]));
  writeFileSync(path, spoil(readFileSync(path, 'utf8')));
  expect(recent.at(TIP)).toEqual(new Map());
});

test('what was written last stays where not all has room', () => {
  const { recent } = makeRecent();
  const long = 'x'.repeat(15_000);
  recent.save(
    TIP,
    new Map([
      ['one', long],
      ['two', long],
    ]),
    new Map([['three', long]]),
  );
  expect([...recent.at(TIP).keys()]).toEqual(['two', 'three']);
  recent.save(NEXT, recent.at(TIP), new Map([['huge', 'x'.repeat(100_000)]]));
  expect([...recent.at(NEXT).keys()]).toEqual(['two', 'three']);
});

test('a text that git would store otherwise is left to git', () => {
  const { recent } = makeRecent();
  recent.save(TIP, new Map(), new Map([['one', 'half \ud800']]));
  expect(recent.at(TIP)).toEqual(new Map());
});
