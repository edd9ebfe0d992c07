import type { FileFacts } from '../file-facts.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { JavaScriptPack } from './pack.ts';

const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
/** The constant that says what the handler of a file answers to. */
const ANSWERED = 'answered~';

/** The methods that a source compares `method` with, or has cases for. */
function comparedMethods({ source }: JavaScriptNames): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at < source.tokens.length; at++) {
    const { kind, text } = source.at(at);
    if (kind !== 'string' || !METHOD.test(text)) continue;
    const compares = /^[!=]==?$/.test(source.at(at - 1).text) && source.is(at - 2, 'method');
    if (compares || source.is(at - 1, 'case')) found.add(text);
  }
  return found;
}

/** Reads which methods a handler answers to that tells all others they are not allowed. */
export const nextMethods: JavaScriptPack = {
  name: 'next-methods',
  family: 'javascript',
  read(names, findings) {
    const { source } = names;
    const refuses =
      source.mayMention('405') && source.tokens.some(({ kind, text }) => kind === 'number' && text === '405');
    const methods = refuses ? comparedMethods(names) : new Set<string>();
    if (methods.size > 0) findings.constants.set(ANSWERED, [[...methods].sort().join(' ')]);
  },
};

/** What a handler answers to: any method, unless it says which. */
export function answered({ constants = {} }: FileFacts): readonly string[] {
  const [methods] = Object.hasOwn(constants, ANSWERED) ? (constants[ANSWERED] ?? []) : [];
  return typeof methods === 'string' ? methods.split(' ') : ['*'];
}
