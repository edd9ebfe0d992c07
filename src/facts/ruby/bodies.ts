import { readSignature } from './parameters.ts';
import type { Range, RubySource } from './source.ts';

export interface RubyMethod {
  readonly name: string;
  readonly range: Range;
  readonly parameters: readonly Range[];
  /** Its body, without the `end`. */
  readonly own: Range;
  /** Of the class itself: `def self.x`. */
  readonly shared: boolean;
  readonly isPrivate: boolean;
}

interface Attribute {
  readonly name: string;
  readonly range: Range;
  readonly as: string;
  readonly isPrivate: boolean;
}

interface Constant {
  readonly name: string;
  readonly range: Range;
  readonly value: Range;
  /** `Struct.new(:a) do … end` */
  readonly block?: Range;
  readonly fields: readonly string[];
  readonly isPrivate: boolean;
}

export interface RubyClass {
  readonly kind: 'class' | 'module';
  /** `A.B` of `A::B`. */
  readonly name: string;
  readonly parent: string;
  readonly range: Range;
  readonly body: Range;
}

const VISIBILITY = /^(public|private|protected|module_function)$/;
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'attr_reader',
  'attr_writer',
  'attr_accessor',
  'cattr_accessor',
  'mattr_accessor',
  'cattr_reader',
  'mattr_reader',
  'class_attribute',
]);
/** Blocks whose methods are those of what is around them. */
const TRANSPARENT: ReadonlySet<string> = new Set(['included', 'class_methods', 'prepended', 'concerning']);
const DEEPEST = 20;

/** What stands in a class, a module or a file: methods, attributes, constants, classes, and the rest. */
export class RubyBody {
  readonly methods: RubyMethod[] = [];
  readonly attributes: Attribute[] = [];
  readonly constants: Constant[] = [];
  readonly classes: RubyClass[] = [];
  readonly others: Range[] = [];
  readonly #source: RubySource;
  readonly #privateNames = new Set<string>();
  readonly #publicNames = new Set<string>();

  constructor(source: RubySource, range: Range) {
    this.#source = source;
    this.#read(range, false, 0);
    // Only now is it known which names are made private further down.
    this.methods.forEach((method, at) => {
      const isPrivate = method.shared
        ? method.isPrivate || this.#privateNames.has(`self.${method.name}`)
        : (method.isPrivate || this.#privateNames.has(method.name)) && !this.#publicNames.has(method.name);
      this.methods[at] = { ...method, isPrivate };
    });
    this.attributes.forEach((attribute, at) => {
      if (this.#privateNames.has(attribute.name)) this.attributes[at] = { ...attribute, isPrivate: true };
    });
    this.constants.forEach((constant, at) => {
      if (this.isPrivateConstant(constant.name)) this.constants[at] = { ...constant, isPrivate: true };
    });
  }

  /** Holds nothing but classes and modules. */
  get isNamespace(): boolean {
    const { methods, attributes, constants, others, classes } = this;
    const own = methods.length + attributes.length + constants.length + others.length;
    return classes.length > 0 && own === 0 && this.#privateNames.size === 0;
  }

  isPrivateConstant(name: string): boolean {
    return this.#privateNames.has(`::${name}`);
  }

  #read(range: Range, shared: boolean, depth: number): void {
    if (depth > DEEPEST) return;
    let hidden = false;
    let all = shared;
    for (const statement of this.#source.statements(range)) {
      const word = this.#source.word(statement.from) ?? '';
      if (VISIBILITY.test(word) && statement.to === statement.from + 1) {
        if (word === 'module_function') all = true;
        hidden = word === 'private' || word === 'protected';
      } else this.#statement(statement, all, hidden, depth);
    }
  }

  #statement(statement: Range, shared: boolean, hidden: boolean, depth: number): void {
    const source = this.#source;
    const { from, to } = statement;
    const word = source.word(from) ?? '';
    if (word === 'def') this.#method(from, statement, shared, hidden);
    else if (word === 'class' && source.is(from + 1, '<<')) {
      this.#read(this.#inside(from, from + 3), true, depth + 1);
    } else if (word === 'class' || word === 'module') this.#class(word, statement);
    else if (/^[A-Z]/.test(word) && source.is(from + 1, '=')) this.#constant(statement);
    else if (VISIBILITY.test(word) || /^(private|public)_(class_method|constant)$/.test(word)) {
      this.#visibility(word, statement, shared, depth);
    } else if (ATTRIBUTES.has(word)) this.#attribute(word, statement, hidden);
    else if (word === 'alias_method' || word === 'alias') this.#alias(word, statement, hidden);
    else if (TRANSPARENT.has(word)) {
      const block = source.find({ from, to }, 'do', '{');
      if (block < to)
        this.#read(this.#inside(block, block + 1), word === 'class_methods' || shared, depth + 1);
      if (word !== 'class_methods') this.others.push(statement);
    } else if (/^(if|unless|begin)$/.test(word) && this.#defines(statement)) {
      const first = source.at(from).line;
      let body = from + 1;
      while (body < to && source.at(body).line === first) body = source.after(body);
      this.#read({ from: body, to: to - 1 }, shared, depth + 1);
    } else this.others.push(statement);
  }

  /** What a block or class holds: from behind its head to in front of its end. */
  #inside(opener: number, from: number): Range {
    const close = this.#source.partner[opener] ?? from;
    return { from, to: Math.max(from, Math.min(close, this.#source.tokens.length)) };
  }

  #defines({ from, to }: Range): boolean {
    for (let at = from; at < to; at++)
      if (/^(def|class|module)$/.test(this.#source.word(at) ?? '')) return true;
    return false;
  }

  #method(def: number, statement: Range, shared: boolean, hidden: boolean): void {
    const source = this.#source;
    const nameAt = source.nameOfDef(def);
    const own = nameAt === def + 1;
    const behind = source.behindName(nameAt);
    let name = '';
    for (let at = nameAt; at < behind && name.length < 200; at++) name += source.at(at).text;
    // `def other.x` is of some object.
    if (name === '' || (!own && !source.is(def + 1, 'self') && !/^[A-Z]/.test(source.word(def + 1) ?? '')))
      return;
    const { parameters, body } = readSignature(source, nameAt, statement.to);
    const to = Math.max(
      body,
      (source.partner[def] ?? -1) > def ? Math.min(source.partner[def] ?? 0, statement.to) : statement.to,
    );
    const isShared = shared || !own;
    this.methods.push({
      name,
      range: { from: def, to: statement.to },
      parameters,
      own: { from: body, to },
      shared: isShared,
      isPrivate: hidden && (own || shared),
    });
  }

  #class(kind: 'class' | 'module', { from, to }: Range): void {
    const source = this.#source;
    let at = from + 1;
    let name = '';
    for (; source.is(at, '::') || source.word(at) !== undefined; at++) {
      if (source.word(at) !== undefined && source.word(at - 1) !== undefined && at > from + 1) break;
      name += source.is(at, '::') ? (name === '' ? '' : '.') : source.at(at).text;
    }
    if (name === '' || name.length > 300) return;
    let parent = '';
    if (source.is(at, '<'))
      for (at += 1; at < to && !source.isEndOfStatement(at) && parent.length < 300; at++) {
        const { text } = source.at(at);
        // `Struct.new(:a)`, `Data.define(:a)`, `ActiveRecord::Migration[7.0]`
        parent += text === '::' ? (parent === '' ? '' : '.') : text;
      }
    const body = this.#inside(from, Math.min(at, to));
    this.classes.push({ kind, name, parent, range: { from, to }, body });
  }

  #constant(statement: Range): void {
    const source = this.#source;
    const { from, to } = statement;
    const value = { from: from + 2, to };
    const made = source.find(value, 'new', 'define');
    const makes = /^(Struct|Data|Class|Module)$/.test(source.word(from + 2) ?? '') && made === from + 4;
    const open = made + 1;
    const struct = makes && /^(Struct|Data)$/.test(source.word(from + 2) ?? '') && source.is(open, '(');
    const fields = struct
      ? source
          .parts(open)
          .flatMap((part) =>
            part.to === part.from + 1 && source.isSymbol(part.from) ? [source.at(part.from).text] : [],
          )
      : [];
    const block = makes ? source.find(value, 'do', '{') : to;
    this.constants.push({
      name: source.at(from).text,
      range: statement,
      value,
      ...(block < to && { block: this.#inside(block, block + 1) }),
      fields: fields.filter((field) => /^\w+$/.test(field)),
      isPrivate: false,
    });
  }

  /** The symbols and texts that are given: `private :a, :b`, `private(*%i[a b])`. */
  #names({ from, to }: Range): string[] {
    const names: string[] = [];
    for (let at = from; at < to; at++) {
      const { kind, text } = this.#source.at(at);
      if (kind === 'string' && this.#source.is(at + 1, '=>')) break;
      if (kind === 'string' && /^[\w]+[?!=]?$/.test(text)) names.push(text);
    }
    return names;
  }

  /** `private def x`, `private attr_reader :x`, `private :x`, `private_class_method :x` */
  #visibility(word: string, { from, to }: Range, shared: boolean, depth: number): void {
    const hidden = word.startsWith('pr');
    const next = this.#source.word(from + 1) ?? '';
    if (next === 'def' || ATTRIBUTES.has(next)) {
      const isShared = shared || word === 'module_function';
      const before = this.methods.length;
      this.#statement({ from: from + 1, to }, isShared, hidden, depth);
      const method = this.methods[before];
      if (method !== undefined && word.endsWith('_class_method'))
        this.methods[before] = { ...method, isPrivate: hidden };
      return;
    }
    const front = word.endsWith('_constant') ? '::' : shared || word.endsWith('_class_method') ? 'self.' : '';
    for (const name of this.#names({ from: from + 1, to })) {
      if (word === 'module_function') continue;
      if (hidden) this.#privateNames.add(front + name);
      else if (front === '') this.#publicNames.add(name);
    }
  }

  #attribute(word: string, statement: Range, hidden: boolean): void {
    for (const name of this.#names(statement)) {
      if (/^\w+[?!]?$/.test(name))
        this.attributes.push({ name, range: statement, as: word, isPrivate: hidden });
    }
  }

  /** `alias a b`, `alias_method :a, :b` */
  #alias(word: string, statement: Range, hidden: boolean): void {
    const at = statement.from + (this.#source.is(statement.from + 1, '(') ? 2 : 1);
    const { text } = this.#source.at(at);
    if (/^[A-Za-z_]\w*[?!=]?$/.test(text))
      this.attributes.push({
        name: text,
        range: statement,
        as: `${word} ${this.#source.hash(statement)}`,
        isPrivate: hidden,
      });
  }
}
