import { regexPath } from '../django/regex-path.ts';
import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { importedModules } from '../python/about-framework.ts';
import type { Framework } from '../python/framework.ts';
import { argumentOf, readArguments } from '../python/functions.ts';
import type { PythonNames } from '../python/names.ts';
import type { Range } from '../python/source.ts';
import { Views } from '../python/views.ts';
import type { PythonPack } from './pack.ts';
import { TORNADO_ROUTES } from './tornado-trees.ts';

/** What makes a route of a pattern and a handler. */
const SPEC = /(^|\.)(url|URLSpec|Rule)$/;
const HANDLER = /Handler$/;
const DEEPEST = 5;
/** Longer expressions are cut off. */
const LONGEST = 500;

const FRAMEWORK: Framework = {
  pack: 'tornado',
  modules: ['tornado'],
  makers: [],
  verbs: {},
  adders: {},
  mounters: {},
  resources: new Set(),
  joiners: new Set(),
  children: {},
  views: HANDLER,
  typed: false,
  cosmetic: new Set(),
};

/** Reads the lists of patterns and handlers of one source: whatever is listed is served. */
class TornadoReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  /** Whether any class that stands behind a pattern is a handler, however it is called. */
  readonly #about: boolean;

  constructor(names: PythonNames, findings: Findings, about: boolean) {
    this.#names = names;
    this.#findings = findings;
    this.#about = about;
  }

  run(): void {
    new Views(this.#names, this.#findings, FRAMEWORK).read();
    const { source } = this.#names;
    for (let at = 0; at < source.tokens.length; at++) {
      if (source.is(at, '[') && !this.#takesOut(at))
        for (const element of source.elements(at)) this.#element(element);
    }
    if (this.#findings.mounts.some(({ on }) => on === TORNADO_ROUTES))
      this.#findings.addRouter({ id: TORNADO_ROUTES, pack: FRAMEWORK.pack, root: true });
  }

  /** Not a list, but an element of what stands in front. */
  #takesOut(open: number): boolean {
    const { kind, text } = this.#names.source.at(open - 1);
    if (kind === 'name') return !/^(return|in|yield|and|or|not|if|else|lambda)$/.test(text);
    return kind === 'string' || text === ')' || text === ']';
  }

  #element(element: Range): void {
    const { source } = this.#names;
    const chain = this.#names.chainOf(element);
    const call = chain?.links.at(-1);
    if (source.is(element.from, '(') && source.after(element.from) === element.to) {
      const [pattern, handler] = source.elements(element.from);
      this.#route(pattern, handler);
    } else if (chain !== undefined && call?.does === 'call') {
      const called = this.#names.foreignOf(chain)?.name ?? '';
      if (!SPEC.test(called) || !called.startsWith('tornado')) return;
      const given = readArguments(source, call.open);
      this.#route(argumentOf(given, [0, 'pattern']), argumentOf(given, [1, 'handler']));
    }
  }

  #route(pattern: Range | undefined, handler: Range | undefined): void {
    const path = pattern && this.#pathOf(pattern);
    const ref = handler && this.#names.refOf(handler);
    if (path === undefined || handler === undefined || ref === undefined) return;
    const last = this.#names.source.word(handler.to - 1) ?? '';
    if (!HANDLER.test(last) && !(this.#about && /^[A-Z]/.test(last))) return;
    this.#findings.mounts.push({ on: TORNADO_ROUTES, child: ref, path });
    this.#names.understand(handler);
  }

  /** A pattern begins with a slash, whatever a constant may put in front of it. */
  #pathOf(pattern: Range): WrittenText | undefined {
    const [first, ...rest] = this.#names.textOf(pattern) ?? [];
    if (first === undefined) return undefined;
    const begins = typeof first !== 'string' || /^(\(\?i\))?\^?\//.test(first);
    if (!begins) return undefined;
    const front = typeof first === 'string' || this.#constant(first.ref) !== undefined ? [] : [first];
    const text = front.length > 0 ? rest : [first, ...rest];
    return [...front, ...regexPath(this.#spelled(text))];
  }

  /** A regular expression is read as a whole. What other modules put into it stands for something in the path. */
  #spelled(text: WrittenText, depth = 0): string {
    let spelled = '';
    for (const part of text) {
      const inner = typeof part === 'string' || depth > DEEPEST ? undefined : this.#constant(part.ref);
      if (typeof part === 'string') spelled += part;
      else if (inner !== undefined) spelled += this.#spelled(inner, depth + 1);
      else spelled += spelled === '' || spelled.endsWith('/') ? '(_)' : '/(_)';
    }
    return spelled.slice(0, LONGEST);
  }

  #constant(ref: Ref): WrittenText | undefined {
    const value = this.#names.scopes.bindings.get(ref)?.value;
    return value && this.#names.textOf(value);
  }
}

/** https://www.tornadoweb.org: lists of patterns, each with the class that answers. */
export const tornado: PythonPack = {
  name: 'tornado',
  family: 'python',
  read(names, findings) {
    const about = names.source.mentions('tornado') && importedModules(names).includes('tornado');
    if (about || names.source.mentions('Handler')) new TornadoReader(names, findings, about).run();
  },
};
