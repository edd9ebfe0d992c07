import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { argumentOf, readArguments } from '../python/functions.ts';
import { importedAs } from '../python/imported-as.ts';
import type { PythonNames } from '../python/names.ts';
import type { Scope } from '../python/scopes.ts';
import type { Range } from '../python/source.ts';
import { isAboutDjango, lastOf, methodsOfView } from './library.ts';
import { pathOf } from './pattern-paths.ts';
import { AS_VIEW, byMethod, unwrapped } from './pattern-views.ts';
import { registersBy } from './registering.ts';

/** Names that people give lists of patterns put together of others. */
const LIKELY_NAME = /(patterns|urls)$/i;
const DEEPEST = 8;

/** Reads the URL patterns of one source: each list of them is a router, each `include` a mount. */
class PatternReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  /** How many patterns were found in what is being read, and how many calls that may give some. */
  #found = 0;
  #called = 0;
  /** The module whose views `patterns('shop.views', …)` names by their last parts. */
  #within: string | undefined;
  /** The functions of the module by their scopes. */
  readonly #functions = new Map<Scope, Ref>();

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    const { source, scopes } = this.#names;
    for (const { ref, scope, around } of scopes.functions)
      if (around.kind === 'module') this.#functions.set(scope, ref);
    let begins = true;
    for (let at = 0; at < source.tokens.length; at++) {
      if (begins && source.word(at) !== undefined) this.#begin(at);
      begins = /newline|indent|dedent/.test(source.at(at).kind);
    }
    this.#root();
  }

  /** A line of the module, or of a function that may give patterns to others. */
  #begin(at: number): void {
    const { source, scopes } = this.#names;
    const scope = scopes.scopeAt(at);
    if (scope.kind === 'module') this.#line(at);
    else if (this.#functions.has(scope)) {
      const open = at + 1;
      if (!source.is(at, 'return')) this.#line(at, true);
      else if (source.is(open, '[')) {
        const on = `${this.#functions.get(scope)}()`;
        this.#read(on, '', () => this.#list(on, { from: open, to: this.#endOfLine(at) }, []));
      }
    }
  }

  #endOfLine(at: number): number {
    const { source } = this.#names;
    let end = at;
    while (end < source.tokens.length && source.at(end).kind !== 'newline') end += 1;
    return end;
  }

  /** `ROOT_URLCONF = 'shop.urls'` of the settings. */
  #root(): void {
    const value = this.#names.scopes.top.names.get('ROOT_URLCONF')?.value;
    const module = value && this.#names.literal(value);
    if (module === undefined) return;
    this.#findings.addRouter({ id: 'ROOT_URLCONF', pack: 'django', root: true });
    this.#findings.mounts.push({
      on: 'ROOT_URLCONF',
      child: importedAs(this.#findings, module, 'urlpatterns'),
      path: [],
    });
  }

  /** `a = […]`, `a: T = […]`, `a += […]`, `a.append(…)`, `a.extend(…)`, `a.insert(0, …)`. */
  #line(at: number, within = false): void {
    const { source, scopes } = this.#names;
    const name = source.word(at) ?? '';
    const second = source.at(at + 1).text;
    if (second !== '=' && second !== '+=' && second !== ':' && second !== '.') return;
    const end = this.#endOfLine(at);
    const on = scopes.find(name, at)?.ref;
    if (on === undefined) return;
    if (second === '.') {
      const method = source.word(at + 2) ?? '';
      if (!/^(append|extend|insert)$/.test(method) || !source.is(at + 3, '(')) return;
      const value = source.elements(at + 3).at(-1);
      if (value === undefined) return;
      this.#read(on, name, () =>
        method === 'extend' ? this.#list(on, value, []) : this.#element(on, value, []),
      );
      return;
    }
    const sign = source.find({ from: at + 1, to: end }, '=', '+=');
    const value = { from: sign + 1, to: end };
    if (value.from >= end) return;
    // A name that stands for another one is followed like any; only `urlpatterns` may be the root.
    const renames = second !== '+=' && name !== 'urlpatterns';
    if (renames && this.#names.chainOf(value)?.links.every(({ does }) => does === 'member')) return;
    this.#read(on, within ? '' : name, () => this.#list(on, value, []));
  }

  /** Keeps what is found if it is a list of patterns, or made of such. */
  #read(on: Ref, name: string, read: () => void): void {
    const { routes, mounts } = this.#findings;
    const [before, mounted] = [routes.length, mounts.length];
    this.#found = 0;
    this.#called = 0;
    read();
    const added = routes.length + mounts.length - before - mounted;
    const likely = name === 'urlpatterns' ? added > 0 : LIKELY_NAME.test(name) && added > this.#called;
    if (this.#found > 0 || likely) {
      const root = name === 'urlpatterns' ? { root: 'unless named' as const } : {};
      this.#findings.addRouter({ id: on, pack: 'django', ...root });
    } else {
      routes.length = before;
      mounts.length = mounted;
    }
  }

  #list(on: Ref, range: Range, front: WrittenText, depth = 0): void {
    const { source } = this.#names;
    if (depth > DEEPEST) return;
    for (let from = range.from; from < range.to; ) {
      const to = source.find({ from, to: range.to }, '+');
      const open = source.is(from, '[') || source.is(from, '(');
      const inner = { from: from + 1, to: to - 1 };
      if (open && source.after(from) >= to && source.find(inner, '+') < source.find(inner, ',')) {
        // `(shop_patterns + user_patterns)`, over several lines.
        this.#list(on, inner, front, depth + 1);
      } else if (open && source.after(from) >= to) {
        for (const element of source.elements(from)) this.#element(on, element, front, depth);
      } else this.#part(on, { from, to }, front, depth);
      from = to + 1;
    }
  }

  /** What a list of patterns is put together of: a name, or a call that gives patterns. */
  #part(on: Ref, range: Range, front: WrittenText, depth: number): void {
    const chain = this.#names.chainOf(range);
    const call = chain?.links.at(-1);
    if (chain === undefined) return;
    if (call?.does !== 'call') {
      const child = this.#names.refOfChain(chain);
      if (child !== undefined) this.#findings.mounts.push({ on, child, path: front });
      return;
    }
    const { named, positional } = readArguments(this.#names.source, call.open);
    const callee = registersBy(this.#names, chain) ?? lastOf(this.#names.foreignOf(chain)?.name ?? '');
    const [first, ...rest] = positional;
    if (callee === 'patterns' && first !== undefined) {
      this.#within = this.#names.literal(first) ?? '';
      for (const element of rest) this.#element(on, element, front, depth);
      this.#within = undefined;
    } else if (callee === 'i18n_patterns') {
      const plain = named.get('prefix_default_language');
      const bare = plain !== undefined && this.#names.source.is(plain.from, 'False');
      for (const element of positional)
        this.#element(on, element, bare ? front : [...front, '<language>/'], depth);
    } else if (callee === 'format_suffix_patterns' && first !== undefined) {
      this.#list(on, first, front, depth + 1);
    } else if (chain.links.length === 1) {
      const child = this.#names.refOfChain(chain);
      if (child === undefined || on === child) return;
      this.#called += 1;
      this.#findings.mounts.push({ on, child, path: front });
    }
  }

  #element(on: Ref, range: Range, front: WrittenText, depth = 0): void {
    const names = this.#names;
    if (names.source.is(range.from, '*')) {
      this.#list(on, { from: range.from + 1, to: range.to }, front, depth + 1);
      return;
    }
    const chain = names.chainOf(range);
    const call = chain?.links.at(-1);
    // Of old, a pattern is a tuple, too.
    const tupled = this.#within !== undefined && names.source.is(range.from, '(');
    const name = tupled ? 'url' : chain && registersBy(names, chain);
    const open = tupled ? range.from : call?.does === 'call' ? call.open : undefined;
    if (open === undefined || name === undefined || name === 'include' || name === 'patterns') return;
    const given = readArguments(names.source, open);
    this.#found += 1;
    const route =
      argumentOf(given, [0, name === 'path' ? 'route' : 'regex']) ?? argumentOf(given, [0, 'route']);
    const view = argumentOf(given, [1, 'view']);
    if (route === undefined || view === undefined) return;
    const path = [...front, ...pathOf(names, route, name !== 'path')];
    const chained = names.chainOf(view);
    const included = chained?.links.at(-1);
    if (chained !== undefined && included?.does === 'call' && registersBy(names, chained) === 'include')
      this.#include(on, included.open, path, depth);
    else this.#view(on, path, view, range);
  }

  #include(on: Ref, open: number, path: WrittenText, depth: number): void {
    const names = this.#names;
    const given = argumentOf(readArguments(names.source, open), [0, 'arg']);
    if (given === undefined) return;
    const tupled = names.source.is(given.from, '(') && names.source.after(given.from) >= given.to;
    const what = tupled ? names.source.elements(given.from)[0] : given;
    if (what === undefined) return;
    const module = names.literal(what);
    if (module !== undefined) {
      this.#findings.mounts.push({ on, child: importedAs(this.#findings, module, 'urlpatterns'), path });
      return;
    }
    const child = names.refOf(what);
    if (child === undefined) {
      this.#list(on, what, path, depth + 1);
      return;
    }
    names.understand(what);
    this.#findings.mounts.push({ on, child, path });
    // What is imported may be a list, or a module that has one.
    const { import: imported } = names.scopes.bindings.get(child) ?? {};
    if (imported !== undefined) this.#findings.mounts.push({ on, child: `${child}.urlpatterns`, path });
  }

  /** A view may be called `urls`, too. */
  #isOfViews(ref: Ref): boolean {
    const { import: from } = this.#names.scopes.bindings.get(ref.slice(0, -5)) ?? {};
    return from !== undefined && /(^|[._])views?(\.|$)/.test(`${from.from}.${from.name}`);
  }

  #view(on: Ref, path: WrittenText, written: Range, whole: Range): void {
    const names = this.#names;
    const { source } = names;
    const { view, wrappers } = unwrapped(this.#names, written);
    const named = names.literal(view);
    const text = named && this.#within ? `${this.#within}.${named}` : named;
    const dot = text?.lastIndexOf('.') ?? -1;
    const ref =
      text !== undefined && dot > 0
        ? importedAs(this.#findings, text.slice(0, dot), text.slice(dot + 1))
        : names.refOf(view);
    // The sites of admins, APIs and the like bring patterns of their own.
    if (ref?.endsWith('.urls') && !this.#isOfViews(ref)) {
      this.#findings.mounts.push({ on, child: ref, path });
      return;
    }
    const { line, endLine } = source.lines(whole);
    const place = { on, path, line, endLine, contract: source.hash(wrappers) };
    const chain = names.chainOf(view);
    if (ref === undefined || (chain === undefined && text === undefined)) {
      this.#findings.routes.push({ ...place, methods: ['*'], body: source.hash([view]) });
      return;
    }
    const handled = chain && byMethod(names, ref, view);
    if (handled !== undefined) {
      for (const { method, handler } of handled)
        this.#findings.routes.push({ ...place, methods: [method], body: '', handlers: [handler] });
      return;
    }
    const [head = ''] = ((chain && names.foreignOf(chain)?.name) ?? '').split(AS_VIEW);
    const methods = methodsOfView(head.replace(/\.as_view$/, '')) ?? ['*'];
    const body = ref.endsWith(AS_VIEW) ? source.hash([view]) : '';
    this.#findings.routes.push({ ...place, methods, body, handlers: [ref], view: ref });
    this.#findings.mounts.push({ on, child: ref, path });
  }
}

/** Reads the URL patterns of one source, and which of them the settings name as the root. */
export function readPatterns(names: PythonNames, findings: Findings): void {
  const { names: top } = names.scopes.top;
  // A list that only puts those of other modules together imports nothing of Django.
  if (isAboutDjango(names) || top.has('ROOT_URLCONF') || top.has('urlpatterns'))
    new PatternReader(names, findings).run();
}
