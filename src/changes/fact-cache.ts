import type { FileFacts } from '../facts/file-facts.ts';
import type { Language } from '../facts/language.ts';
import { outlineOf } from '../facts/outline.ts';
import { FactIndex, type Span } from './fact-index.ts';
import { formatLine, formatOutline, parseFacts, type Said, saidIn, VERSION } from './kept-line.ts';
import type { Shelf } from './shelf.ts';

const FILE = 'facts';
const INDEX = 'facts-index';
/** The first line; a file that begins with another one is of another version, and not ours to read. */
const HEADER = new RegExp(`^git-task facts 3 ${VERSION.replace(/\W/g, '\\$&')} (\\w+)\n`);
/** Bytes. A file that would grow past it is written anew with what the last call used. */
const LARGEST = 32 * 1024 * 1024;
/** Hex digits of SHA-256. */
const LONGEST_OID = 64;
/** Bytes at the end of the file that no index knows, and that every call reads. */
const LONGEST_END = 96 * 1024;

/** One blob in one language. */
export interface Kept {
  /** The oid of the blob. */
  readonly key: string;
  readonly language: Language;
}

/** The file as it was found. */
interface Opened {
  /** Tells one file from another that took its place; undefined where there is none of ours. */
  readonly generation: string | undefined;
  readonly size: number;
  readonly index: FactIndex | undefined;
  /** The index there is can't be used, but might seem to be of this file some day. */
  readonly misled: boolean;
  /** What the index does not know, and where that begins in the file. */
  readonly end: string;
  readonly from: number;
  readonly lines: ReadonlyMap<string, Span>;
}

function keyOf(oid: string, language: string): string {
  return `${oid} ${language}`;
}

/** Where the lines of a text are that have their own length; the text begins at a place of the file. */
function linesOf(text: string, place: number): Map<string, Span> {
  const lines = new Map<string, Span>();
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const brace = text.indexOf('{', at);
    if (brace > at && brace < end) {
      const [oid = '', language = '', version, , length] = text.slice(at, brace).split(' ');
      if (version === VERSION && Number(length) === end - brace && oid.length <= LONGEST_OID)
        lines.set(keyOf(oid, language), { from: place + at, to: place + end });
    }
    at = end + 1;
  }
  return lines;
}

/**
 * What sources say, by the blob's oid and the language it is read in. One file with a line for each, which several
 * processes may append to at once: a line that is torn or mixed up has not its own length and hash, and is read again. An
 * index beside it says where lines are, so that few of them are read; it may be lost, or be that of another file.
 */
export class FactCache {
  readonly #shelf: Shelf;
  #opened: Opened | undefined;
  readonly #known = new Map<string, FileFacts>();
  readonly #fresh = new Set<string>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** Tells this file from another one that took its place; undefined where there is none. */
  get generation(): string | undefined {
    return this.#open().generation;
  }

  /** Reads the file whole: most of it is going to be wanted. */
  expectMost(): void {
    if (this.#opened?.index !== undefined) this.#opened = this.#look(undefined);
    else this.#opened ??= this.#look(undefined);
  }

  get(oid: string, language: Language): FileFacts | undefined {
    const key = keyOf(oid, language);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const said = this.#said(oid, language);
    const facts = said && parseFacts(said, language);
    if (facts !== undefined) this.#known.set(key, facts);
    return facts;
  }

  /** Whether there is a line for it, which may yet turn out to be unreadable. */
  has(oid: string, language: Language): boolean {
    const key = keyOf(oid, language);
    return this.#known.has(key) || this.#span(key) !== undefined;
  }

  /** What the facts lean on in other files, as a line has it, without reading them. */
  outline(oid: string, language: Language): string | undefined {
    const key = keyOf(oid, language);
    const known = this.#known.get(key);
    if (known !== undefined) return formatOutline(outlineOf(known));
    return this.#said(oid, language)?.outline;
  }

  #said(oid: string, language: Language): Said | undefined {
    const line = this.#line(keyOf(oid, language));
    return line === undefined ? undefined : saidIn(line, oid, language);
  }

  set(oid: string, facts: FileFacts): void {
    const key = keyOf(oid, facts.language);
    this.#known.set(key, facts);
    this.#fresh.add(key);
  }

  /**
   * Keeps what was set since the last time. A directory that can't be written is no reason to fail.
   *
   * @param used what is to be kept, too, where the file has grown too long
   */
  save(used: Iterable<Kept> = []): void {
    if (this.#fresh.size === 0 && this.#opened === undefined) return;
    const { generation, size, index, end, from, misled } = this.#open();
    if (generation === undefined) {
      if (this.#fresh.size > 0) this.#saveAnew(used);
    } else if (this.#fresh.size > 0) {
      const added = this.#format(this.#fresh, LARGEST);
      const fits = size + added.length <= LARGEST;
      // The line end in front closes what a torn write may have left.
      if (!fits || !this.#shelf.append(FILE, `\n${added}`)) this.#saveAnew(used);
      else if (misled || end.length + added.length > LONGEST_END) this.#saveIndex(generation, from, index);
    } else if (end.length > LONGEST_END) this.#saveIndex(generation, from, index);
    this.#fresh.clear();
  }

  /** Others may have appended meanwhile: what is behind the index is read anew. */
  #saveIndex(generation: string, from: number, index: FactIndex | undefined): void {
    const end = this.#shelf.readPart(FILE, from, 2 * LARGEST) ?? '';
    // A line without an end may be one that is being written.
    const whole = end.slice(0, end.lastIndexOf('\n') + 1);
    const spans = index?.spans() ?? new Map<string, Span>();
    for (const [key, span] of linesOf(whole, from)) spans.set(key, span);
    this.#shelf.save(INDEX, FactIndex.format(generation, from + whole.length, spans));
    this.#opened = undefined;
  }

  #saveAnew(used: Iterable<Kept>): void {
    const generation = `${Date.now().toString(36)}${process.pid.toString(36)}`;
    const header = `git-task facts 3 ${VERSION} ${generation}\n`;
    let text = header + this.#format(this.#known.keys(), LARGEST - header.length);
    for (const { key: oid, language } of used) {
      const key = keyOf(oid, language);
      const line = this.#known.has(key) ? undefined : this.#line(key);
      if (line !== undefined && text.length + line.length < LARGEST) text += `${line}\n`;
    }
    if (this.#shelf.save(FILE, text))
      this.#shelf.save(
        INDEX,
        FactIndex.format(generation, text.length, linesOf(text.slice(header.length), header.length)),
      );
    this.#opened = undefined;
  }

  #format(keys: Iterable<string>, most: number): string {
    const lines: string[] = [];
    let length = 0;
    for (const key of keys) {
      const facts = this.#known.get(key);
      if (facts === undefined) continue;
      const line = `${formatLine(key.slice(0, key.indexOf(' ')), facts)}\n`;
      if (length + line.length > most) continue;
      length += line.length;
      lines.push(line);
    }
    return lines.join('');
  }

  #span(key: string): Span | undefined {
    const { lines, index } = this.#open();
    return lines.get(key) ?? index?.find(key);
  }

  #line(key: string): string | undefined {
    const span = this.#span(key);
    if (span === undefined) return undefined;
    const { end, from } = this.#open();
    return span.from >= from
      ? end.slice(span.from - from, span.to - from)
      : this.#shelf.readPart(FILE, span.from, span.to);
  }

  #open(): Opened {
    this.#opened ??= this.#look(this.#shelf.read(INDEX));
    return this.#opened;
  }

  #look(index: string | undefined): Opened {
    const size = this.#shelf.sizeOf(FILE) ?? 0;
    const [header = '', generation] =
      size > 2 * LARGEST ? [] : (HEADER.exec(this.#shelf.readPart(FILE, 0, 200) ?? '') ?? []);
    if (generation === undefined)
      return {
        generation,
        size,
        index: undefined,
        misled: false,
        end: '',
        from: 0,
        lines: new Map(),
      };
    const parsed = FactIndex.parse(index, generation);
    const known = parsed !== undefined && parsed.covers <= size ? parsed : undefined;
    const from = known?.covers ?? header.length;
    const end = this.#shelf.readPart(FILE, from, size) ?? '';
    const misled = index !== undefined && known === undefined;
    return { generation, size, index: known, misled, end, from, lines: linesOf(end, from) };
  }
}
