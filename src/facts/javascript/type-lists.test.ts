import { expect, test } from 'vitest';
import { readFacts } from '../read-facts.ts';

/** Exported names with their lines. */
function definitions(text: string): string {
  return (readFacts('typescript', text).definitions ?? [])
    .map(({ name, line, endLine }) => `${name} ${line}-${endLine}`)
    .join(', ');
}

test.each<[string, string, string]>([
  ['types of a value that is made', 'export const A = new Map<string, User>([\n  [1, 2],\n]);', 'A 1-3'],
  ['types of a call', 'export const A = make<string, B>(\n  1,\n), C = 1;', 'A 1-3, C 3-3'],
  [
    'types in a result',
    'export const f = (a: B): Record<string, B> =>\n  a;\nexport const C = 1;',
    'f 1-2, C 3-3',
  ],
  ['types behind "as"', 'export const a = b as Pick<C, "d">;\nexport const e = 1;', 'a 1-1, e 2-2'],
  ['a comparison', 'export const a = b < c, d = e > f;', 'a 1-1, d 1-1'],
  ['comparisons', 'export const a = b < c && d > (e), f = 1;', 'a 1-1, f 1-1'],
  ['types of a type', "export type A =\n  Pick<B, 'c'> & {\n    d: 1;\n  };", 'A 1-4'],
  ['a union of types', "export type A =\n  | B<'c', { d: 1 }>\n  | B<\n    'e', {}>;", 'A 1-4'],
  ['a type that ends with types', 'export type A = B<C, D>\nexport type E = 1', 'A 1-1, E 2-2'],
  ['lists within lists', 'export type A = B<C<D, E>,\n F<G>>;\nexport type H = 1;', 'A 1-2, H 3-3'],
  ['more types than anybody counts', `export type A = B<${'C, '.repeat(300)}\n D>;`, 'A 1-2'],
  ['words that are texts', 'export type A = "typeof" | "delete"\nexport type B = "in"\n', 'A 1-1, B 2-2'],
  [
    'an angle that nothing closes',
    'export const a = b < c, d = 1;\nexport type E = 1;',
    'a 1-1, d 1-1, E 2-2',
  ],
  ['a function that is a value', 'A.prototype.f = function f() {};\n\nexport function f() {}', 'f 3-3'],
  ['a declaration behind a type', 'export type A = B<C>\nexport function f() {}', 'A 1-1, f 2-2'],
])('%s', (_, text, expected) => expect(definitions(text)).toBe(expected));
