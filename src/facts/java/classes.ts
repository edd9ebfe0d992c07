import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { Annotation, JavaClass, JavaFile, JavaImport, JavaParameter, Member } from './class-shapes.ts';

const MODIFIERS: ReadonlySet<string> = new Set(
  'public protected private static final abstract default synchronized native transient volatile strictfp sealed'.split(
    ' ',
  ),
);
const KINDS: ReadonlyMap<string, JavaClass['kind']> = new Map([
  ['class', 'class'],
  ['interface', 'interface'],
  ['enum', 'enum'],
  ['record', 'record'],
]);
const EMPTY: Range = { from: 0, to: 0 };
/** Classes within classes, deeper than anybody writes them. */
const DEEPEST = 20;

/** Reads the classes of one source, and what is in them. Bodies of methods are passed over. */
export class JavaClasses implements JavaFile {
  readonly source: PlainSource;
  packageName = '';
  readonly inheritsConstants = true;
  readonly imports: JavaImport[] = [];
  /** Outer ones first. */
  readonly classes: JavaClass[] = [];
  #at = 0;

  constructor(source: PlainSource) {
    this.source = source;
    this.#block(source.tokens.length);
  }

  /** Reads members up to `end`; of the file as a whole where there is no class around them. */
  #block(end: number, owner?: JavaClass, depth = 0): void {
    const { source } = this;
    if (owner?.kind === 'enum') this.#constants(end, owner);
    while (this.#at < end) {
      const from = this.#at;
      if (owner === undefined && (source.is(from, 'package') || source.is(from, 'import')))
        this.#directive(end);
      else this.#member(end, owner, depth);
      // Whatever stands there, something of it was passed.
      if (this.#at <= from) this.#at = source.after(from);
    }
  }

  #directive(end: number): void {
    const { source } = this;
    const word = source.word(this.#at);
    const to = source.find({ from: this.#at, to: end }, ';');
    const isStatic = source.is(this.#at + 1, 'static');
    let written = '';
    for (let at = this.#at + (isStatic ? 2 : 1); at < to && written.length < 300; at++)
      written += source.at(at).text;
    if (word === 'package') this.packageName = written;
    else this.imports.push({ written, isStatic });
    this.#at = to + 1;
  }

  #constants(end: number, owner: JavaClass): void {
    const to = this.source.find({ from: this.#at, to: end }, ';');
    if (to > this.#at) owner.others.push({ from: this.#at, to });
    this.#at = to + 1;
  }

  #annotation(): Annotation {
    const { source } = this;
    const from = this.#at;
    let at = from + 1;
    while (source.word(at) !== undefined && source.is(at + 1, '.')) at += 2;
    const name = source.word(at) ?? '';
    const open = source.is(at + 1, '(') ? at + 1 : undefined;
    this.#at = open === undefined ? at + 1 : source.after(open);
    return { name, all: { from, to: this.#at }, ...(open !== undefined && { open }) };
  }

  #member(end: number, owner: JavaClass | undefined, depth: number): void {
    const { source } = this;
    const start = this.#at;
    const annotations: Annotation[] = [];
    const modifiers = new Set<string>();
    let from = start;
    for (;;) {
      const word = source.word(this.#at);
      if (source.is(this.#at, '@') && !source.is(this.#at + 1, 'interface')) {
        annotations.push(this.#annotation());
        if (modifiers.size === 0) from = this.#at;
      } else if (word !== undefined && MODIFIERS.has(word)) {
        modifiers.add(word);
        this.#at += 1;
      } else if (word === 'non' && source.is(this.#at + 1, '-')) this.#at += 3;
      else break;
    }
    const what = { annotations, modifiers, from };
    const kind = source.is(this.#at, '@') ? ('@interface' as const) : KINDS.get(source.word(this.#at) ?? '');
    const nameAt = this.#at + (kind === '@interface' ? 2 : 1);
    // `record` is a name too.
    if (
      kind !== undefined &&
      source.word(nameAt) !== undefined &&
      (kind !== 'record' || /^[(<]$/.test(source.at(nameAt + 1).text))
    ) {
      this.#class(kind, nameAt, start, end, what, owner, depth);
    } else this.#other(start, end, what, owner);
  }

  #class(
    kind: JavaClass['kind'],
    nameAt: number,
    start: number,
    end: number,
    what: Pick<Member, 'annotations' | 'modifiers' | 'from'>,
    owner: JavaClass | undefined,
    depth: number,
  ): void {
    const { source } = this;
    const name = source.word(nameAt) ?? '';
    const open = source.find({ from: nameAt, to: end }, '{', ';');
    const close = source.is(open, '{') ? Math.min(source.partner[open] ?? end, end) : open;
    const paren = source.find({ from: nameAt, to: open }, '(');
    const found: JavaClass = {
      kind,
      name,
      qualified: owner === undefined ? name : `${owner.qualified}.${name}`,
      ...(owner && { outer: owner }),
      ...what,
      all: { from: start, to: Math.min(close + 1, end) },
      head: { from: nameAt + 1, to: open },
      supertypes: this.#supertypes({ from: nameAt + 1, to: open }),
      components: paren < open && kind === 'record' ? this.#parameters(paren) : [],
      methods: [],
      fields: [],
      others: [],
    };
    this.classes.push(found);
    this.#at = open + 1;
    if (depth < DEEPEST) this.#block(close, found, depth + 1);
    this.#at = close + 1;
  }

  #supertypes({ from, to }: Range): string[] {
    const { source } = this;
    const found: string[] = [];
    let [angles, listed] = [0, false];
    for (let at = from; at < to; at++) {
      if (source.is(at, '<')) angles += 1;
      else if (source.is(at, '>')) angles -= 1;
      if (angles > 0) continue;
      const word = source.word(at);
      if (word === 'extends' || word === 'implements') listed = true;
      else if (word === 'permits') listed = false;
      else if (listed && word !== undefined && !source.is(at - 1, '@')) {
        if (source.is(at - 1, '.')) found.push(`${found.pop() ?? ''}.${word}`);
        else found.push(word);
      }
    }
    return found;
  }

  /** What stands between parentheses, split at commas outside type arguments. */
  #parameters(open: number): JavaParameter[] {
    const { source } = this;
    const { from, to } = source.inside(open);
    const parts: Range[] = [];
    let [start, angles] = [from, 0];
    for (let at = from; at < to; at = source.after(at)) {
      if (source.is(at, '<')) angles += 1;
      else if (source.is(at, '>')) angles -= 1;
      else if (source.is(at, ',') && angles <= 0) {
        parts.push({ from: start, to: at });
        start = at + 1;
      }
    }
    if (start < to) parts.push({ from: start, to });
    return parts.map((all) => {
      let type = all.from;
      for (;;) {
        if (source.is(type, '@') && type < all.to) {
          let at = type + 1;
          while (source.is(at + 1, '.')) at += 2;
          type = source.is(at + 1, '(') ? source.after(at + 1) : at + 1;
        } else if (source.is(type, 'final')) type += 1;
        else break;
      }
      const array = source.is(all.to - 1, ']') ? all.to - 2 : all.to;
      return {
        name: source.word(array - 1) ?? '',
        all,
        type: { from: Math.min(type, all.to), to: Math.max(type, all.to - 1) },
      };
    });
  }

  /** A method, a constructor, fields, an initialiser, or nothing that is known. */
  #other(
    start: number,
    end: number,
    what: Pick<Member, 'annotations' | 'modifiers' | 'from'>,
    owner?: JavaClass,
  ): void {
    const { source } = this;
    const first = this.#at;
    const sign = source.find({ from: first, to: end }, '(', '=', ';', '{');
    const name = source.word(sign - 1);
    if (source.is(sign, '(') && name !== undefined && sign > first) {
      const stop = source.find({ from: source.after(sign), to: end }, '{', ';', '=');
      const to = source.is(stop, '{') ? Math.min(source.after(stop), end) : stop;
      const body = source.is(stop, '{') ? { from: stop, to } : EMPTY;
      const all = { from: start, to: Math.min(Math.max(to, sign + 1), end) };
      const result = { from: first, to: sign - 1 };
      owner?.methods.push({ name, ...what, all, result, parameters: this.#parameters(sign), body });
      this.#at = source.is(stop, '{') ? to : stop + 1;
      return;
    }
    if (source.is(sign, '{')) {
      const to = Math.min(source.after(sign), end);
      // The short constructor of a record.
      if (name !== undefined && sign > first)
        owner?.methods.push({
          name,
          ...what,
          all: { from: start, to },
          result: EMPTY,
          parameters: [],
          body: { from: sign, to },
        });
      else owner?.others.push({ from: start, to });
      this.#at = to;
      return;
    }
    const to = source.find({ from: sign, to: end }, ';');
    if (name !== undefined && sign > first + 1 && owner !== undefined)
      this.#fields({ from: first, to }, start, sign, what, owner);
    this.#at = to + 1;
  }

  /** `static final String A = "/a", B = "/b";` */
  #fields(
    { from, to }: Range,
    start: number,
    sign: number,
    what: Pick<Member, 'annotations' | 'modifiers' | 'from'>,
    owner: JavaClass,
  ): void {
    const { source } = this;
    const type = { from, to: sign - 1 };
    for (const part of source.splitAtCommas({ from: sign - 1, to })) {
      const equals = source.find(part, '=');
      const name = source.word(part.from);
      // The comma may stand in `new HashMap<String, User>()`.
      if (name === undefined || (equals === part.to && part.to > part.from + 1)) continue;
      const value = equals < part.to ? { value: { from: equals + 1, to: part.to } } : {};
      owner.fields.push({ name, ...what, all: { from: start, to }, type, ...value });
    }
  }
}
