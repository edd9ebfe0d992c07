import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lexPython } from './python-lexer.ts';

/** Tokens as `kind:text`, names, numbers and signs as they stand; `;` for a line's end, `>` and `<` for a block's,
 * `$` for what opens a substitution. */
function lex(text: string): string {
  const signs: Readonly<Record<string, string>> = { newline: ';', indent: '>', dedent: '<' };
  const plain = new Set(['name', 'number', 'punctuation']);
  return lexPython(text)
    .map(({ kind, text }) => signs[kind] ?? (plain.has(kind) ? text.replace('${', '$') : `${kind}:${text}`))
    .join(' ');
}

describe('lexPython', () => {
  test.each([
    ['a # b\nc', 'a ; c ;'],
    ['', ''],
    ['# only a comment', ''],
    ['if a:\n  b\n\n  # c\nd', 'if a : ; > b ; < d ;'],
    ['if a:\n\tb\n        c\nd', 'if a : ; > b ; c ; < d ;'],
    ['if a:\n    b\n  c\n', 'if a : ; > b ; < > c ; <'],
    ['f(a,\n  b,\n\n# c\nd)\ne', 'f ( a , b , d ) ; e ;'],
    ['a = \\\n  b\nc', 'a = b ; c ;'],
    ['a\r\nif b:\r\n  c\r\n', 'a ; if b : ; > c ; <'],
    [String.raw`'it\'s' "a\n" r'\d'`, "string:it's string:a\n string:\\d ;"],
    ["'not closed\nx", 'string:not closed ; x ;'],
    ['"""a\n"b" \'c\' # d\n""" e', 'string:a\n"b" \'c\' # d\n e ;'],
    ['"""never closed\n\'x\'', "string:never closed\n'x' ;"],
    ["'''a\\'''b''' c", "string:a'''b c ;"],
    ['b"x" Rb"\\d" u"y"', 'string:x string:\\d string:y ;'],
    ['bb"x"', 'bb string:x ;'],
    ['f"a"', 'template:a ;'],
    ['f"/{a}/{{b}}"', 'template:/ $ a } template:/{b} ;'],
    [`f"{a['b']:>{w}} c"`, 'template: $ a [ string:b ] : template:> $ w } template: } template: c ;'],
    [`f'{f"{x}"}'`, 'template: $ template: $ x } template: } template: ;'],
    [`f"{f"{x}"}"`, 'template: $ template: $ x } template: } template: ;'],
    ['f"{a!r:#x}" b', 'template: $ a ! r : template:#x } template: b ;'],
    ['f"{ {1: 2}[1] }"', 'template: $ { 1 : 2 } [ 1 ] } template: ;'],
    ['rf"\\{a}"', 'template:\\ $ a } template: ;'],
    ['f"""\n{\na\n}\n"""\nb', 'template:\n $ a } template:\n ; b ;'],
    ['f"{(}" b', 'template: $ ( } template: b ;'],
    ['f"not closed {x\ndef f(): pass', 'template:not closed  $ x } ; def f ( ) : pass ;'],
    ['x := 1.5e-3 ** .5 // 2 -> ...', 'x := 1.5e-3 ** .5 // 2 -> ... ;'],
    ['f(\ndef g(): pass', 'f ( ) ; def g ( ) : pass ;'],
    ['f(a, [\n\nclass A:\n  pass', 'f ( a , [ ] ) ; class A : ; > pass ; <'],
    ['a ) b ]\nc', 'a ) b ] ; c ;'],
    ['é = naïve', 'é = naïve ;'],
  ])('%j', (text, tokens) => {
    expect(lex(text)).toBe(tokens);
  });

  test('lines are counted through strings, brackets and continuations', () => {
    const places = lexPython('a\n"""\n""" b\n(\n\nc) + \\\nd').map(({ kind, text, line, endLine }) => [
      kind === 'newline' ? ';' : text,
      line,
      endLine,
    ]);
    expect(places).toEqual([
      ['a', 1, 1],
      [';', 1, 1],
      ['\n', 2, 3],
      ['b', 3, 3],
      [';', 3, 3],
      ['(', 4, 4],
      ['c', 6, 6],
      [')', 6, 6],
      ['+', 6, 6],
      ['d', 7, 7],
      [';', 7, 7],
    ]);
  });

  test('whatever the text, offsets never go back and blocks that begin end', () => {
    const piece = fc.constantFrom(
      ...'( ) [ ] { } : " \' """ \\ # f" f\'\'\' rb" \n def class @ x . , = != {{ }} \t'.split(' '),
      ' ',
      '\n    ',
      '\n  ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let [end, depth] = [0, 0];
        for (const token of lexPython(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeLessThanOrEqual(text.length);
          end = token.end;
          depth += token.kind === 'indent' ? 1 : token.kind === 'dedent' ? -1 : 0;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
      }),
      { examples: [[['@', '\n    ', '#']]] },
    );
  });
});
