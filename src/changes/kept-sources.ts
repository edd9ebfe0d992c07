import { tells } from '../facts/analysis.ts';
import { type Language, languageCalled } from '../facts/language.ts';
import { parseOutline } from './kept-line.ts';
import { comparePaths, orderPaths } from './path-order.ts';
import { type Origin, SourceFile, type Sources } from './source-file.ts';

/** Where more paths than that are sought, all are listed. */
const MOST_SOUGHT = 400;

/** To what base places in the list are written. */
const BASE = 36;

function formatPlaces(places: readonly number[]): string {
  return places.map((place) => place.toString(BASE)).join(',');
}

function parsePlaces(text: string): number[] {
  return text === '' ? [] : text.split(',').map((place) => Number.parseInt(place, BASE));
}

/**
 * Formats the sources of a tree: which languages they are in, where in the list those are that tell something of others, and
 * those that use a module, by its name; then the list.
 *
 * @returns undefined where something is not known of one, or it has a name that no line can hold
 */
export function formatSources(sources: Sources): string | undefined {
  const lines: string[] = [];
  const languages = new Set<Language>();
  const telling: number[] = [];
  const using = new Map<string, number[]>();
  let place = 0;
  let last: { readonly path: string; readonly length: number } | undefined;
  for (const [path, source] of sources) {
    const { key, language } = source;
    const text = source.outlineText();
    if (text === undefined || /[\n\t\ufffd]/.test(path) || !/^[0-9a-f]+$/.test(key)) return undefined;
    // What is sought is sought by halves.
    if (last !== undefined && (comparePaths(last.path, path) >= 0 || last.length !== key.length))
      return undefined;
    last = { path, length: key.length };
    languages.add(language);
    if (tells(path, source)) telling.push(place);
    else
      for (const name of parseOutline(text).uses) {
        const known = using.get(name);
        if (known === undefined) using.set(name, [place]);
        else known.push(place);
      }
    const line = `${key} ${path}\t${language} ${text}\n`;
    place += line.length;
    lines.push(line);
  }
  const names = [...using].map(([name, places]) => `${encodeURIComponent(name)} ${formatPlaces(places)}\n`);
  const index = `${[...languages].join(' ')}\n${formatPlaces(telling)}\n${names.join('')}`;
  return `${index.length}\n${index}${lines.join('')}`;
}

type Placed = readonly [path: string, file: SourceFile];

/** The sources of a tree as they were formatted, of which each is read when it is asked for. */
export class KeptSources implements Sources {
  readonly #origin: Origin;
  readonly #text: string;
  /** Where in the text the list begins, and how long the oid is that each line begins with. */
  readonly #first: number;
  readonly #oid: number;
  readonly #languages: ReadonlyMap<string, Language>;
  readonly #telling: string;
  /** Places by the names of modules. */
  readonly #using: readonly string[];
  readonly #files = new Map<string, SourceFile>();
  #sought = 0;
  #lines: ReadonlyMap<string, number> | undefined;

  private constructor(text: string, first: number, languages: ReadonlyMap<string, Language>, origin: Origin) {
    this.#origin = origin;
    this.#text = text;
    this.#first = first;
    this.#oid = text.indexOf(' ', first) - first;
    this.#languages = languages;
    const [, , telling = '', ...using] = text.slice(0, first - 1).split('\n');
    this.#telling = telling;
    this.#using = using;
  }

  /** Undefined where a language is none any more. */
  static parse(text: string, origin: Origin): KeptSources | undefined {
    const end = text.indexOf('\n') + 1;
    const languages = new Map<string, Language>();
    for (const name of text.slice(end, text.indexOf('\n', end)).split(' ')) {
      const language = languageCalled(name);
      if (language !== undefined) languages.set(name, language);
      else if (name !== '') return undefined;
    }
    return new KeptSources(text, end + Number(text.slice(0, end)), languages, origin);
  }

  #pathAt(line: number): string {
    const from = line + this.#oid + 1;
    return this.#text.slice(from, this.#text.indexOf('\t', from));
  }

  #fileAt(line: number): Placed | undefined {
    const path = this.#pathAt(line);
    const known = this.#files.get(path);
    if (known !== undefined) return [path, known];
    const from = line + this.#oid + path.length + 2;
    const [name = '', told = ''] = this.#text.slice(from, this.#text.indexOf('\n', from)).split(' ');
    const language = this.#languages.get(name);
    if (language === undefined) return undefined;
    const file = new SourceFile(this.#origin, language, this.#text.slice(line, line + this.#oid), told);
    this.#files.set(path, file);
    return [path, file];
  }

  /** Where the line of a path begins. */
  #find(path: string): number | undefined {
    if (this.#lines === undefined && this.#sought++ >= MOST_SOUGHT) this.#lines = this.#listLines();
    if (this.#lines !== undefined) return this.#lines.get(path);
    const text = this.#text;
    let [low, high] = [this.#first, text.length];
    while (low < high) {
      const middle = Math.max(text.lastIndexOf('\n', ((low + high) >>> 1) - 1) + 1, low);
      const order = comparePaths(this.#pathAt(middle), path);
      if (order === 0) return middle;
      if (order > 0) high = middle;
      else low = text.indexOf('\n', middle) + 1;
    }
    return undefined;
  }

  #listLines(): ReadonlyMap<string, number> {
    const lines = new Map<string, number>();
    const text = this.#text;
    for (let line = this.#first; line < text.length; line = text.indexOf('\n', line) + 1)
      lines.set(this.#pathAt(line), line);
    return lines;
  }

  get(path: string): SourceFile | undefined {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const line = this.#find(path);
    return line === undefined ? undefined : this.#fileAt(line)?.[1];
  }

  has(path: string): boolean {
    return this.#files.has(path) || this.#find(path) !== undefined;
  }

  *[Symbol.iterator](): Generator<Placed> {
    const text = this.#text;
    for (let line = this.#first; line < text.length; line = text.indexOf('\n', line) + 1) {
      const found = this.#fileAt(line);
      if (found !== undefined) yield found;
    }
  }

  *#at(places: string): Generator<Placed> {
    for (const place of parsePlaces(places)) {
      const found = this.#fileAt(this.#first + place);
      if (found !== undefined) yield found;
    }
  }

  telling(): Iterable<Placed> {
    return this.#at(this.#telling);
  }

  *using(asked: (specifier: string) => boolean): Generator<Placed> {
    for (const line of this.#using) {
      const end = line.indexOf(' ');
      if (end > 0 && asked(decodeURIComponent(line.slice(0, end)))) yield* this.#at(line.slice(end + 1));
    }
  }

  ordered(paths: Iterable<string>): readonly string[] {
    return orderPaths([...paths].filter((path) => this.has(path)));
  }

  untold(): Iterable<SourceFile> {
    return [];
  }
}
