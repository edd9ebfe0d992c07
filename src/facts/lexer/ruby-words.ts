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
