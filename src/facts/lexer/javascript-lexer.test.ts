import { describe, expect, test } from 'vitest';
import { lexJavaScript } from './javascript-lexer.ts';

/** Tokens as `kind:text`, names, numbers and signs as they stand. */
function lex(text: string, jsx = true): string[] {
  const plain = new Set(['name', 'number', 'punctuation']);
  return lexJavaScript(text, jsx).map(({ kind, text }) => (plain.has(kind) ? text : `${kind}:${text}`));
}

describe('lexJavaScript', () => {
  test.each([
    ['a // b\n/* c */ d', ['a', 'd']],
    ['/* never closed', []],
    [String.raw`'it\'s' "a\u0041\n"`, ["string:it's", 'string:aA\n']],
    ["'not closed\nx", ['string:not closed', 'x']],
    ['`a`', ['template:a']],
    [`\`a\${b}c\``, ['template:a', '${', 'b', '}', 'template:c']],
    [`\`\${{ a: \`\${b}\` }}\``, `template:|\${|{|a|:|template:|\${|b|}|template:|}|}|template:`.split('|')],
    ['a / b / c', ['a', '/', 'b', '/', 'c']],
    ['x = /[/"]+\\//gi.test(y)', ['x', '=', 'regex:/[/"]+\\//gi', '.', 'test', '(', 'y', ')']],
    ['if (a) /"/.test(b)', ['if', '(', 'a', ')', 'regex:/"/', '.', 'test', '(', 'b', ')']],
    ['(a) / b / c', ['(', 'a', ')', '/', 'b', '/', 'c']],
    ['return /`/', ['return', 'regex:/`/']],
    ['a.return / b / c', ['a', '.', 'return', '/', 'b', '/', 'c']],
    ['x! / y / z', ['x', '!', '/', 'y', '/', 'z']],
    ['{ a } /"/', ['{', 'a', '}', 'regex:/"/']],
    ['x = { a } / b / c', ['x', '=', '{', 'a', '}', '/', 'b', '/', 'c']],
    ['x = /[', ['x', '=', '/', '[']],
    ['a?.b ?? 1.5e-3', ['a', '?.', 'b', '??', '1.5e-3']],
    ['class { #a = 1 }', ['class', '{', '#a', '=', '1', '}']],
    ['a < b > c', ['a', '<', 'b', '>', 'c']],
  ])('%s', (text, tokens) => {
    expect(lex(text)).toEqual(tokens);
  });

  test('text between tags is no code: apostrophes and comments in it mean nothing', () => {
    expect(lex("x = <a b='c' {...d}>it's // {f('g')}</a>; h")).toEqual(
      "x|=|jsx:<|jsx:a|jsx:b|jsx:=|jsx:'c'|{|...|d|}|jsx:>|jsx:it's //|{|f|(|string:g|)|}|jsx:</|jsx:a|jsx:>|;|h".split(
        '|',
      ),
    );
    expect(lex('(<><b/>{x}</>)')).toEqual('(|jsx:<|jsx:>|jsx:<|jsx:b|jsx:/>|{|x|}|jsx:</|jsx:>|)'.split('|'));
  });

  test('type parameters and casts are no tags', () => {
    const arrow = 'f = <T,>(a: T) => a';
    expect(lex(arrow)).toEqual(lex(arrow, false));
    expect(lex("x = <T>y; z = 'a'", false)).toEqual([
      'x',
      '=',
      '<',
      'T',
      '>',
      'y',
      ';',
      'z',
      '=',
      'string:a',
    ]);
    expect(lex("x = <T>y; z = 'a'")).toEqual(lex("x = <T>y; z = 'a'", false));
  });

  test('lines are counted through comments, strings and templates', () => {
    const tokens = lexJavaScript('a\n/*\n*/ `x\ny` b\n\nc', true);
    expect(tokens.map(({ text, line, endLine }) => [text, line, endLine])).toEqual([
      ['a', 1, 1],
      ['x\ny', 3, 4],
      ['b', 4, 4],
      ['c', 6, 6],
    ]);
  });
});
