import { type Sign, wordSign } from './javascript-signs.ts';

/** A power of two. */
const SLOTS = 1 << 13;

const words: string[] = new Array<string>(SLOTS).fill('');
const signs = new Uint8Array(SLOTS);

/** A copy that V8 knows as a key, and that does not keep the text alive that it was cut out of. */
function ownCopy(word: string): string {
  const keys: Record<string, true> = Object.create(null);
  keys[word] = true;
  for (const key in keys) return key;
  return word;
}

/**
 * Where the word that stands in a text from `from` to `to` is kept. Sources say the same few words over and over: one text
 * serves all of them, which spares making and comparing texts. A word gives way to another one of the same place.
 *
 * @param hash of its characters: any number that is the same for the same word
 */
export function placeOf(text: string, from: number, to: number, hash: number): number {
  const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
  const known = words[slot] ?? '';
  if (known.length === to - from) {
    let at = 0;
    while (at < known.length && known.charCodeAt(at) === text.charCodeAt(from + at)) at += 1;
    if (at === known.length) return slot;
  }
  const word = text.slice(from, to);
  words[slot] = ownCopy(word);
  signs[slot] = wordSign(word);
  return slot;
}

export function wordIn(slot: number): string {
  return words[slot] ?? '';
}

export function signIn(slot: number): Sign {
  return signs[slot] ?? 0;
}
