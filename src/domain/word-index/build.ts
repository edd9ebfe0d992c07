import { checksum } from '../checksum.ts';
import { HEAD_LENGTH, ID_LENGTH, isOpenAt } from '../search-text.ts';
import { MOST_COUNTED, worthOf } from '../search-weight.ts';
import { beginsWord, type Folded, folded, isHump, isWordCode } from '../search-words.ts';
import {
  BY_LINE,
  CLASS_BITS,
  ID_MARK,
  longestWord,
  MOST_CLASSES,
  MOST_LINES,
  type WordIndexShape,
} from './shape.ts';

const TAB = 9;
/** Characters of a block, about. */
const BLOCK = 2048;
const ALIGNMENT = 8;

/** What is gathered of one word, and of its occurrences in the line that is looked at. */
class Gathered {
  readonly postings: number[] = [];
  line = -1;
  field = -1;
  share = 1;
  counted = 0;
  whole = 0;
  beginning = 0;
}

/**
 * Indexes lines by their words.
 *
 * @param lines the text in ASCII: a newline behind each line, those of open tasks first
 * @returns what stands behind the lines, from the next place on that eight divides; undefined where there are too many
 */
export function buildWordIndex(
  text: string,
  lines: Uint8Array,
): { readonly shape: WordIndexShape; readonly bytes: Uint8Array } | undefined {
  const classes = new Classes();
  const words = new Map<string, Gathered>();
  const starts: number[] = [];
  const subject = folded(text);
  let open = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const line = starts.push(start) - 1;
    if (line >= MOST_LINES) return undefined;
    if (isOpenAt(text, start)) open++;
    gatherWords(subject, start, end, line, words, classes);
    start = end + 1;
  }
  for (const gathered of words.values()) classes.close(gathered);
  for (const [line, start] of starts.entries()) {
    const id = new Gathered();
    id.postings.push(posting(line, BY_LINE));
    words.set(ID_MARK + text.slice(start, start + ID_LENGTH), id);
  }
  return assemble(lines, starts, open, words, classes);
}

function posting(line: number, ofClass: number): number {
  return ((line << CLASS_BITS) | ofClass) >>> 0;
}

/** How much tasks say of words: few different numbers, kept once. */
class Classes {
  readonly values: number[] = [0, 0];
  readonly #numbers = new Map<number, Map<number, number>>();

  /** Takes what the last line said of a word among its postings. */
  close({ postings, line, whole, beginning }: Gathered): void {
    if (line >= 0) postings.push(posting(line, this.#numberOf(whole, beginning)));
  }

  #numberOf(whole: number, beginning: number): number {
    let numbers = this.#numbers.get(whole);
    if (numbers === undefined) {
      numbers = new Map();
      this.#numbers.set(whole, numbers);
    }
    const known = numbers.get(beginning);
    if (known !== undefined) return known;
    const next = this.values.length / 2;
    if (next >= MOST_CLASSES) return BY_LINE;
    this.values.push(whole, beginning);
    numbers.set(beginning, next);
    return next;
  }
}

function gatherWords(
  subject: Folded,
  start: number,
  end: number,
  line: number,
  words: Map<string, Gathered>,
  classes: Classes,
): void {
  const { text, small } = subject;
  let field = -1;
  let length = 0;
  for (let at = start + HEAD_LENGTH; at < end; at++) {
    const code = small.charCodeAt(at);
    if (code === TAB) {
      field++;
      const tab = text.indexOf('\t', at + 1);
      length = (tab === -1 || tab > end ? end : tab) - at - 1;
    } else if (isWordCode(code) && beginsWord(subject, at)) {
      const key = keyAt(subject, at);
      let gathered = words.get(key);
      if (gathered === undefined) {
        gathered = new Gathered();
        words.set(key, gathered);
      }
      if (gathered.line !== line) {
        classes.close(gathered);
        gathered.line = line;
        gathered.field = -1;
        gathered.counted = 0;
        gathered.whole = 0;
        gathered.beginning = 0;
      }
      if (gathered.counted === MOST_COUNTED) continue;
      gathered.counted++;
      gathered.share = gathered.field === field ? gathered.share / 2 : 1;
      gathered.field = field;
      gathered.whole += worthOf(field, length, gathered.share, true);
      gathered.beginning += worthOf(field, length, gathered.share, false);
    }
  }
}

/** The word that begins at a place, as far as it is kept, and behind a space where in it another one may end. */
function keyAt({ text, small }: Folded, at: number): string {
  const most = at + longestWord(small.charAt(at));
  let end = at + 1;
  let humps = '';
  for (; end < most && isWordCode(small.charCodeAt(end)); end++)
    if (isHump(text, end)) humps += `${humps === '' ? ' ' : ','}${end - at}`;
  return small.slice(at, end) + humps;
}

function assemble(
  lines: Uint8Array,
  starts: readonly number[],
  open: number,
  words: ReadonlyMap<string, Gathered>,
  classes: Classes,
): { readonly shape: WordIndexShape; readonly bytes: Uint8Array } {
  const classTable = new Float64Array(classes.values);
  const classesAt = Math.ceil(lines.length / ALIGNMENT) * ALIGNMENT;
  const postingsAt = classesAt + classTable.byteLength;
  const { postings, blocks } = sortedWords(words);
  const tableAt = postingsAt + postings.byteLength;
  const table = new Uint32Array(2 * starts.length + 1);
  for (const [line, start] of starts.entries()) {
    // Without its newline.
    const end = (starts[line + 1] ?? lines.length) - 1;
    table.set([start, checksum(lines.subarray(start, end))], 2 * line);
  }
  table[2 * starts.length] = lines.length;
  const blocksAt = tableAt + table.byteLength;
  let blockAt = blocksAt;
  const directory = blocks
    .map(({ first, text }) => {
      const entry = `${first}\t${blockAt.toString(36)}\t${checksum(ascii(text)).toString(36)}`;
      blockAt += text.length;
      return entry;
    })
    .join('\n');
  const end = blockAt + directory.length;
  const bytes = new Uint8Array(end - classesAt);
  const put = (at: number, part: Uint8Array): void => bytes.set(part, at - classesAt);
  put(classesAt, bytesOf(classTable));
  put(postingsAt, bytesOf(postings));
  put(tableAt, bytesOf(table));
  put(blocksAt, ascii(blocks.map(({ text }) => text).join('') + directory));
  return {
    shape: {
      lines: starts.length,
      open,
      classes: classesAt,
      postings: postingsAt,
      table: tableAt,
      blocks: blocksAt,
      directory: blockAt,
      end,
      classesSum: checksum(bytesOf(classTable)),
      tableSum: checksum(bytesOf(table)),
      directorySum: checksum(ascii(directory)),
    },
    bytes,
  };
}

interface Block {
  readonly first: string;
  readonly text: string;
}

/** A line for each word, a newline before each: of one task its posting, else where they begin, how many, their sum. */
function sortedWords(words: ReadonlyMap<string, Gathered>): {
  readonly postings: Uint32Array;
  readonly blocks: readonly Block[];
} {
  const all: number[] = [];
  const blocks: Block[] = [];
  let first = '';
  let text = '';
  for (const key of [...words.keys()].sort()) {
    const postings = words.get(key)?.postings ?? [];
    const [only = 0] = postings;
    if (text.length >= BLOCK) {
      blocks.push({ first, text });
      text = '';
    }
    if (text === '') first = key;
    if (postings.length === 1) text += `\n${key}\t=${only.toString(36)}`;
    else {
      const sum = checksum(bytesOf(Uint32Array.from(postings)));
      text += `\n${key}\t${[all.length, postings.length, sum].map((number) => number.toString(36)).join(' ')}`;
      for (const one of postings) all.push(one);
    }
  }
  if (text !== '') blocks.push({ first, text });
  return { postings: Uint32Array.from(all), blocks };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
