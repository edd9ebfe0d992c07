import { describe, expect, test } from 'vitest';
import { lexPhp } from './php-lexer.ts';

function show(text: string): string {
  return lexPhp(text)
    .map(({ kind, text: one }) =>
      kind === 'string' ? `'${one}'` : kind === 'template' ? `\`${one}\`` : one.replace('${', '<'),
    )
    .join(' ');
}

describe('the tokens of PHP', () => {
  test.each<[what: string, text: string, tokens: string]>([
    ['text outside', "<h1>it's</h1><?php a(); ?>don't<?= $b ?>\n'", 'a ( ) ; ; $b ;'],
    ['comments', '<?php a // "b"\n# c\n/* d */ e', 'a e'],
    ['a comment that ends before the code does', '<?php a // b ?> c <?php d', 'a ; d'],
    ['attributes', "<?php #[Get('/x')] f", "# [ Get ( '/x' ) ] f"],
    [
      'names',
      '<?php \\App\\User::class namespace\\f App\\B\\C',
      '\\App\\User :: class namespace\\f App\\B\\C',
    ],
    ['variables', '<?php $a->b?->c $$d', '$a -> b -> c $ $d'],
    ['single quotes', "<?php 'it\\'s' 'a\\\\b' 'a\\n$b'", "'it's' 'a\\b' 'a\\n$b'"],
    ['double quotes', '<?php "a\\"b" "\\$x" "a$" "100%"', "'a\"b' '$x' 'a$' '100%'"],
    [
      'variables in a text',
      '<?php "/$a/b" "$a->b c" "$a[0]"',
      '`/` < $a } `/b` `` < $a -> b } ` c` `` < $a [0] } ``',
    ],
    [
      'code in a text',
      '<?php "a{$b["c"]}d" . "{$e->f("}")}"',
      "`a` < $b [ 'c' ] } `d` . `` < $e -> f ( '}' ) } ``",
    ],
    ['heredoc', '<?php f(<<<EOT\n  a "$b" c\n  EOT, 1);', 'f ( `  a "` < $b } `" c\n` , 1 ) ;'],
    ['nowdoc', "<?php <<<'X'\n $a\nX; b", "' $a' ; b"],
    ['signs', '<?php $a ??= fn($b) => $b <=> 1.5e3;', '$a ??= fn ( $b ) => $b <=> 1.5e3 ;'],
    ['what is never closed', '<?php "a $b', '`a ` < $b } ``'],
    ['code in code in texts, not closed', '<?php "{$a["{$b', '`` < $a [ `` < $b } `` } ``'],
  ])('%s', (_what, text, tokens) => expect(show(text)).toBe(tokens));

  test('lines are counted through texts and what is outside', () => {
    const lines = lexPhp('<p>\n<?php\n$a = "x\ny";\n/* \n */ b').map(({ text, line }) => `${text} ${line}`);
    expect(lines).toEqual(['$a 3', '= 3', 'x\ny 3', '; 4', 'b 6']);
  });
});
