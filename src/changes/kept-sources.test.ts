import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryShelf } from '../../test/memory-shelf.ts';
import { FactCache } from './fact-cache.ts';
import { formatSources, KeptSources } from './kept-sources.ts';
import { comparePaths } from './path-order.ts';
import { type Origin, SourceFile, type Sources } from './source-file.ts';
import { ChangedTree, ListedTree } from './source-list.ts';

const ORIGIN: Origin = { cache: new FactCache(new MemoryShelf()), read: () => {} };

const name = fc.constantFrom('a', 'b', 'a b', 'a.b', 'ü', '\u{1f600}', '\uffee', 'next.config.ts', 'Z');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const modules = fc.array(fc.constantFrom('./a', './b.js', '@c/d e', 'f%'), { maxLength: 2 });
const source = fc
  .record({
    language: fc.constantFrom('typescript' as const, 'javascript' as const, 'go' as const, 'npm' as const),
    global: fc.constantFrom('-', 'g', 'r', 'l'),
    passes: modules,
    uses: modules,
    digit: fc.constantFrom('1', '2', 'f'),
  })
  .map(({ language, global, passes, uses, digit }) => {
    const list = (names: readonly string[]): string => names.map(encodeURIComponent).join(',');
    return new SourceFile(ORIGIN, language, digit.repeat(40), `${global};${list(passes)};;${list(uses)}`);
  });
const files = fc.array(fc.tuple(path, source), { maxLength: 12 }).map((all) => new Map(all));

function listed(all: ReadonlyMap<string, SourceFile>): Sources {
  return new ListedTree(new Map([...all].sort(([a], [b]) => comparePaths(a, b))));
}

function said(placed: Iterable<readonly [string, SourceFile]>): readonly unknown[] {
  return [...placed].map(([at, { key, language, told }]) => [at, key, language, told]);
}

/** What any tree answers, in the order in which it does where that counts. */
function answers(sources: Sources, asked: readonly string[]): unknown {
  const using = (wanted: string): readonly unknown[] =>
    [...new Set(said(sources.using((one) => one === wanted)).map((one) => JSON.stringify(one)))].sort();
  return {
    all: said(sources),
    telling: [...said(sources.telling())].sort(),
    using: ['./a', './b.js', '@c/d e', 'f%', 'none'].map(using),
    ordered: sources.ordered(asked),
    each: asked.map((one) => [sources.has(one), sources.get(one)?.key, sources.get(one)?.told]),
  };
}

function kept(sources: Sources): Sources {
  const found = KeptSources.parse(formatSources(sources) ?? '', ORIGIN);
  if (found === undefined) throw new Error('these can be kept');
  return found;
}

test('what is kept of a list answers as the list does, in any order of questions', () => {
  fc.assert(
    fc.property(files, fc.array(path, { maxLength: 6 }), fc.boolean(), (all, others, first) => {
      const asked = [...new Set([...others, ...all.keys()])];
      const list = listed(all);
      const found = kept(list);
      if (first) for (const one of asked) found.get(one);
      // Of what is asked for often, all paths are listed.
      else for (let at = 0; at < 500; at++) expect(found.has(`no/${at}`)).toBe(false);
      expect(answers(found, asked)).toEqual(answers(list, asked));
    }),
  );
});

test('a list with changes laid over it answers as one with all of them, and is kept as that', () => {
  const changes = fc.array(fc.tuple(path, fc.option(source, { nil: undefined })), { maxLength: 5 });
  fc.assert(
    fc.property(files, changes, (all, changed) => {
      const whole = new Map(all);
      for (const [at, file] of changed) {
        if (file === undefined) whole.delete(at);
        else whole.set(at, file);
      }
      const expected = listed(whole);
      const asked = [...new Set([...all.keys(), ...changed.map(([at]) => at)])];
      const found = new ChangedTree(kept(listed(all)), new Map(changed));
      expect(answers(found, asked)).toEqual(answers(expected, asked));
      expect(formatSources(found)).toBe(formatSources(expected));
    }),
  );
});

test('of a language that is none any more nothing is known', () => {
  const text = formatSources(listed(new Map([['a.go', new SourceFile(ORIGIN, 'go', 'a', '-;;;')]])));
  expect(KeptSources.parse(text ?? '', ORIGIN)).toBeDefined();
  expect(
    KeptSources.parse(text?.replaceAll('go ', 'gi ').replace('\ngo\n', '\ngi\n') ?? '', ORIGIN),
  ).toBeUndefined();
});
