import { describe, expect, test } from 'vitest';
import { isStamp, leastStamp, newestStamp, stampSequence, stampTime } from './stamp.ts';

const NOW = 1_700_000_000_000;
const bytes = (value: number) => (count: number) => new Uint8Array(count).fill(value);

describe('a stamp', () => {
  test('is a ULID of its moment', () => {
    const stamp = stampSequence(NOW, undefined, bytes(7))();
    expect(stamp).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(stampTime(stamp)).toBe(NOW);
    expect(leastStamp(NOW) <= stamp && stamp < leastStamp(NOW + 1)).toBe(true);
  });

  test.each([
    ['01HF7YAT00ABCDEFGHJKMNPQRS', true],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', true],
    ['8ZZZZZZZZZZZZZZZZZZZZZZZZZ', false],
    ['01HF7YAT00ABCDEFGHJKMNPQRI', false],
    ['01hf7yat00abcdefghjkmnpqrs', false],
    ['01HF7YAT00ABCDEFGHJKMNPQR', false],
    ['01HF7YAT00ABCDEFGHJKMNPQRS\n', false],
    ['', false],
  ])('%j: %s', (text, expected) => expect(isStamp(text)).toBe(expected));
});

describe('the stamps of a transaction', () => {
  test('grow', () => {
    const next = stampSequence(NOW, undefined, bytes(255));
    const stamps = [next(), next(), next()];
    expect(stamps).toEqual([...new Set(stamps)].sort());
    expect(stamps.every(isStamp)).toBe(true);
    // All 80 bits were ones: the carry goes on into the time.
    expect(stamps.map(stampTime)).toEqual([NOW, NOW + 1, NOW + 1]);
  });

  test.each([
    ['the clock, where the tip is older', NOW - 5, NOW],
    ['one past the tip, where the clock has not moved', NOW, NOW + 1],
    ['one past the tip, where that is ahead of the clock', NOW + 3_600_000, NOW + 3_600_001],
  ])('begin at %s', (_, tip, expected) => {
    const newest = stampSequence(tip, undefined, bytes(255))();
    const stamp = stampSequence(NOW, newest, bytes(0))();
    expect(stampTime(stamp)).toBe(expected);
    expect(stamp > newest).toBe(true);
  });

  test('are fresh in every transaction: two clones on one tip never mint the same', () => {
    const tip = leastStamp(NOW);
    expect(stampSequence(NOW, tip, bytes(1))()).not.toBe(stampSequence(NOW, tip, bytes(2))());
  });
});

test('the newest of some stamps', () => {
  expect(newestStamp([undefined, 'B', 'A'])).toBe('B');
  expect(newestStamp([undefined])).toBe(undefined);
});
