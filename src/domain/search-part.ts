import type { TaskId } from './id.ts';
import { ID_LENGTH, isOpenAt, type SearchLine } from './search-text.ts';
import { frequencyIn, isIdTyped } from './search-weight.ts';
import { type Folded, folded, type Term, termAt } from './search-words.ts';

/** Some of the tasks that are searched. Each has a number here, those of open ones first, each half by id. */
export interface SearchPart {
  /** More than any number. */
  readonly size: number;
  /** How many tasks there are, old states of changed ones left out. */
  readonly count: number;
  /** All lines, a newline behind each. */
  readonly text: string;
  having(term: Term): Having;
  isOpen(task: number): boolean;
  id(task: number): TaskId;
  line(task: number): SearchLine;
  /** How much a task says of a term, from its line. */
  frequency(task: number, term: Term): number;
}

/** The tasks of a part that have a term. */
export interface Having {
  /** Growing. */
  readonly tasks: readonly number[];
  /** By number, how much each says of it, as far as that is known without a look at its line. */
  readonly known?: Float64Array;
  /** By number, where not 0: it says no more than that, perhaps less. */
  readonly unsure?: Uint8Array | undefined;
}

const NEWLINE = 10;

/** A text of lines that is searched and never split. A task's number is where its line ends. */
export class TextPart implements SearchPart {
  readonly text: string;
  readonly count: number;
  readonly #folded: Folded;
  readonly #stale: ReadonlySet<TaskId>;
  readonly #closedFrom: number;

  /**
   * @param text of lines with a newline each: those of open tasks first, each half by id
   * @param stale tasks whose line here, if there is one, is an old one
   * @param count how many lines are no old ones
   */
  constructor(text: string, count: number, stale: ReadonlySet<TaskId> = new Set()) {
    this.text = text;
    this.count = count;
    this.#folded = folded(text);
    this.#stale = stale;
    this.#closedFrom = closedFrom(text);
  }

  get size(): number {
    return this.text.length;
  }

  having(term: Term): Having {
    const tasks: number[] = [];
    const { text, small } = this.#folded;
    const { first } = term;
    const byId = isIdTyped(term);
    for (let at = small.indexOf(first); at !== -1; ) {
      // Before its texts a line has one word, of which only the beginning, the id, can be meant.
      const isId = at === 0 || small.charCodeAt(at - 1) === NEWLINE;
      if (isId ? !byId : termAt(this.#folded, term, at) === 0) {
        at = small.indexOf(first, at + 1);
        continue;
      }
      const end = text.indexOf('\n', at);
      if (this.#stale.size === 0 || !this.#stale.has(this.id(end))) tasks.push(end);
      at = small.indexOf(first, end);
    }
    return { tasks };
  }

  isOpen(task: number): boolean {
    return task < this.#closedFrom;
  }

  id(task: number): TaskId {
    const start = this.#startOf(task);
    return this.text.slice(start, start + ID_LENGTH);
  }

  line(task: number): SearchLine {
    return this.text.slice(this.#startOf(task), task);
  }

  frequency(task: number, term: Term): number {
    return frequencyIn(this.#folded, this.#startOf(task), task, term);
  }

  #startOf(task: number): number {
    return this.text.lastIndexOf('\n', task - 1) + 1;
  }
}

function closedFrom(text: string): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const start = text.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1;
    if (isOpenAt(text, start)) low = text.indexOf('\n', start) + 1;
    else high = start;
  }
  return low;
}
