/** Controls and halves of surrogate pairs first, as ranges: asking for `\p{Cc}` has the tables of Unicode read at start-up. */
const ESCAPED = String.raw`\0-\x1F\x7F-\x9F\uD800-\uDFFF\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF`;

/**
 * Characters that are never written as they are: controls, line separators and the byte order mark,
 * which readers treat differently, and bidi controls, which make a text look like another one.
 */
const UNSAFE = new RegExp(`[${ESCAPED}]`, 'u');
const UNSAFE_OR_PADDED = new RegExp(String.raw`^\s|\s$|[${ESCAPED}]`, 'u');
const UNSAFE_IN_LITERAL = new RegExp(String.raw`(?![\n\t])[${ESCAPED}]`, 'u');
const TO_ESCAPE = new RegExp(String.raw`["\\${ESCAPED}]`, 'gu');
const LONE_SURROGATES = /[\uD800-\uDFFF]/gu;

const SHORT_ESCAPES = new Map([
  ['"', String.raw`\"`],
  ['\\', String.raw`\\`],
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
]);

const LF = 10;
const TAB = 9;
const SPACE = 32;
const HASH = 35;
const COLON = 58;
const DEL = 127;

const INDICATORS = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map((character) => character.charCodeAt(0)));

/** Replaces lone surrogates, which UTF-8 cannot carry, by U+FFFD. */
export function toWellFormed(text: string): string {
  return text.replace(LONE_SURROGATES, '\uFFFD');
}

/** Tells whether text[from, to) stands for itself without quotes, as a value in block style. */
export function isPlain(text: string, from: number, to: number): boolean {
  if (from >= to) return false;
  const initial = text.charCodeAt(from);
  if (initial === SPACE || INDICATORS.has(initial)) return false;
  let previous = initial;
  let beyondAscii = false;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit < SPACE) return false;
    if (unit === SPACE && previous === COLON) return false;
    if (unit === HASH && previous === SPACE) return false;
    if (unit >= DEL) beyondAscii = true;
    previous = unit;
  }
  if (previous === SPACE || previous === COLON) return false;
  return !beyondAscii || !UNSAFE_OR_PADDED.test(text.slice(from, to));
}

/** Tells whether the text may stand between double quotes as far as its characters go. */
export function isPrintable(text: string): boolean {
  return !UNSAFE.test(text);
}

/** Writes a text between double quotes on one line, with escapes that JSON knows too. */
export function quote(text: string): string {
  return `"${text.replace(TO_ESCAPE, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  return short ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Gives the header (`|`, `|-`, `|+`, with the indentation indicator `2` where the text starts with a
 * space) under which a literal block carries a text of several lines exactly, or undefined where only
 * quotes do: controls, nothing but blank lines, spaces on a blank line at the start or the end.
 */
export function literalHeader(text: string): string | undefined {
  let first = 0;
  while (text.charCodeAt(first) === LF) first++;
  let end = text.length;
  while (end > first && text.charCodeAt(end - 1) === LF) end--;
  if (first >= end) return undefined;
  if (isBlankLine(text, first, end, 1) || isBlankLine(text, end - 1, end, -1)) return undefined;
  if (UNSAFE_IN_LITERAL.test(text)) return undefined;
  const indicator = text.charCodeAt(first) === SPACE ? '2' : '';
  const newlines = text.length - end;
  return `|${indicator}${newlines === 0 ? '-' : newlines === 1 ? '' : '+'}`;
}

/** Walks from a position to the next line break or the end; true when only spaces and tabs lie there. */
function isBlankLine(text: string, from: number, end: number, step: 1 | -1): boolean {
  for (let i = from; i >= 0 && i < end; i += step) {
    const unit = text.charCodeAt(i);
    if (unit === LF) return true;
    if (unit !== SPACE && unit !== TAB) return false;
  }
  return true;
}
