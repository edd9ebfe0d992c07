import { isOpen, type Task } from './task.ts';

/** What is looked at, in the order in which a line holds it; the id stands before all of it. */
export const SEARCH_FIELDS = [
  'title',
  'labels',
  'type',
  'assignee',
  'plan_key',
  'links',
  'resources',
  'acceptance',
  'description',
  'notes',
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/**
 * A task as it is searched: id, a digit for open, a digit for plain, then a tab and a text for each field. All of it is
 * ASCII of one line, in capitals and small letters as they were written.
 */
export type SearchLine = string;

export const ID_LENGTH = 10;
const OPEN = 10;
const PLAIN = 11;
/** What stands before the first tab. */
export const HEAD_LENGTH = 12;
const YES = 49;

/** Between the entries of a list. */
export const ENTRY_END = '\u001f';
/** Characters of one task: what is written beyond them is not found. */
export const SEARCH_ROOM = 16_384;

/** A text of which folding leaves all that is to be seen. */
const PLAIN_TEXT = /^[\t\n\r -[\]-~]*$/;

/** The texts of a task by field, entries of lists apart; of notes the newest first. */
export function searchTexts(task: Task): Readonly<Record<SearchField, readonly string[]>> {
  const some = (text: string | undefined): readonly string[] => (text === undefined ? [] : [text]);
  return {
    title: [task.title],
    labels: task.labels,
    type: some(task.type),
    assignee: some(task.assignee),
    plan_key: some(task.plan_key),
    links: task.links,
    resources: task.resources,
    acceptance: task.acceptance.map(({ text }) => text),
    description: some(task.description),
    notes: task.notes.map(({ text }) => text).reverse(),
  };
}

export function searchLineOf(task: Task): SearchLine {
  const texts = searchTexts(task);
  let plain = true;
  let room = SEARCH_ROOM;
  const fields = SEARCH_FIELDS.map((field) => {
    const parts: string[] = [];
    for (const text of texts[field]) {
      if (room <= 0) break;
      const head = text.slice(0, room);
      plain &&= PLAIN_TEXT.test(head);
      const folded = cutFolded(foldText(head), room);
      room -= folded.length + 1;
      parts.push(folded);
    }
    return parts.join(ENTRY_END);
  });
  return `${task.id}${isOpen(task) ? 1 : 0}${plain ? 1 : 0}\t${fields.join('\t')}`;
}

/** No half of an escape is left at the end. */
function cutFolded(folded: string, room: number): string {
  return folded.length <= room ? folded : folded.slice(0, room).replace(/\\(?:u[0-9a-f]{0,3})?$/, '');
}

/** Whether the task of the line that begins at a place is open. */
export function isOpenAt(text: string, start: number): boolean {
  return text.charCodeAt(start + OPEN) === YES;
}

/** Whether the line holds the task's texts as they were written, but for the ends of their lines. */
export function isPlainLine(line: SearchLine): boolean {
  return line.charCodeAt(PLAIN) === YES;
}

/** Lines in the order in which they are searched: those of open tasks first, each half by id. */
export function compareSearchLines(one: SearchLine, two: SearchLine): number {
  return Number(isOpenAt(two, 0)) - Number(isOpenAt(one, 0)) || (one < two ? -1 : 1);
}

/**
 * The text in ASCII: accents are taken off, a letter of another script is an escape (`\u4e2d`, in the small form of the
 * letter), whatever is neither letter nor number outside ASCII is a space. ASCII letters stay as large as they are.
 */
export function foldText(text: string): string {
  const base = PLAIN_TEXT.test(text) ? text : text.replace(/[^\0-~]+/g, foldRun);
  const line = base.replace(/[\0- \\\u007f]+/g, ' ');
  return line
    .replace(/[^\0-~]/gu, (letter) => (/[\p{L}\p{N}]/u.test(letter) ? escapeLetter(letter) : ' '))
    .trim();
}

function foldRun(run: string): string {
  return (
    run
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/\u00df/g, 'ss')
      // The one letter whose small form depends on where it stands.
      .replace(/\u03c2/g, '\u03c3')
  );
}

function escapeLetter(letter: string): string {
  return letter
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
