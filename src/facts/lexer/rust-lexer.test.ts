import { expect, test } from 'vitest';
import { lexRust } from './rust-lexer.ts';

const rows: [source: string, tokens: string[]][] = [
  ["fn f<'a>(x: &'a str)", ['fn', 'f', '<', "'a", '>', '(', 'x', ':', '&', "'a", 'str', ')']],
  ["'a' '\\'' '\\u{1F600}' '\"' b'x'", ["'a'", "'\\''", "'\\u{1F600}'", "'\"'", "'x'"]],
  ["'outer: loop { break 'outer }", ["'outer", ':', 'loop', '{', 'break', "'outer", '}']],
  ['r#"a "quote" b"# r"\\n" br##"x"#y"##', ['"a "quote" b"', '"\\n"', '"x"#y"']],
  ['r#type b"bytes" c"text" rb', ['type', '"bytes"', '"text"', 'rb']],
  ['/* a /* b */ c */ d // e\nf', ['d', 'f']],
  ['"two\\\n   lines" x', ['"twolines"', 'x']],
  ['a::b->c=>d..=e', ['a', '::', 'b', '->', 'c', '=>', 'd', '..=', 'e']],
  ['Vec<Vec<u8>>', ['Vec', '<', 'Vec', '<', 'u8', '>', '>']],
  ['"open', ['"open"']],
  ['/* open', []],
  ['r#"open', ['"open"']],
];

test.each(rows)('%s', (source, tokens) => {
  expect(lexRust(source).map(({ kind, text }) => (kind === 'string' ? `"${text}"` : text))).toEqual(tokens);
});
