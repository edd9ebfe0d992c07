import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTwiceKey } from './json-text.ts';

test.each([
  ['{"a":1,\n "b":2,\n "a":3}', { key: 'a', line: 3, column: 2 }],
  ['{"a":{"b":1},"c":{"b":1}}', undefined],
  ['[{"a":1},{"a":1,"\\u0061":2}]', { key: 'a', line: 1, column: 17 }],
  ['{"a":"a\\":","b":"{","c":"a"}', undefined],
  ['{"__proto__":1,"__proto__":2}', { key: '__proto__', line: 1, column: 16 }],
  ['["a","a"]', undefined],
])('%s', (text, found) => {
  expect(findTwiceKey(text)).toEqual(found);
});

test('what JSON.stringify writes has no key twice, and one put in is found', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), (value) => {
      const text = JSON.stringify(value, undefined, 1);
      expect(findTwiceKey(text)).toBeUndefined();
      const [key = ''] = Object.keys(value);
      const twice = `${text.slice(0, -2)},${JSON.stringify(key)}:0}`;
      expect(findTwiceKey(twice)?.key).toBe(key);
    }),
  );
});

test('a million keys take a moment', () => {
  const text = JSON.stringify(
    Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`k${at}`, 0])),
  );
  expect(findTwiceKey(text)).toBeUndefined();
});
