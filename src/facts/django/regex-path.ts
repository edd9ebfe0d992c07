import type { TextPart, WrittenText } from '../file-facts/names.ts';

/** What stands for a part that matches more than one text. */
export const UNREADABLE: TextPart = { ref: '~' };
/** Stands in an expression for a part of it that is not known. */
export const UNKNOWN = '\uffff';
const QUANTIFIER = /[*+?]\??|\{\d*,?\d*\}/y;
const WORD = /\w/;

/** The index behind the bracket that closes the one at `open`; escapes and sets of characters are passed. */
function behind(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '[') at = behindSet(text, at) - 1;
    else if (char === '(') depth += 1;
    else if (char === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

function behindSet(text: string, open: number): number {
  const first = text[open + 1] === '^' ? open + 2 : open + 1;
  for (let at = first; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === ']' && at > first) return at + 1;
  }
  return text.length;
}

/** What a group matches, as a converter of `path()` says it. */
function converter(inner: string): string {
  if (/^(\\d|\[0-9\])(\+|\{[\d,]+\})$/.test(inner)) return 'int:';
  if (/^\[[-\\_\w]*\](\+|\{[\d,]+\})$/.test(inner) && inner.includes('-')) return 'slug:';
  return /\.[*+]/.test(inner) ? 'path:' : '';
}

/** A group as a parameter, by its name; `(?:…)` has none and is no parameter. */
function parameter(group: string): string | undefined {
  const [all, name] = /^\(\?P<(\w+)>/.exec(group) ?? [];
  if (all !== undefined) return `<${converter(group.slice(all.length, -1))}${name}>`;
  return group.startsWith('(?') ? undefined : `<${converter(group.slice(1, -1))}_>`;
}

/**
 * Reads a regular expression of a URL as a path: groups are parameters, what may be left out is left out, and what else
 * matches more than one text can't be told.
 */
export function regexPath(text: string): WrittenText {
  const parts: TextPart[] = [];
  let written = '';
  const unreadable = (): void => {
    parts.push(written, UNREADABLE);
    written = '';
  };
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? '';
    const escaped = char === '\\' ? (text[at + 1] ?? '') : '';
    let end = at + 1;
    let piece: string | undefined = char;
    if (char === '^' || char === '$' || (escaped !== '' && /[AZbB]/.test(escaped))) {
      at += char === '\\' ? 2 : 1;
      continue;
    }
    if (char === '\\') {
      end = at + 2;
      piece = WORD.test(escaped) ? undefined : escaped;
    } else if (char === '(') {
      end = behind(text, at);
      piece = parameter(text.slice(at, end));
    } else if (char === '[') {
      end = behindSet(text, at);
      piece = undefined;
    } else if (char === '|' || char === UNKNOWN) piece = undefined;
    QUANTIFIER.lastIndex = end;
    const quantifier = QUANTIFIER.exec(text)?.[0] ?? '';
    at = end + quantifier.length;
    if (quantifier.startsWith('?') || quantifier.startsWith('*')) {
      if (char === '.') written += '<path:_>';
    } else if (char === '.' && quantifier !== '') written += '<path:_>';
    else if (piece === undefined || quantifier !== '') unreadable();
    else written += piece;
  }
  return [...parts, written].filter((part, index, all) => part !== '' || all.length === index + 1);
}
