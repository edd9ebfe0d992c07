/**
 * Where the tasks of a text of search lines are by the words they have, so that a search reads a few parts of one file:
 * behind the lines themselves, which stand at its beginning,
 *
 * - classes: how much a task may say of a word, as two numbers: of the word as a whole, and of what only begins it
 * - postings: of each word of several tasks, one number of 32 bits for each: the task's, and that of its class
 * - table: of each line where it begins and its checksum, and where the last one ends
 * - blocks: the words, sorted, in pieces of a few kilobytes
 * - directory: of each block its first word, its place and its checksum
 *
 * All places are bytes from the file's beginning.
 */
export interface WordIndexShape {
  /** How many lines there are, and how many of them are of open tasks. */
  readonly lines: number;
  readonly open: number;
  readonly classes: number;
  readonly postings: number;
  readonly table: number;
  readonly blocks: number;
  readonly directory: number;
  readonly end: number;
  readonly classesSum: number;
  readonly tableSum: number;
  readonly directorySum: number;
}

/** Bits of a posting that say its class; the others say the task. */
export const CLASS_BITS = 12;
export const MOST_CLASSES = 2 ** CLASS_BITS;
export const MOST_LINES = 2 ** (32 - CLASS_BITS);
/** The class of which only the line tells. */
export const BY_LINE = 0;
/** Before an id, among the words. Behind all of them, as they are sorted. */
export const ID_MARK = '~';

/** Characters of a word that are kept; of letters of other scripts, each of which begins a word, two. */
const LONGEST = 40;
const LONGEST_ESCAPED = 12;

export function longestWord(word: string): number {
  return word.startsWith('\\') ? LONGEST_ESCAPED : LONGEST;
}
