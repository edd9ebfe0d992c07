import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryShelf } from '../../test/memory-shelf.ts';
import { FactCache } from './fact-cache.ts';
import { KeptTrees } from './kept-trees.ts';
import { type Origin, SourceFile, type Sources } from './source-file.ts';
import { ListedTree } from './source-list.ts';

const oid = (digit: string): string => digit.repeat(40);
const ORIGIN: Origin = { cache: new FactCache(new MemoryShelf()), read: () => {} };
const sources = (...paths: readonly string[]): Sources =>
  new ListedTree(new Map(paths.map((path) => [path, new SourceFile(ORIGIN, 'go', oid('b'), 'g;;a%20b;')])));
const plain = (found: Sources | undefined): unknown =>
  [...(found ?? [])].map(([path, { key, language, told }]) => [path, key, language, told]);
const TREE = sources('a/b.go', 'with blank.go', 'ü.go');

function filled(): MemoryShelf {
  const shelf = new MemoryShelf();
  new KeptTrees(shelf).keep(oid('1'), 'gen', TREE);
  return shelf;
}

test('what was listed once is known, in its order', () => {
  const found = new KeptTrees(filled()).of(oid('1'), 'gen', ORIGIN)?.sources;
  expect(plain(found)).toEqual(plain(TREE));
  expect(found?.get('ü.go')?.outline().leans).toEqual(['a b']);
});

test('of another commit or other facts nothing is known, but it is where a list can begin', () => {
  const trees = new KeptTrees(filled());
  expect(trees.of(oid('2'), 'gen', ORIGIN)).toBeUndefined();
  expect(trees.of(oid('1'), 'other', ORIGIN)).toBeUndefined();
  expect(trees.newest('gen', ORIGIN)?.oid).toBe(oid('1'));
  expect(trees.newest('other', ORIGIN)).toBeUndefined();
  expect(new KeptTrees(new MemoryShelf()).newest('gen', ORIGIN)).toBeUndefined();
});

test('as many as a few worktrees need, each in its place', () => {
  const shelf = filled();
  for (let at = 0; at < 100; at++) new KeptTrees(shelf).keep(at.toString(16).padStart(40, '0'), 'gen', TREE);
  expect(shelf.files.size).toBe(8);
});

test.each([
  [
    'a source that nobody has read',
    new ListedTree(new Map([['a.go', new SourceFile(ORIGIN, 'go', oid('c'))]])),
  ],
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
      const found = new KeptTrees(shelf).of(oid('1'), 'gen', ORIGIN);
      if (found !== undefined) expect(plain(found.sources)).toEqual(plain(TREE));
      if (damaged !== text) expect(found).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
