import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryShelf } from '../../test/memory-shelf.ts';
import { KeptTrees, type Sources } from './kept-trees.ts';

const oid = (digit: string): string => digit.repeat(40);
const sources = (...paths: readonly string[]): Sources =>
  new Map(paths.map((path) => [path, { oid: oid('b'), language: 'go', outline: 'g;;a%20b;' }]));
const TREE = sources('a/b.go', 'with blank.go', 'ü.go');

function filled(): MemoryShelf {
  const shelf = new MemoryShelf();
  new KeptTrees(shelf).keep(oid('1'), 'gen', TREE);
  return shelf;
}

test('what was listed once is known, in its order', () => {
  const found = new KeptTrees(filled()).of(oid('1'), 'gen')?.sources;
  expect([...(found ?? [])]).toEqual([...TREE]);
});

test('of another commit or other facts nothing is known, but it is where a list can begin', () => {
  const trees = new KeptTrees(filled());
  expect(trees.of(oid('2'), 'gen')).toBeUndefined();
  expect(trees.of(oid('1'), 'other')).toBeUndefined();
  expect(trees.newest('gen')?.oid).toBe(oid('1'));
  expect(trees.newest('other')).toBeUndefined();
  expect(new KeptTrees(new MemoryShelf()).newest('gen')).toBeUndefined();
});

test('as many as a few worktrees need, each in its place', () => {
  const shelf = filled();
  for (let at = 0; at < 100; at++) new KeptTrees(shelf).keep(at.toString(16).padStart(40, '0'), 'gen', TREE);
  expect(shelf.files.size).toBe(8);
});

test.each([
  ['a source that nobody has read', new Map([['a.go', { oid: oid('c'), language: 'go' as const }]])],
  ['a name that is no text', sources('\ufffd.go')],
  ['a name with a line end', sources('a\n.go')],
])('not kept: %s', (_, tree) => {
  const shelf = new MemoryShelf();
  new KeptTrees(shelf).keep(oid('1'), 'gen', tree);
  expect(shelf.files.size).toBe(0);
});

test('a file that is damaged in any way is none', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 4 }), (at, cut, put) => {
      const shelf = filled();
      const [name = '', text = ''] = [...shelf.files][0] ?? [];
      const place = at % (text.length + 1);
      const damaged = text.slice(0, place) + put + text.slice(place + cut);
      shelf.files.set(name, damaged);
      const found = new KeptTrees(shelf).of(oid('1'), 'gen');
      if (found !== undefined) expect([...found.sources]).toEqual([...TREE]);
      if (damaged !== text) expect(found).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
