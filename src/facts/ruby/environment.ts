import type { Findings } from '../findings.ts';
import type { RubySource } from './source.ts';

const ASKS: ReadonlySet<string> = new Set(['fetch', 'key?', 'has_key?', 'include?', 'dig']);

/** Reads the environment variables that are asked for: `ENV['X']`, `ENV.fetch('X')`. */
export function readEnvironment(source: RubySource, findings: Findings): void {
  for (let at = 0; at < source.tokens.length; at++) {
    if (!source.is(at, 'ENV') || source.is(at - 1, '.')) continue;
    const open = source.is(at + 1, '[')
      ? at + 1
      : source.is(at + 1, '.') && ASKS.has(source.word(at + 2) ?? '')
        ? at + 3
        : -1;
    if (open === -1) continue;
    const argument = source.at(source.is(open, '(') || source.is(open, '[') ? open + 1 : open);
    if (argument.kind !== 'string' || !/^\w+$/.test(argument.text)) continue;
    // Setting it is no question.
    if (source.is(open, '[') && source.is(source.after(open), '=')) continue;
    const { line, endLine } = argument;
    findings.local.push({ kind: 'env', name: argument.text, line, endLine, contract: '', body: '' });
  }
}
