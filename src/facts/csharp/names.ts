import type { Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { Attribute, CSharpType } from './type-shapes.ts';
import type { CSharpTypes } from './types.ts';

const DEEPEST = 20;
const LONGEST_TEXT = 200;
/** What no constant gives. */
const UNKNOWN: TextPart = { ref: '~' };
/** Words of the language and types of libraries that stand everywhere. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'string int long short byte bool decimal double float char object void var dynamic uint ulong nint async static ' +
    'Task ValueTask ActionResult IActionResult IResult List IList IEnumerable ICollection IReadOnlyList Dictionary ' +
    'IQueryable Nullable Guid DateTime DateTimeOffset DateOnly TimeSpan Results Ok NotFound BadRequest NoContent ' +
    'Created JsonResult IAsyncEnumerable CancellationToken HttpContext ClaimsPrincipal IFormFile'
  ).split(' '),
);

/** What the names and texts of one C# source stand for. */
export class CSharpNames {
  readonly source: PlainSource;
  readonly file: CSharpTypes;
  /** Attributes by which packs found routes registered. */
  readonly registering = new Set<Attribute>();
  /** Fields, methods, and types within others, by their whole names. */
  readonly #members = new Set<string>();

  constructor(source: PlainSource, file: CSharpTypes) {
    this.source = source;
    this.file = file;
    for (const { qualified, fields, methods } of file.types) {
      this.#members.add(qualified);
      for (const { name } of [...fields, ...methods]) this.#members.add(`${qualified}.${name}`);
    }
  }

  /** A name with its members that stands at a token, without type arguments. */
  nameAt(from: number): { readonly text: string; readonly to: number } | undefined {
    const { source } = this;
    let text = source.word(from);
    if (text === undefined) return undefined;
    let to = from + 1;
    for (;;) {
      const name = source.word(to + 1);
      if (name === undefined || !(source.is(to, '.') || source.is(to, '::'))) break;
      text = source.is(to, '::') ? name : `${text}.${name}`;
      to += 2;
    }
    return text.length > LONGEST_TEXT ? undefined : { text, to };
  }

  /** What a name means in a type: a member of it, of one around it, or of what it is derived from; or of elsewhere. */
  refOf(name: string, owner: CSharpType | undefined): Ref {
    const [first = ''] = name.split('.', 1);
    if (first === 'this' || first === 'base') return this.refOf(name.slice(5), owner);
    let scope = owner;
    for (let depth = 0; scope !== undefined && depth < DEEPEST; depth++) {
      if (this.#members.has(`${scope.qualified}.${first}`)) return `${scope.qualified}.${name}`;
      if (scope.name === first) return scope.qualified + name.slice(first.length);
      scope = scope.outer;
    }
    return name;
  }

  /** Reads an expression that puts a text together; undefined where there is anything else in it. */
  textOf(range: Range, owner: CSharpType | undefined): WrittenText | undefined {
    const { source } = this;
    let { from, to } = range;
    while (source.is(from, '(') && source.after(from) === to) [from, to] = [from + 1, to - 1];
    const parts: TextPart[] = [];
    for (let at = from; at < to; at++) {
      const { kind, text } = source.at(at);
      if (kind === 'string') {
        parts.push(text);
        at += 1;
      } else if (kind === 'template') at = this.#template(at, to, owner, parts);
      else {
        const name = this.#named(at, owner);
        if (name === undefined) return undefined;
        parts.push(name.part);
        at = name.to;
      }
      if (at < to && !source.is(at, '+')) return undefined;
    }
    return from >= to ? undefined : joined(parts);
  }

  /** `nameof(A.B)`, a constant. */
  #named(at: number, owner: CSharpType | undefined): { part: TextPart; to: number } | undefined {
    const { source } = this;
    if (source.is(at, 'nameof') && source.is(at + 1, '(')) {
      const to = source.after(at + 1);
      const last = source.word(to - 2);
      return last === undefined ? undefined : { part: last, to };
    }
    const name = this.nameAt(at);
    if (name === undefined) return undefined;
    if (/^[sS]tring\.Empty$/.test(name.text)) return { part: '', to: name.to };
    return { part: { ref: this.refOf(name.text, owner) }, to: name.to };
  }

  /** Passes a text with holes. What is in a hole is a constant, or not known. */
  #template(from: number, end: number, owner: CSharpType | undefined, parts: TextPart[]): number {
    const { source } = this;
    let at = from;
    while (at < end) {
      const { kind, text } = source.at(at);
      if (kind === 'template') {
        parts.push(text);
        at += 1;
      } else if (source.is(at, '${')) {
        const close = Math.min(source.after(at), end) - 1;
        const found = this.#named(at + 1, owner);
        const literal = source.at(at + 1);
        if (close === at + 2 && literal.kind === 'string') parts.push(literal.text);
        else parts.push(found?.to === close ? found.part : UNKNOWN);
        at = close + 1;
      } else break;
      // Behind the last piece no hole follows.
      if (source.at(at).kind !== 'template' && !source.is(at, '${')) break;
    }
    return at;
  }

  /** The names of types that stand in some ranges. */
  typesIn(ranges: readonly Range[], owner: CSharpType | undefined): Ref[] {
    const { source } = this;
    const found = new Set<Ref>();
    for (const { from, to } of ranges) {
      for (let at = from; at < to; at++) {
        const word = source.word(at);
        if (word === undefined || COMMON.has(word) || source.is(at - 1, '.')) continue;
        const name = this.nameAt(at);
        if (name !== undefined && name.to <= to) found.add(this.refOf(name.text, owner));
      }
    }
    return [...found].slice(0, 30);
  }

  /** The arguments of an attribute or call: those without a name by their places. */
  argumentsOf(open: number | undefined): Map<string | number, Range> {
    const { source } = this;
    const found = new Map<string | number, Range>();
    if (open === undefined) return found;
    source.elements(open).forEach(({ from, to }, index) => {
      const named = source.is(from + 1, ':') || source.is(from + 1, '=');
      found.set(named ? (source.word(from) ?? index) : index, { from: named ? from + 2 : from, to });
    });
    return found;
  }

  /** What stands in `{ a, b }` or `[a, b]`, perhaps behind `new[]` or `new string[]`. */
  elementsOf({ from, to }: Range): readonly Range[] {
    const { source } = this;
    const open = source.is(from, '[') ? from : source.find({ from, to }, '{');
    return open < to ? source.elements(open) : [];
  }
}

/** Joins neighbouring texts. */
function joined(parts: readonly TextPart[]): WrittenText | undefined {
  const out: TextPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  if (out.some((part) => typeof part === 'string' && part.length > LONGEST_TEXT)) return undefined;
  return out.length > 1 ? out.filter((part) => part !== '') : out;
}
