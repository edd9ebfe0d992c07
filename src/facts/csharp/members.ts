import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { readParameters } from './parameters.ts';
import type { CSharpField, CSharpMethod, Member } from './type-shapes.ts';

/** What stands in front of a member. */
export type What = Pick<Member, 'attributes' | 'modifiers' | 'from'>;

/** Where a member stands, with its attributes from `start` on and its type from `first` on. */
export interface MemberPlace {
  readonly start: number;
  readonly first: number;
  readonly nameAt: number;
  /** What tells what it is: a parenthesis, a brace, an equals sign. */
  readonly sign: number;
  readonly end: number;
}

const EMPTY: Range = { from: 0, to: 0 };

/** Reads a method; undefined for the call that it is outside of types, where it has no body. */
export function readMethod(
  source: PlainSource,
  { start, first, nameAt, sign, end }: MemberPlace,
  what: What,
  owned: boolean,
): { readonly method: CSharpMethod; readonly operator: boolean } | undefined {
  const behind = source.after(sign);
  const stop = source.find({ from: behind, to: end }, '{', ';', '=>');
  if (!owned && !source.is(stop, '{') && !source.is(stop, '=>')) return undefined;
  const close = source.is(stop, '{') ? source.after(stop) : source.find({ from: stop, to: end }, ';') + 1;
  const to = Math.min(Math.max(close, sign + 1), end);
  const method: CSharpMethod = {
    name: source.word(nameAt) ?? '',
    ...what,
    all: { from: start, to },
    result: { from: first, to: nameAt },
    parameters: readParameters(source, sign),
    generic: sign - 1 > nameAt,
    explicit: source.is(nameAt - 1, '.'),
    rest: { from: behind, to },
    body: source.is(stop, ';') ? EMPTY : { from: stop, to },
  };
  return { method, operator: source.is(first, 'operator') || source.is(nameAt - 1, 'operator') };
}

/** `string A = "a", B = "b";`, `int A { get; set; } = 1;`, `int A => 1;` */
export function readFields(
  source: PlainSource,
  { start, first, nameAt, sign, end }: MemberPlace,
  what: What,
): { readonly fields: readonly CSharpField[]; readonly to: number } {
  const property = source.is(sign, '{') || source.is(sign, '=>');
  const braces = source.is(sign, '{') ? Math.min(source.after(sign), end) : sign;
  const valued = source.is(braces, '=') || source.is(sign, '=>');
  const to = property && !valued ? braces : Math.min(source.find({ from: braces, to: end }, ';') + 1, end);
  const type = { from: first, to: nameAt };
  const explicit = source.is(nameAt - 1, '.');
  const common = { ...what, all: { from: start, to }, type, property, explicit };
  const fields: CSharpField[] = [];
  const add = (name: string, value: Range | undefined, accessors?: Range): void =>
    void fields.push({ name, ...common, ...(value && { value }), ...(accessors && { accessors }) });
  if (property) {
    const value = valued ? { from: braces + 1, to: to - 1 } : undefined;
    add(source.word(nameAt) ?? '', value, braces > sign ? { from: sign, to: braces } : undefined);
    return { fields, to };
  }
  for (const part of source.splitAtCommas({ from: nameAt, to: Math.max(to - 1, nameAt + 1) })) {
    const equals = source.find(part, '=');
    const name = source.word(part.from);
    // The comma may stand in `new Dictionary<string, User>()`.
    if (name === undefined || (part.from !== nameAt && equals !== part.from + 1 && part.to > part.from + 1))
      continue;
    add(name, equals < part.to ? { from: equals + 1, to: part.to } : undefined);
  }
  return { fields, to };
}
