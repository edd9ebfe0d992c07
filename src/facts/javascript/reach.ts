import type { Ref } from '../file-facts/names.ts';
import { baseOf, type Findings } from '../findings.ts';
import { signOf } from '../lexer/javascript-signs.ts';
import { type ClassShape, readMembers } from './classes.ts';
import { type FunctionShape, readParameters } from './functions.ts';
import type { JavaScriptNames } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';
import { isLiteral, readText } from './written-text.ts';

const [RETURN, DOT] = [signOf('return'), signOf('.')];

/**
 * Follows the names that findings mention to what they stand for in this source: imports, constants, other names. What
 * nothing mentions is left out, which keeps the facts of a file small.
 */
class Reach {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #bindings = new Map<Ref, Binding>();
  readonly #classes = new Map<Ref, ClassShape>();
  readonly #seen = new Set<Ref>();
  readonly #waiting: Ref[] = [];
  /** Where the members of enums begin. */
  #enums: ReadonlyMap<string, number> | undefined;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    for (const binding of names.scopes.bindings) this.#bindings.set(binding.ref, binding);
    for (const shape of names.scopes.classes) this.#classes.set(names.classRef(shape), shape);
  }

  run(): void {
    const { exports, mounts, handed, routes, routers, models } = this.#findings;
    for (const { of, from } of exports) if (from === undefined) this.#want(of);
    for (const { on, child, path } of mounts) this.#want(on, child, ...refsOf(path));
    for (const { to, value } of handed) this.#want(to, value);
    for (const { on, path, handlers = [], types = [] } of routes)
      this.#want(on, ...handlers, ...types, ...refsOf(path));
    for (const { prefix } of routers) this.#want(...refsOf(prefix));
    for (const { bases, within } of models) this.#want(...bases, ...(within === undefined ? [] : [within]));
    for (let base = this.#waiting.pop(); base !== undefined; base = this.#waiting.pop()) this.#follow(base);
    const wanted = (name: string): boolean => this.#seen.has(baseOf(name));
    const { definitions } = this.#findings;
    definitions.splice(0, definitions.length, ...definitions.filter(({ name }) => wanted(name)));
  }

  #want(...refs: readonly Ref[]): void {
    for (const ref of refs) {
      const base = baseOf(ref);
      if (this.#seen.has(base)) continue;
      this.#seen.add(base);
      this.#waiting.push(base);
    }
  }

  #follow(base: Ref): void {
    const required = this.#names.required.get(base);
    if (required !== undefined) this.#findings.imports.push({ as: base, from: required, name: '=' });
    const anonymous = this.#anonymous(base);
    if (anonymous !== undefined) this.#returns(anonymous, base);
    const shape = this.#classes.get(base);
    if (shape !== undefined) this.#members(shape, base);
    const binding = this.#bindings.get(base);
    if (binding === undefined) {
      this.#enumMembers(base);
      return;
    }
    if (binding.import !== undefined) this.#findings.imports.push({ as: base, ...binding.import });
    if (binding.shape !== undefined) this.#returns(binding.shape, base);
    if (binding.value !== undefined) this.#value(binding.value, base, binding.member);
  }

  /** `enum Paths { Users = 'users' }`: its members stand for texts. */
  #enumMembers(name: Ref): void {
    const { source } = this.#names;
    if (!source.mayMention('enum')) return;
    this.#enums ??= new Map(
      source.tokens.flatMap(({ text }, at): [string, number][] => {
        const word = text === 'enum' && source.is(at + 2, '{') ? source.word(at + 1) : undefined;
        return word === undefined ? [] : [[word, at + 2]];
      }),
    );
    const open = this.#enums.get(name);
    for (const { from, to } of open === undefined ? [] : source.elements(open)) {
      const { kind, text } = source.at(from + 2);
      const says = source.is(from + 1, '=') && kind === 'string' && to === from + 3;
      if (says) this.#findings.constants.set(`${name}.${source.at(from).text}`, [text]);
    }
  }

  /** The function that a reference to one without a name means. */
  #anonymous(base: Ref): FunctionShape | undefined {
    const from = base.startsWith('fn~') ? Number(base.slice(3)) : Number.NaN;
    const shape = this.#names.shapes.get(from);
    return shape?.from === from ? shape : undefined;
  }

  /** Says what `ref` stands for: the value of a variable, member or return. */
  #value(value: Range, ref: Ref, member?: string): void {
    const names = this.#names;
    if (member === undefined && names.source.is(value.from, '{')) {
      for (const property of names.properties(value.from))
        this.#simple(property.value, `${ref}.${property.key}`);
      return;
    }
    this.#simple(value, ref, member);
  }

  #simple(value: Range, ref: Ref, member?: string): void {
    const names = this.#names;
    const shape = member === undefined ? names.functionAt(value) : undefined;
    if (shape !== undefined) this.#returns(shape, ref);
    const stands = names.refOf(value);
    if (stands !== undefined) {
      const alias = member === undefined ? stands : `${stands}.${member}`;
      const known = this.#findings.aliases.get(ref);
      if (known !== undefined) this.#want(known);
      if (alias === ref || known !== undefined) return;
      this.#findings.aliases.set(ref, alias);
      this.#want(alias);
      return;
    }
    const text = member === undefined ? readText(names, value) : undefined;
    if (text === undefined || text.length === 0 || !isLiteral(text)) return;
    this.#findings.constants.set(ref, text);
    this.#want(...refsOf(text));
  }

  /** What calling a function gives: the last thing it returns that has a name. */
  #returns(shape: FunctionShape, ref: Ref): void {
    const { source, scopes } = this.#names;
    const body = scopes.bodyOf(shape);
    if (shape.expression) {
      const open = source.is(body.from, '(') && source.is(body.from + 1, '{') ? body.from + 1 : body.from;
      this.#value({ from: open, to: body.to }, `${ref}()`);
      this.#makes(`${ref}()`, body);
      return;
    }
    for (let at = body.from + 1; at < body.to; at++) {
      const inner = scopes.functionWithin(at);
      if (inner !== undefined) at = scopes.bodyOf(inner).to - 1;
      else if (source.sign(at) === RETURN && source.sign(at - 1) !== DOT) {
        const to = source.endOfExpression(at + 1);
        if (to > at + 1) this.#value({ from: at + 1, to }, `${ref}()`);
      }
    }
    this.#makes(`${ref}()`, body);
  }

  /** A function that returns what it made itself gives something else each time. */
  #makes(call: Ref, body: Range): void {
    const returned = this.#findings.aliases.get(call);
    if (returned === undefined || this.#findings.makes.includes(call)) return;
    const made = /^new~(\d+)$/.exec(returned)?.[1] ?? this.#bindings.get(returned)?.value?.from;
    if (made !== undefined && Number(made) >= body.from && Number(made) < body.to)
      this.#findings.makes.push(call);
  }

  /** An instance has what its class takes from another one, each class something of its own. */
  #inherits({ heritage }: ClassShape, base: Ref): void {
    const { source } = this.#names;
    let at = heritage.from;
    while (at < heritage.to && !source.is(at, 'extends')) at = source.after(at);
    const parent = at < heritage.to ? this.#names.refOf({ from: at + 1, to: at + 2 }) : undefined;
    // What a function makes of a class is not followed.
    if (parent === undefined || parent === base || parent.includes('(')) return;
    this.#findings.aliases.set(`${base}()`, `${parent}()`);
    this.#findings.makes.push(`${base}()`);
    this.#want(parent);
  }

  #members(shape: ClassShape, base: Ref): void {
    const names = this.#names;
    this.#inherits(shape, base);
    for (const { name, value } of names.scopes.assigned.get(shape) ?? []) {
      this.#value(value, `${base}().${name}`);
    }
    for (const { name, modifiers, shape: method, value } of readMembers(names.source, shape, names.shapes)) {
      const ref = modifiers.has('static') ? `${base}.${name}` : `${base}().${name}`;
      if (value !== undefined) this.#value(value, ref);
      if (method === undefined) continue;
      if (name === 'constructor') this.#parameterMembers(method, base);
      else if (modifiers.has('get')) this.#getter(method, ref);
      else this.#returns(method, ref);
    }
  }

  #getter(method: FunctionShape, ref: Ref): void {
    const { source } = this.#names;
    for (let at = method.body.from; at < method.body.to; at++) {
      if (source.word(at) === 'return')
        this.#simple({ from: at + 1, to: source.endOfExpression(at + 1) }, ref);
    }
  }

  /** `constructor(private app: Express)` makes `this.app` of its parameter. */
  #parameterMembers(method: FunctionShape, base: Ref): void {
    readParameters(this.#names.source, method).forEach(({ name }, index) => {
      const ref = `${base}().${name}`;
      if (name !== undefined && !this.#findings.aliases.has(ref)) {
        this.#findings.aliases.set(ref, `${base}@${index}`);
      }
    });
  }
}

function refsOf(text: readonly (string | { readonly ref: Ref })[] = []): Ref[] {
  return text.flatMap((part) => (typeof part === 'string' ? [] : [part.ref]));
}

/** Adds to findings what the names they mention stand for, and drops definitions that nothing mentions. */
export function reachNames(names: JavaScriptNames, findings: Findings): void {
  new Reach(names, findings).run();
}
