import { describe, expect, test } from 'vitest';
import { lexGo } from './go-lexer.ts';
import { lexJava } from './java-lexer.ts';
import type { Token } from './token.ts';

function show(tokens: readonly Token[]): string {
  return tokens.map(({ kind, text }) => (kind === 'string' ? JSON.stringify(text) : text)).join(' ');
}

describe('Go', () => {
  test.each([
    ['semicolons that nobody wrote', 'x := f()\nreturn\n}\n', 'x := f ( ) ; return ; } ;'],
    ['a line that goes on', 'r.\n\tGET(\n"/x",\n)', 'r . GET ( "/x" , ) ;'],
    ['the end of a comment of several lines', 'a /* b\n */ c // d\n', 'a ; c ;'],
    ['a raw string over lines', 'a = `r.GET("/x")\n\\`', 'a = "r.GET(\\"/x\\")\\n\\\\" ;'],
    ['runes', "'\"' + '\\'' + '`'", "'\"' + '\\'' + '`' ;"],
    ['escapes', '"\\"\\u002f\\t"', '"\\"/\\t" ;'],
    ['a string that is not closed', 'a = "b\nc', 'a = "b" ; c ;'],
    ['numbers', '0x1p-2 1_000 .5', '0x1p-2 1_000 .5 ;'],
  ])('%s', (_what, text, tokens) => {
    expect(show(lexGo(text))).toBe(tokens);
  });
});

describe('Java', () => {
  test.each([
    ['comments', 'a /* @B */ c // "d"\n', 'a c'],
    ['a text block', 'x = """\n    @A("b")\n      c\n    """;', 'x = "@A(\\"b\\")\\n  c\\n" ;'],
    ['characters', "'\"' '\\''", "'\"' '\\''"],
    ['type arguments', 'Map<K, List<V>> m', 'Map < K , List < V > > m'],
    ['annotations', '@A.B("c") int d', '@ A . B ( "c" ) int d'],
    ['lambdas and references', 'a -> B::c', 'a -> B :: c'],
  ])('%s', (_what, text, tokens) => {
    expect(show(lexJava(text))).toBe(tokens);
  });
});
