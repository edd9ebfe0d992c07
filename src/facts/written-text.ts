import type { TextPart, WrittenText } from './file-facts/names.ts';

/** Longer texts are no part of a path. */
const LONGEST_TEXT = 200;

/** Joins neighbouring texts. An empty one and a name are no more than the name, but an empty one alone is a text. */
export function joinTexts(parts: readonly TextPart[]): WrittenText {
  const out: TextPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out.length > 1 ? out.filter((part) => part !== '') : out;
}

/** Joins what may be a path or a part of one; undefined where it is too long for that. */
export function pathText(parts: readonly TextPart[]): WrittenText | undefined {
  const text = joinTexts(parts);
  return text.some((part) => typeof part === 'string' && part.length > LONGEST_TEXT) ? undefined : text;
}
