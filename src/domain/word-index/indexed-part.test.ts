import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../search.ts';
import { type SearchPart, TextPart } from '../search-part.ts';
import { compareSearchLines, foldText } from '../search-text.ts';
import { parseTerms } from '../search-words.ts';
import { buildWordIndex } from './build.ts';
import { DamagedFile, type IndexedFile } from './indexed-file.ts';
import { IndexedPart } from './indexed-part.ts';

/** A file in memory, as it would be read from a disk. */
function fileOf(text: string, content: Uint8Array): IndexedFile {
  return {
    text,
    bytes: (from, to) => {
      if (!(from <= to && to <= content.length)) throw new DamagedFile('test');
      return content.slice(from, to);
    },
    ascii: (bytes) => String.fromCharCode(...bytes),
  };
}

function indexed(text: string, replaced: ReadonlySet<number> = new Set(), spoil = (_: Uint8Array) => {}) {
  const lines = new TextEncoder().encode(text);
  const index = buildWordIndex(text, lines);
  if (index === undefined) throw new Error('too many lines');
  const content = new Uint8Array(index.shape.end);
  content.set(lines);
  content.set(index.bytes, index.shape.classes);
  spoil(content);
  return new IndexedPart(fileOf(text, content), index.shape, replaced);
}

const word = fc.constantFrom(
  ...[
    'log',
    'logs',
    'login',
    'Login',
    'userLogin',
    'userLog',
    'HTTPLogin',
    'rate-limit',
    'rateLimit',
    'ab00',
  ],
  ...['src/log.ts', '4711', '\u767b\u9332', '\u767b\u9332\u753b\u9762', 'caf\u00e9', 'x'.repeat(50)],
  ...['a0000', `${'log '.repeat(20)}`, `${'xyz '.repeat(150)}`],
);
const texts = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
const lineOf = fc.record({
  open: fc.boolean(),
  fields: fc.tuple(texts, texts, texts, texts, texts),
});

/** Tasks of which each has a title, labels, a description, notes and links. */
const textOf = fc.array(lineOf, { maxLength: 25 }).map((made) =>
  made
    .map(({ open, fields: [title, labels, links, description, notes] }, at) => {
      const id = `ab${String((at * 7) % 31).padStart(8, '0')}`;
      const fields = [title, labels, '', '', '', links, '', '', description, notes].map(foldText);
      return `${id}${open ? 1 : 0}1\t${fields.join('\t')}\n`;
    })
    .sort(compareSearchLines)
    .join(''),
);
const typed = fc
  .array(
    fc.oneof(
      word,
      word.map((one) => one.slice(0, 3)),
      fc.tuple(word, word).map(([one, two]) => `"${one} ${two}"`),
      fc.constantFrom(
        'ab0000',
        'user',
        'rate',
        'http',
        'limit',
        'ts',
        '"rate limit"',
        '"log log"',
        'x'.repeat(45),
        '\u753b\u9762',
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((words) => words.join(' '));

function answerOf(parts: readonly SearchPart[], search: string, most: number): unknown {
  const findings = new Findings(parts, parseTerms(search));
  const { some, whole } = findings;
  return {
    some: some.map((task) => findings.id(task)),
    whole: whole.map((task) => findings.id(task)),
    open: findings.open(some).map((task) => findings.id(task)),
    best: findings.best(some, most),
    bestWhole: findings.best(whole, most),
  };
}

test('an index finds what is found by looking at every line, and ranks it the same', () => {
  fc.assert(
    fc.property(textOf, typed, fc.nat(8), (text, search, most) => {
      const count = text.split('\n').length - 1;
      expect(answerOf([indexed(text)], search, most)).toEqual(
        answerOf([new TextPart(text, count)], search, most),
      );
    }),
    { numRuns: 400 },
  );
});

test('it finds a phrase of more words than a byte counts', () => {
  const words = Array.from({ length: 300 }, () => 'xyz').join(' ');
  const text = `ab0000000001\t\t\t\t\t\t${words}\t\t\t\t\n`;
  const expected = answerOf([new TextPart(text, 1)], `"${words}"`, 5);
  expect(expected).toMatchObject({ some: ['ab00000000'] });
  expect(answerOf([indexed(text)], `"${words}"`, 5)).toEqual(expected);
});

test('it passes over lines that are old ones, beside those that came', () => {
  fc.assert(
    fc.property(textOf, textOf, fc.array(fc.nat(24), { maxLength: 5 }), typed, (text, came, old, search) => {
      const lines = text.split('\n').slice(0, -1);
      const replaced = new Set(old.filter((at) => at < lines.length));
      const ids = new Set([...replaced].map((at) => lines[at]?.slice(0, 10) ?? ''));
      const added = came.replace(/^ab/gm, 'cd');
      const beside = new TextPart(added, added.split('\n').length - 1);
      expect(answerOf([indexed(text, replaced), beside], search, 5)).toEqual(
        answerOf([new TextPart(text, lines.length - replaced.size, ids), beside], search, 5),
      );
      for (const [at, line] of lines.entries()) expect(indexed(text).lineOf(line.slice(0, 10))).toBe(at);
      expect(indexed(text).lineOf('zz00000000')).toBeUndefined();
    }),
  );
});

test('where a byte of it is another one, the answer is the same or none', () => {
  let damaged = 0;
  fc.assert(
    fc.property(
      textOf,
      typed,
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (text, search, place) => {
        fc.pre(text !== '');
        const spoil = (content: Uint8Array): void => {
          const at = Math.floor(place * content.length);
          content[at] = (content[at] ?? 0) ^ 4;
        };
        const sound = answerOf([indexed(text)], search, 5);
        try {
          expect(answerOf([indexed(text, new Set(), spoil)], search, 5)).toEqual(sound);
        } catch (error) {
          if (!(error instanceof DamagedFile)) throw error;
          damaged++;
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(damaged).toBeGreaterThan(20);
});
