import { checksum } from '../checksum.ts';
import type { TaskId } from '../id.ts';
import { type Having, type SearchPart, TextPart } from '../search-part.ts';
import { ID_LENGTH, type SearchLine } from '../search-text.ts';
import { BY_ID, frequencyIn, isIdTyped } from '../search-weight.ts';
import { folded, type Term } from '../search-words.ts';
import { DamagedFile, type IndexedFile } from './indexed-file.ts';
import { BY_LINE, CLASS_BITS, ID_MARK, longestWord, MOST_CLASSES, type WordIndexShape } from './shape.ts';

/** Lines that are looked at one by one; whoever wants more reads all of them at once. */
const FEW_LINES = 64;
/** Characters of which few words begin with the same. */
const TELLING = 3;
/** Tasks that may have a phrase; of more than these it is sought in the text of all. */
const FEW_CANDIDATES = 256;

interface Block {
  readonly first: string;
  readonly at: number;
  readonly sum: number;
}

interface Word {
  /** As far as it is kept. */
  readonly word: string;
  /** Where in it another one ends. */
  readonly humps: readonly number[];
  readonly postings: Uint32Array | readonly number[];
}

/** Lines that are found by an index of their words. A task's number is that of its line. */
export class IndexedPart implements SearchPart {
  readonly #file: IndexedFile;
  readonly #shape: WordIndexShape;
  readonly #replaced: ReadonlySet<number>;
  #directory: readonly Block[] | undefined;
  #classes: Float64Array | undefined;
  #table: Uint32Array | undefined;
  #lookedAt = 0;

  /** @param replaced numbers of lines that are old ones */
  constructor(file: IndexedFile, shape: WordIndexShape, replaced: ReadonlySet<number> = new Set()) {
    this.#file = file;
    this.#shape = shape;
    this.#replaced = replaced;
  }

  get size(): number {
    return this.#shape.lines;
  }

  get count(): number {
    return this.size - this.#replaced.size;
  }

  get text(): string {
    return this.#file.text;
  }

  having(term: Term): Having {
    const { first, rest } = term;
    return rest.length > 0 || first.length >= longestWord(first) ? this.#verified(term) : this.#indexed(term);
  }

  isOpen(task: number): boolean {
    return task < this.#shape.open;
  }

  id(task: number): TaskId {
    return this.line(task).slice(0, ID_LENGTH);
  }

  line(task: number): SearchLine {
    if (this.#table === undefined && this.#lookedAt++ >= FEW_LINES) this.#table = this.#readTable();
    if (this.#table !== undefined)
      return this.text.slice(this.#table[2 * task] ?? 0, (this.#table[2 * task + 2] ?? 0) - 1);
    const at = this.#shape.table + 8 * task;
    const [start = 0, sum, end = 0] = wordsOf(this.#file.bytes(at, at + 12));
    return this.#checked(start, end - 1, sum);
  }

  frequency(task: number, term: Term): number {
    const line = this.line(task);
    return frequencyIn(folded(line), 0, line.length, term);
  }

  /** Which line is of a task; undefined where none is. */
  lineOf(id: TaskId): number | undefined {
    for (const { word, postings } of this.#words(ID_MARK + id))
      if (word === ID_MARK + id) return taskOf(postings[0] ?? 0);
    return undefined;
  }

  /** Tasks that have a single word, and how much they say of it. */
  #indexed(term: Term): Having {
    const { first } = term;
    const known = new Float64Array(this.size);
    const tasks: number[] = [];
    let unsure: Uint8Array | undefined;
    let parts = 0;
    const classes = this.#readClasses();
    for (const { word, humps, postings } of this.#words(first)) {
      parts++;
      const which = word.length === first.length || humps.includes(first.length) ? 0 : 1;
      for (const posting of postings) {
        const task = posting >>> CLASS_BITS;
        const ofClass = posting % MOST_CLASSES;
        const before = known[task] ?? 0;
        if (before === 0) tasks.push(task);
        if (before !== 0 || ofClass === BY_LINE) {
          unsure ??= new Uint8Array(this.size);
          unsure[task] = 1;
        }
        known[task] = before + (ofClass === BY_LINE ? BY_ID : (classes[2 * ofClass + which] ?? 0));
      }
    }
    if (isIdTyped(term))
      for (const { postings } of this.#words(ID_MARK + first)) {
        parts++;
        const task = taskOf(postings[0] ?? 0);
        if (known[task] === 0) tasks.push(task);
        known[task] = (known[task] ?? 0) + BY_ID;
      }
    return { tasks: this.#current(parts > 1 ? inOrder(tasks) : tasks), known, unsure };
  }

  /** Tasks that have words in a row, or one that is longer than what is kept of it. */
  #verified(term: Term): Having {
    const candidates = this.#candidates([term.first, ...term.rest]);
    if (candidates.length > FEW_CANDIDATES) return this.#scanned(term);
    const known = new Float64Array(this.size);
    for (const task of candidates) known[task] = this.frequency(task, term);
    return { tasks: this.#current(candidates.filter((task) => (known[task] ?? 0) > 0)), known };
  }

  /** Tasks that have something of each word, where it is. */
  #candidates(words: readonly string[]): readonly number[] {
    // The last one may be the beginning of very many; where it is short, the others tell more than it costs to look them up.
    const telling = words.filter((word, at) => at === 0 || at < words.length - 1 || word.length >= TELLING);
    const wanted = telling.map((word) => word.slice(0, longestWord(word)));
    // How many of them a task has: a phrase may have more than a byte counts.
    const having = new Uint32Array(this.size);
    for (const [at, word] of wanted.entries())
      for (const { postings } of this.#words(word))
        for (const posting of postings) {
          const task = taskOf(posting);
          if (having[task] === at) having[task] = at + 1;
        }
    const tasks: number[] = [];
    for (
      let task = having.indexOf(wanted.length);
      task !== -1;
      task = having.indexOf(wanted.length, task + 1)
    )
      tasks.push(task);
    return tasks;
  }

  #scanned(term: Term): Having {
    const table = this.#readTable();
    const text = new TextPart(this.text, this.size);
    const known = new Float64Array(this.size);
    let task = 0;
    const tasks = text.having(term).tasks.map((end) => {
      // Where the line behind begins.
      while ((table[2 * task + 2] ?? Number.POSITIVE_INFINITY) <= end) task++;
      known[task] = text.frequency(end, term);
      return task;
    });
    return { tasks: this.#current(tasks), known };
  }

  #current(tasks: readonly number[]): readonly number[] {
    return this.#replaced.size === 0 ? tasks : tasks.filter((task) => !this.#replaced.has(task));
  }

  /** The words that begin with some letters. */
  *#words(beginning: string): Generator<Word> {
    const blocks = this.#readDirectory();
    for (let at = blockOf(blocks, beginning); at < blocks.length; at++) {
      const { first = '', at: from = 0, sum } = blocks[at] ?? {};
      if (first > beginning && !first.startsWith(beginning)) return;
      const text = this.#checked(from, blocks[at + 1]?.at ?? this.#shape.directory, sum);
      for (let place = text.indexOf(`\n${beginning}`); place !== -1; ) {
        const next = text.indexOf('\n', place + 1);
        const line = text.slice(place + 1, next === -1 ? text.length : next);
        if (!line.startsWith(beginning)) return;
        yield this.#wordOf(line);
        place = next;
      }
    }
  }

  #wordOf(line: string): Word {
    const [key = '', entry = ''] = line.split('\t');
    const [word = '', humps] = key.split(' ');
    return {
      word,
      humps: humps === undefined ? [] : humps.split(',').map(Number),
      postings: entry.startsWith('=') ? [number(entry.slice(1))] : this.#postings(entry),
    };
  }

  #postings(entry: string): Uint32Array {
    const [from = 0, count = 0, sum] = entry.split(' ').map(number);
    const at = this.#shape.postings + 4 * from;
    return wordsOf(this.#sound(at, at + 4 * count, sum));
  }

  #readDirectory(): readonly Block[] {
    if (this.#directory === undefined) {
      const { lines, directory, end, directorySum } = this.#shape;
      const entries = this.#checked(directory, end, directorySum).split('\n');
      this.#directory = (lines === 0 ? [] : entries).map((entry) => {
        const [first = '', at = '', sum = ''] = entry.split('\t');
        return { first, at: number(at), sum: number(sum) };
      });
    }
    return this.#directory;
  }

  #readTable(): Uint32Array {
    const { table, blocks, tableSum } = this.#shape;
    return wordsOf(this.#sound(table, blocks, tableSum));
  }

  #readClasses(): Float64Array {
    if (this.#classes === undefined) {
      const { classes, postings, classesSum } = this.#shape;
      const bytes = this.#sound(classes, postings, classesSum);
      this.#classes = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
    }
    return this.#classes;
  }

  #checked(from: number, to: number, sum: number | undefined): string {
    return this.#file.ascii(this.#sound(from, to, sum));
  }

  #sound(from: number, to: number, sum: number | undefined): Uint8Array {
    const bytes = this.#file.bytes(from, to);
    if (checksum(bytes) !== sum) throw new DamagedFile(`at ${from}`);
    return bytes;
  }
}

function taskOf(posting: number): number {
  return posting >>> CLASS_BITS;
}

function inOrder(tasks: readonly number[]): readonly number[] {
  return Array.from(Uint32Array.from(tasks).sort());
}

function number(text: string): number {
  return Number.parseInt(text, 36);
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

/** The last block that begins with a word no greater. */
function blockOf(blocks: readonly Block[], word: string): number {
  let low = 0;
  let high = blocks.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.first ?? '') <= word) low = middle;
    else high = middle;
  }
  return low;
}
