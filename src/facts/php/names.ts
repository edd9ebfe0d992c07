import type { Import, Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { PhpClass } from './class-shapes.ts';
import type { PhpClasses } from './classes.ts';

const LONGEST_TEXT = 200;
/** Parentheses in parentheses, and parts of a text. */
const DEEPEST = 20;
const MOST_PARTS = 100;
/** Something in a text that nobody knows before it runs. */
export const UNKNOWN: TextPart = { ref: '~' };

/** Names that a function gives texts to: variables of loops and assignments, with their `$`. */
export type Texts = ReadonlyMap<string, string>;

/** What the names and texts of one PHP source stand for. */
export class PhpNames {
  readonly source: PlainSource;
  readonly file: PhpClasses;
  readonly #imports = new Map<Ref, Import>();
  #depth = 0;

  readonly #text: string;

  constructor(source: PlainSource, file: PhpClasses, text: string) {
    this.source = source;
    this.file = file;
    this.#text = text;
  }

  /** The comments and white space in front of a token. */
  before(index: number): string {
    return this.#text.slice(this.source.at(index - 1).end, this.source.at(index).start);
  }

  /** Imports of all that was referred to. */
  get imports(): Import[] {
    return [...this.#imports.values()];
  }

  /** The whole name of a class as a file writes it. */
  classOf(written: string): string {
    if (written.startsWith('\\')) return written.slice(1);
    const [first = '', ...rest] = written.split('\\');
    const used = this.file.uses.get(first);
    if (used !== undefined) return [used, ...rest].join('\\');
    const relative = first === 'namespace' ? rest.join('\\') : written;
    return this.file.namespace === '' ? relative : `${this.file.namespace}\\${relative}`;
  }

  /** Refers to a class, or a member of it, by its whole name. */
  refOf(whole: string, member = ''): Ref {
    const at = whole.lastIndexOf('\\');
    const [from, name] = [whole.slice(0, Math.max(at, 0)), whole.slice(at + 1)];
    const inside = from === this.file.namespace ? name : whole;
    if (inside === whole && from !== '') this.#imports.set(whole, { as: whole, from, name });
    return member === '' ? inside : `${inside}.${member}`;
  }

  /** Refers to the routes of another file: `from` is a path from some directory above, or `./` of this one. */
  fileRef(from: string, name: string): Ref {
    const as = `~file ${from}`.replaceAll('.', '\u2024');
    this.#imports.set(as, { as, from, name });
    return as;
  }

  /** `User::class`, or a text: the whole name of a class. */
  classIn({ from, to }: Range): string | undefined {
    const { source } = this;
    const word = source.word(from);
    if (word !== undefined && to - from === 3 && source.is(from + 1, '::') && source.is(from + 2, 'class'))
      return this.classOf(word);
    const token = source.at(from);
    return token.kind === 'string' && to - from === 1 && /^[\w\\]+$/.test(token.text)
      ? token.text.replace(/^\\/, '')
      : undefined;
  }

  /** Reads an expression that puts a text together; what is not known is a gap. Undefined: it is no text. */
  textOf({ from, to }: Range, texts: Texts, owner?: PhpClass): WrittenText | undefined {
    const { source } = this;
    const parts: TextPart[] = [];
    for (let at = from; at < to; at++) {
      const end = source.find({ from: at, to }, '.');
      this.#depth += 1;
      const part = this.#depth > DEEPEST ? undefined : this.#part({ from: at, to: end }, texts, owner);
      this.#depth -= 1;
      if (part === undefined || parts.length > MOST_PARTS) return undefined;
      parts.push(...part);
      at = end;
    }
    return from >= to ? undefined : joined(parts);
  }

  #part({ from, to }: Range, texts: Texts, owner?: PhpClass): readonly TextPart[] | undefined {
    const { source } = this;
    const { kind, text } = source.at(from);
    if (from >= to) return undefined;
    // `$names['role'] ?? 'role_id'`: by default it is the latter.
    const otherwise = source.find({ from, to }, '??');
    if (otherwise > from && otherwise < to) return this.#part({ from: otherwise + 1, to }, texts, owner);
    if (kind === 'string') return to - from === 1 ? [text] : [UNKNOWN];
    if (kind === 'template') return this.#template({ from, to }, texts, owner);
    if (source.is(from, '(') && source.after(from) === to)
      return this.textOf(source.inside(from), texts, owner);
    if (kind === 'name') return [this.#named({ from, to }, texts, owner)];
    return kind === 'number' && to - from === 1 ? [text] : undefined;
  }

  /** `"/$name/x"`: pieces of text, and code between `${` and `}`. */
  #template({ from, to }: Range, texts: Texts, owner?: PhpClass): TextPart[] {
    const { source } = this;
    const parts: TextPart[] = [];
    for (let at = from; at < to; at = source.after(at)) {
      if (source.at(at).kind === 'template') parts.push(source.at(at).text);
      else if (source.is(at, '${')) parts.push(this.#named(source.inside(at), texts, owner));
      else return [UNKNOWN];
    }
    return parts;
  }

  /** A variable, a constant or property of the class, `config('x', 'default')`, `env('X', 'default')`. */
  #named({ from, to }: Range, texts: Texts, owner?: PhpClass): TextPart {
    const { source } = this;
    const word = source.word(from) ?? '';
    const known = texts.get(word);
    if (to - from === 1) return known ?? this.#constant(word) ?? UNKNOWN;
    const own = /^(\$this|self|static)$/.test(word) && to - from === 3;
    if (own) {
      const name = (source.word(from + 2) ?? '').replace(/^\$/, '');
      const fields = source.is(from + 1, '->')
        ? owner?.fields
        : [...(owner?.constants ?? []), ...(owner?.fields ?? [])];
      const value = fields?.find((field) => field.name === name)?.value;
      const token = source.at(value?.from ?? -1);
      return value !== undefined && value.to - value.from === 1 && token.kind === 'string'
        ? token.text
        : UNKNOWN;
    }
    if (/^\\?(config|env)$/.test(word) && source.after(from + 1) === to) {
      const [, given] = source.elements(from + 1);
      const token = source.at(given?.from ?? -1);
      if (given !== undefined && given.to - given.from === 1 && token.kind === 'string') return token.text;
    }
    return UNKNOWN;
  }

  /** The text of a constant outside of classes: `define('BASE', '/app');` */
  #constant(name: string): string | undefined {
    const value = this.file.constants.find((one) => one.name === name)?.value;
    const { kind, text } = this.source.at(value?.from ?? -1);
    return value !== undefined && value.to - value.from === 1 && kind === 'string' ? text : undefined;
  }

  /** The text of an expression that is known in full. */
  wholeText(range: Range, texts: Texts, owner?: PhpClass): string | undefined {
    const [part = '', ...others] = this.textOf(range, texts, owner) ?? [UNKNOWN];
    return typeof part === 'string' && others.length === 0 ? part : undefined;
  }
}

/** Joins neighbouring texts. */
export function joined(parts: readonly TextPart[]): WrittenText | undefined {
  const out: TextPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  if (out.some((part) => typeof part === 'string' && part.length > LONGEST_TEXT)) return undefined;
  return out.length > 1 ? out.filter((part) => part !== '') : out;
}
