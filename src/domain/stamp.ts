/** A ULID: 26 characters of Crockford base32, 48 bits of milliseconds, then 80 bits. Sorts by time as text. */
export type Stamp = string;

/** Gives `count` random bytes. */
export type Entropy = (count: number) => Uint8Array;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SHAPE = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const RANDOM_BITS = 80n;

/** Of what has none yet: a person who adds a note to a task file has no way to mint one. */
export const NO_STAMP: Stamp = '0'.repeat(26);

export function isStamp(text: string): boolean {
  return SHAPE.test(text);
}

/** A stamp further ahead of this clock than this is a mistake that would outrank everything until then. */
export const FUTURE_TOLERANCE_MS = 24 * 3_600_000;

/** Milliseconds since the epoch that a stamp carries. */
export function stampTime(stamp: Stamp): number {
  let time = 0;
  for (let i = 0; i < 10; i++) time = time * 32 + ALPHABET.indexOf(stamp.charAt(i));
  return time;
}

function encode(value: bigint): Stamp {
  let rest = value;
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
}

/** The least stamp of a moment: sorts before every stamp minted in that millisecond. */
export function leastStamp(milliseconds: number): Stamp {
  return encode(BigInt(milliseconds) << RANDOM_BITS);
}

/**
 * Starts the stamps of one transaction: a hybrid logical clock, ahead of everything on the tip.
 *
 * The 80 bits are fresh in every transaction and only incremented within it: stamps derived from
 * the tip's would make two clones mint the same one.
 *
 * @param now milliseconds since the epoch
 * @param newest the newest stamp on the tip
 * @returns a function that gives a greater stamp at every call
 */
export function stampSequence(now: number, newest: Stamp | undefined, entropy: Entropy): () => Stamp {
  return stampsFrom(newest === undefined ? now : Math.max(now, stampTime(newest) + 1), entropy(10));
}

/**
 * Counts up from the stamp of a moment (milliseconds) and 10 given bytes: for events that two clones must stamp alike.
 *
 * @returns a function that gives a greater stamp at every call
 */
export function stampsFrom(milliseconds: number, bytes: Uint8Array): () => Stamp {
  let value = BigInt(milliseconds);
  for (const byte of bytes.subarray(0, 10)) value = (value << 8n) | BigInt(byte);
  return () => encode(value++);
}

/** The newest of some stamps, absent ones passed over. */
export function newestStamp(stamps: Iterable<Stamp | undefined>): Stamp | undefined {
  let newest: Stamp | undefined;
  for (const stamp of stamps)
    if (stamp !== undefined && (newest === undefined || stamp > newest)) newest = stamp;
  return newest;
}
