import { FACTS_VERSION, type FileFacts } from '../facts/file-facts.ts';
import type { Language } from '../facts/language.ts';

/** Where files lie that may be lost at any time; every worktree of a clone has the same. */
export interface Shelf {
  /** A file's text; undefined where it can't be read. */
  read(name: string): string | undefined;
  /** Saves a file whole, by rename. */
  save(name: string, text: string): boolean;
  /** Adds to the end of a file that is there. */
  append(name: string, text: string): boolean;
}

const FILE = 'facts';
/** The first line; a file that begins with another one is of another version, and not ours to read. */
const HEADER = `git-task facts 1 ${FACTS_VERSION}`;
/** Stands in each line too: a process of another version may append to the file meanwhile. */
const VERSION = FACTS_VERSION.replaceAll(' ', '_');
/** UTF-16 units. A file that would grow past it is written anew with what the last call used. */
const LARGEST = 32 * 1024 * 1024;

function keyOf(oid: string, language: Language): string {
  return `${oid} ${language}`;
}

/**
 * What sources say, by the blob's oid and the language it is read in. One file with a line for each, which several
 * processes may append to at once: a line that is torn or mixed up is not of its own length, and is read again.
 */
export class FactCache {
  readonly #shelf: Shelf;
  #text: string | undefined;
  readonly #lines = new Map<string, { readonly from: number; readonly to: number }>();
  readonly #known = new Map<string, FileFacts>();
  readonly #fresh = new Set<string>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  get(oid: string, language: Language): FileFacts | undefined {
    const key = keyOf(oid, language);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const text = this.#load();
    const line = this.#lines.get(key);
    if (line === undefined) return undefined;
    const facts = parseFacts(text.slice(line.from, line.to), language);
    if (facts !== undefined) this.#known.set(key, facts);
    return facts;
  }

  set(oid: string, facts: FileFacts): void {
    const key = keyOf(oid, facts.language);
    this.#known.set(key, facts);
    this.#fresh.add(key);
  }

  /** Keeps what was set since the last time. A directory that can't be written is no reason to fail. */
  save(): void {
    if (this.#fresh.size === 0) return;
    const text = this.#load();
    const added = this.#format(this.#fresh);
    this.#fresh.clear();
    const fits = text !== '' && text.length + added.length <= LARGEST;
    // The line end in front closes what a torn write may have left.
    if (fits && this.#shelf.append(FILE, `\n${added}`)) return;
    this.#shelf.save(FILE, `${HEADER}\n${this.#format(this.#known.keys())}`);
  }

  #format(keys: Iterable<string>): string {
    const lines: string[] = [];
    let length = 0;
    for (const key of keys) {
      const json = JSON.stringify(this.#known.get(key));
      const line = `${key} ${VERSION} ${json.length} ${json}\n`;
      if (length + line.length > LARGEST) continue;
      length += line.length;
      lines.push(line);
    }
    return lines.join('');
  }

  /** The whole file, and where each line's facts are in it; empty where it is not ours. */
  #load(): string {
    if (this.#text !== undefined) return this.#text;
    const read = this.#shelf.read(FILE) ?? '';
    const text = read.startsWith(`${HEADER}\n`) && read.length <= 2 * LARGEST ? read : '';
    for (let at = HEADER.length + 1; at < text.length; ) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      const brace = text.indexOf('{', at);
      if (brace > at && brace < end) {
        const [oid = '', language = '', version, length] = text.slice(at, brace).split(' ');
        if (version === VERSION && Number(length) === end - brace)
          this.#lines.set(`${oid} ${language}`, { from: brace, to: end });
      }
      at = end + 1;
    }
    this.#text = text;
    return text;
  }
}

function parseFacts(json: string, language: Language): FileFacts | undefined {
  try {
    const facts: FileFacts = JSON.parse(json);
    return facts.language === language ? facts : undefined;
  } catch {
    return undefined;
  }
}
