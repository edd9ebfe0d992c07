import { isDigit } from './javascript-signs.ts';

const [NEWLINE, DOLLAR, SLASH, OPEN_SQUARE, BACKSLASH, CLOSE_SQUARE, BACKTICK, OPEN_CURLY] = [
  10, 36, 47, 91, 92, 93, 96, 123,
];

/** Where the closing quote of a string stands that begins at `at`. One that is not closed ends with its line. */
export function endOfString(text: string, at: number, quote: number): number {
  let end = at + 1;
  for (let code = text.charCodeAt(end); code !== quote && code !== NEWLINE; code = text.charCodeAt(end)) {
    if (Number.isNaN(code)) break;
    end += code === BACKSLASH ? 2 : 1;
  }
  return Math.min(end, text.length);
}

/** Where the text of a template ends that begins at `from`: at its backtick, or at what is put into it. */
export function endOfTemplate(text: string, from: number): number {
  let end = from;
  for (let code = text.charCodeAt(end); code !== BACKTICK; code = text.charCodeAt(end)) {
    if (Number.isNaN(code) || (code === DOLLAR && text.charCodeAt(end + 1) === OPEN_CURLY)) break;
    end += code === BACKSLASH ? 2 : 1;
  }
  return Math.min(end, text.length);
}

/** Where the closing slash of a regular expression stands that begins at `at`; the end of its line where there is none. */
export function endOfRegex(text: string, at: number): number {
  let end = at + 1;
  let inClass = false;
  for (let code = text.charCodeAt(end); inClass || code !== SLASH; code = text.charCodeAt(end)) {
    if (Number.isNaN(code) || code === NEWLINE) break;
    if (code === OPEN_SQUARE) inClass = true;
    else if (code === CLOSE_SQUARE) inClass = false;
    end += code === BACKSLASH ? 2 : 1;
  }
  return end;
}

/** The index behind the flags of a regular expression. */
export function endOfFlags(text: string, from: number): number {
  let end = from;
  while (text.charCodeAt(end) >= 97 && text.charCodeAt(end) <= 122) end += 1;
  return end;
}

/** A letter, digit, `_`, `$`, or anything that is not ASCII. */
export function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    isDigit(code) ||
    code === 95 ||
    code === DOLLAR ||
    code >= 128
  );
}
