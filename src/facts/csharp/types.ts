import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { type MemberPlace, readFields, readMethod, type What } from './members.ts';
import { readAttributes, readParameters } from './parameters.ts';
import { goesOn, looksDeclared, memberSign, nameBefore, supertypesIn } from './signs.ts';
import type { Attribute, CSharpMethod, CSharpType, CSharpUsing } from './type-shapes.ts';

const MODIFIERS: ReadonlySet<string> = new Set(
  (
    'public protected private internal static readonly const abstract sealed virtual override async partial extern ' +
    'unsafe volatile new required file event ref fixed'
  ).split(' '),
);
const KINDS: ReadonlyMap<string, CSharpType['kind']> = new Map([
  ['class', 'class'],
  ['struct', 'struct'],
  ['interface', 'interface'],
  ['enum', 'enum'],
  ['record', 'record'],
  ['delegate', 'delegate'],
]);
/** Types within types, deeper than anybody writes them. */
const DEEPEST = 20;

/** Reads the types of one source, and what is in them. Bodies of methods are passed over. */
export class CSharpTypes {
  readonly source: PlainSource;
  namespace = '';
  readonly usings: CSharpUsing[] = [];
  /** Outer ones first. */
  readonly types: CSharpType[] = [];
  /** Functions of a source that is a program, outside of any type. */
  readonly functions: CSharpMethod[] = [];
  /** Its statements, a range for each. */
  readonly statements: Range[] = [];
  #at = 0;

  constructor(source: PlainSource) {
    this.source = source;
    this.#block(source.tokens.length);
  }

  /** Reads members up to `end`; of the file as a whole where there is no type around them. */
  #block(end: number, owner?: CSharpType, depth = 0): void {
    const { source } = this;
    while (this.#at < end) {
      const from = this.#at;
      if (source.is(from, ';') || source.is(from, '}')) this.#at += 1;
      else if (owner !== undefined || !this.#directive(end, depth)) this.#member(end, owner, depth);
      // Whatever stands there, something of it was passed.
      if (this.#at <= from) this.#at = source.after(from);
    }
  }

  #written({ from, to }: Range): string {
    let written = '';
    for (let at = from; at < to && written.length < 300; at++) written += this.source.at(at).text;
    return written;
  }

  /** `namespace A.B;`, `namespace A { … }`, `global using static A.B;`, `using C = A.B;` */
  #directive(end: number, depth: number): boolean {
    const { source } = this;
    let at = this.#at;
    if (source.is(at, 'namespace')) {
      const stop = source.find({ from: at, to: end }, ';', '{');
      if (this.namespace === '') this.namespace = this.#written({ from: at + 1, to: stop });
      this.#at = stop + 1;
      if (source.is(stop, '{')) {
        const close = Math.min(source.partner[stop] ?? end, end);
        if (depth < DEEPEST) this.#block(close, undefined, depth + 1);
        this.#at = close + 1;
      }
      return true;
    }
    if (source.is(at, 'global') && source.is(at + 1, 'using')) at += 1;
    if (!source.is(at, 'using') || source.word(at + 1) === undefined) return false;
    const to = source.find({ from: at, to: end }, ';');
    const equals = source.find({ from: at, to }, '=');
    const isStatic = source.is(at + 1, 'static');
    const as = equals === at + 2 ? source.word(at + 1) : undefined;
    // `using var file = …`
    if (equals < to && as === undefined) return false;
    const written = this.#written({ from: equals < to ? equals + 1 : at + (isStatic ? 2 : 1), to });
    this.usings.push({ written: written.replace(/^global::/, ''), ...(as && { as }), isStatic });
    this.#at = to + 1;
    return true;
  }

  #member(end: number, owner: CSharpType | undefined, depth: number): void {
    const { source } = this;
    const start = this.#at;
    const attributes: Attribute[] = [];
    while (source.is(this.#at, '[') && this.#at < end) {
      attributes.push(...readAttributes(source, this.#at));
      this.#at = source.after(this.#at);
    }
    // `[assembly: …]` is of nothing that follows.
    if (owner === undefined && source.is(this.#at, 'namespace')) return;
    const from = this.#at;
    const modifiers = new Set<string>();
    for (let word = source.word(this.#at); word !== undefined; word = source.word(this.#at)) {
      // What nothing follows is a name.
      const follows = source.word(this.#at + 1) !== undefined || source.is(this.#at + 1, '(');
      if (!MODIFIERS.has(word) || !follows) break;
      modifiers.add(word);
      this.#at += 1;
    }
    const what = { attributes, modifiers, from };
    const kind = KINDS.get(source.word(this.#at) ?? '');
    let nameAt = this.#at + 1;
    if (kind === 'record' && (source.is(nameAt, 'struct') || source.is(nameAt, 'class'))) nameAt += 1;
    const named = source.word(nameAt) !== undefined;
    // `record` is a name too, and so is what follows a lambda's `delegate`.
    if (kind === 'delegate' && named) this.#delegate(start, end, what, owner);
    else if (
      kind !== undefined &&
      named &&
      (kind !== 'record' || /^[(<{;:]$/.test(source.at(nameAt + 1).text))
    )
      this.#type(kind, nameAt, start, end, what, owner, depth);
    else if (source.is(this.#at, 'extension') && /^[(<]$/.test(source.at(this.#at + 1).text))
      this.#extension(end, owner, depth);
    else this.#other(start, end, what, owner);
  }

  #type(
    kind: CSharpType['kind'],
    nameAt: number,
    start: number,
    end: number,
    what: What,
    owner: CSharpType | undefined,
    depth: number,
  ): void {
    const { source } = this;
    const open = source.find({ from: nameAt, to: end }, '{', ';');
    const close = source.is(open, '{') ? Math.min(source.partner[open] ?? end, end) : open;
    const generic = source.is(nameAt + 1, '<');
    const paren = source.find({ from: nameAt, to: open }, '(', ':');
    const found: CSharpType = {
      kind,
      ...this.#named(nameAt, owner),
      ...what,
      all: { from: start, to: Math.min(close + 1, end) },
      head: { from: nameAt + 1, to: open },
      generic,
      supertypes: supertypesIn(source, { from: nameAt + 1, to: open }),
      components: source.is(paren, '(') && paren < open ? readParameters(source, paren) : [],
      methods: [],
      fields: [],
      others: [],
    };
    this.types.push(found);
    this.#at = open + 1;
    if (kind === 'enum') found.others.push({ from: open + 1, to: Math.max(open + 1, close) });
    else if (depth < DEEPEST && source.is(open, '{')) this.#block(close, found, depth + 1);
    this.#at = close + 1;
  }

  #named(nameAt: number, owner: CSharpType | undefined): Pick<CSharpType, 'name' | 'qualified' | 'outer'> {
    const name = this.source.word(nameAt) ?? '';
    const qualified = owner === undefined ? name : `${owner.qualified}.${name}`;
    return { name, qualified, ...(owner && { outer: owner }) };
  }

  #delegate(start: number, end: number, what: What, owner: CSharpType | undefined): void {
    const { source } = this;
    const to = source.find({ from: this.#at, to: end }, ';');
    const sign = memberSign(source, this.#at + 1, to);
    const nameAt = nameBefore(source, sign, this.#at);
    if (source.is(sign, '('))
      this.types.push({
        kind: 'delegate',
        ...this.#named(nameAt, owner),
        ...what,
        all: { from: start, to: Math.min(to + 1, end) },
        head: { from: this.#at + 1, to },
        generic: false,
        supertypes: [],
        components: [],
        methods: [],
        fields: [],
        others: [],
      });
    this.#at = to + 1;
  }

  /** `extension(IEndpointRouteBuilder app) { … }`: what is in it is of the type around. */
  #extension(end: number, owner: CSharpType | undefined, depth: number): void {
    const { source } = this;
    const open = source.find({ from: this.#at, to: end }, '{');
    const close = Math.min(source.partner[open] ?? end, end);
    const paren = source.find({ from: this.#at, to: open }, '(');
    const [receiver] = paren < open ? readParameters(source, paren) : [];
    const known = owner?.methods.length ?? 0;
    this.#at = open + 1;
    if (depth < DEEPEST) this.#block(close, owner, depth + 1);
    this.#at = close + 1;
    if (owner === undefined || receiver === undefined) return;
    const constraint = source.find({ from: paren, to: open }, 'where');
    const type = constraint < open ? { from: constraint + 3, to: open } : receiver.type;
    for (const method of owner.methods.splice(known))
      owner.methods.push({
        ...method,
        parameters: [{ ...receiver, type, extended: true }, ...method.parameters],
      });
  }

  /** A method, a property, fields, or nothing that is known; a statement of a program. */
  #other(start: number, end: number, what: What, owner?: CSharpType): void {
    const { source } = this;
    const first = this.#at;
    const sign = memberSign(source, first, end);
    const nameAt = nameBefore(source, sign, first);
    const name = source.word(nameAt);
    const member = name !== undefined && (owner !== undefined || looksDeclared(source, first, nameAt));
    if (member && source.is(sign, '(') && (nameAt > first || owner?.name === name)) {
      if (this.#method({ start, first, nameAt, sign, end }, what, owner)) return;
    } else if (member && owner !== undefined && nameAt > first && !source.is(first, '~')) {
      const { fields, to } = readFields(source, { start, first, nameAt, sign, end }, what);
      owner.fields.push(...fields);
      this.#at = to;
      return;
    }
    const stop = source.find({ from: sign, to: end }, ';', '{');
    const to = Math.min(source.after(stop), end);
    if (owner !== undefined) owner.others.push({ from: start, to });
    else if (source.is(stop, '{') && goesOn(source, stop)) {
      const semicolon = source.find({ from: stop, to: end }, ';');
      this.statements.push({ from: start, to: Math.min(semicolon + 1, end) });
      this.#at = semicolon + 1;
      return;
    } else this.statements.push({ from: start, to });
    this.#at = to;
  }

  #method(where: MemberPlace, what: What, owner: CSharpType | undefined): boolean {
    const found = readMethod(this.source, where, what, owner !== undefined);
    if (found === undefined) return false;
    if (found.operator) owner?.others.push(found.method.all);
    else if (owner === undefined) this.functions.push(found.method);
    else owner.methods.push(found.method);
    this.#at = found.method.all.to;
    return true;
  }
}
