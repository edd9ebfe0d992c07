import type { TextPart, WrittenText } from '../file-facts/names.ts';
import { joinTexts } from '../written-text.ts';
import type { JavaScriptNames } from './names.ts';
import type { Range } from './source.ts';
import { inTurn, keyInTurn, type Turn } from './turns.ts';

/** What an expression is that only the caller knows. */
type Known = (range: Range) => TextPart | undefined;

/** What a name or a member is, or the text that a turn of a loop gives it. */
function partsOf(
  names: JavaScriptNames,
  range: Range,
  turn: Turn | undefined,
  known: Known | undefined,
): readonly TextPart[] | undefined {
  const part = known?.(range);
  if (part !== undefined) return [part];
  const key = turn && keyInTurn(names, range, turn);
  if (key !== undefined) return [key];
  const given = turn === undefined ? range : inTurn(names, range, turn);
  if (given.from !== range.from) return readText(names, given);
  const ref = names.refOf(range);
  return ref === undefined ? undefined : [{ ref }];
}

/** Reads a template from its first part on. */
function readTemplate(
  names: JavaScriptNames,
  from: number,
  turn: Turn | undefined,
  known: Known | undefined,
): { parts: TextPart[]; to: number } | undefined {
  const { source } = names;
  const parts: TextPart[] = [source.at(from).text];
  let at = from + 1;
  while (source.is(at, '${')) {
    const end = source.after(at);
    const inner = partsOf(names, { from: at + 1, to: end - 1 }, turn, known);
    if (inner === undefined) return undefined;
    parts.push(...inner, source.at(end).text);
    at = end + 1;
  }
  return { parts, to: at };
}

/**
 * Reads an expression that puts a text together from strings, templates and names. Undefined where there is anything
 * else in it.
 *
 * @param turn what the variables of a loop are
 * @param known what else is known of some expressions
 */
export function readText(
  names: JavaScriptNames,
  range: Range,
  turn?: Turn,
  known?: Known,
): WrittenText | undefined {
  const { source } = names;
  const parts: TextPart[] = [];
  let at = range.from;
  while (at < range.to) {
    const { kind, text } = source.at(at);
    if (kind === 'string' || (kind === 'number' && range.to > range.from + 1)) {
      parts.push(text);
      at += 1;
    } else if (kind === 'template') {
      const template = readTemplate(names, at, turn, known);
      if (template === undefined) return undefined;
      parts.push(...template.parts);
      at = template.to;
    } else {
      const chain = names.chainOf({ from: at, to: at });
      const inner = chain && partsOf(names, { from: at, to: chain.to }, turn, known);
      if (chain === undefined || inner === undefined) return undefined;
      parts.push(...inner);
      at = chain.to;
    }
    if (source.is(at, 'as') || source.is(at, ';')) break;
    if (at < range.to && !source.is(at, '+')) return undefined;
    at += 1;
  }
  return joinTexts(parts);
}

/** Tells whether a text has a part that is written out, so that it is no mere name. */
export function isLiteral(text: WrittenText): boolean {
  return text.some((part) => typeof part === 'string') || text.length > 1;
}
