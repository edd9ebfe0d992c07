import { isWordSign, type Sign, signOf, signSet } from '../lexer/javascript-signs.ts';
import type { Binding } from './binding.ts';
import { type ClassShape, readClass } from './classes.ts';
import { type FunctionShape, type FunctionShapes, readParameters, readPattern } from './functions.ts';
import { readImports } from './imports.ts';
import type { JavaScriptSource, Range } from './source.ts';
import { afterType } from './types.ts';

export type { Binding } from './binding.ts';

/** What a declaration says of a name. All bindings have all members: reading them is quick where they are alike. */
type Declared = Partial<Omit<Binding, 'ref'>>;

interface Scope {
  readonly number: number;
  readonly parent: Scope | undefined;
  readonly names: Map<string, Binding>;
  readonly class: ClassShape | undefined;
}

/** A scope that is open, with the depth of brackets at which it ends. */
interface Open {
  readonly scope: Scope;
  readonly depth: number;
  /** An arrow's expression ends where a block does not: at a comma, a semicolon, a closer, the next statement. */
  readonly shape: FunctionShape | undefined;
}

const OPENING = signSet(['(', '[', '{', '${']);
const CLOSING = signSet([')', ']', '}']);
const DECLARING = signSet(['const', 'let', 'var']);
const STATEMENT = signSet(
  'const let var function class export import return if for while switch try throw'.split(' '),
);
const [DOT, OPTIONAL, SET, COLON, COMMA, SEMICOLON, STAR, BANG] = [
  signOf('.'),
  signOf('?.'),
  signOf('='),
  signOf(':'),
  signOf(','),
  signOf(';'),
  signOf('*'),
  signOf('!'),
];
const [OPEN_ROUND, OPEN_SQUARE, OPEN_CURLY, CLOSE_CURLY, ARROW] = [
  signOf('('),
  signOf('['),
  signOf('{'),
  signOf('}'),
  signOf('=>'),
];
const [THIS, FUNCTION, CLASS, IMPORT, OF] = [
  signOf('this'),
  signOf('function'),
  signOf('class'),
  signOf('import'),
  signOf('of'),
];

/** The scopes of one source: which name means what at which token. */
export class Scopes {
  readonly #source: JavaScriptSource;
  readonly #shapes: FunctionShapes;
  readonly #bodies = new Map<number, FunctionShape>();
  readonly #classBodies = new Map<number, ClassShape>();
  readonly #scopes: Scope[] = [];
  /** The number of the scope that each token is in. */
  readonly #scopeOf: Int32Array;
  /** Where the expression of an arrow ends. */
  readonly #ends = new Map<FunctionShape, number>();
  readonly #assignments: { scope: Scope; name: string; value: Range }[] = [];
  /** What is assigned to members of `this`. */
  readonly assigned = new Map<ClassShape, { readonly name: string; readonly value: Range }[]>();
  readonly classes: ClassShape[] = [];
  readonly bindings: Binding[] = [];
  readonly top: Scope = { number: 0, parent: undefined, names: new Map(), class: undefined };

  constructor(source: JavaScriptSource, shapes: FunctionShapes) {
    this.#source = source;
    this.#shapes = shapes;
    this.#scopeOf = new Int32Array(source.tokens.length);
    this.#scopes.push(this.top);
    for (const shape of shapes.all) this.#bodies.set(shape.body.from, shape);
    this.#walk();
    for (const { scope, name, value } of this.#assignments) {
      const binding = this.#find(scope, name);
      if (binding === undefined || binding.value !== undefined) continue;
      const { parameter, import: imported, shape, class: ofClass } = binding;
      if ((parameter ?? imported ?? shape ?? ofClass) === undefined) binding.value = value;
    }
  }

  #scopeAt(at: number): Scope | undefined {
    return at >= 0 && at < this.#scopeOf.length ? this.#scopes[this.#scopeOf[at] ?? 0] : undefined;
  }

  /** What a name means where it stands. */
  find(name: string, at: number): Binding | undefined {
    const binding = this.#find(this.#scopeAt(at) ?? this.top, name);
    if (binding?.other === undefined) return binding;
    for (let one: Binding | undefined = binding; one !== undefined; one = one.other)
      if (one.loop !== undefined && one.loop.from <= at && at < one.loop.end) return one;
    return binding;
  }

  /** The class whose `this` is meant at a token. */
  classAt(at: number): ClassShape | undefined {
    for (let scope = this.#scopeAt(at); scope !== undefined; scope = scope.parent) {
      if (scope.class !== undefined) return scope.class;
    }
    return undefined;
  }

  isTop(at: number): boolean {
    return this.#scopeAt(at) === this.top;
  }

  /** The whole body of a function. */
  bodyOf(shape: FunctionShape): Range {
    return shape.expression
      ? { from: shape.body.from, to: this.#ends.get(shape) ?? shape.body.to }
      : shape.body;
  }

  /** The function whose body begins at a token: with a block, or behind an arrow. */
  functionWithin(at: number): FunctionShape | undefined {
    const begins = this.#source.sign(at) === OPEN_CURLY || this.#source.sign(at - 1) === ARROW;
    return begins ? this.#bodies.get(at) : undefined;
  }

  /** The innermost function or block around a token, as something to compare. */
  scopeAt(at: number): object | undefined {
    return this.#scopeAt(at);
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
    const open: Open[] = [{ scope: this.top, depth: -1, shape: undefined }];
    let current = this.top;
    let depth = 0;
    const close = (): void => {
      open.pop();
      current = open.at(-1)?.scope ?? this.top;
    };
    const enter = (shape: FunctionShape | undefined, ofClass: ClassShape | undefined): void => {
      const number = this.#scopes.length;
      current = { number, parent: current, names: new Map(), class: ofClass };
      this.#scopes.push(current);
      open.push({ scope: current, depth, shape: shape?.expression === true ? shape : undefined });
      if (shape !== undefined) this.#declareParameters(current, shape);
    };
    const leaveArrows = (at: number): void => {
      for (let top = open.at(-1); top?.shape !== undefined && top.depth >= depth; top = open.at(-1)) {
        this.#ends.set(top.shape, at);
        close();
      }
    };
    for (let at = 0; at < source.tokens.length; at++) {
      const sign = source.sign(at);
      const closer = CLOSING[sign] === 1 && (source.partner[at] ?? at) !== at;
      if (sign === COMMA || sign === SEMICOLON || closer) leaveArrows(at);
      else if (STATEMENT[sign] === 1 && source.at(at).line > source.at(at - 1).endLine) leaveArrows(at);
      if (closer) {
        depth -= 1;
        if (sign === CLOSE_CURLY && open.length > 1 && open.at(-1)?.depth === depth) close();
      }
      const shape = this.functionWithin(at);
      if (shape?.expression === true) enter(shape, undefined);
      this.#scopeOf[at] = current.number;
      if (OPENING[sign] === 1) {
        if (sign === OPEN_CURLY)
          enter(shape?.expression === false ? shape : undefined, this.#classBodies.get(at));
        depth += 1;
      }
      if (isWordSign(sign)) this.#declare(at, sign, current);
    }
    leaveArrows(source.tokens.length);
    for (const { shape } of open) if (shape !== undefined) this.#ends.set(shape, source.tokens.length);
  }

  #bind(scope: Scope, name: string, declared: Declared): void {
    const known = scope.names.get(name);
    if (known !== undefined && declared.loop === undefined) return;
    const binding: Binding = {
      ref: scope === this.top ? name : `${name}~${scope.number}`,
      value: declared.value,
      member: declared.member,
      type: declared.type,
      shape: declared.shape,
      class: declared.class,
      import: declared.import,
      loop: declared.loop,
      parameter: declared.parameter,
      other: undefined,
    };
    if (known === undefined) {
      scope.names.set(name, binding);
      this.bindings.push(binding);
    } else {
      // Loops of one scope may have variables of one name; what is not in them means something else by it.
      binding.other = known.other;
      known.other = binding;
    }
  }

  #declareParameters(scope: Scope, shape: FunctionShape): void {
    for (const [index, { name, members, type }] of readParameters(this.#source, shape).entries()) {
      if (name !== undefined)
        this.#bind(scope, name, { parameter: { of: shape, index, member: undefined }, type });
      for (const [member, local] of members)
        this.#bind(scope, local, { parameter: { of: shape, index, member } });
    }
  }

  #declare(at: number, sign: Sign, scope: Scope): void {
    const source = this.#source;
    const before = source.sign(at - 1);
    if (before === DOT || before === OPTIONAL) {
      if (source.sign(at + 1) === SET && source.sign(at - 2) === THIS)
        this.#assignMember(at, source.at(at).text);
      return;
    }
    if (DECLARING[sign] === 1) this.#declareVariables(at + 1, scope);
    else if (sign === FUNCTION) {
      const name = source.sign(at + 1) === STAR ? at + 2 : at + 1;
      const [text, shape] = [source.word(name), this.#shapes.get(at)];
      if (text !== undefined && shape !== undefined) this.#bind(scope, text, { shape });
    } else if (sign === CLASS) {
      const shape = readClass(source, at);
      if (shape === undefined) return;
      this.#classBodies.set(shape.body.from, shape);
      this.classes.push(shape);
      if (shape.name !== undefined) this.#bind(scope, shape.name, { class: shape });
    } else if (sign === IMPORT)
      for (const { local, ...found } of readImports(source, at)) this.#bind(scope, local, { import: found });
    else if (source.sign(at + 1) === SET && before !== SET && before !== COLON) {
      this.#assignments.push({ scope, name: source.at(at).text, value: this.#valueAt(at + 2) });
    }
  }

  /** Of `a = b = c` and of `a = (b = c)` the value is `c`. */
  #valueAt(from: number): Range {
    const source = this.#source;
    let start = from;
    for (let steps = 0; steps < 20; steps++) {
      if (source.sign(start) === OPEN_ROUND && source.after(start) === source.endOfExpression(start)) {
        start += 1;
        continue;
      }
      let next = start;
      while (source.isWord(next) && source.sign(next + 1) === DOT) next += 2;
      if (!source.isWord(next) || source.sign(next + 1) !== SET) break;
      start = next + 2;
    }
    return { from: start, to: source.endOfExpression(start) };
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
      const sign = source.sign(at);
      if (DECLARING[sign] === 1) return;
      const name = source.word(at);
      const pattern = sign === OPEN_CURLY || sign === OPEN_SQUARE ? readPattern(source, at) : [];
      if (name === undefined && pattern.length === 0) return;
      at = source.after(at);
      if (source.sign(at) === BANG) at += 1;
      let type: Range | undefined;
      if (source.sign(at) === COLON) {
        type = { from: at + 1, to: afterType(source, at + 1) };
        at = type.to;
      }
      const value = source.sign(at) === SET ? this.#valueAt(at + 1) : undefined;
      const loop = source.sign(at) === OF ? this.#loopAt(from - 1, at) : undefined;
      if (name !== undefined) this.#bind(scope, name, { type, value, loop });
      for (const [member, local] of pattern) this.#bind(scope, local, { type, value, loop, member });
      at = value?.to ?? at;
      if (source.sign(at) !== COMMA) return;
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
}
