import type { Ref } from '../file-facts/names.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { packageName } from './package-name.ts';
import {
  type Assignment,
  type Binding,
  bindingAt,
  type Declaration,
  functionAround,
  type GoFunction,
  type Scope,
} from './scope-shapes.ts';
import { readParameters, receiverType, resultAndBody } from './signature.ts';

const EMPTY: Range = { from: 0, to: 0 };
/** Longer statements are lists of data. */
const LONGEST_STATEMENT = 300;
/** Methods that make a router below another one. */
const GROUPS = /^(Group|Subrouter|Party|NewGroup)$/;
const DEEPEST = 60;
const MOST_RETURNS = 6;

/** What one Go source declares, and which name means what where. */
export class GoScopes {
  readonly source: PlainSource;
  /** Paths by the names that they are imported under. */
  readonly imports = new Map<string, string>();
  readonly functions: GoFunction[] = [];
  readonly declarations: Declaration[] = [];
  readonly assignments: Assignment[] = [];
  readonly bindings = new Map<Ref, Binding>();
  readonly top: Scope = { end: Number.POSITIVE_INFINITY, names: new Map() };
  packageName = '';
  readonly #scopeAt: Scope[] = [];
  readonly #functionAt = new Map<number, GoFunction>();
  readonly #bodies = new Map<number, GoFunction>();
  #named: ReadonlyMap<string, GoFunction> | undefined;
  #count = 0;
  /** The end of the last declaration outside of functions: nothing in it is another one. */
  #declaredTo = 0;

  constructor(source: PlainSource) {
    this.source = source;
    this.#walk();
  }

  /** What a name means at a token. */
  find(name: string, at: number): Binding | undefined {
    let scope: Scope | undefined = this.#scopeAt[at];
    for (let depth = 0; scope !== undefined && depth < DEEPEST; depth++) {
      const found = scope.names.get(name);
      const undeclared = found?.by !== undefined && at >= found.by.from && at < found.by.to;
      if (found !== undefined && !undeclared) return bindingAt(found, at);
      scope = scope.parent;
    }
    return this.top.names.get(name);
  }

  /** The function literal whose `func` stands at a token. */
  literalAt(at: number): GoFunction | undefined {
    return this.#functionAt.get(at);
  }

  /** A function or method of the source by its name. */
  functionCalled(name: string): GoFunction | undefined {
    this.#named ??= new Map(this.functions.map((one) => [one.name ?? '', one]));
    return this.#named.get(name);
  }

  /** The named function whose text a token stands in. */
  functionAt(at: number): string | undefined {
    return functionAround(this.functions, at)?.name;
  }

  /** Tells whether a name is that of a method's receiver, which is called after its type. */
  isReceiver({ ref }: Binding): boolean {
    return this.#receiverTypes.has(ref);
  }

  /** What a literal calls its parameter within its body. */
  parameterOf({ body, parameters }: GoFunction, index: number): Ref | undefined {
    const name = parameters[index]?.name ?? '';
    return body && this.#scopeAt[body.from]?.names.get(name)?.ref;
  }

  #walk(): void {
    const { source } = this;
    let scope = this.top;
    for (let at = 0; at < source.tokens.length; at++) {
      while (at >= scope.end && scope.parent !== undefined) scope = scope.parent;
      this.#scopeAt[at] = scope;
      const { kind, text } = source.at(at);
      if (kind === 'punctuation') {
        if (text === '{') scope = this.#open(at, scope);
        else if (text === ':=') this.#short(at, scope);
        else if (text === '=') this.#assign(at, scope);
      } else if (kind === 'name' && !source.is(at - 1, '.')) this.#word(at, text, scope);
    }
  }

  #word(at: number, text: string, scope: Scope): void {
    const { source } = this;
    const top = scope === this.top && (at === 0 || source.is(at - 1, ';'));
    if (text === 'func') this.#function(at, top);
    else if (text === 'return') {
      const returns = scope.within?.returns;
      if (returns !== undefined && returns.length < MOST_RETURNS) returns.push(this.#statement(at + 1));
    } else if (text === 'var' || text === 'const' || (text === 'type' && top)) this.#specs(at, text, scope);
    else if (text === 'import' && top) {
      for (const spec of this.#specsOf(at)) this.#import(spec);
    } else if (text === 'package' && top) this.packageName = source.word(at + 1) ?? '';
  }

  #import({ from, to }: Range): void {
    const path = this.source.at(to - 1);
    if (path.kind !== 'string' || to - from > 2) return;
    const name = to - from === 2 ? this.source.at(from).text : packageName(path.text);
    if (name !== '_' && name !== '.') this.imports.set(name, path.text);
  }

  #specsOf(at: number): Range[] {
    const { source } = this;
    if (source.is(at + 1, '(')) return source.split(source.inside(at + 1), ';');
    return [this.#statement(at + 1, source.tokens.length)];
  }

  #specs(at: number, word: string, scope: Scope): void {
    if (scope === this.top && at < this.#declaredTo) return;
    for (const all of this.#specsOf(at)) {
      if (scope === this.top) this.#declaredTo = Math.max(this.#declaredTo, all.to);
      const equals = this.source.find(all, '=');
      let start = all.from;
      const names: string[] = [];
      for (let name = this.source.word(start); name !== undefined; name = this.source.word(start)) {
        names.push(name);
        start += 1;
        if (!this.source.is(start, ',')) break;
        start += 1;
      }
      const type = { from: start, to: word === 'type' ? all.to : Math.max(start, equals) };
      const values = equals < all.to ? this.source.splitAtCommas({ from: equals + 1, to: all.to }) : [];
      names.forEach((name, index) => {
        const value = values[index] ?? (index === 0 ? values[0] : undefined);
        if (word !== 'type') this.#bind(scope, name, { ...(value && { value }), type });
        if (scope !== this.top || name === '_') return;
        this.declarations.push({ word, name, all, type, ...(value && word !== 'type' && { value }) });
      });
    }
  }

  #bind(scope: Scope, name: string, what: Omit<Binding, 'ref'>, ref?: Ref): void {
    if (name === '_' || name === '') return;
    const known = scope.names.get(name);
    if (known !== undefined) {
      if (known.value === undefined && what.value !== undefined) known.value = what.value;
      return;
    }
    const binding = { ref: ref ?? (scope === this.top ? name : `${name}~${this.#count++}`), ...what };
    scope.names.set(name, binding);
    if (!this.bindings.has(binding.ref)) this.bindings.set(binding.ref, binding);
    if (binding.value !== undefined) this.#valueOf.set(binding.value.from, binding.ref);
  }

  #function(at: number, top: boolean): void {
    const { source } = this;
    let start = at + 1;
    let owner: { readonly name: string; readonly type: string; readonly pointer: boolean } | undefined;
    if (top && source.is(start, '(')) {
      owner = receiverType(source, start);
      start = source.after(start);
    }
    const word = top ? source.word(start) : undefined;
    if (word !== undefined) start += 1;
    let typeParameters = EMPTY;
    if (word !== undefined && source.is(start, '[')) {
      typeParameters = { from: start, to: source.after(start) };
      start = source.after(start);
    }
    if (!source.is(start, '(')) return;
    const { results, open } = resultAndBody(source, source.after(start));
    const name = word === undefined ? undefined : owner === undefined ? word : `${owner.type}.${word}`;
    const found: GoFunction = {
      ...(name !== undefined && { name }),
      pointer: owner?.pointer ?? false,
      all: { from: at, to: open === undefined ? results.to : source.after(open) },
      typeParameters,
      parameters: readParameters(source, source.elements(start)),
      results,
      ...(open !== undefined && { body: source.inside(open) }),
      returns: [],
    };
    if (name !== undefined) this.functions.push(found);
    else if (open !== undefined) this.#functionAt.set(at, found);
    if (open === undefined) return;
    this.#bodies.set(open, found);
    if (owner !== undefined) this.#receivers.set(open, owner);
  }

  /** Names by where what they are given begins. */
  readonly #valueOf = new Map<number, Ref>();
  readonly #receiverTypes = new Set<Ref>();
  readonly #receivers = new Map<number, { readonly name: string; readonly type: string }>();

  #open(at: number, parent: Scope): Scope {
    const found = this.#bodies.get(at);
    const within = found ?? parent.within;
    const scope: Scope = {
      parent,
      end: this.source.partner[at] ?? at,
      names: new Map(),
      ...(within && { within }),
    };
    if (found === undefined) return scope;
    const receiver = this.#receivers.get(at);
    if (receiver !== undefined) {
      this.#bind(scope, receiver.name, {}, receiver.type);
      this.#receiverTypes.add(receiver.type);
    }
    if (this.source.is(found.results.from, '(')) {
      const results = readParameters(this.source, this.source.elements(found.results.from));
      for (const { name, type } of results) this.#bind(scope, name, { type });
    }
    // A literal goes by the name that it is given: `get := func(path string) {…}`.
    const called = found.name ?? this.#valueOf.get(found.all.from);
    found.parameters.forEach(({ name, type }, index) => {
      this.#bind(scope, name, { type }, called === undefined ? undefined : `${called}@${index}`);
    });
    return scope;
  }

  /** From a token to the end of its statement. */
  #statement(from: number, most = LONGEST_STATEMENT): Range {
    const { source } = this;
    let to = from;
    for (let steps = 0; steps < most && to < source.tokens.length; steps++) {
      if (source.is(to, ';') || source.isCloser(to)) break;
      to = source.after(to);
    }
    return { from, to };
  }

  /** `a, err := …` */
  #short(at: number, scope: Scope): void {
    const names: string[] = [];
    for (let index = at - 1; ; index -= 2) {
      const name = this.source.word(index);
      if (name === undefined) break;
      names.unshift(name);
      if (!this.source.is(index - 1, ',')) break;
    }
    const statement = this.#statement(at + 1);
    // The blocks of `for`, `switch` and `case` belong to the name.
    const by = { from: at + 1, to: this.source.find(statement, '{', ':') };
    if (this.source.is(statement.from, 'range')) {
      const each = { from: statement.from + 1, to: by.to };
      for (const [index, name] of names.entries()) {
        const known = index === 1 ? scope.names.get(name) : undefined;
        // Any other variable goes on behind the loop.
        if (known?.each !== undefined) this.#rename(known, name, by.to, { by, each });
        else this.#bind(scope, name, index === 1 ? { by, each } : { by });
      }
      return;
    }
    const values = this.source.splitAtCommas(statement);
    names.forEach((name, index) => {
      const value = values.length === names.length || index === 0 ? values[index] : undefined;
      this.#bind(scope, name, value === undefined ? { by } : { value, by });
    });
  }

  /** `router = …` and `s.router = …` */
  #assign(at: number, scope: Scope): void {
    const { source } = this;
    let head = at - 1;
    while (source.word(head) !== undefined && source.is(head - 1, '.')) head -= 2;
    const name = source.word(head);
    if (name === undefined || source.is(head - 1, ',') || scope === this.top) return;
    const value = this.#statement(at + 1);
    if (head < at - 1) this.assignments.push({ head, to: at, value });
    else {
      const known = this.find(name, head);
      if (known === undefined) this.#bind(this.top, name, { value });
      else if (known.value === undefined) known.value = value;
      else if (scope.names.has(name)) this.#regroup(known, name, value);
    }
  }

  /** `group = r.Group("/other")`: from there on the name means another one. */
  #regroup(known: Binding, name: string, value: Range): void {
    let groups = false;
    for (let at = value.from; at < value.to && !groups; at++)
      groups = GROUPS.test(this.source.word(at) ?? '');
    if (!groups || known.value?.from === value.from) return;
    this.#rename(known, name, value.to, { value });
  }

  /** From a token on a name means something else. */
  #rename(known: Binding, name: string, from: number, what: Omit<Binding, 'ref'>): void {
    const binding = { ref: `${name}~${this.#count++}`, ...what };
    bindingAt(known, from).next = { from, binding };
    this.bindings.set(binding.ref, binding);
  }
}
