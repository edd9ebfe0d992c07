import type { WrittenText } from '../file-facts/names.ts';
import type { JavaClass } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';
import type { Range } from '../lexer/plain-source.ts';
import { afterAngles } from './parts.ts';

/** `route("/x") { … }`: a call by a mere name, with what stands in its parentheses and the block behind them. */
export interface KotlinCall {
  readonly name: string;
  readonly at: number;
  readonly to: number;
  readonly values: readonly Range[];
  /** Within its braces. */
  readonly block?: Range;
  /** `get<Users> { … }` */
  readonly typed: boolean;
}

/** Words in front of parentheses or braces that call nothing. */
const NO_CALL =
  /^(if|else|for|while|when|do|try|catch|finally|return|throw|is|in|as|val|var|fun|class|object|this|super|by)$/;

/** The call that begins at a token, if one does: not that of a member, but for those of `this`. */
export function callAt({ source }: JavaNames, at: number): KotlinCall | undefined {
  const name = source.word(at);
  if (name === undefined || NO_CALL.test(name)) return undefined;
  if (/^(\.|\?\.|::|@)$/.test(source.at(at - 1).text) && !source.is(at - 2, 'this')) return undefined;
  const behind = afterAngles(source, at + 1);
  const open = source.is(behind, '(') ? behind : undefined;
  const end = open === undefined ? behind : source.after(open);
  const braced = source.is(end, '{');
  if (open === undefined && !braced) return undefined;
  const to = braced ? source.after(end) : end;
  return {
    name,
    at,
    to,
    values: open === undefined ? [] : source.elements(open),
    typed: behind > at + 1,
    ...(braced && { block: source.inside(end) }),
  };
}

/** A path that a value gives, without the name of the parameter; what cannot be read is unknown. */
export function pathIn(
  names: JavaNames,
  value: Range | undefined,
  owner: JavaClass | undefined,
): WrittenText {
  if (value === undefined) return [];
  const from = names.source.is(value.from + 1, '=') ? value.from + 2 : value.from;
  return names.textOf({ from, to: value.to }, owner) ?? [{ ref: '~' }];
}
