import type { TaskId } from './id.ts';
import { type Having, type SearchPart, TextPart } from './search-part.ts';
import { ID_LENGTH, isPlainLine, SEARCH_FIELDS, type SearchField, type SearchLine } from './search-text.ts';
import { BY_ID, rarityOf, scoreOf } from './search-weight.ts';
import { findTerm, folded, type Term } from './search-words.ts';

/** A task in which at least one of the terms was found. */
export interface Hit {
  readonly id: TaskId;
  readonly open: boolean;
  /** The line holds the texts as they were written. */
  readonly plain: boolean;
  readonly line: SearchLine;
  readonly fields: readonly (SearchField | 'id')[];
  readonly score: number;
}

/** One part, and the number of its first task among all. */
interface Placed {
  readonly part: SearchPart;
  readonly from: number;
  /** Of each term. */
  readonly found: readonly Having[];
}

/** A sum of several is no less than what it stands for by more than this, whatever was rounded. */
const ROUNDING = 1 + 1e-9;

/**
 * What was found. A task is a number here, through all parts. A common word is in thousands, of which twenty are shown, and
 * all of this runs once per call, mostly before V8 has compiled it: so what a word is worth is reckoned only of tasks that
 * may be shown, and a line is looked at only where what is known of it may be enough.
 */
export class Findings {
  readonly #parts: readonly Placed[];
  readonly #terms: readonly Term[];
  readonly #rarities: readonly number[];
  /** Tasks that have at least one of the terms, growing. */
  readonly some: readonly number[];
  /** Tasks that have all of the terms, growing. */
  readonly whole: readonly number[];

  constructor(parts: readonly SearchPart[], terms: readonly Term[]) {
    let from = 0;
    let tasks = 0;
    this.#terms = terms;
    this.#parts = parts.map((part) => {
      const placed = { part, from, found: terms.map((term) => part.having(term)) };
      from += part.size;
      tasks += part.count;
      return placed;
    });
    this.#rarities = terms.map((_, at) => {
      const having = this.#parts.reduce((sum, { found }) => sum + (found[at]?.tasks.length ?? 0), 0);
      return rarityOf(having, tasks);
    });
    const some: number[] = [];
    const whole: number[] = [];
    for (const placed of this.#parts) gather(placed, some, whole);
    this.some = some;
    this.whole = whole;
  }

  /** Those of growing tasks that are open. */
  open(tasks: readonly number[]): readonly number[] {
    return this.#parts.length === 1
      ? tasks.slice(
          0,
          firstFrom(tasks, (task) => !this.isOpen(task)),
        )
      : tasks.filter((task) => this.isOpen(task));
  }

  isOpen(task: number): boolean {
    const { part, from } = this.#placeOf(task);
    return part.isOpen(task - from);
  }

  id(task: number): TaskId {
    const { part, from } = this.#placeOf(task);
    return part.id(task - from);
  }

  /** The best first; of equals the open one, then by id, so that the same question has the same answer. */
  best(among: readonly number[], most: number): readonly Hit[] {
    const best: number[] = [];
    const scores: number[] = [];
    for (const task of among) {
      const isFull = scores.length >= most;
      const score = this.#score(task, isFull ? (scores[most - 1] ?? 0) : -1);
      let at = scores.length;
      while (at > 0 && this.#isBetter(score, task, scores[at - 1] ?? 0, best[at - 1] ?? 0)) at--;
      if (at >= most) continue;
      scores.splice(at, 0, score);
      best.splice(at, 0, task);
      if (isFull) {
        scores.pop();
        best.pop();
      }
    }
    return best.map((task, at) => this.#hit(task, scores[at] ?? 0));
  }

  #isBetter(score: number, task: number, otherScore: number, other: number): boolean {
    if (score !== otherScore) return score > otherScore;
    // Within one part they stand in this order.
    if (this.#parts.length === 1) return task < other;
    const open = this.isOpen(task);
    return open === this.isOpen(other) ? this.id(task) < this.id(other) : open;
  }

  /** @param toBeat where it can't reach that, less than that is all that is said */
  #score(task: number, toBeat: number): number {
    const placed = this.#placeOf(task);
    const score = this.#sum(placed, task - placed.from, false);
    return score >= 0 ? score : -score * ROUNDING < toBeat ? -1 : this.#sum(placed, task - placed.from, true);
  }

  /**
   * @param exactly by its line where need be
   * @returns below 0 where it is at most so much
   */
  #sum({ part, found }: Placed, task: number, exactly: boolean): number {
    let score = 0;
    let sure = true;
    for (let at = 0; at < this.#terms.length; at++) {
      const term = this.#terms[at];
      const having = found[at];
      if (term === undefined || having === undefined) break;
      const { known, unsure } = having;
      const isSure = known !== undefined && (unsure === undefined || unsure[task] === 0);
      const frequency =
        known === undefined || (exactly && !isSure) ? part.frequency(task, term) : (known[task] ?? 0);
      sure &&= isSure || known === undefined;
      score += scoreOf(frequency, this.#rarities[at] ?? 0);
    }
    return sure || exactly ? score : -score;
  }

  #hit(task: number, score: number): Hit {
    const { part, from } = this.#placeOf(task);
    const line = part.line(task - from);
    const texts = line.split('\t').slice(1).map(folded);
    const byId = score >= BY_ID ? (['id'] as const) : [];
    const isFound = (field: number): boolean => {
      const text = texts[field];
      return text !== undefined && this.#terms.some((term) => findTerm(text, term) !== -1);
    };
    return {
      id: line.slice(0, ID_LENGTH),
      open: part.isOpen(task - from),
      plain: isPlainLine(line),
      line,
      fields: [...byId, ...SEARCH_FIELDS.filter((_, field) => isFound(field))],
      score,
    };
  }

  #placeOf(task: number): Placed {
    let at = this.#parts.length - 1;
    while (at > 0 && task < (this.#parts[at]?.from ?? 0)) at--;
    return this.#parts[at] ?? NOWHERE;
  }
}

const NOWHERE: Placed = { part: new TextPart('', 0), from: 0, found: [] };

/** Adds the numbers of what one part has of the terms: of at least one, and of all. */
function gather({ part, from, found }: Placed, some: number[], whole: number[]): void {
  const [first] = found;
  if (first === undefined) return;
  let either: Iterable<number> = first.tasks;
  const terms = new Uint8Array(found.length > 1 ? part.size : 0);
  if (found.length > 1) {
    const any: number[] = [];
    for (const { tasks } of found)
      for (const task of tasks) {
        const before = terms[task] ?? 0;
        if (before === 0) any.push(task);
        terms[task] = before + 1;
      }
    either = Uint32Array.from(any).sort();
  }
  for (const task of either) {
    some.push(from + task);
    if (found.length === 1 || terms[task] === found.length) whole.push(from + task);
  }
}

/** Where among growing numbers those begin for which something is so. */
function firstFrom(tasks: readonly number[], isSo: (task: number) => boolean): number {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(tasks[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
