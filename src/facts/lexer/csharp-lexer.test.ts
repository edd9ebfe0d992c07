import { describe, expect, test } from 'vitest';
import { lexCSharp } from './csharp-lexer.ts';

function tokens(text: string): string[] {
  return lexCSharp(text).map((token) => (token.kind === 'string' ? JSON.stringify(token.text) : token.text));
}

describe('what is written and what is meant', () => {
  test.each<[what: string, text: string, expected: string[]]>([
    ['comments and XML docs', 'a // b\n/* c */ d /// <e>f</e>\ng', ['a', 'd', 'g']],
    ['a text', '"a\\t\\"b\\"" c', [JSON.stringify('a\t"b"'), 'c']],
    ['a text that is not closed', '"a\nb', ['"a"', 'b']],
    ['a verbatim text', '@"C:\\x ""y""\nz" a', [JSON.stringify('C:\\x "y"\nz'), 'a']],
    ['an empty text, and an empty verbatim one', '"" @"" a', ['""', '""', 'a']],
    ['a text with holes', '$"a{b}c" d', ['a', '${', 'b', '}', 'c', 'd']],
    ['no holes at all', '$"a{{b}}" c', ['"a{b}"', 'c']],
    [
      'formats and alignments',
      '$"{a,5:N2}/{b:yyyy}"',
      ['', '${', 'a', ',', '5', ':', '}', '/', '${', 'b', ':', '}', ''],
    ],
    ['a choice in a hole', '$"{(a ? b : c)}"', ['', '${', '(', 'a', '?', 'b', ':', 'c', ')', '}', '']],
    ['a text within a hole', '$"x{f("}")}y" z', ['x', '${', 'f', '(', '"}"', ')', '}', 'y', 'z']],
    ['holes within holes', '$"{$"{a}b"}c"', ['', '${', '', '${', 'a', '}', 'b', '}', 'c']],
    ['braces within a hole', '$"{new { A = 1 }}x"', ['', '${', 'new', '{', 'A', '=', '1', '}', '}', 'x']],
    [
      'a verbatim text with holes, either way',
      '$@"\\{a}""" @$"\\{a}"',
      ['\\', '${', 'a', '}', '"', '\\', '${', 'a', '}', ''],
    ],
    ['a raw text', '"""a "b" \\n""" c', [JSON.stringify('a "b" \\n'), 'c']],
    [
      'a raw text of several lines',
      'x = """\n    a\n      b\n    """;',
      ['x', '=', JSON.stringify('a\n  b'), ';'],
    ],
    ['a raw text of more quotes', '""""a"""b"""" c', [JSON.stringify('a"""b'), 'c']],
    ['a raw text with holes of two braces', '$$"""{a}{{b}}c""" d', ['{a}', '${', 'b', '}', 'c', 'd']],
    ['characters', "'\"' '\\'' a", ["'\"'", "'\\''", 'a']],
    ['names that are words of the language', '@class.@new', ['class', '.', 'new']],
    ['type arguments of type arguments', 'A<B<C>> d', ['A', '<', 'B', '<', 'C', '>', '>', 'd']],
    ['signs', 'a?.b ??= c => d::e', ['a', '?.', 'b', '??=', 'c', '=>', 'd', '::', 'e']],
  ])('%s', (_what, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});

describe('lines for the preprocessor', () => {
  test.each<[what: string, text: string, expected: string[]]>([
    ['regions and pragmas', '#region "a\nb\n  #pragma warning disable\n#endregion\nc', ['b', 'c']],
    ['the first branch', '#if A\na {\n#else\nb {\n#endif\nc }', ['a', '{', 'c', '}']],
    ['the first of several', '#if A\na\n#elif B\nb\n#else\nc\n#endif\nd', ['a', 'd']],
    ['branches within branches', '#if A\na\n#else\n#if B\nb\n#else\nc\n#endif\n#endif\nd', ['a', 'd']],
    ['what is never compiled', '#if false\na\n#if B\nb\n#endif\n#else\nc\n#endif\nd', ['c', 'd']],
    ['a sign that begins no line', 'a # b', ['a', '#', 'b']],
    ['a branch that is never closed', 'a\n#if A\n#else\nb', ['a']],
  ])('%s', (_what, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});

test('lines are counted through texts and branches', () => {
  const text = 'a\n@"\n\n" b\n#if A\n#else\nc\n#endif\nd';
  expect(lexCSharp(text).map(({ line, endLine }) => [line, endLine])).toEqual([
    [1, 1],
    [2, 4],
    [4, 4],
    [9, 9],
  ]);
});
