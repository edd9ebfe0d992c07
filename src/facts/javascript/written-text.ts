import type { TextPart, WrittenText } from '../file-facts/names.ts';
import { joinTexts } from '../written-text.ts';
import type { JavaScriptNames } from './names.ts';
import type { Range } from './source.ts';

/** Reads a template from its first part on. */
function readTemplate(names: JavaScriptNames, from: number): { parts: TextPart[]; to: number } | undefined {
  const { source } = names;
  const parts: TextPart[] = [source.at(from).text];
  let at = from + 1;
  while (source.is(at, '${')) {
    const end = source.after(at);
    const ref = names.refOf({ from: at + 1, to: end - 1 });
    if (ref === undefined) return undefined;
    parts.push({ ref }, source.at(end).text);
    at = end + 1;
  }
  return { parts, to: at };
}

/**
 * Reads an expression that puts a text together from strings, templates and names. Undefined where there is anything
 * else in it.
 */
export function readText(names: JavaScriptNames, range: Range): WrittenText | undefined {
  const { source } = names;
  const parts: TextPart[] = [];
  let at = range.from;
  while (at < range.to) {
    const { kind, text } = source.at(at);
    if (kind === 'string' || (kind === 'number' && range.to > range.from + 1)) {
      parts.push(text);
      at += 1;
    } else if (kind === 'template') {
      const template = readTemplate(names, at);
      if (template === undefined) return undefined;
      parts.push(...template.parts);
      at = template.to;
    } else {
      const chain = names.chainOf({ from: at, to: at });
      const ref = chain && names.refOfChain(chain);
      if (chain === undefined || ref === undefined) return undefined;
      parts.push({ ref });
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
