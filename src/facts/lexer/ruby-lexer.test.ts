import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lexRuby } from './ruby-lexer.ts';

/** Tokens as `kind:text`, names, numbers and signs as they stand; `;` for a line's end, `$` for what opens a value. */
function lex(text: string): string {
  const plain = new Set(['name', 'number', 'punctuation']);
  return lexRuby(text)
    .map(({ kind, text }) =>
      kind === 'newline' ? ';' : plain.has(kind) ? text.replace('${', '$') : `${kind}:${text}`,
    )
    .join(' ');
}

describe('lexRuby', () => {
  test.each([
    ['', ''],
    ['a # b\nc', 'a ; c ;'],
    ['=begin\na "\n=end\nb', 'b ;'],
    ['a\n=begin\nx\n=end\nb', 'a ; b ;'],
    ['a\n__END__\n"b', 'a ;'],
    ['a.__END__', 'a . __END__ ;'],
    ['a +\n b\nc', 'a + b ; c ;'],
    ['a\n  # why\n  .b\n  &.c\nd', 'a . b &. c ; d ;'],
    ['a\n..b', 'a ; .. b ;'],
    ['a \\\n b', 'a b ;'],
    ['f do |x|\n x\nend', 'f do | x | ; x ; end ;'],
    [String.raw`'it\'s \n' "a\tb"`, "string:it's \\n string:a\tb ;"],
    ['"a#{b}c"', 'template:a $ b } template:c ;'],
    ['"#{h[:a] + "#{x}"}"', 'template: $ h [ string:a ] + template: $ x } template: } template: ;'],
    ['"#{ {a: 1}.size }" b', 'template: $ { string:a => 1 } . size } template: b ;'],
    ["'#{a}'", 'string:#{a} ;'],
    ['f %w[a b/c], %i(x y), %w()', 'f [ string:a , string:b/c ] , [ string:x , string:y ] , [ ] ;'],
    ['%w[\n  a\n  b\n].each', '[ string:a , string:b ] . each ;'],
    ['f %q(a (b) c), %Q{a#{b}}, %(x)', 'f string:a (b) c , template:a $ b } template: , string:x ;'],
    ['a % b', 'a % b ;'],
    ['a %w[b]', 'a [ string:b ] ;'],
    ['5 %(2)', '5 % ( 2 ) ;'],
    [
      ':a :a? :b= :"x y" :[] :<=> A::B a ? b : c',
      'string:a string:a? string:b= string:x y string:[] string:<=> A :: B a ? b : c ;',
    ],
    ['f a: 1, "b": 2, c: :d', 'f string:a => 1 , string:b => 2 , string:c => string:d ;'],
    ['{ if: 1, class: 2 }', '{ string:if => 1 , string:class => 2 } ;'],
    ['a ? b : c', 'a ? b : c ;'],
    ['a.b? && c! != d', 'a . b? && c! != d ;'],
    ['a!= b', 'a != b ;'],
    ['x = /a\\/b/i', 'x = regex:/a\\/b/i ;'],
    ['a / b / c', 'a / b / c ;'],
    ['get /x/, 1', 'get regex:/x/ , 1 ;'],
    ['f(/[a-z]#{b}/, %r{^/x})', 'f ( regex:/[a-z]#{b}/ , regex:%r{^/x} ) ;'],
    ['if /a/ =~ b', 'if regex:/a/ =~ b ;'],
    ['x = ?a + ?\\n', 'x = string:a + string:\n ;'],
    ['execute <<~SQL, 1\n  a "b\n    c\nSQL\nd', 'execute string:a "b\n  c\n , 1 ; d ;'],
    ["f(<<-A, <<~'B')\n x\n A\n y\nB\nz", 'f ( string: x\n , string:y\n ) ; z ;'],
    ['a << b', 'a << b ;'],
    ['class << self', 'class << self ;'],
    ['list<<ITEM', 'list << ITEM ;'],
    ['x <<~NEVER\na', 'x string: ; a ;'],
    ['@a @@b $c $1 $!', '@a @@b $c $1 $! ;'],
    ['def /(o)\n a /b\nend', 'def / ( o ) ; a / b ; end ;'],
    ['1..2 1.5 1_000 0x1f 2.times', '1 .. 2 1.5 1_000 0x1f 2 . times ;'],
    ['`ls #{a}` b', 'template:ls  $ a } template: b ;'],
    ['->(x) { x }', '-> ( x ) { x } ;'],
    ['"not closed\nx', 'string:not closed\nx ;'],
    ['a do', 'a do ;'],
    ['été = "ü"', 'été = string:ü ;'],
    ['a\r\nb\r\n', 'a ; b ;'],
    ['return if x', 'return if x ;'],
  ])('%j', (text, tokens) => {
    expect(lex(text)).toBe(tokens);
  });

  test('lines are counted through heredocs, comments and texts', () => {
    const places = lexRuby('a <<~X, b\n  x\nX\n"\n"\n=begin\n=end\nc').map(
      ({ kind, text, line, endLine }) => [kind === 'newline' ? ';' : text, line, endLine],
    );
    expect(places).toEqual([
      ['a', 1, 1],
      ['x\n', 1, 1],
      [',', 1, 1],
      ['b', 1, 1],
      [';', 1, 1],
      ['\n', 4, 5],
      [';', 5, 5],
      ['c', 8, 8],
      [';', 8, 8],
    ]);
  });

  test('whatever the text, no token begins before the last one ended', () => {
    const piece = fc.constantFrom(
      ...'( ) [ ] { } : " \' ` #{ # %w[ %( /x / <<~A << ? ?a :a a: \n =begin =end __END__ def end do | . &. \\ A'.split(
        ' ',
      ),
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end } of lexRuby(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
  });
});
