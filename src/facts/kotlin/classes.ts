import type { JavaClass, JavaField, JavaFile, JavaImport, JavaMethod, Member } from '../java/class-shapes.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import {
  afterAngles,
  beginsDeclaration,
  componentsOf,
  endOfDeclaration,
  parametersOf,
  readFront,
  supertypesIn,
} from './parts.ts';

const EMPTY: Range = { from: 0, to: 0 };
/** Classes within classes, deeper than anybody writes them. */
const DEEPEST = 20;

/** Where a declaration stands: from its first annotation on, in something that ends, perhaps in a class. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly owner: JavaClass | undefined;
  readonly depth: number;
}

type What = Pick<Member, 'annotations' | 'modifiers' | 'from'>;

/** The part of a class in front of its brace. */
interface Head {
  readonly to: number;
  readonly components: JavaField[];
  readonly supertypes: readonly string[];
}

/**
 * Reads the classes of one source, in the shapes that those of Java have. What a companion has is said to be its class's
 * own. Bodies of functions are passed over.
 */
export class KotlinClasses implements JavaFile {
  readonly source: PlainSource;
  packageName = '';
  readonly inheritsConstants = false;
  readonly imports: JavaImport[] = [];
  readonly classes: JavaClass[] = [];
  /** What stands outside of classes. */
  readonly functions: JavaMethod[] = [];
  readonly values: JavaField[] = [];
  #at = 0;

  constructor(source: PlainSource) {
    this.source = source;
    this.#block(source.tokens.length, undefined, 0);
  }

  #block(end: number, owner: JavaClass | undefined, depth: number, shared = false): void {
    const { source } = this;
    while (this.#at < end) {
      const from = this.#at;
      if (owner === undefined && (source.is(from, 'package') || source.is(from, 'import'))) this.#directive();
      else if (source.is(from, ';')) this.#at += 1;
      else this.#member({ start: from, end, owner, depth }, shared);
      // Whatever stands there, something of it was passed.
      if (this.#at <= from) this.#at = source.after(from);
    }
  }

  /** Ends with its line. */
  #directive(): void {
    const { source } = this;
    const from = this.#at;
    const { line } = source.at(from);
    const ends = (at: number): boolean => source.at(at).line !== line || source.is(at, ';');
    let written = '';
    let at = from + 1;
    for (; !ends(at) && !source.is(at, 'as') && written.length < 300; at++) written += source.at(at).text;
    const named = source.is(at, 'as') && !ends(at) ? source.word(at + 1) : undefined;
    if (source.is(from, 'package')) this.packageName = written;
    else this.imports.push({ written, isStatic: false, ...(named !== undefined && { as: named }) });
    while (!ends(at)) at += 1;
    this.#at = at;
  }

  #member(place: Place, shared: boolean): void {
    const { source } = this;
    const { start, end, owner } = place;
    const { annotations, modifiers, from, to } = readFront(source, start, end);
    if (shared) modifiers.add('static');
    const what: What = { annotations, modifiers, from };
    this.#at = to;
    switch (source.word(to)) {
      case 'fun':
        if (source.is(to + 1, 'interface')) this.#class(to + 2, place, what);
        else this.#function(place, what);
        return;
      case 'val':
      case 'var':
        this.#property(place, what);
        return;
      case 'constructor':
        if (owner !== undefined && source.is(to + 1, '('))
          owner.methods.push(this.#callable(owner.name, to + 1, place, what));
        return;
      case 'class':
      case 'interface':
      case 'object':
        this.#class(to + 1, place, what);
        return;
      default: {
        // `init { … }`, or nothing that is known.
        const behind = endOfDeclaration(source, Math.min(to + 1, end), end);
        if (source.is(to, 'init')) owner?.others.push({ from: to, to: behind });
        this.#at = behind;
      }
    }
  }

  #class(nameAt: number, { start, end, owner, depth }: Place, what: What): void {
    const { source } = this;
    const { modifiers } = what;
    const word = beginsDeclaration(source, nameAt) ? undefined : source.word(nameAt);
    const isCompanion = modifiers.has('companion') && owner !== undefined;
    if (word === undefined && !isCompanion) return;
    const name = word ?? 'Companion';
    const { to: open, components, supertypes } = this.#head(word === undefined ? nameAt : nameAt + 1, end);
    const braced = source.is(open, '{');
    const close = braced ? Math.min(source.partner[open] ?? end, end) : open;
    const kind = source.is(nameAt - 1, 'interface') ? 'interface' : 'class';
    const found: JavaClass = isCompanion
      ? owner
      : {
          kind: modifiers.has('annotation') ? '@interface' : modifiers.has('enum') ? 'enum' : kind,
          name,
          qualified: owner === undefined ? name : `${owner.qualified}.${name}`,
          ...(owner && { outer: owner }),
          ...what,
          all: { from: start, to: braced ? Math.min(close + 1, end) : open },
          head: { from: nameAt + 1, to: open },
          supertypes,
          components: [],
          methods: [],
          fields: components,
          others: [],
        };
    if (!isCompanion) this.classes.push(found);
    this.#at = open + 1;
    if (braced && depth < DEEPEST) {
      if (found.kind === 'enum' && !isCompanion) this.#constants(close, found);
      this.#block(close, found, depth + 1, isCompanion);
    }
    this.#at = braced ? close + 1 : open;
  }

  #constants(end: number, owner: JavaClass): void {
    const to = this.source.find({ from: this.#at, to: end }, ';');
    if (to > this.#at) owner.others.push({ from: this.#at, to });
    this.#at = to + 1;
  }

  /** Type parameters, the constructor, and what the class is derived from. */
  #head(from: number, end: number): Head {
    const { source } = this;
    let to = afterAngles(source, from);
    const { to: behind } = readFront(source, to, end);
    const constructs = source.is(behind, 'constructor');
    if (constructs) to = behind + 1;
    const open = source.is(to, '(') ? to : undefined;
    if (open !== undefined) to = source.after(open);
    const components = open === undefined ? [] : componentsOf(source, open);
    if (!source.is(to, ':')) return { to: Math.min(to, end), components, supertypes: [] };
    const listed = to + 1;
    for (to = listed; to < end && !source.is(to, '{') && !source.isCloser(to); to = source.after(to))
      if (to > listed && beginsDeclaration(source, to)) break;
    return { to, components, supertypes: supertypesIn(source, { from: listed, to }) };
  }

  /** `fun <T> List<T>.name(a: A): B { … }`, `fun name() = …` */
  #function(place: Place, what: What): void {
    const { source } = this;
    const first = afterAngles(source, this.#at + 1);
    let at = first;
    while (at < place.end && !source.is(at, '(') && !source.is(at, '{') && !beginsDeclaration(source, at))
      at = source.is(at, '<') ? afterAngles(source, at) : at + 1;
    const name = source.word(at - 1);
    if (name === undefined || !source.is(at, '(')) {
      this.#at = Math.max(at, this.#at + 1);
      return;
    }
    const receiver = at - 2 > first ? { receiver: { from: first, to: at - 2 } } : {};
    const found = { ...this.#callable(name, at, place, what), ...receiver };
    (place.owner?.methods ?? this.functions).push(found);
  }

  #callable(name: string, open: number, { start, end }: Place, what: What): JavaMethod {
    const { source } = this;
    const behind = source.after(open);
    let at = behind;
    while (at < end && !source.is(at, '{') && !source.is(at, '=') && !source.is(at, ';')) {
      if (source.isCloser(at) || beginsDeclaration(source, at)) break;
      at = source.after(at);
    }
    let to = Math.min(at, end);
    if (source.is(at, '{')) to = Math.min(source.after(at), end);
    else if (source.is(at, '=')) to = endOfDeclaration(source, at + 1, end);
    this.#at = Math.max(to, behind);
    return {
      name,
      ...what,
      all: { from: start, to: this.#at },
      result: source.is(behind, ':') ? { from: behind + 1, to: at } : EMPTY,
      parameters: parametersOf(source, open),
      body: at < to ? { from: at, to } : EMPTY,
    };
  }

  /** Where the name stands: in `val <T> List<T>.second: T` behind what it extends. */
  #propertyName(from: number): number {
    const { source } = this;
    for (let at = from; ; ) {
      const behind = afterAngles(source, at + 1);
      const dot = source.is(behind, '?') ? behind + 1 : behind;
      if (!/^\??\.$/.test(source.at(dot).text) || source.word(dot + 1) === undefined) return at;
      at = dot + 1;
    }
  }

  /** `val name: Type = value`, perhaps with accessors behind it. */
  #property({ start, end, owner }: Place, what: What): void {
    const { source } = this;
    const from = this.#propertyName(afterAngles(source, this.#at + 1));
    const to = Math.max(endOfDeclaration(source, from + 1, end), from);
    const name = source.word(from);
    const modifiers = new Set(what.modifiers);
    if (source.is(this.#at, 'val')) modifiers.add('final');
    let given = source.find({ from, to }, 'get', 'by');
    // `map.get(key)` is none.
    while (given < to && /^[?]?\.$/.test(source.at(given - 1).text))
      given = source.find({ from: given + 1, to }, 'get', 'by');
    const equals = source.find({ from, to: given }, '=');
    // What is asked for each time is kept nowhere.
    if (equals === given && given < to) modifiers.add('transient');
    const typed = Math.min(source.is(from + 1, ':') ? from + 2 : from + 1, equals);
    const value = equals < given ? { value: { from: equals + 1, to: given } } : {};
    this.#at = to;
    if (name === undefined) return;
    const type = { from: typed, to: equals };
    const field: JavaField = { name, ...what, modifiers, all: { from: start, to }, type, ...value };
    (owner?.fields ?? this.values).push(field);
  }
}
