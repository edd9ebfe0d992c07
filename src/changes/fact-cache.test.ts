import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryShelf } from '../../test/memory-shelf.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { FactCache } from './fact-cache.ts';
import type { Shelf } from './shelf.ts';

const oid = (digit: string): string => digit.repeat(40);

function facts(name: string): FileFacts {
  return {
    language: 'python',
    definitions: [{ name, line: 1, endLine: 2, contract: 'c', body: 'b' }],
  };
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
    ['another version wrote it', (text) => text.replace('facts 3 ', 'facts 0 '), [undefined, undefined]],
    [
      'a line is of another version',
      (text) => text.replace(/python \S+ (\S+ \d+ \w+ \{.*two)/, 'python 0 $1'),
      [facts('one'), undefined],
    ],
    ['two lines are mixed up', (text) => text.replace('"language"', '"lang'), [undefined, facts('two')]],
    ['an outline is another one', (text) => text.replace(';;', ';a;'), [undefined, facts('two')]],
    ['a letter of it is another one', (text) => text.replace('"one"', '"won"'), [undefined, facts('two')]],
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

test('whatever becomes of the files, facts are right or not known', () => {
  const edit = fc.record({
    file: fc.constantFrom('facts', 'facts-index'),
    at: fc.nat(),
    does: fc.constantFrom('cut', 'drop', 'double', 'replace', 'remove'),
    text: fc.string({ maxLength: 5 }),
  });
  let known = 0;
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 3 }), (edits) => {
      const shelf = filled();
      for (const { file, at, does, text } of edits) {
        const old = shelf.files.get(file) ?? '';
        const place = at % (old.length + 1);
        const rest = {
          cut: '',
          drop: old.slice(place + 1),
          double: old.slice(place - 1),
          replace: '',
          remove: '',
        };
        if (does === 'remove') shelf.files.delete(file);
        else if (does === 'replace')
          shelf.files.set(file, old.slice(0, place) + text + old.slice(place + text.length));
        else shelf.files.set(file, old.slice(0, place) + rest[does]);
      }
      const [one, two] = readAll(shelf);
      expect([undefined, facts('one')]).toContainEqual(one);
      expect([undefined, facts('two')]).toContainEqual(two);
      if (one !== undefined) known += 1;
      const cache = new FactCache(shelf);
      cache.set(oid('e'), facts('e'));
      cache.save();
      expect(new FactCache(shelf).get(oid('e'), 'python')).toEqual(facts('e'));
    }),
    { numRuns: 500 },
  );
  expect(known).toBeGreaterThan(50);
});

test('lines that no index knows are entered in it when they grow many, those of other processes too', () => {
  const shelf = filled();
  const names = Array.from({ length: 16 }, (_, at) => at.toString(16));
  const other = new FactCache(shelf);
  other.get(oid('a'), 'python');
  for (const name of names) {
    const cache = new FactCache(shelf);
    cache.set(oid(name), facts(name.repeat(10_000)));
    cache.save();
  }
  other.set('c'.repeat(64), facts('sha256'));
  other.save();
  const index = shelf.files.get('facts-index') ?? '';
  expect(index).toContain(oid('9'));
  const cache = new FactCache(shelf);
  for (const name of names) expect(cache.get(oid(name), 'python')).toEqual(facts(name.repeat(10_000)));
  const parts: number[] = [];
  const counting = new FactCache({
    read: (name) => shelf.read(name),
    readPart: (name, from, to) => {
      parts.push(Math.min(to, shelf.sizeOf(name) ?? 0) - from);
      return shelf.readPart(name, from, to);
    },
    sizeOf: (name) => shelf.sizeOf(name),
    newestIn: (name) => shelf.newestIn(name),
    save: () => false,
    append: () => false,
  });
  expect(counting.get(oid('1'), 'python')).toEqual(facts('1'.repeat(10_000)));
  expect(Math.max(...parts)).toBeLessThan(100_000);
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
  const nowhere: Shelf = {
    read: () => undefined,
    readPart: () => undefined,
    sizeOf: () => undefined,
    newestIn: () => undefined,
    save: () => false,
    append: () => false,
  };
  const cache = new FactCache(nowhere);
  cache.set(oid('a'), facts('one'));
  cache.save();
  expect(cache.get(oid('a'), 'python')).toEqual(facts('one'));
});
