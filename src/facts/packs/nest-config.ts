import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { Range } from '../javascript/source.ts';
import { isLiteral, readText } from '../javascript/written-text.ts';
import { CONFIGURED } from './nest-conventions.ts';

/** What a configuration calls the text in front of all paths. */
const PREFIX = /prefix$/i;
/** How many names lead from one to another, at most. */
const MOST = 5;

/** What a value is where nothing else is said: `process.env.PREFIX || 'api'`, `process.env.PREFIX ?? 'api'`. */
function fallback(names: JavaScriptNames, { from, to }: Range): WrittenText | undefined {
  const { source } = names;
  for (let at = from; at < to; at = source.after(at)) {
    if (!source.is(at, '||') && !source.is(at, '??')) continue;
    const text = readText(names, { from: at + 1, to });
    return text !== undefined && isLiteral(text) ? text : undefined;
  }
  return undefined;
}

/** The name in a configuration that `config.get('app.apiPrefix')` and `config.apiPrefix` ask for. */
function asked(names: JavaScriptNames, { from, to }: Range): string | undefined {
  const { source } = names;
  for (let at = to - 1; at >= from; at--) {
    const { kind, text } = source.at(at);
    const name = text.slice(text.lastIndexOf('.') + 1);
    if ((kind === 'string' || (kind === 'name' && source.is(at - 1, '.'))) && PREFIX.test(name)) return name;
  }
  return undefined;
}

/**
 * Reads the text in front of all paths: written out, by its default, or as what a configuration somewhere in the tree
 * gives by default.
 */
export function configuredText(names: JavaScriptNames, value: Range, depth = 0): WrittenText | undefined {
  const { source, scopes } = names;
  const given = fallback(names, value);
  if (given !== undefined) return given;
  const word = value.to === value.from + 1 ? source.word(value.from) : undefined;
  const held = word === undefined ? undefined : scopes.find(word, value.from)?.value;
  if (held !== undefined && depth < MOST) return configuredText(names, held, depth + 1);
  const text = readText(names, value);
  const [part] = text ?? [];
  const called = part === undefined || (typeof part !== 'string' && /[()~]/.test(part.ref));
  if (!called) return text;
  // `config.get('PREFIX', 'api')`
  const open = source.is(value.to - 1, ')') ? (source.partner[value.to - 1] ?? -1) : -1;
  const [, second] = open < value.from ? [] : source.elements(open);
  const literal = second && readText(names, second);
  if (literal !== undefined && isLiteral(literal)) return literal;
  const name = asked(names, value);
  return name === undefined ? text : [{ ref: CONFIGURED + name }];
}

/** Reads what a configuration gives for prefixes by default: `{ apiPrefix: process.env.API_PREFIX || 'api' }`. */
export function readConfigured(names: JavaScriptNames, findings: Findings): void {
  const { source } = names;
  if (!source.mayMatch(/prefix/i) || !source.mayMention('env')) return;
  const told = new Set<string>();
  for (let at = 0; at < source.tokens.length; at++) {
    const name = source.word(at);
    if (name === undefined || !source.is(at + 1, ':') || !PREFIX.test(name)) continue;
    const text = fallback(names, { from: at + 2, to: source.endOfExpression(at + 2) });
    if (text === undefined || !text.every((part) => typeof part === 'string')) continue;
    const ref = CONFIGURED + name;
    if (told.has(ref)) findings.constants.delete(ref);
    else {
      findings.constants.set(ref, [text.join('')]);
      findings.addRouter({ id: CONFIGURED, pack: 'nest-conventions' });
    }
    told.add(ref);
  }
}
