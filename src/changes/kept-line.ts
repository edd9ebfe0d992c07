import { FACTS_VERSION, type FileFacts } from '../facts/file-facts.ts';
import type { Language } from '../facts/language.ts';
import { type Outline, outlineOf } from '../facts/outline.ts';
import { asciiJson, checksum } from './shelf.ts';

/** Stands in each line: a process of another version may append to the file meanwhile. */
export const VERSION = FACTS_VERSION.replaceAll(' ', '_');

/**
 * `g` or `-`, `r` for a global one that registers routes, `l` for one that loads others, too; the modules that what it
 * exports leads to, those that what is global in it leans on, and those of which it uses something.
 */
export function formatOutline({ global, routed, loads, passes, leans, uses }: Outline): string {
  // A half of a surrogate pair names no file, and can't be encoded.
  const encode = (module: string): string => encodeURIComponent(module.replace(/\p{Surrogate}/gu, '\ufffd'));
  const list = (modules: readonly string[]): string => modules.map(encode).join(',');
  return `${loads ? 'l' : routed ? 'r' : global ? 'g' : '-'};${list(passes)};${list(leans)};${list(uses)}`;
}

function decode(module: string): string {
  return module.includes('%') ? decodeURIComponent(module) : module;
}

/** An outline as a line has it, of which most is never asked for: each list is read when it is. */
class KeptOutline implements Outline {
  readonly #text: string;
  readonly #second: number;
  readonly #third: number;
  readonly global: boolean;
  readonly loads: boolean;
  readonly routed: boolean;

  constructor(text: string) {
    this.#text = text;
    this.#second = text.indexOf(';', 2);
    this.#third = text.indexOf(';', this.#second + 1);
    this.global = !text.startsWith('-');
    this.loads = text.startsWith('l');
    this.routed = text.startsWith('r') || this.loads;
  }

  #list(from: number, to: number): readonly string[] {
    return from >= to ? NONE : this.#text.slice(from, to).split(',').map(decode);
  }

  get passes(): readonly string[] {
    return this.#list(2, this.#second);
  }

  get leans(): readonly string[] {
    return this.#list(this.#second + 1, this.#third);
  }

  get uses(): readonly string[] {
    return this.#list(this.#third + 1, this.#text.length);
  }
}

const NONE: readonly string[] = [];
const EMPTY: Outline = { global: false, loads: false, routed: false, passes: NONE, leans: NONE, uses: NONE };

/** Reads an outline that `formatOutline` made. */
export function parseOutline(text: string): Outline {
  return text === '-;;;' ? EMPTY : new KeptOutline(text);
}

/** What the line of one source begins with, and no other one's. */
function lineStart(oid: string, language: string): string {
  return `${oid} ${language} ${VERSION} `;
}

/** Formats what one source says as a line of ASCII, without its end. */
export function formatLine(oid: string, facts: FileFacts): string {
  const json = asciiJson(JSON.stringify(facts));
  const outline = formatOutline(outlineOf(facts));
  return `${lineStart(oid, facts.language)}${outline} ${json.length} ${checksum(outline + json)} ${json}`;
}

/** What a line says of one source. */
export interface Said {
  readonly outline: string;
  /** The facts, as JSON. */
  readonly json: string;
}

/** Reads a line; undefined where it is torn, mixed up with another one or not of this source. */
export function saidIn(line: string, oid: string, language: Language): Said | undefined {
  const start = lineStart(oid, language);
  const brace = line.indexOf('{');
  if (brace < 0 || !line.startsWith(start)) return undefined;
  const [outline = '', length, hash] = line.slice(start.length, brace).split(' ');
  const json = line.slice(brace);
  return Number(length) === json.length && hash === checksum(outline + json) ? { outline, json } : undefined;
}

/** Reads the facts of a source. */
export function parseFacts({ json }: Said, language: Language): FileFacts | undefined {
  try {
    const facts: FileFacts = JSON.parse(json);
    return facts.language === language ? facts : undefined;
  } catch {
    return undefined;
  }
}
