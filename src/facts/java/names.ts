import type { Import, Ref, TextPart, WrittenText } from '../file-facts/names.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { withPlaceholders } from '../spring/placeholders.ts';
import type { Annotation, JavaClass, JavaFile, JavaImport } from './class-shapes.ts';

const DEEPEST = 20;
const LONGEST_TEXT = 200;

/** `com.acme.ApiPaths.USERS` begins with a package, in lower case, and goes on with a class. */
function splitImport({ written, isStatic, as: named }: JavaImport): Import | undefined {
  const segments = written.split('.');
  const first = segments.findIndex((segment) => /^\p{Lu}/u.test(segment));
  const classAt = first === -1 ? segments.length - (isStatic ? 2 : 1) : first;
  const from = segments.slice(0, classAt).join('.');
  const name = segments
    .slice(classAt)
    .filter((segment) => segment !== 'Companion')
    .join('.');
  const as = named ?? segments.at(-1) ?? '';
  return from === '' || name === '' ? undefined : { as, from, name };
}

/** What the names and texts of one Java source stand for. */
export class JavaNames {
  readonly source: PlainSource;
  readonly file: JavaFile;
  readonly imports: readonly Import[];
  /** Annotations by which packs found routes registered. */
  readonly registering = new Set<Annotation>();
  readonly #imported = new Set<string>();
  /** Fields, and classes within others, by their whole names. */
  readonly #members = new Set<string>();

  constructor(source: PlainSource, file: JavaFile) {
    this.source = source;
    this.file = file;
    this.imports = file.imports.flatMap((found) => splitImport(found) ?? []);
    for (const { as } of this.imports) this.#imported.add(as);
    for (const { qualified, fields } of file.classes) {
      this.#members.add(qualified);
      for (const { name } of fields) this.#members.add(`${qualified}.${name}`);
    }
  }

  /** A name with its members that stands at a token. */
  #nameAt(from: number): { readonly text: string; readonly to: number } | undefined {
    const { source } = this;
    let text = source.word(from);
    if (text === undefined) return undefined;
    let to = from + 1;
    for (
      let name = source.word(to + 1);
      source.is(to, '.') && name !== undefined;
      name = source.word(to + 1)
    ) {
      text += `.${name}`;
      to += 2;
    }
    return { text, to };
  }

  /** What a name means in a class: a field of it, or of one around it; something imported; or of the package. */
  refOf(name: string, owner: JavaClass | undefined): Ref {
    const [first = ''] = name.split('.', 1);
    if (first === 'this') return this.refOf(name.slice(5), owner);
    let scope = owner;
    for (let depth = 0; scope !== undefined && depth < DEEPEST; depth++) {
      if (this.#members.has(`${scope.qualified}.${first}`)) return `${scope.qualified}.${name}`;
      scope = scope.outer;
    }
    if (this.#imported.has(first) || /^\p{Lu}/u.test(first) === false) return name;
    // A constant of its own name can only be inherited, or come in by `import static Paths.*`.
    const [parent] = owner?.supertypes ?? [];
    const inherited = !name.includes('.') && /^[\p{Lu}\d_]+$/u.test(name) && parent !== undefined;
    return inherited && this.file.inheritsConstants && !this.#imported.has('*') ? `${parent}.${name}` : name;
  }

  /** Reads an expression that puts a text together; undefined where there is anything else in it. */
  textOf(range: Range, owner: JavaClass | undefined): WrittenText | undefined {
    const { source } = this;
    let { from, to } = range;
    while (source.is(from, '(') && source.after(from) === to) [from, to] = [from + 1, to - 1];
    const parts: TextPart[] = [];
    for (let at = from; at < to; at++) {
      const { kind, text } = source.at(at);
      // `"${Paths.USERS}/x"` of Kotlin.
      const nested = source.is(at, '(');
      const name = this.#nameAt(nested ? at + 1 : at);
      if (kind === 'string') {
        parts.push(...withPlaceholders(text));
        at += 1;
      } else if (name !== undefined) {
        parts.push({ ref: this.refOf(name.text, owner) });
        at = nested ? name.to + 1 : name.to;
        if (nested && !source.is(name.to, ')')) return undefined;
      } else return undefined;
      if (at < to && !source.is(at, '+')) return undefined;
    }
    return from >= to ? undefined : joined(parts);
  }

  /** What stands in `{a, b}`, in Kotlin in `[a, b]` or `arrayOf(a, b)`; or the one thing that is no list. */
  elementsOf({ from, to }: Range): readonly Range[] {
    const { source } = this;
    // All that has no name in `("/a", "/b", method = …)`.
    if (source.is(from, '(') && source.after(from) === to)
      return source.elements(from).filter((one) => !source.is(one.from + 1, '='));
    const open = source.is(from, 'arrayOf') && source.is(from + 1, '(') ? from + 1 : from;
    const listed = open > from || source.is(from, '{') || source.is(from, '[');
    return listed ? source.elements(open) : [{ from, to }];
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
