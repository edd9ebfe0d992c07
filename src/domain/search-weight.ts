import { SHORT_ID_LENGTH } from './id.ts';
import { HEAD_LENGTH, ID_LENGTH, SEARCH_FIELDS, type SearchField } from './search-text.ts';
import { type Folded, type Term, termAt } from './search-words.ts';

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
export const BY_ID = 1000;
/** Occurrences of a term in one task that are counted. */
export const MOST_COUNTED = 16;

/**
 * What one occurrence adds to how much a line says of a term.
 *
 * @param share half as much for each one before it in the same field
 * @param length characters of the field
 */
export function worthOf(field: number, length: number, share: number, isWhole: boolean): number {
  let worth = share * (WEIGHT_AT[field] ?? 0);
  if (!isWhole) worth *= BEGINNING;
  if (field >= LONG_FROM) worth /= Math.max(1, 1 - B + (B * length) / USUAL_LENGTH);
  return worth;
}

/** How much the line at a place says of a term: more than 0 where it has it. */
export function frequencyIn(subject: Folded, start: number, end: number, term: Term): number {
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
    frequency += worthOf(field, fieldEnd - fieldStart, share, stop > 0);
    if (++counted === MOST_COUNTED) break;
  }
  return frequency;
}

/** Whether a term may be how an id begins. */
export function isIdTyped({ first, rest }: Term): boolean {
  return rest.length === 0 && first.length >= SHORT_ID_LENGTH && first.length <= ID_LENGTH;
}

/** How rare a term is that so many of all tasks have. */
export function rarityOf(having: number, tasks: number): number {
  return Math.log(1 + (Math.max(tasks - having, 0) + 0.5) / (having + 0.5));
}

/** What a task scores by one term; the more the more it says of it. */
export function scoreOf(frequency: number, rarity: number): number {
  return frequency >= BY_ID ? BY_ID : (rarity * frequency * (K1 + 1)) / (frequency + K1);
}
