import { describe, expect, test } from 'vitest';
import { seededEntropy } from '../../test/memory-tasks.ts';
import { isIdPrefix, isTaskId, mintId } from './id.ts';

const minted = Array.from({ length: 2000 }, (_, seed) => mintId(seededEntropy(seed * 7919), () => false));

describe('a minted id', () => {
  test('has its shape', () => expect(minted.filter((id) => !isTaskId(id))).toEqual([]));

  test('and every prefix of it is no number, in YAML or JSON', () => {
    for (const id of minted)
      for (let length = 1; length <= id.length; length++) {
        const prefix = id.slice(0, length);
        expect(isIdPrefix(prefix)).toBe(true);
        expect(Number.isNaN(Number(prefix))).toBe(true);
      }
  });

  test('has four first characters that no other task has', () => {
    const taken = new Set<string>();
    const entropy = seededEntropy(1);
    for (let n = 0; n < 5000; n++) {
      const id = mintId(
        entropy,
        (prefix) => taken.has(prefix) || [...taken].some((one) => prefix.length === 10 && one === prefix),
      );
      expect(taken.has(id.slice(0, 4))).toBe(false);
      taken.add(id.slice(0, 4));
    }
  });

  test('is still found where every short prefix is taken', () => {
    const crowded = (prefix: string): boolean => prefix.length < 10;
    expect(isTaskId(mintId(seededEntropy(1), crowded))).toBe(true);
  });
});

test.each([
  ['k7x2m4q9wd', true, true],
  ['k7x2', false, true],
  ['7k2xm4q9wd', false, false],
  ['k7x2m4q9wi', false, false],
  ['K7X2M4Q9WD', false, false],
  ['k7x2m4q9wdd', false, false],
  ['e5', false, true],
  ['1', false, false],
  ['', false, false],
  ['k7x2m4q9wd\n', false, false],
])('%j: an id %s, a prefix %s', (text, id, prefix) => {
  expect([isTaskId(text), isIdPrefix(text)]).toEqual([id, prefix]);
});
