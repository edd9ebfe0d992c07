import type { Token } from './token.ts';

/** Words behind which a value begins. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'alias and begin BEGIN break case class def defined? do else elsif END ensure for if in module next not or redo ' +
    'rescue retry return then undef unless until when while yield'
  ).split(' '),
);
/** Brackets that may be around a text. */
export const PAIRS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
]);
/** What methods are called that are signs. */
export const OPERATOR_NAME = /\[\]=?|[-+]@|\*\*|<=>|===?|=~|!~|<<|>>|<=|>=|[-+*/%&|^~<>!`]/y;

/** Tells whether a token is the end of a value, given the one in front of it. */
export function endsValue(last: Token | undefined, before: Token | undefined): boolean {
  switch (last?.kind) {
    case undefined:
    case 'newline':
      return false;
    case 'punctuation':
      return /^[)\]}]$/.test(last.text);
    case 'name':
      return !KEYWORDS.has(last.text) || before?.text === '.' || before?.text === '&.';
    default:
      return true;
  }
}

/** The text of a heredoc; `trimmed` takes away what all its lines are indented by. */
export function heredocText(body: string, trimmed: boolean): string {
  if (!trimmed) return body;
  const lines = body.split('\n');
  const indents = lines.flatMap((line) =>
    line.trim() === '' ? [] : [line.length - line.trimStart().length],
  );
  const indent = indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(Number.isFinite(indent) ? indent : 0)).join('\n');
}

/** A line that may end a heredoc; `bare` where nothing stands in front of the word. */
export interface HeredocEnd {
  readonly from: number;
  readonly bare: boolean;
}

/** The first end at or behind an offset. */
export function nextEnd(
  ends: readonly HeredocEnd[],
  offset: number,
  indented: boolean,
): HeredocEnd | undefined {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle]?.from ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  while (!indented && ends[low]?.bare === false) low += 1;
  return ends[low];
}

/** Finds the lines that hold nothing but a word, by that word. */
export function endsOfHeredocs(text: string): ReadonlyMap<string, readonly HeredocEnd[]> {
  const ends = new Map<string, HeredocEnd[]>();
  for (const found of text.matchAll(/^([ \t]*)([A-Za-z_]\w*)[ \t\r]*$/gm)) {
    const [, indent = '', word = ''] = found;
    const end = { from: found.index, bare: indent === '' };
    const known = ends.get(word);
    if (known === undefined) ends.set(word, [end]);
    else known.push(end);
  }
  return ends;
}
