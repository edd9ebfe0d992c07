import { FACTS_VERSION, type FileFacts } from '../facts/file-facts.ts';
import type { Language } from '../facts/language.ts';
import { type Outline, outlineOf } from '../facts/outline.ts';

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
const HEADER = `git-task facts 2 ${FACTS_VERSION}`;
/** Stands in each line too: a process of another version may append to the file meanwhile. */
const VERSION = FACTS_VERSION.replaceAll(' ', '_');
/** UTF-16 units. A file that would grow past it is written anew with what the last call used. */
const LARGEST = 32 * 1024 * 1024;

interface Line {
  /** Where the facts begin and end in the file. */
  readonly from: number;
  readonly to: number;
  readonly outline: string;
}

/**
 * `g` or `-`, `r` for a global one that registers routes, `l` for one that loads others, too; the modules that what it
 * exports leads to, those that what is global in it leans on, and those of which it uses something.
 */
function formatOutline({ global, routed, loads, passes, leans, uses }: Outline): string {
  // A half of a surrogate pair names no file, and can't be encoded.
  const encode = (module: string): string => encodeURIComponent(module.replace(/\p{Surrogate}/gu, '\ufffd'));
  const list = (modules: readonly string[]): string => modules.map(encode).join(',');
  return `${loads ? 'l' : routed ? 'r' : global ? 'g' : '-'};${list(passes)};${list(leans)};${list(uses)}`;
}

function parseOutline(text: string): Outline | undefined {
  const [global = '', passes = '', leans = '', uses = ''] = text.split(';');
  const decode = (module: string): string => (module.includes('%') ? decodeURIComponent(module) : module);
  const read = (list: string): string[] => (list === '' ? [] : list.split(',').map(decode));
  try {
    const loads = global === 'l' && { loads: true as const };
    const routed = (global === 'r' || global === 'l') && { routed: true as const };
    return {
      global: global !== '-',
      ...loads,
      ...routed,
      passes: read(passes),
      leans: read(leans),
      uses: read(uses),
    };
  } catch {
    return undefined;
  }
}

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
  /** By language and oid: a tree asks for thousands, and joining the two into one key would cost more than the rest. */
  readonly #lines = new Map<string, Map<string, Line>>();
  readonly #known = new Map<string, FileFacts>();
  readonly #fresh = new Set<string>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  get(oid: string, language: Language): FileFacts | undefined {
    const known = this.#knownAs(oid, language);
    if (known !== undefined) return known;
    const text = this.#load();
    const line = this.#lines.get(language)?.get(oid);
    if (line === undefined) return undefined;
    const facts = parseFacts(text.slice(line.from, line.to), language);
    if (facts !== undefined) this.#known.set(keyOf(oid, language), facts);
    return facts;
  }

  #knownAs(oid: string, language: Language): FileFacts | undefined {
    return this.#known.size === 0 ? undefined : this.#known.get(keyOf(oid, language));
  }

  /** Whether there is a line for it, which may yet turn out to be unreadable. */
  has(oid: string, language: Language): boolean {
    if (this.#knownAs(oid, language) !== undefined) return true;
    this.#load();
    return this.#lines.get(language)?.has(oid) === true;
  }

  /** What the facts lean on in other files, without reading them. */
  outline(oid: string, language: Language): Outline | undefined {
    const known = this.#knownAs(oid, language);
    if (known !== undefined) return outlineOf(known);
    this.#load();
    const line = this.#lines.get(language)?.get(oid);
    return line && parseOutline(line.outline);
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
      const facts = this.#known.get(key);
      if (facts === undefined) continue;
      const json = JSON.stringify(facts);
      const line = `${key} ${VERSION} ${formatOutline(outlineOf(facts))} ${json.length} ${json}\n`;
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
        const [oid = '', language = '', version, outline, length] = text.slice(at, brace).split(' ');
        if (version === VERSION && outline !== undefined && Number(length) === end - brace) {
          const lines = this.#lines.get(language) ?? new Map<string, Line>();
          this.#lines.set(language, lines.set(oid, { from: brace, to: end, outline }));
        }
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
