import { SHORT_ID_LENGTH, type TaskId } from './id.ts';
import {
  HEAD_LENGTH,
  ID_LENGTH,
  isOpenAt,
  isPlainAt,
  SEARCH_FIELDS,
  type SearchField,
  type SearchLine,
} from './search-text.ts';
import { type Folded, folded, type Term, termAt } from './search-words.ts';

/** Lines of tasks with a newline each. */
export interface SearchLines {
  readonly text: string;
  /** Tasks whose line here is an old one. */
  readonly stale: ReadonlySet<TaskId>;
}

/** A task in which at least one of the terms was found. What only those that are shown need is read when asked for. */
export interface Hit {
  readonly id: TaskId;
  readonly open: boolean;
  /** The line holds the texts as they were written. */
  readonly plain: boolean;
  readonly line: SearchLine;
  readonly fields: readonly (SearchField | 'id')[];
  /** Whether every term was found. */
  readonly all: boolean;
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
/** Fields of running text, where one word of many says less. */
const LONG: ReadonlySet<SearchField> = new Set<SearchField>(['acceptance', 'description', 'notes']);
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

/** A line in which something was found. */
class Found implements Hit {
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;
  /** How many terms were found. */
  terms = 0;
  /** A bit for each field. */
  bits = 0;
  all = false;
  score = 0;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.#start = start;
    this.#end = end;
  }

  get id(): TaskId {
    return this.#text.slice(this.#start, this.#start + ID_LENGTH);
  }

  get open(): boolean {
    return isOpenAt(this.#text, this.#start);
  }

  get plain(): boolean {
    return isPlainAt(this.#text, this.#start);
  }

  get line(): SearchLine {
    return this.#text.slice(this.#start, this.#end);
  }

  get fields(): readonly (SearchField | 'id')[] {
    const byId = this.score >= BY_ID ? (['id'] as const) : [];
    return [...byId, ...SEARCH_FIELDS.filter((_, at) => (this.bits & (1 << at)) !== 0)];
  }
}

/** Tasks in which at least one of the terms is found, in no order. */
export function search(parts: readonly SearchLines[], terms: readonly Term[]): readonly Hit[] {
  const found = new Map<number, Found>();
  const hits = terms.map(() => [] as { readonly found: Found; readonly frequency: number }[]);
  let tasks = 0;
  let offset = 0;
  for (const { text, stale } of parts) {
    const subject = folded(text);
    for (const [at, term] of terms.entries())
      scan(subject, term, (start, end, frequency, bits) => {
        if (stale.size > 0 && stale.has(text.slice(start, start + ID_LENGTH))) return;
        let hit = found.get(offset + start);
        if (hit === undefined) {
          hit = new Found(text, start, end);
          found.set(offset + start, hit);
        }
        hit.terms++;
        hit.bits |= bits;
        hits[at]?.push({ found: hit, frequency });
      });
    tasks += countLines(text) - stale.size;
    offset += text.length;
  }
  for (const list of hits) {
    const worth = Math.log(1 + (Math.max(tasks - list.length, 0) + 0.5) / (list.length + 0.5));
    for (const { found: hit, frequency } of list) {
      hit.score += frequency >= BY_ID ? BY_ID : (worth * frequency * (K1 + 1)) / (frequency + K1);
      hit.all = hit.terms === terms.length;
    }
  }
  return [...found.values()];
}

/** The best first; of equals the open one, then by id, so that the same question has the same answer. */
export function ranked(hits: readonly Hit[]): readonly Hit[] {
  return [...hits].sort(
    (one, two) => two.score - one.score || Number(two.open) - Number(one.open) || (one.id < two.id ? -1 : 1),
  );
}

/** Hands on each line that has the term, once. */
function scan(
  subject: Folded,
  term: Term,
  take: (start: number, end: number, frequency: number, bits: number) => void,
): void {
  const { small } = subject;
  const [first] = term.words;
  const byId = isIdTyped(term);
  for (let at = small.indexOf(first); at !== -1; ) {
    const start = small.lastIndexOf('\n', at) + 1;
    const end = small.indexOf('\n', at);
    let [bits, counted, frequency, field, share] = [0, 0, 0, -1, 1];
    let fieldStart = start;
    let fieldEnd = start + HEAD_LENGTH;
    for (; at !== -1 && at < end && counted < MOST_COUNTED; at = small.indexOf(first, at + 1)) {
      if (byId && at === start) frequency += BY_ID;
      if (at < start + HEAD_LENGTH) continue;
      const stop = termAt(subject, term, at);
      if (stop === 0) continue;
      while (at >= fieldEnd) {
        fieldStart = fieldEnd + 1;
        const tab = small.indexOf('\t', fieldStart);
        fieldEnd = tab === -1 || tab > end ? end : tab;
        field++;
      }
      const name = SEARCH_FIELDS[field] ?? 'notes';
      share = (bits & (1 << field)) === 0 ? 1 : share / 2;
      const length = LONG.has(name) ? Math.max(1, 1 - B + (B * (fieldEnd - fieldStart)) / USUAL_LENGTH) : 1;
      frequency += (share * WEIGHTS[name] * (stop < 0 ? BEGINNING : 1)) / length;
      bits |= 1 << field;
      counted++;
    }
    if (frequency > 0) take(start, end, frequency, bits);
    if (at !== -1 && at < end) at = small.indexOf(first, end);
  }
}

function isIdTyped({ words }: Term): boolean {
  const [first] = words;
  return words.length === 1 && first.length >= SHORT_ID_LENGTH && first.length <= ID_LENGTH;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
