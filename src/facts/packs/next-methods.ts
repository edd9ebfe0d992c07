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

/** The methods that are the keys of an object which a call makes the handler of: `export default handle({ GET: list })`. */
function mappedMethods(names: JavaScriptNames): Set<string> {
  const { source } = names;
  const at = source.tokens.findIndex(
    ({ text }, index) => text === 'default' && source.is(index - 1, 'export') && source.is(index + 2, '('),
  );
  const [value] = at === -1 ? [] : source.elements(at + 2);
  if (value === undefined || !source.is(value.from, '{')) return new Set();
  const keys = names.properties(value.from).map(({ key }) => key);
  return new Set(keys.every((key) => METHOD.test(key)) ? keys : []);
}

/** Reads which methods a handler answers to: those that it tells from others, or is put together by. */
export const nextMethods: JavaScriptPack = {
  name: 'next-methods',
  family: 'javascript',
  read(names, findings) {
    const { source } = names;
    const refuses =
      source.mayMention('405') && source.tokens.some(({ kind, text }) => kind === 'number' && text === '405');
    const methods = refuses ? comparedMethods(names) : mappedMethods(names);
    if (methods.size > 0) findings.constants.set(ANSWERED, [[...methods].sort().join(' ')]);
  },
};

/** What a handler answers to: any method, unless it says which. */
export function answered({ constants = {} }: FileFacts): readonly string[] {
  const [methods] = Object.hasOwn(constants, ANSWERED) ? (constants[ANSWERED] ?? []) : [];
  return typeof methods === 'string' ? methods.split(' ') : ['*'];
}
