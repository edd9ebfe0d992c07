import type { Definition, Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { signOf } from '../lexer/javascript-signs.ts';
import { readDecorators } from './classes.ts';
import { DECLARES, defineValue, readDeclaration } from './definitions.ts';
import type { JavaScriptNames } from './names.ts';
import { readNamespace } from './namespaces.ts';
import type { JavaScriptSource, Range } from './source.ts';
import { isLiteral, readText } from './written-text.ts';

const BEFORE_OPERAND = /^([=([,:?!~+-]|=>|&&=?|\|\|=?|\?\?=?)$/;

const [EXPORT, MODULE, EXPORTS, DOT, AT] = [
  signOf('export'),
  signOf('module'),
  signOf('exports'),
  signOf('.'),
  signOf('@'),
];

/** Reads what one source defines at its top level, and what of it others can import. */
class ExportReader {
  readonly #names: JavaScriptNames;
  readonly #source: JavaScriptSource;
  readonly #findings: Findings;
  readonly #definitions = new Map<string, Definition>();
  /** Where the bodies of namespaces begin, by their names. */
  readonly #namespaces = new Map<string, { readonly open: number; readonly declared: boolean }[]>();
  /** What `export = x` says that the module is. */
  #module: string | undefined;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#source = names.source;
    this.#findings = findings;
  }

  run(): void {
    const source = this.#source;
    for (let at = 0; at < source.tokens.length; ) {
      let next: number;
      const sign = source.sign(at);
      if (sign === EXPORT && source.sign(at - 1) !== DOT) next = this.#export(at);
      else if (sign === MODULE || sign === EXPORTS) next = this.#assignment(at);
      else if (DECLARES[sign] !== 1) next = source.after(at);
      else next = (this.#isOperand(at) ? undefined : this.#declare(at, at)?.to) ?? this.#afterWord(at);
      at = Math.max(next, at + 1);
    }
    if (this.#module !== undefined) this.#namespace(this.#module);
    this.#findings.definitions.push(...this.#definitions.values());
  }

  /** What a namespace has is what its module has, where that is the module: `declare namespace f { … } export = f`. */
  #namespace(module: string): void {
    for (const { open, declared } of this.#namespaces.get(module) ?? []) {
      const { definitions, exported } = readNamespace(this.#names, open, declared);
      const own = new Set(definitions.map(({ name }) => name));
      // They are told by what they are exported as, not as members.
      this.#define(definitions.map((found) => ({ ...found, name: `${module}.${found.name}`, inner: true })));
      for (const { name, of, at } of exported)
        if (name !== 'default') this.#add(name, own.has(of) ? `${module}.${of}` : of, at);
    }
  }

  /** Behind what declares nothing; of decorators behind them all, which are not those of less either. */
  #afterWord(at: number): number {
    return this.#source.sign(at) === AT ? readDecorators(this.#source, at).to : this.#source.after(at);
  }

  /** `A.prototype.m = function m() {}`: a function or class that an expression goes on with declares nothing. */
  #isOperand(at: number): boolean {
    const before = this.#source.at(this.#source.is(at - 1, 'async') ? at - 2 : at - 1);
    return before.kind === 'punctuation' && BEFORE_OPERAND.test(before.text);
  }

  /** Overloads and declarations that are merged become one definition. */
  #define(definitions: readonly Definition[]): void {
    for (const found of definitions) {
      const known = this.#definitions.get(found.name);
      const merged = known && {
        ...known,
        endLine: Math.max(known.endLine, found.endLine),
        contract: `${known.contract}+${found.contract}`,
        body: known.body + found.body,
      };
      this.#definitions.set(found.name, merged ?? found);
    }
  }

  #declare(
    from: number,
    start: number,
  ): { readonly names: readonly string[]; readonly to: number } | undefined {
    const declaration = readDeclaration(this.#names, from, start);
    if (declaration === undefined) return undefined;
    this.#define(declaration.definitions);
    const space = this.#source.is(start, 'declare') ? start + 1 : start;
    if (this.#source.is(space, 'namespace') && this.#source.is(space + 2, '{')) {
      const called = this.#source.at(space + 1).text;
      const found = { open: space + 2, declared: space > start };
      this.#namespaces.set(called, [...(this.#namespaces.get(called) ?? []), found]);
    }
    // `const app = module.exports = express()`
    const [name] = declaration.names;
    const value = this.#source.is(start + 3, '(') ? start + 4 : start + 3;
    const target = this.#source.is(start + 2, '=') ? this.#target(value) : undefined;
    if (target !== undefined && name !== undefined) this.#add(target.name ?? '=', name, from);
    return declaration;
  }

  #add(name: string, of: string, at: number, from?: string): void {
    const { line } = this.#source.at(at);
    this.#findings.exports.push({ name, of, line, ...(from !== undefined && { from }) });
  }

  #export(at: number): number {
    const source = this.#source;
    let next = at + 1;
    if (source.is(next, 'type') && /^[{*]$/.test(source.at(next + 1).text)) next += 1;
    if (source.is(next, 'default')) return this.#default(at, next + 1);
    if (source.is(next, '=')) {
      const value = { from: next + 1, to: source.endOfExpression(next + 1) };
      if (value.to === value.from + 1) this.#module = source.word(value.from);
      return this.#whole(value, at, '=');
    }
    if (source.is(next, '{')) return this.#list(next);
    if (source.is(next, '*')) {
      const named = source.is(next + 1, 'as') ? next + 2 : undefined;
      const from = source.at(named === undefined ? next + 2 : next + 4);
      if (from.kind === 'string') {
        this.#add(named === undefined ? '*' : source.at(named).text, '*', at, from.text);
      }
      return next + 3;
    }
    const declaration = this.#declare(at, next);
    for (const name of declaration?.names ?? []) this.#add(name, name, at);
    return declaration?.to ?? next;
  }

  /** `export { a, b as c }`, perhaps `from 'x'`. */
  #list(open: number): number {
    const source = this.#source;
    const end = source.after(open);
    const from =
      source.is(end, 'from') && source.at(end + 1).kind === 'string' ? source.at(end + 1).text : undefined;
    for (const element of source.elements(open)) {
      const typed =
        source.is(element.from, 'type') &&
        element.to - element.from > 1 &&
        !source.is(element.from + 1, 'as');
      const first = element.from + (typed ? 1 : 0);
      this.#names.understood.add(first);
      this.#add(source.at(element.to - 1).text, source.at(first).text, first, from);
    }
    return end;
  }

  #default(at: number, start: number): number {
    const source = this.#source;
    const declaration = this.#declare(at, start);
    const [name] = declaration?.names ?? [];
    if (declaration !== undefined && name !== undefined) {
      this.#add('default', name, at);
      return declaration.to;
    }
    return this.#whole({ from: start, to: source.endOfExpression(start) }, at, 'default');
  }

  /** Exports a value: by what it stands for, or else as something without a name of its own. */
  #whole(value: Range, at: number, name: string): number {
    const [called] = this.#source.is(value.from, 'class') ? (this.#declare(at, value.from)?.names ?? []) : [];
    if (called !== undefined) {
      this.#add(name, called, at);
      return value.to;
    }
    this.#add(name, this.#refTo(value, at), at);
    return value.to;
  }

  #refTo(value: Range, at: number): string {
    const names = this.#names;
    const ref = names.refOf(value);
    if (ref !== undefined && names.functionAt(value) === undefined) {
      names.understand(value);
      return ref;
    }
    // What is declared without being written: `declare function f(): void; export = f;`
    const word = value.to === value.from + 1 ? this.#source.word(value.from) : undefined;
    if (ref === undefined && word !== undefined && this.#definitions.has(word)) return word;
    const own = ref ?? `value~${value.from}`;
    this.#define(defineValue(names, own, value, { whole: { from: at, to: value.to } }));
    // `exports.PREFIX = '/api'`
    if (ref === undefined) this.#constant(own, value);
    if (ref === undefined && this.#source.is(value.from, '{')) {
      for (const property of names.properties(value.from)) {
        const member = names.refOf(property.value);
        if (member !== undefined) {
          names.understand(property.value);
          this.#findings.aliases.set(`${own}.${property.key}`, member);
        } else this.#constant(`${own}.${property.key}`, property.value);
      }
    }
    return own;
  }

  #constant(ref: Ref, value: Range): void {
    const text = readText(this.#names, value);
    if (text !== undefined && isLiteral(text)) this.#findings.constants.set(ref, text);
  }

  /** `module.exports = x`, `exports.a = x`, `module.exports.a = x`, one behind the other. */
  #assignment(at: number): number {
    const source = this.#source;
    const targets: (string | undefined)[] = [];
    let next = at;
    for (;;) {
      const found = this.#target(next);
      if (found === undefined) break;
      targets.push(found.name);
      next = found.to;
    }
    if (targets.length === 0) return source.after(at);
    const value = { from: next, to: source.endOfExpression(next) };
    for (const name of new Set(targets)) {
      if (name !== undefined) {
        this.#whole(value, at, name);
        // What else of this source may call it: `exports.PREFIX + '/users'`. An empty one waits for others to set it.
        if (source.at(value.from).text !== '') this.#constant(`exports~${name}`, value);
      } else if (source.is(value.from, '{')) this.#members(value.from);
      else this.#whole(value, at, '=');
    }
    return value.to;
  }

  /** @returns no name for the module as a whole */
  #target(at: number): { readonly name?: string; readonly to: number } | undefined {
    const source = this.#source;
    let next = at;
    if (source.is(next, 'module') && source.is(next + 1, '.')) next += 2;
    if (!source.is(next, 'exports')) return undefined;
    next += 1;
    const name = source.is(next, '.') ? source.word(next + 1) : undefined;
    if (name !== undefined) next += 2;
    if (!source.is(next, '=')) return undefined;
    return { to: next + 1, ...(name !== undefined && { name }) };
  }

  #members(open: number): void {
    for (const { key, value } of this.#names.properties(open)) this.#whole(value, value.from, key);
    for (const { from, to } of this.#source.elements(open)) {
      if (!this.#source.is(from, '...')) continue;
      const value = { from: from + 1, to };
      const ref = this.#names.refOf(value);
      if (ref === undefined) continue;
      this.#names.understand(value);
      this.#add('*', ref, from);
    }
  }
}

/** Reads what one source defines at its top level, and what of it others can import. */
export function readExports(names: JavaScriptNames, findings: Findings): void {
  new ExportReader(names, findings).run();
}
