import { SHORT_ID_LENGTH, type TaskId } from './id.ts';
import {
  HEAD_LENGTH,
  ID_LENGTH,
  isOpenAt,
  isPlainLine,
  SEARCH_FIELDS,
  type SearchField,
  type SearchLine,
} from './search-text.ts';
import { type Folded, findTerm, folded, type Term, termAt } from './search-words.ts';

/** Lines of tasks with a newline each: those of open tasks first, each half by id. */
export interface SearchLines {
  readonly text: string;
  /** How many there are that are no old ones. */
  readonly count: number;
  /** Tasks whose line here, if there is one, is an old one. */
  readonly stale: ReadonlySet<TaskId>;
}

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

/** BM25F: what a word is worth in a field; each time that it comes again there, half of that. */
const WEIGHTS: Readonly<Record<SearchField, number>> = {
  title: 8,
  labels: 4,
  type: 2,
  assignee: 4,
  plan_key: 4,
  links: 4,
  resources: 4,
  acceptance: 2,
  description: 2,
  notes: 1,
};
const WEIGHT_AT = SEARCH_FIELDS.map((field) => WEIGHTS[field]);
/** Fields of running text, where one word of many says less: from here to the last. */
const LONG_FROM = SEARCH_FIELDS.indexOf('acceptance');
/** The length, in characters, from which a long field loses. Fixed, so that ranks don't shift with others' texts. */
const USUAL_LENGTH = 400;
const B = 0.6;
const K1 = 1.2;
/** What the beginning of a word counts beside the whole word. */
const BEGINNING = 0.6;
/** More than any words can be worth: who types an id means that task. */
const BY_ID = 1000;
/** Occurrences of a term in one task that are counted. */
const MOST_COUNTED = 16;
const NEWLINE = 10;

/** One text that is searched, and the number of its first character among all. */
interface Part extends Folded {
  readonly from: number;
  /** Where in the text the lines of closed tasks begin. */
  readonly closedFrom: number;
}

/**
 * What was found. A task is a number here: where its line ends, through all texts. A common word is in thousands, of which
 * twenty are shown, and all of this runs once per call, mostly before V8 has compiled it: so which lines have a word is
 * told by `indexOf`, and what it is worth there is reckoned only of those that may be shown.
 */
export class Findings {
  readonly #parts: readonly Part[];
  readonly #terms: readonly Term[];
  /** Of each term the tasks that have it, in their order. */
  readonly #having: readonly (readonly number[])[];
  readonly #worths: readonly number[];

  constructor(lines: readonly SearchLines[], terms: readonly Term[]) {
    let from = 0;
    let tasks = 0;
    this.#parts = lines.map(({ text, count }) => {
      const part = { ...folded(text), from, closedFrom: closedFrom(text) };
      from += text.length;
      tasks += count;
      return part;
    });
    this.#terms = terms;
    this.#having = terms.map((term) =>
      this.#parts.flatMap((part, at) => linesWith(part, term, lines[at]?.stale ?? NONE)),
    );
    this.#worths = this.#having.map(({ length }) =>
      Math.log(1 + (Math.max(tasks - length, 0) + 0.5) / (length + 0.5)),
    );
  }

  /** Tasks that have at least one of the terms. */
  get some(): readonly number[] {
    const [first = [], ...others] = this.#having;
    return others.length === 0 ? first : [...new Set(this.#having.flat())].sort((one, two) => one - two);
  }

  /** Tasks that have all of the terms. */
  get whole(): readonly number[] {
    const [first = [], ...others] = this.#having;
    return others.reduce(intersection, first);
  }

  isOpen(task: number): boolean {
    const { from, closedFrom } = this.#partOf(task);
    return task < from + closedFrom;
  }

  id(task: number): TaskId {
    const part = this.#partOf(task);
    return idAt(part.text, startOf(part, task));
  }

  /** The best first; of equals the open one, then by id, so that the same question has the same answer. */
  best(among: readonly number[], most: number): readonly Hit[] {
    const best: number[] = [];
    const scores: number[] = [];
    for (const task of among) {
      const score = this.#score(task);
      let at = scores.length;
      while (at > 0 && this.#isBetter(score, task, scores[at - 1] ?? 0, best[at - 1] ?? 0)) at--;
      if (at >= most) continue;
      scores.splice(at, 0, score);
      best.splice(at, 0, task);
      if (scores.length > most) {
        scores.pop();
        best.pop();
      }
    }
    return best.map((task, at) => this.#hit(task, scores[at] ?? 0));
  }

  #isBetter(score: number, task: number, otherScore: number, other: number): boolean {
    if (score !== otherScore) return score > otherScore;
    // Within one text they stand in this order.
    if (this.#parts.length === 1) return task < other;
    const open = this.isOpen(task);
    return open === this.isOpen(other) ? this.id(task) < this.id(other) : open;
  }

  #score(task: number): number {
    const part = this.#partOf(task);
    const start = startOf(part, task);
    let score = 0;
    for (let at = 0; at < this.#terms.length; at++) {
      const term = this.#terms[at];
      if (term === undefined) break;
      const frequency = frequencyIn(part, start, task - part.from, term);
      const worth = this.#worths[at] ?? 0;
      score += frequency >= BY_ID ? BY_ID : (worth * frequency * (K1 + 1)) / (frequency + K1);
    }
    return score;
  }

  #hit(task: number, score: number): Hit {
    const part = this.#partOf(task);
    const line = part.text.slice(startOf(part, task), task - part.from);
    const texts = line.split('\t').slice(1).map(folded);
    const byId = score >= BY_ID ? (['id'] as const) : [];
    const isFound = (field: number): boolean => {
      const text = texts[field];
      return text !== undefined && this.#terms.some((term) => findTerm(text, term) !== -1);
    };
    return {
      id: line.slice(0, ID_LENGTH),
      open: this.isOpen(task),
      plain: isPlainLine(line),
      line,
      fields: [...byId, ...SEARCH_FIELDS.filter((_, field) => isFound(field))],
      score,
    };
  }

  #partOf(task: number): Part {
    for (let at = this.#parts.length - 1; at > 0; at--) {
      const part = this.#parts[at];
      if (part !== undefined && task >= part.from) return part;
    }
    return this.#parts[0] ?? NO_PART;
  }
}

const NONE: ReadonlySet<TaskId> = new Set();
const NO_PART: Part = { ...folded(''), from: 0, closedFrom: 0 };

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

function startOf({ text, from }: Part, task: number): number {
  return task === from ? 0 : text.lastIndexOf('\n', task - from - 1) + 1;
}

function idAt(text: string, start: number): TaskId {
  return text.slice(start, start + ID_LENGTH);
}

/** What stands in both of two growing lists. */
function intersection(one: readonly number[], two: readonly number[]): readonly number[] {
  const both: number[] = [];
  let next = 0;
  for (const value of one) {
    while ((two[next] ?? value) < value) next++;
    if (two[next] === value) both.push(value);
  }
  return both;
}

/** The lines that have a term, by the numbers of their ends. */
function linesWith(part: Part, term: Term, stale: ReadonlySet<TaskId>): readonly number[] {
  const lines: number[] = [];
  const { text, small, from } = part;
  const { first } = term;
  const byId = isIdTyped(term);
  for (let at = small.indexOf(first); at !== -1; ) {
    // Before its texts a line has one word, of which only the beginning, the id, can be meant.
    const isId = at === 0 || small.charCodeAt(at - 1) === NEWLINE;
    if (isId ? !byId : termAt(part, term, at) === 0) {
      at = small.indexOf(first, at + 1);
      continue;
    }
    const end = small.indexOf('\n', at);
    const task = from + end;
    if (stale.size === 0 || !stale.has(idAt(text, startOf(part, task)))) lines.push(task);
    at = small.indexOf(first, end);
  }
  return lines;
}

/** How much the line at a place says of a term: more than 0 where it has it. */
function frequencyIn(subject: Folded, start: number, end: number, term: Term): number {
  const { first } = term;
  const line = subject.small.slice(start, end);
  let frequency = isIdTyped(term) && line.startsWith(first) ? BY_ID : 0;
  let counted = 0;
  let share = 1;
  let field = -1;
  let fieldStart = 0;
  let fieldEnd = HEAD_LENGTH;
  for (let at = line.indexOf(first, HEAD_LENGTH); at !== -1; at = line.indexOf(first, at + 1)) {
    const stop = termAt(subject, term, start + at);
    if (stop === 0) continue;
    share /= 2;
    while (at >= fieldEnd) {
      fieldStart = fieldEnd + 1;
      const tab = line.indexOf('\t', fieldStart);
      fieldEnd = tab === -1 ? line.length : tab;
      field++;
      share = 1;
    }
    let worth = share * (WEIGHT_AT[field] ?? 0);
    if (stop < 0) worth *= BEGINNING;
    if (field >= LONG_FROM) worth /= Math.max(1, 1 - B + (B * (fieldEnd - fieldStart)) / USUAL_LENGTH);
    frequency += worth;
    if (++counted === MOST_COUNTED) break;
  }
  return frequency;
}

function isIdTyped({ first, rest }: Term): boolean {
  return rest.length === 0 && first.length >= SHORT_ID_LENGTH && first.length <= ID_LENGTH;
}
