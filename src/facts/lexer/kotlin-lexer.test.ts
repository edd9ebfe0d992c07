import { expect, test } from 'vitest';
import { lexKotlin } from './kotlin-lexer.ts';

test.each<[what: string, source: string, tokens: string]>([
  ['a plain text', 'val a = "x\\"y"', 'val a = "x"y"'],
  ['a name put into a text', '"/a/$ID/b" + c', '"/a/" + ID + "/b" + c'],
  ['an expression put into a text', `"\${Paths.A}/x"`, '"" + ( Paths . A ) + "/x"'],
  ['braces and texts within it', `"a\${run { "b\${c}" }}d" e`, '"a" + ( run { "b" + ( c ) + "" } ) + "d" e'],
  ['a dollar sign that is one', `"\\\${a.b}/$1"`, `"\${a.b}/$1"`],
  ['a raw text', 'f("""a\\n"b" $c""") d', 'f ( "a\\n"b" " + c + "" ) d'],
  ['quotes at the end of a raw text', '"""a"""" b', '"a" b'],
  ['a text that is not closed', 'val a = "x\nval b', 'val a = "x" val b'],
  ['comments within comments', 'a /* b /* c */ d */ e // f\ng', 'a e g'],
  ['a name between ticks', 'fun `it works`() {}', 'fun it works ( ) { }'],
])('%s', (_what, source, tokens) => {
  const found = lexKotlin(source).map(({ kind, text }) => (kind === 'string' ? `"${text}"` : text));
  expect(found.join(' ')).toBe(tokens);
});
