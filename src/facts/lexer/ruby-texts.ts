import { PAIRS } from './ruby-words.ts';

/** Where a regular expression ends whose text begins at `from`: at its closing sign, or the end of the text. */
export function endOfRegex(text: string, from: number, open: string): number {
  const close = PAIRS.get(open) ?? open;
  let [end, depth, values] = [from, 0, 0];
  for (; end < text.length; end++) {
    const char = text[end];
    if (char === '\\') end += 1;
    else if (char === '#' && text[end + 1] === '{') {
      values += 1;
      end += 1;
    } else if (values > 0) values += char === '{' ? 1 : char === '}' ? -1 : 0;
    else if (close !== open && char === open) depth += 1;
    else if (char === close && depth-- === 0) break;
  }
  return Math.min(end, text.length);
}

interface Words {
  readonly words: readonly { readonly from: number; readonly to: number }[];
  readonly end: number;
}

/** The words of `%w[a b]` from behind its bracket on, and where it is closed. */
export function wordsOf(text: string, start: number, open: string): Words {
  const close = PAIRS.get(open) ?? open;
  const nests = close !== open;
  const words: { from: number; to: number }[] = [];
  let [at, depth] = [start, 0];
  while (at < text.length) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    let end = at;
    for (; end < text.length && !/\s/.test(text[end] ?? ''); end++) {
      if (text[end] === '\\') end += 1;
      else if (nests && text[end] === open) depth += 1;
      else if (text[end] === close && depth-- === 0) break;
    }
    end = Math.min(end, text.length);
    if (end > at) words.push({ from: at, to: end });
    at = end;
    if (text[at] === close && depth < 0) break;
  }
  return { words, end: at };
}
