import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { PhpClass, PhpField, PhpFunction, PhpParameter } from './class-shapes.ts';

const MODIFIERS: ReadonlySet<string> = new Set(
  'public protected private static final abstract readonly var'.split(' '),
);
const KINDS: ReadonlyMap<string, PhpClass['kind']> = new Map([
  ['class', 'class'],
  ['interface', 'interface'],
  ['trait', 'trait'],
  ['enum', 'enum'],
]);
const NOTHING: Range = { from: 0, to: 0 };

interface Head {
  readonly attributes: readonly Range[];
  readonly modifiers: ReadonlySet<string>;
  readonly start: number;
  readonly from: number;
}

/** Reads the classes, functions and constants of one source, and what is in them. Bodies are passed over. */
export class PhpClasses {
  readonly source: PlainSource;
  namespace = '';
  /** Whole names by what a file calls them. */
  readonly uses = new Map<string, string>();
  readonly classes: PhpClass[] = [];
  readonly functions: PhpFunction[] = [];
  readonly constants: PhpField[] = [];
  #at = 0;

  constructor(source: PlainSource) {
    this.source = source;
    while (this.#at < source.tokens.length) {
      const from = this.#at;
      this.#statement();
      if (this.#at <= from) this.#at = from + 1;
    }
  }

  get #end(): number {
    return this.source.tokens.length;
  }

  /** Attributes and modifiers in front of something. */
  #head(): Head {
    const { source } = this;
    const start = this.#at;
    const attributes: Range[] = [];
    const modifiers = new Set<string>();
    let from = start;
    for (;;) {
      const word = source.word(this.#at)?.toLowerCase();
      if (source.is(this.#at, '#') && source.is(this.#at + 1, '[')) {
        attributes.push(source.inside(this.#at + 1));
        this.#at = source.after(this.#at + 1);
        if (modifiers.size === 0) from = this.#at;
      } else if (word !== undefined && MODIFIERS.has(word)) {
        modifiers.add(word);
        this.#at += 1;
        // `public private(set) string $name`
        if (source.is(this.#at, '(') && source.is(this.#at + 1, 'set')) this.#at = source.after(this.#at);
      } else return { attributes, modifiers, start, from };
    }
  }

  /** Something outside of classes. Blocks of conditions are entered, as helpers are often declared in them. */
  #statement(): void {
    const { source } = this;
    const head = this.#head();
    const word = source.word(this.#at)?.toLowerCase();
    const member = source.is(this.#at - 1, '::') || source.is(this.#at - 1, '->');
    if (word === undefined || member) {
      this.#at = source.is(this.#at, '(') || source.is(this.#at, '[') ? source.after(this.#at) : this.#at + 1;
      return;
    }
    const kind = KINDS.get(word);
    if (kind !== undefined && this.#isClass(kind)) this.#class(kind, head);
    else if (word === 'function') this.#function(head, this.functions, this.#end);
    else if (word === 'namespace') this.#namespace();
    else if (word === 'use') this.#use();
    else if (word === 'const') this.#fields(head, this.constants, this.#end);
    else if (word === 'define') this.#define(head);
    else this.#at += 1;
  }

  #isClass(kind: PhpClass['kind']): boolean {
    const { source } = this;
    if (source.is(this.#at - 1, 'new')) return kind === 'class';
    const name = source.word(this.#at + 1);
    return (
      name !== undefined &&
      !name.startsWith('$') &&
      /^([{:]|extends|implements)$/i.test(source.at(this.#at + 2).text)
    );
  }

  #namespace(): void {
    this.namespace = this.source.word(this.#at + 1) ?? '';
    this.#at += 2;
  }

  /** `use A\B, C as D;`, `use A\{B, C as D};` Functions and constants are of no interest. */
  #use(): void {
    const { source } = this;
    const to = source.find({ from: this.#at, to: this.#end }, ';');
    const first = source.word(this.#at + 1);
    if (first !== undefined && !/^(function|const)$/i.test(first)) {
      for (const part of source.splitAtCommas({ from: this.#at + 1, to })) {
        const name = source.word(part.from) ?? '';
        if (source.is(part.from + 1, '{')) {
          for (const one of source.elements(part.from + 1)) this.#used(name, one.from);
        } else this.#used('', part.from);
      }
    }
    this.#at = to + 1;
  }

  #used(front: string, at: number): void {
    const { source } = this;
    const whole = `${front}${source.word(at) ?? ''}`.replace(/^\\/, '');
    const as = source.is(at + 1, 'as') ? source.word(at + 2) : whole.slice(whole.lastIndexOf('\\') + 1);
    if (as !== undefined && whole !== '') this.uses.set(as, whole);
  }

  /** `define('NAME', 1);` */
  #define({ modifiers, attributes }: Head): void {
    const { source } = this;
    const open = this.#at + 1;
    const name = source.at(open + 1);
    const all = { from: this.#at, to: source.after(open) };
    if (source.is(open, '(') && name.kind === 'string' && /^\w+$/.test(name.text)) {
      const value = { from: open + 3, to: all.to - 1 };
      this.constants.push({ name: name.text, modifiers, attributes, all, type: NOTHING, value });
    }
    this.#at = source.is(open, '(') ? all.to : this.#at + 1;
  }

  #class(kind: PhpClass['kind'], { attributes, modifiers, start, from }: Head): void {
    const { source } = this;
    const anonymous = source.is(this.#at - 1, 'new');
    const nameAt = anonymous ? this.#at : this.#at + 1;
    const open = source.find({ from: nameAt + 1, to: this.#end }, '{', ';');
    const close = source.is(open, '{') ? Math.min(source.partner[open] ?? this.#end, this.#end) : open;
    const head = { from: nameAt + 1, to: open };
    const found: PhpClass = {
      kind,
      name: anonymous ? '' : (source.word(nameAt) ?? ''),
      modifiers,
      attributes,
      all: { from: start, to: Math.min(close + 1, this.#end) },
      from,
      head,
      supertypes: this.#supertypes(head),
      methods: [],
      fields: [],
      constants: [],
      cases: [],
      traits: [],
    };
    this.classes.push(found);
    this.#at = open + 1;
    while (this.#at < close) {
      const before = this.#at;
      this.#member(found, close);
      if (this.#at <= before) this.#at = source.after(before);
    }
    this.#at = close + 1;
  }

  #supertypes(head: Range): string[] {
    const { source } = this;
    const found: string[] = [];
    let listed = false;
    for (let at = head.from; at < head.to; at = source.after(at)) {
      const word = source.word(at);
      if (word === 'extends' || word === 'implements') listed = true;
      else if (listed && word !== undefined) found.push(word);
    }
    return found;
  }

  #member(owner: PhpClass, close: number): void {
    const { source } = this;
    const head = this.#head();
    const word = source.word(this.#at)?.toLowerCase();
    if (word === 'function') this.#function(head, owner.methods, close);
    else if (word === 'const') this.#fields(head, owner.constants, close);
    else if (word === 'case' || (word === 'use' && head.modifiers.size === 0)) {
      const stop = source.find({ from: this.#at, to: close }, ';', '{');
      (word === 'case' ? owner.cases : owner.traits).push({ from: this.#at + 1, to: stop });
      this.#at = source.after(stop);
    } else if (
      (word !== undefined || source.is(this.#at, '?') || source.is(this.#at, '(')) &&
      this.#at < close
    )
      this.#fields(head, owner.fields, close);
    else this.#at += 1;
  }

  #function({ attributes, modifiers, start, from }: Head, found: PhpFunction[], end: number): void {
    const { source } = this;
    const nameAt = source.is(this.#at + 1, '&') ? this.#at + 2 : this.#at + 1;
    const name = source.word(nameAt);
    const open = nameAt + 1;
    if (name === undefined || !source.is(open, '(')) {
      this.#at = source.is(nameAt, '(') ? source.after(nameAt) : nameAt;
      return;
    }
    const behind = source.after(open);
    const stop = source.find({ from: behind, to: end }, '{', ';');
    const to = source.is(stop, '{') ? Math.min(source.after(stop), end) : stop;
    found.push({
      name,
      modifiers,
      attributes,
      all: { from: start, to: Math.max(to, open + 1) },
      from,
      parameters: this.#parameters(open),
      result: source.is(behind, ':') ? { from: behind + 1, to: stop } : NOTHING,
      body: source.is(stop, '{') ? { from: stop, to } : NOTHING,
    });
    this.#at = source.is(stop, '{') ? to : stop + 1;
  }

  #parameters(open: number): PhpParameter[] {
    const { source } = this;
    const after = this.#at;
    const found = source.elements(open).flatMap((part): PhpParameter[] => {
      this.#at = part.from;
      const { modifiers, attributes } = this.#head();
      const type = this.#at;
      const sign = source.find({ from: type, to: part.to }, '=');
      let name = sign - 1;
      // A property with hooks is one, too.
      while (name > type && source.word(name)?.startsWith('$') !== true) name -= 1;
      const text = source.word(name);
      if (text === undefined || !text.startsWith('$')) return [];
      return [
        {
          name: text,
          type: { from: type, to: name },
          attributes,
          all: part,
          ...(sign < part.to && { default: { from: sign + 1, to: part.to } }),
          ...(modifiers.size > 0 && { promoted: modifiers }),
        },
      ];
    });
    this.#at = after;
    return found;
  }

  /** `const int A = 1, B = 2;`, `public ?string $a, $b = 'x';`, `public string $c { get => 1; }` */
  #fields({ modifiers, attributes, start }: Head, found: PhpField[], end: number): void {
    const { source } = this;
    const from = source.is(this.#at, 'const') ? this.#at + 1 : this.#at;
    const sign = source.find({ from, to: end }, '=', ';', ',', '{');
    const to = source.is(sign, '{') ? sign : source.find({ from, to: end }, ';');
    const hooks = source.is(sign, '{') ? Math.min(source.after(sign), end) : to;
    const type = { from, to: Math.max(from, sign - 1) };
    if (sign > from) {
      for (const part of source.splitAtCommas({ from: sign - 1, to })) {
        const name = source.word(part.from)?.replace(/^\$/, '');
        if (name === undefined) continue;
        const value = source.is(part.from + 1, '=') ? { value: { from: part.from + 2, to: part.to } } : {};
        found.push({ name, modifiers, attributes, all: { from: start, to: hooks }, type, ...value });
      }
    }
    this.#at = source.is(sign, '{') ? hooks : to + 1;
  }
}
