import type { Ref } from '../file-facts.ts';
import { type ClassShape, readClass } from './classes.ts';
import { type FunctionShape, readParameters, readPattern } from './functions.ts';
import type { JavaScriptSource, Range } from './source.ts';
import { afterType } from './types.ts';

/** What a name of some scope stands for. */
export interface Binding {
  readonly ref: Ref;
  /** Of a variable; where several assign, the first. */
  value?: Range;
  /** The member of the value that it is, where the value is taken apart. */
  readonly member?: string;
  readonly type?: Range;
  readonly shape?: FunctionShape;
  readonly class?: ClassShape;
  readonly import?: { readonly from: string; readonly name: string };
  /** Of the variable of a `for … of`: what that goes over, and where the loop ends. */
  readonly loop?: Range & { readonly end: number };
  /** Of a parameter: where it stands in which function. */
  readonly parameter?: { readonly of: FunctionShape; readonly index: number; readonly member?: string };
}

interface Scope {
  readonly number: number;
  readonly parent?: Scope;
  readonly names: Map<string, Binding>;
  readonly class?: ClassShape;
}

/** A scope that is open, with the depth of brackets at which it ends. */
interface Open {
  readonly scope: Scope;
  readonly depth: number;
  /** An arrow's expression ends where a block does not: at a comma, a semicolon, a closer, the next statement. */
  readonly shape?: FunctionShape;
}

const OPENING: ReadonlySet<string> = new Set(['(', '[', '{', '${']);
const DECLARING: ReadonlySet<string> = new Set(['const', 'let', 'var']);
const STATEMENT: ReadonlySet<string> = new Set(
  'const let var function class export import return if for while switch try throw'.split(' '),
);

/** The scopes of one source: which name means what at which token. */
export class Scopes {
  readonly #source: JavaScriptSource;
  readonly #shapes: ReadonlyMap<number, FunctionShape>;
  readonly #bodies = new Map<number, FunctionShape>();
  readonly #classBodies = new Map<number, ClassShape>();
  readonly #scopeOf: Scope[] = [];
  /** Where the expression of an arrow ends. */
  readonly #ends = new Map<FunctionShape, number>();
  readonly #assignments: { scope: Scope; name: string; value: Range }[] = [];
  /** What is assigned to members of `this`. */
  readonly assigned = new Map<ClassShape, { readonly name: string; readonly value: Range }[]>();
  readonly classes: ClassShape[] = [];
  readonly bindings: Binding[] = [];
  readonly top: Scope = { number: 0, names: new Map() };

  constructor(source: JavaScriptSource, shapes: ReadonlyMap<number, FunctionShape>) {
    this.#source = source;
    this.#shapes = shapes;
    for (const shape of new Set(shapes.values())) this.#bodies.set(shape.body.from, shape);
    this.#walk();
    for (const { scope, name, value } of this.#assignments) {
      const binding = this.#find(scope, name);
      if (binding === undefined || binding.value !== undefined) continue;
      const { parameter, import: imported, shape, class: ofClass } = binding;
      if ((parameter ?? imported ?? shape ?? ofClass) === undefined) binding.value = value;
    }
  }

  /** What a name means where it stands. */
  find(name: string, at: number): Binding | undefined {
    return this.#find(this.#scopeOf[at] ?? this.top, name);
  }

  /** The class whose `this` is meant at a token. */
  classAt(at: number): ClassShape | undefined {
    for (let scope = this.#scopeOf[at]; scope !== undefined; scope = scope.parent) {
      if (scope.class !== undefined) return scope.class;
    }
    return undefined;
  }

  isTop(at: number): boolean {
    return this.#scopeOf[at] === this.top;
  }

  /** The whole body of a function. */
  bodyOf(shape: FunctionShape): Range {
    return shape.expression
      ? { from: shape.body.from, to: this.#ends.get(shape) ?? shape.body.to }
      : shape.body;
  }

  /** The innermost function or block around a token, as something to compare. */
  scopeAt(at: number): object | undefined {
    return this.#scopeOf[at];
  }

  #find(from: Scope, name: string): Binding | undefined {
    let scope: Scope | undefined = from;
    // What nests deeper than people write is not looked through.
    for (let steps = 0; scope !== undefined && steps < 100; steps++, scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding !== undefined) return binding;
    }
    return this.top.names.get(name);
  }

  #walk(): void {
    const source = this.#source;
    const open: Open[] = [{ scope: this.top, depth: -1 }];
    let depth = 0;
    let count = 0;
    const current = (): Scope => open.at(-1)?.scope ?? this.top;
    const enter = (shape?: FunctionShape, ofClass?: ClassShape): void => {
      const scope: Scope = {
        number: ++count,
        parent: current(),
        names: new Map(),
        ...(ofClass && { class: ofClass }),
      };
      open.push({ scope, depth, ...(shape?.expression === true && { shape }) });
      if (shape !== undefined) this.#declareParameters(scope, shape);
    };
    const leaveArrows = (at: number): void => {
      for (let top = open.at(-1); top?.shape !== undefined && top.depth >= depth; top = open.at(-1)) {
        this.#ends.set(top.shape, at);
        open.pop();
      }
    };
    let lineBefore = 0;
    for (let at = 0; at < source.tokens.length; at++) {
      const { kind, text, line, endLine } = source.at(at);
      const sign = kind === 'punctuation';
      const closer = sign && source.isCloser(at) && (source.partner[at] ?? at) !== at;
      if (sign && (text === ',' || text === ';' || closer)) leaveArrows(at);
      else if (kind === 'name' && line > lineBefore && STATEMENT.has(text)) leaveArrows(at);
      lineBefore = endLine;
      if (closer) {
        depth -= 1;
        const top = open.at(-1);
        if (text === '}' && top !== undefined && top.depth === depth && open.length > 1) open.pop();
      }
      const shape = this.#bodies.get(at);
      if (shape?.expression === true) enter(shape);
      this.#scopeOf.push(current());
      if (sign && OPENING.has(text)) {
        if (text === '{') enter(shape?.expression === false ? shape : undefined, this.#classBodies.get(at));
        depth += 1;
      }
      if (kind === 'name') this.#declare(at, text, current());
    }
    leaveArrows(source.tokens.length);
    for (const { shape } of open) if (shape !== undefined) this.#ends.set(shape, source.tokens.length);
  }

  #bind(scope: Scope, name: string, what: Omit<Binding, 'ref'>): void {
    if (scope.names.has(name)) return;
    const binding: Binding = { ref: scope === this.top ? name : `${name}~${scope.number}`, ...what };
    scope.names.set(name, binding);
    this.bindings.push(binding);
  }

  #declareParameters(scope: Scope, shape: FunctionShape): void {
    readParameters(this.#source, shape).forEach(({ name, members, type }, index) => {
      const parameter = { of: shape, index };
      if (name !== undefined) this.#bind(scope, name, { parameter, ...(type && { type }) });
      for (const [member, local] of members) {
        this.#bind(scope, local, { parameter: { ...parameter, member } });
      }
    });
  }

  #declare(at: number, word: string, scope: Scope): void {
    const source = this.#source;
    if (source.is(at - 1, '.') || source.is(at - 1, '?.')) {
      if (source.is(at + 1, '=') && source.is(at - 2, 'this')) this.#assignMember(at, word);
      return;
    }
    if (DECLARING.has(word)) this.#declareVariables(at + 1, scope);
    else if (word === 'function') {
      const name = source.is(at + 1, '*') ? at + 2 : at + 1;
      const [text, shape] = [source.word(name), this.#shapes.get(at)];
      if (text !== undefined && shape !== undefined) this.#bind(scope, text, { shape });
    } else if (word === 'class') {
      const shape = readClass(source, at);
      if (shape === undefined) return;
      this.#classBodies.set(shape.body.from, shape);
      this.classes.push(shape);
      if (shape.name !== undefined) this.#bind(scope, shape.name, { class: shape });
    } else if (word === 'import') this.#declareImports(at, scope);
    else if (source.is(at + 1, '=') && !source.is(at - 1, '=') && !source.is(at - 1, ':')) {
      this.#assignments.push({ scope, name: word, value: this.#valueAt(at + 2) });
    }
  }

  /** Of `a = b = c` and of `a = (b = c)` the value is `c`. */
  #valueAt(from: number): Range {
    let start = from;
    for (let steps = 0; steps < 20; steps++) {
      let next = start;
      if (this.#source.is(start, '(') && this.#source.after(start) === this.#source.endOfExpression(start)) {
        start += 1;
        continue;
      }
      while (this.#source.word(next) !== undefined && this.#source.is(next + 1, '.')) next += 2;
      if (this.#source.word(next) === undefined || !this.#source.is(next + 1, '=')) break;
      start = next + 2;
    }
    return { from: start, to: this.#source.endOfExpression(start) };
  }

  #assignMember(at: number, name: string): void {
    const shape = this.classAt(at - 1);
    if (shape === undefined) return;
    const known = this.assigned.get(shape) ?? [];
    known.push({ name, value: this.#valueAt(at + 2) });
    this.assigned.set(shape, known);
  }

  #declareVariables(from: number, scope: Scope): void {
    const source = this.#source;
    for (let at = from; ; at += 1) {
      const name = source.word(at);
      if (name !== undefined && DECLARING.has(name)) return;
      const pattern = source.is(at, '{') || source.is(at, '[') ? readPattern(source, at) : [];
      if (name === undefined && pattern.length === 0) return;
      at = source.after(at);
      if (source.is(at, '!')) at += 1;
      let type: Range | undefined;
      if (source.is(at, ':')) {
        type = { from: at + 1, to: afterType(source, at + 1) };
        at = type.to;
      }
      const value = source.is(at, '=') ? this.#valueAt(at + 1) : undefined;
      const loop = source.is(at, 'of') ? this.#loopAt(from - 1, at) : undefined;
      const rest = { ...(type && { type }), ...(value && { value }), ...(loop && { loop }) };
      if (name !== undefined) this.#bind(scope, name, rest);
      for (const [member, local] of pattern) this.#bind(scope, local, { ...rest, member });
      at = value?.to ?? at;
      if (!source.is(at, ',')) return;
    }
  }

  /** The loop whose declaration stands at `word`, and its `of` at `of`. */
  #loopAt(word: number, of: number): (Range & { readonly end: number }) | undefined {
    const source = this.#source;
    const open = word - 1;
    if (!source.is(open, '(') || !(source.is(open - 1, 'for') || source.is(open - 1, 'await')))
      return undefined;
    const body = source.after(open);
    const end = source.is(body, '{') ? source.after(body) : source.endOfExpression(body);
    return { from: of + 1, to: body - 1, end };
  }

  /** `import d, { a as b } from 'x'`, `import * as n from 'x'`, `import n = require('x')`. */
  #declareImports(at: number, scope: Scope): void {
    const source = this.#source;
    if (source.is(at + 1, '(') || source.is(at + 1, '.')) return;
    let next = at + 1;
    if (source.is(next, 'type') && !source.is(next + 1, 'from') && !source.is(next + 1, ',')) next += 1;
    const found: [local: string, name: string][] = [];
    for (let steps = 0; steps < 10 && !source.is(next, 'from'); steps++) {
      const word = source.word(next);
      if (source.is(next, '{')) {
        for (const { from, to } of source.elements(next)) {
          const first =
            source.is(from, 'type') && to - from > 1 && !source.is(from + 1, 'as') ? from + 1 : from;
          const local = source.word(to - 1);
          if (local !== undefined) found.push([local, source.at(first).text]);
        }
      } else if (source.is(next, '*')) {
        const local = source.word(next + 2);
        if (local !== undefined) found.push([local, '*']);
        next += 2;
      } else if (word !== undefined) {
        if (source.is(next + 1, '=') && source.is(next + 2, 'require')) {
          const module = source.at(next + 4);
          if (module.kind === 'string') this.#bind(scope, word, { import: { from: module.text, name: '=' } });
          return;
        }
        found.push([word, 'default']);
      }
      next = source.after(next);
    }
    const module = source.at(next + 1);
    if (module.kind !== 'string') return;
    for (const [local, name] of found) this.#bind(scope, local, { import: { from: module.text, name } });
  }
}
