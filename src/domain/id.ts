import type { Entropy } from './stamp.ts';

/** Ten characters of lower-case Crockford base32 (no i, l, o, u), the first a letter. */
export type TaskId = string;

const LETTERS = 'abcdefghjkmnpqrstvwxyz';
const ALPHABET = `0123456789${LETTERS}`;
const ID_LENGTH = 10;
/** Ids are shown, and minted unique, to at least this many characters. */
export const SHORT_ID_LENGTH = 4;
const SHAPE = /^[a-hj-km-np-tv-z][0-9a-hj-km-np-tv-z]{9}$/;
const PREFIX_SHAPE = /^[a-hj-km-np-tv-z][0-9a-hj-km-np-tv-z]{0,9}$/;
const TRIES_FOR_A_FREE_PREFIX = 64;

export function isTaskId(text: string): boolean {
  return SHAPE.test(text);
}

export function isIdPrefix(text: string): boolean {
  return PREFIX_SHAPE.test(text);
}

function randomId(entropy: Entropy): TaskId {
  let id = '';
  while (id.length < ID_LENGTH) {
    for (const byte of entropy(ID_LENGTH)) {
      if (id.length === ID_LENGTH) break;
      const index = byte & 31;
      if (id.length > 0) id += ALPHABET.charAt(index);
      // Rejection keeps the 22 letters equally likely.
      else if (index < LETTERS.length) id += LETTERS.charAt(index);
    }
  }
  return id;
}

/**
 * Mints an id whose first four characters no known task has; where most are taken, any free id.
 *
 * @param taken tells whether some task's id begins with the text
 */
export function mintId(entropy: Entropy, taken: (prefix: string) => boolean): TaskId {
  for (let tries = 0; tries < TRIES_FOR_A_FREE_PREFIX; tries++) {
    const id = randomId(entropy);
    if (!taken(id.slice(0, SHORT_ID_LENGTH))) return id;
  }
  for (;;) {
    const id = randomId(entropy);
    if (!taken(id)) return id;
  }
}
