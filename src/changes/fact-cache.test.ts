import { describe, expect, test } from 'vitest';
import type { FileFacts } from '../facts/file-facts.ts';
import { FactCache, type Shelf } from './fact-cache.ts';

const oid = (digit: string): string => digit.repeat(40);

function facts(name: string): FileFacts {
  return {
    language: 'python',
    definitions: [{ name, line: 1, endLine: 2, contract: 'c', body: 'b' }],
  };
}

/** A shelf in memory. */
class MemoryShelf implements Shelf {
  readonly files = new Map<string, string>();
  writes = 0;

  read(name: string): string | undefined {
    return this.files.get(name);
  }

  save(name: string, text: string): boolean {
    this.writes++;
    this.files.set(name, text);
    return true;
  }

  append(name: string, text: string): boolean {
    const before = this.files.get(name);
    if (before === undefined) return false;
    this.writes++;
    this.files.set(name, before + text);
    return true;
  }

  /** Whatever the one file holds, changed. */
  damage(how: (text: string) => string): void {
    for (const [name, text] of this.files) this.files.set(name, how(text));
  }
}

function filled(shelf = new MemoryShelf()): MemoryShelf {
  const cache = new FactCache(shelf);
  cache.set(oid('a'), facts('one'));
  cache.save();
  const other = new FactCache(shelf);
  other.set(oid('b'), facts('two'));
  other.save();
  return shelf;
}

const readAll = (shelf: Shelf): (FileFacts | undefined)[] => {
  const cache = new FactCache(shelf);
  return [cache.get(oid('a'), 'python'), cache.get(oid('b'), 'python')];
};

test('what was set is there for the next call, and for processes that append at the same time', () => {
  const shelf = filled();
  expect(readAll(shelf)).toEqual([facts('one'), facts('two')]);
  const [one, two] = [new FactCache(shelf), new FactCache(shelf)];
  for (const [cache, digit] of [
    [one, 'c'],
    [two, 'd'],
  ] as const) {
    cache.get(oid('a'), 'python');
    cache.set(oid(digit), facts(digit));
  }
  one.save();
  two.save();
  const cache = new FactCache(shelf);
  expect([cache.get(oid('c'), 'python'), cache.get(oid('d'), 'python')]).toEqual([facts('c'), facts('d')]);
  expect(readAll(shelf)).toEqual([facts('one'), facts('two')]);
});

test('one blob in two languages has two lines', () => {
  expect(new FactCache(filled()).get(oid('a'), 'sql')).toBeUndefined();
});

test('nothing new, nothing written', () => {
  const shelf = filled();
  const { writes } = shelf;
  const cache = new FactCache(shelf);
  cache.get(oid('a'), 'python');
  cache.save();
  expect(shelf.writes).toBe(writes);
});

describe('what is lost of a damaged file is read again, and nothing else', () => {
  test.each<[string, (text: string) => string, (FileFacts | undefined)[]]>([
    ['its last line is torn', (text) => text.slice(0, -5), [facts('one'), undefined]],
    ['its last line end is missing', (text) => text.slice(0, -1), [facts('one'), facts('two')]],
    ['another version wrote it', (text) => text.replace('facts 2 ', 'facts 0 '), [undefined, undefined]],
    [
      'a line is of another version',
      (text) => text.replace(/python \S+ (\S+ \d+ \{.*two)/, 'python 0 $1'),
      [facts('one'), undefined],
    ],
    ['two lines are mixed up', (text) => text.replace('"language"', '"lang'), [undefined, facts('two')]],
    ['an outline is none', (text) => text.replace(';;', ';%E0%A4%A;'), [facts('one'), facts('two')]],
    ['it is binary', () => '\0\uffff\n{', [undefined, undefined]],
    ['it is empty', () => '', [undefined, undefined]],
  ])('%s', (_, how, expected) => {
    const shelf = filled();
    shelf.damage(how);
    expect(readAll(shelf)).toEqual(expected);
    const cache = new FactCache(shelf);
    cache.get(oid('a'), 'python');
    cache.set(oid('e'), facts('e'));
    cache.save();
    expect(new FactCache(shelf).get(oid('e'), 'python')).toEqual(facts('e'));
    expect(readAll(shelf)).toEqual(expected);
  });
});

test('a file that would grow too long is written anew with what was used', () => {
  const shelf = filled();
  const cache = new FactCache(shelf);
  cache.get(oid('b'), 'python');
  const large = 15 * 1024 * 1024;
  for (const digit of ['c', 'd']) {
    cache.set(oid(digit), facts(digit.repeat(large)));
    cache.save();
  }
  expect(readAll(shelf)).toEqual([facts('one'), facts('two')]);
  const last = new FactCache(shelf);
  last.get(oid('b'), 'python');
  last.set(oid('e'), facts('e'.repeat(large)));
  last.save();
  expect(readAll(shelf)).toEqual([undefined, facts('two')]);
  expect(new FactCache(shelf).get(oid('e'), 'python')).toEqual(facts('e'.repeat(large)));
  expect([...shelf.files.values()][0]?.length).toBeLessThan(2 * large);
});

test('where nothing can be written the facts are read every time', () => {
  const nowhere: Shelf = { read: () => undefined, save: () => false, append: () => false };
  const cache = new FactCache(nowhere);
  cache.set(oid('a'), facts('one'));
  cache.save();
  expect(cache.get(oid('a'), 'python')).toEqual(facts('one'));
});
