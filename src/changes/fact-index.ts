/** Where the line of one source is in the file of facts, its end left out. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const HEADER = 'git-task facts-index 1';
/** Digits to base 36. */
const NUMBER = 7;

/** Compares as ASCII does. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where in a file each line is, as far as it was when the index was written: fixed places, searched without being parsed. */
export class FactIndex {
  readonly #text: string;
  readonly #first: number;
  readonly #width: number;
  /** Bytes of the file that it knows of. */
  readonly covers: number;

  private constructor(text: string, first: number, width: number, covers: number) {
    this.#text = text;
    this.#first = first;
    this.#width = width;
    this.covers = covers;
  }

  /** Reads an index; undefined where it is torn, or of another file. */
  static parse(text: string | undefined, generation: string): FactIndex | undefined {
    const [all, of, covers, key, count] =
      /^git-task facts-index 1 (\w+) (\d+) (\d+) (\d+)\n/.exec(text?.slice(0, 200) ?? '') ?? [];
    if (text === undefined || all === undefined || of !== generation) return undefined;
    const width = Number(key) + 2 * NUMBER + 1;
    if (text.length !== all.length + Number(count) * width) return undefined;
    return new FactIndex(text, all.length, width, Number(covers));
  }

  /** @param spans by oid and language, one blank between the two */
  static format(generation: string, covers: number, spans: ReadonlyMap<string, Span>): string {
    let width = 0;
    for (const key of spans.keys()) width = Math.max(width, key.length);
    const number = (value: number): string => value.toString(36).padStart(NUMBER);
    const lines = [...spans]
      .map(([key, { from, to }]) => `${key.padEnd(width)}${number(from)}${number(to)}\n`)
      .sort(compare);
    return `${HEADER} ${generation} ${covers} ${width} ${lines.length}\n${lines.join('')}`;
  }

  get #count(): number {
    return (this.#text.length - this.#first) / this.#width;
  }

  #keyAt(line: number): string {
    const from = this.#first + line * this.#width;
    return this.#text.slice(from, from + this.#width - 2 * NUMBER - 1);
  }

  #spanAt(line: number): Span {
    const end = this.#first + (line + 1) * this.#width - 1;
    const number = (from: number): number => Number.parseInt(this.#text.slice(from, from + NUMBER), 36);
    return { from: number(end - 2 * NUMBER), to: number(end - NUMBER) };
  }

  /** Where a line may be: whoever reads it must look whether it is the one. */
  find(key: string): Span | undefined {
    const sought = key.padEnd(this.#width - 2 * NUMBER - 1);
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keyAt(middle) < sought) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.#keyAt(low) === sought ? this.#spanAt(low) : undefined;
  }

  /** All that it knows, by oid and language. */
  spans(): Map<string, Span> {
    return new Map(
      Array.from({ length: this.#count }, (_, line) => [this.#keyAt(line).trimEnd(), this.#spanAt(line)]),
    );
  }
}
