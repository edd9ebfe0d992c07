/** What JSON writes otherwise than as it is. */
function isEscaped(code: number): boolean {
  return code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff);
}

/** Two digits to the base of 32, for each number of 10 bits. */
const PAIRS = Array.from({ length: 1024 }, (_, bits) => bits.toString(32).padStart(2, '0'));

/** The 32 bits of a number to the base of 32. */
function sevenDigits(bits: number): string {
  const [first, second, third] = [(bits >>> 20) & 1023, (bits >>> 10) & 1023, bits & 1023];
  return (bits >>> 30).toString() + PAIRS[first] + PAIRS[second] + PAIRS[third];
}

/** Hashes texts one behind the other, with a blank between any two, as `hashText` would hash all of them joined. */
export class TextHash {
  #one = 0x811c9dc5 | 0;
  #two = 0x9e3779b9 | 0;
  #begun = false;
  #says = false;

  /** Adds a text as it is. */
  addPart(text: string): void {
    this.#says ||= text !== '\0';
    this.#separate();
    this.#add(text);
  }

  /** Adds a text as JSON writes it. */
  addQuoted(text: string): void {
    for (let at = 0; at < text.length; at++)
      if (isEscaped(text.charCodeAt(at))) {
        this.addPart(JSON.stringify(text));
        return;
      }
    this.#says = true;
    this.#separate();
    this.#mix(34);
    this.#add(text);
    this.#mix(34);
  }

  #separate(): void {
    if (this.#begun) this.#mix(32);
    this.#begun = true;
  }

  #mix(code: number): void {
    this.#one = Math.imul(this.#one ^ code, 0x01000193);
    const two = Math.imul(this.#two ^ code ^ (this.#one >>> 15), 0x85ebca6b);
    this.#two = (two << 13) | (two >>> 19);
  }

  #add(text: string): void {
    let one = this.#one;
    let two = this.#two;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      one = Math.imul(one ^ code, 0x01000193);
      two = Math.imul(two ^ code ^ (one >>> 15), 0x85ebca6b);
      two = (two << 13) | (two >>> 19);
    }
    this.#one = one;
    this.#two = two;
  }

  /** Whether anything was added but signs that one range ends. */
  get says(): boolean {
    return this.#says;
  }

  end(): string {
    const one = Math.imul(this.#one ^ (this.#two >>> 16), 0xc2b2ae35);
    const two = Math.imul(this.#two ^ (one >>> 13), 0x27d4eb2f);
    return sevenDigits(one) + sevenDigits(two ^ (one >>> 16));
  }
}

/**
 * Hashes a text to 14 characters that hold 64 bits: enough to tell the parts of one tree apart, not to withstand an
 * attacker, who could as well change the source.
 */
export function hashText(text: string): string {
  const hash = new TextHash();
  hash.addPart(text);
  return hash.end();
}
