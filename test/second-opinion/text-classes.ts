import type { Tree } from 'web-tree-sitter';
import type { Token } from '../../src/facts/lexer/token.ts';

/** What a character of a source is part of. */
const CODE = 0;
const TEXT = 1;
const COMMENT = 2;
const REGEX = 3;
const MARKUP = 4;
const SAYS = ['code', 'text', 'comment', 'regex', 'markup'];

const CLASSES: readonly (readonly [RegExp, number])[] = [
  // What is around PHP and what C# does before it compiles are no tokens either.
  [/comment$|^hash_bang_line$|^shebang$|^php_tag$|^text$|^preproc_(?!if|el)/, COMMENT],
  [/^(template_substitution|template_type|interpolation|format_expression|jsx_expression)$/, CODE],
  [/^(string|template_string|template_literal_type|format_specifier)$/, TEXT],
  [
    /^(string_literal|raw_string_literal|interpreted_string_literal|character_literal|rune_literal|text_block)$/,
    TEXT,
  ],
  [
    /^(char_literal|encapsed_string|heredoc|nowdoc|heredoc_body|heredoc_beginning|string_array|symbol_array)$/,
    TEXT,
  ],
  [
    /^(verbatim_string_literal|interpolated_string_expression|bare_string|chained_string|subshell|character)$/,
    TEXT,
  ],
  [/^regex$/, REGEX],
  [/^jsx_(opening_element|closing_element|self_closing_element|text)$/, MARKUP],
];

const KNOWN = new Map<string, number | undefined>();
function classOf(type: string): number | undefined {
  if (!KNOWN.has(type)) KNOWN.set(type, CLASSES.find(([pattern]) => pattern.test(type))?.[1]);
  return KNOWN.get(type);
}

/** What a syntax tree says of each character. */
export function classesOfTree(tree: Tree, text: string): Uint8Array {
  const classes = new Uint8Array(text.length);
  const cursor = tree.walk();
  for (;;) {
    const kind = cursor.nodeIsNamed ? classOf(cursor.nodeType) : undefined;
    // The colon in front of a format is a sign.
    const sign = cursor.nodeType === 'format_specifier' ? 1 : 0;
    if (kind !== undefined) classes.fill(kind, cursor.startIndex + sign, cursor.endIndex);
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) {
      if (cursor.gotoParent()) continue;
      cursor.delete();
      return classes;
    }
  }
}

const OF_TOKEN: Readonly<Partial<Record<Token['kind'], number>>> = {
  string: TEXT,
  template: TEXT,
  regex: REGEX,
  jsx: MARKUP,
};

/** What a lexer says of each character: what is in no token is white space or a comment. */
export function classesOfTokens(tokens: readonly Token[], text: string): Uint8Array {
  const classes = new Uint8Array(text.length).fill(COMMENT);
  for (const { kind, start, end } of tokens) {
    // A character is a number to readers.
    const quoted = kind === 'number' && text[start] === "'";
    classes.fill(quoted ? TEXT : (OF_TOKEN[kind] ?? CODE), start, end);
  }
  return classes;
}

export interface Difference {
  readonly line: number;
  /** `code, not text: …` */
  readonly says: string;
}

/** Where two opinions differ, once per stretch; white space is left to either. */
export function differences(text: string, lexer: Uint8Array, tree: Uint8Array): Difference[] {
  const found: Difference[] = [];
  let line = 1;
  let same = true;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '\n') line += 1;
    if (/\s|\ufeff/.test(char) || /^\\\r?\n/.test(text.slice(at, at + 3))) continue;
    // Texts of attributes are markup to the lexer.
    const differs = lexer[at] !== tree[at] && !(lexer[at] === MARKUP && tree[at] === TEXT);
    if (differs && same) {
      const [one, other] = [SAYS[lexer[at] ?? 0], SAYS[tree[at] ?? 0]];
      found.push({ line, says: `${one}, not ${other}: ${text.slice(at, at + 60).split('\n')[0]}` });
    }
    same = !differs;
  }
  return found;
}
