import type { Ref } from '../file-facts/names.ts';
import { nameAndOpen, readParameters } from './functions.ts';
import { readImports } from './imports.ts';
import type { PythonSource, Range } from './source.ts';
import type { Statement } from './statements.ts';

/** What a name of some scope stands for. */
export interface Binding {
  readonly ref: Ref;
  /** Of a variable; where several assign, the first that is not `None`. */
  value?: Range;
  type?: Range;
  /** The statement that assigns. */
  readonly head?: Range;
  /** What each value of a loop is taken apart into has an index. */
  loop?: { readonly over: Range; readonly index?: number };
  readonly import?: { readonly from: string; readonly name: string };
  /** The line of an import `as` the same name, which says that others are meant to import it from here. */
  readonly passedOn?: number;
  readonly statement?: Statement;
  readonly parameter?: true;
}

export interface Scope {
  readonly kind: 'module' | 'function' | 'class';
  /** What a name of this scope is called from elsewhere; ends with what stands behind the name. */
  readonly number: number;
  readonly parent?: Scope;
  /** Of a class its reference; of a method that of its class. */
  readonly owner?: Ref;
  readonly names: Map<string, Binding>;
}

/** A function or class, with its scope and the one it stands in. */
export interface Defined {
  readonly statement: Statement;
  readonly name: string;
  readonly ref: Ref;
  readonly scope: Scope;
  readonly around: Scope;
}

interface Assigned {
  readonly head: Range;
  readonly value?: Range;
  readonly type?: Range;
}

/** The scopes of one source: which name means what at which token. */
export class PythonScopes {
  readonly #source: PythonSource;
  readonly #scopes: Scope[] = [];
  readonly #scopeOf: Int32Array;
  readonly #written = new Map<Ref, string>();
  readonly top: Scope;
  readonly bindings = new Map<Ref, Binding>();
  readonly functions: Defined[] = [];
  readonly classes: Defined[] = [];
  /** Members of classes by their reference: `Class.member`. */
  readonly members = new Map<Ref, Binding>();
  /** Where all names of other modules come in: `from x import *`. */
  readonly stars: { readonly from: string; readonly line: number }[] = [];

  constructor(source: PythonSource, statements: readonly Statement[]) {
    this.#source = source;
    this.#scopeOf = new Int32Array(source.tokens.length);
    this.top = this.#scope('module');
    this.#block(statements, this.top);
  }

  scopeAt(at: number): Scope {
    return this.#scopes[this.#scopeOf[at] ?? 0] ?? this.top;
  }

  /** What a name means where it stands. A method does not see the names of its class. */
  find(name: string, at: number): Binding | undefined {
    let scope: Scope | undefined = this.scopeAt(at);
    const first = scope;
    // What nests deeper than people write is not looked through.
    for (let steps = 0; scope !== undefined && steps < 100; steps++, scope = scope.parent) {
      const found = scope.kind === 'class' && scope !== first ? undefined : scope.names.get(name);
      if (found !== undefined) return found;
    }
    return this.top.names.get(name);
  }

  /** The name that a reference to a variable or parameter has where it is used. */
  nameOf(ref: Ref): string {
    return this.#written.get(ref) ?? '';
  }

  #scope(kind: Scope['kind'], parent?: Scope, owner?: Ref): Scope {
    const number = this.#scopes.length;
    const scope = {
      kind,
      number,
      names: new Map(),
      ...(parent && { parent }),
      ...(owner !== undefined && { owner }),
    };
    this.#scopes.push(scope);
    return scope;
  }

  #block(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) this.#statement(statement, scope);
  }

  #statement(statement: Statement, scope: Scope): void {
    const { decorators, head, word, body } = statement;
    for (const range of [...decorators, head]) this.#scopeOf.fill(scope.number, range.from, range.to);
    if (word === 'def') this.#function(statement, scope);
    else if (word === 'class') this.#class(statement, scope);
    else {
      if (word === 'import' || word === 'from') {
        const { line } = this.#source.at(head.from);
        for (const { as, from, name, again } of readImports(this.#source, head)) {
          if (as === '*') this.stars.push({ from, line });
          else this.#bind(scope, as, { import: { from, name }, ...(again && { passedOn: line }) });
        }
      } else if (word === 'for') this.#loop(head, scope);
      else if (word === 'with') this.#with(head, scope);
      else if (word !== 'global' && word !== 'nonlocal') this.#assignment(head, scope);
      if (body !== undefined) this.#block(body, scope);
    }
  }

  #refIn(scope: Scope, name: string): Ref {
    if (scope.kind === 'module') return name;
    return scope.kind === 'class' && scope.owner !== undefined
      ? `${scope.owner}.${name}`
      : `${name}~${scope.number}`;
  }

  #bind(scope: Scope, name: string, what: Omit<Binding, 'ref'>): Binding {
    const known = scope.names.get(name);
    if (known !== undefined) {
      const empty = known.value !== undefined && this.#source.is(known.value.from, 'None');
      if (what.value !== undefined && (known.value === undefined || empty)) known.value = what.value;
      return known;
    }
    const binding: Binding = { ref: this.#refIn(scope, name), ...what };
    scope.names.set(name, binding);
    this.bindings.set(binding.ref, binding);
    this.#written.set(binding.ref, name);
    return binding;
  }

  #function(statement: Statement, around: Scope): void {
    const source = this.#source;
    const name = source.word(nameAndOpen(source, statement).name);
    if (name === undefined) return;
    const { ref } = this.#bind(around, name, { statement });
    const method = around.kind === 'class' ? around.owner : undefined;
    const scope = this.#scope('function', around, method);
    const defined = { statement, name, ref, scope, around };
    this.functions.push(defined);
    this.#parameters(defined);
    this.#block(statement.body ?? [], scope);
  }

  /** Counts from 0 what a caller hands over: neither `self` nor `cls`. A class is called for its `__init__`. */
  #parameters({ statement, name, ref, scope, around }: Defined): void {
    const source = this.#source;
    const fixed = statement.decorators.some(({ from }) => source.is(from, 'staticmethod'));
    const owner = around.kind === 'class' ? around.owner : undefined;
    let index = owner === undefined || fixed ? 0 : -1;
    for (const { name: parameter, type, stars } of readParameters(source, statement)) {
      if (parameter === '') continue;
      const own = `${name === '__init__' && owner !== undefined ? owner : ref}@${index}`;
      const binding: Binding = {
        ref: index < 0 && owner !== undefined ? owner : own,
        parameter: true,
        ...(type && stars === '' && { type }),
      };
      scope.names.set(parameter, binding);
      if (index >= 0) this.bindings.set(binding.ref, binding);
      this.#written.set(binding.ref, parameter);
      index += 1;
    }
  }

  #class(statement: Statement, around: Scope): void {
    const name = this.#source.word(statement.head.from + 1);
    if (name === undefined) return;
    const { ref } = this.#bind(around, name, { statement });
    const scope = this.#scope('class', around, ref);
    this.classes.push({ statement, name, ref, scope, around });
    this.#block(statement.body ?? [], scope);
    for (const binding of scope.names.values()) {
      if (!this.members.has(binding.ref)) this.members.set(binding.ref, binding);
    }
  }

  #loop(head: Range, scope: Scope): void {
    const source = this.#source;
    const start = head.from + (source.is(head.from, 'async') ? 2 : 1);
    const middle = source.find({ from: start, to: head.to }, 'in');
    if (middle >= head.to) return;
    const over = { from: middle + 1, to: head.to };
    const grouped = source.is(start, '(') && source.after(start) === middle;
    const targets = grouped ? source.elements(start) : source.splitAtCommas({ from: start, to: middle });
    targets.forEach(({ from, to }, index) => {
      const name = source.word(from);
      if (name === undefined || to !== from + 1) return;
      this.#bind(scope, name, { loop: { over, ...(targets.length > 1 || grouped ? { index } : {}) } });
    });
  }

  #with(head: Range, scope: Scope): void {
    for (let at = head.from; at < head.to; at++) {
      const name = this.#source.is(at, 'as') ? this.#source.word(at + 1) : undefined;
      if (name !== undefined) this.#bind(scope, name, {});
    }
  }

  /** `a = b = c`, `a: T = c`, `a: T`, `a, b = c, d`, `self.a = c`, and `a := c` in what is no assignment. */
  #assignment(head: Range, scope: Scope): void {
    const source = this.#source;
    // `type Name = …` of Python 3.12.
    if (source.is(head.from, 'lambda')) return;
    const alias = source.is(head.from, 'type') && source.word(head.from + 1) !== undefined;
    let start = alias ? head.from + 1 : head.from;
    const targets: Range[] = [];
    let type: Range | undefined;
    for (let sign = source.find({ from: start, to: head.to }, '=', ':'); sign < head.to; ) {
      if (source.is(sign, ':')) {
        if (targets.length > 0) return;
        const equals = source.find({ from: sign + 1, to: head.to }, '=');
        type = { from: sign + 1, to: equals };
        targets.push({ from: start, to: sign });
        start = equals + 1;
        break;
      }
      targets.push({ from: start, to: sign });
      start = sign + 1;
      sign = source.find({ from: start, to: head.to }, '=');
    }
    const value = start < head.to ? { value: { from: start, to: head.to } } : {};
    for (const target of targets) this.#assign(target, scope, { head, ...value, ...(type && { type }) });
  }

  #assign(target: Range, scope: Scope, what: Assigned): void {
    const source = this.#source;
    const { from, to } = target;
    const { head, value } = what;
    const name = source.word(from);
    if (name !== undefined && to === from + 1) this.#bind(scope, name, what);
    else if (name !== undefined && source.is(from + 1, '.') && to === from + 3) {
      this.#assignMember(name, source.word(from + 2) ?? '', scope, what);
    } else if (source.find(target, ',') < to) {
      const names = source.splitAtCommas(target);
      const values = value === undefined ? [] : source.splitAtCommas(value);
      names.forEach((part, index) => {
        const one = values.length === names.length ? values[index] : undefined;
        if (part.to === part.from + 1) this.#assign(part, scope, { head, ...(one && { value: one }) });
      });
    } else if ((source.is(from, '(') || source.is(from, '[')) && source.after(from) === to) {
      for (const part of source.elements(from)) {
        if (part.to === part.from + 1) this.#assign(part, scope, { head });
      }
    }
  }

  /** `self.app = …` in a method. */
  #assignMember(name: string, member: string, scope: Scope, what: Assigned): void {
    const binding = scope.names.get(name);
    if (binding?.parameter === undefined || scope.owner === undefined || binding.ref !== scope.owner) return;
    const ref = `${scope.owner}.${member}`;
    const known = this.members.get(ref);
    if (known === undefined) this.members.set(ref, { ref, ...what });
    else if (known.value === undefined && what.value !== undefined) known.value = what.value;
  }
}
