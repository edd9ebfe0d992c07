import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { RustPaths } from './chains.ts';
import { implemented, type RustItem, type RustItems } from './items.ts';

/** Attributes of what runs without being called. */
const ENTRY = /^(main|launch|event)$/;
const DEEPEST = 20;
/** More names than the functions of one file mention. */
const MOST = 1000;

/** Collects the functions that functions call or hand on. */
class MentionReader {
  readonly #source: PlainSource;
  readonly #items: RustItems;
  readonly #paths: RustPaths;
  /** Names of this file, and those that are brought in; any name, where a star brings some in. */
  readonly #known: ReadonlySet<string> | undefined;
  readonly found = new Set<Ref>();

  constructor(source: PlainSource, items: RustItems, findings: Findings) {
    this.#source = source;
    this.#items = items;
    this.#paths = new RustPaths(source, findings);
    const star = findings.imports.some(({ as }) => as === '*');
    const names = [...findings.definitions.map(({ name }) => name), ...findings.imports.map(({ as }) => as)];
    this.#known = star ? undefined : new Set(names);
  }

  read(items: readonly RustItem[], front = '', depth = 0): void {
    const source = this.#source;
    for (const item of depth > DEEPEST ? [] : items) {
      const { kind, name, open, attributes, all } = item;
      // `const PARTS: [fn() -> Router; 2] = [books, users];`
      if (kind === 'const' || kind === 'static') this.#function(all);
      if (open === undefined) continue;
      const body = source.inside(open);
      if (kind === 'fn') {
        if (name === 'main' || attributes.some((one) => this.#isEntry(one))) this.found.add(front + name);
        this.#function(body);
      } else if (kind === 'mod') this.read(this.#items.read(body), `${front}${name}.`, depth + 1);
      else if (kind === 'impl' || kind === 'trait') {
        const type = kind === 'trait' ? name : implemented(source, item).name;
        this.read(this.#items.read(body), `${front}${type ?? ''}.`, depth + 1);
      }
    }
  }

  /** What the macros of a source make of what they are given: `macro_rules! mount { … }`. */
  readMacros(): void {
    const source = this.#source;
    for (let at = 0; at + 3 < source.tokens.length; at++)
      if (source.is(at, 'macro_rules') && source.is(at + 1, '!')) this.#function(source.inside(at + 3));
  }

  /** `#[tokio::main]`, `#[launch]` */
  #isEntry({ from, to }: Range): boolean {
    const source = this.#source;
    let at = from;
    while (at + 2 < to && source.is(at + 1, '::')) at += 2;
    return ENTRY.test(source.word(at) ?? '');
  }

  #function({ from, to }: Range): void {
    const source = this.#source;
    for (let at = from; at < to && this.found.size < MOST; at++) {
      const first = source.word(at);
      if (first === undefined || source.is(at - 1, '.') || source.is(at - 1, 'fn')) continue;
      const path = [first];
      const start = at;
      while (source.is(at + 1, '::') && source.word(at + 2) !== undefined) {
        path.push(source.word(at + 2) ?? '');
        at += 2;
      }
      if (!/^[a-z_]/.test(path.at(-1) ?? '')) continue;
      const called = source.is(at + 1, '(');
      const handed =
        /^[([,&|]$/.test(source.at(start - 1).text) &&
        /^[)\],]$/.test(source.at(at + 1).text) &&
        this.#known?.has(first) !== false;
      if (called || handed || path.length > 1) this.found.add(this.#paths.ref(path));
    }
  }
}

/** Reads which functions the functions of one source mention, so that one can tell what makes routers that nobody has. */
export function readMentions(
  source: PlainSource,
  items: RustItems,
  top: readonly RustItem[],
  findings: Findings,
): void {
  const reader = new MentionReader(source, items, findings);
  reader.read(top);
  reader.readMacros();
  // What is mounted is served by what it is mounted on, or not at all; what handles a route is so by what registers that.
  for (const ref of findings.routes.flatMap(({ handlers = [] }) => handlers)) reader.found.delete(ref);
  for (const { child } of findings.mounts) reader.found.delete(child.replace(/(\(\)|@\d+)+$/, ''));
  if (reader.found.size > 0) findings.uses = { own: [...reader.found].sort() };
}
