/** Control characters, line and paragraph separators, and the marks that turn the direction of text. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const UNSAFE_BUT_NEWLINE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** One line that is safe to show: whatever could move the cursor or turn the text becomes a space. */
export function oneLine(text: string): string {
  return text.replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim();
}

/** Text of several lines that is safe to show: tabs become spaces, other unsafe characters `�`. */
export function displayText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/\t/g, '    ').replace(UNSAFE_BUT_NEWLINE, '\ufffd');
}

/** The text with every character that could move a cursor or turn text replaced by `�`, line ends included. */
export function replaceUnsafe(text: string): string {
  return text.replace(UNSAFE, '\ufffd');
}

/** JSON with every character that could move a cursor or turn text written as an escape: the same value. */
export function escapeUnsafe(json: string): string {
  return json.replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Quotes a text for a POSIX shell, where it needs that. */
export function shellQuote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `"${text.replace(/(["\\$`])/g, '\\$1').replace(/!/g, '"\'!\'"')}"`;
}
