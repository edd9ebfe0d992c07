import type { FileFacts } from '../file-facts.ts';
import type { Chain } from '../javascript/chains.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { toldMethods } from './next-branches.ts';
import type { JavaScriptPack } from './pack.ts';

const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
const EITHER_CASE = /^(get|head|post|put|patch|delete|options)$/i;
/** What a router without paths is told its handlers by: `handler.get(list).post(create)`. */
const VERB = /^(get|head|post|put|patch|delete|options|all)$/;
/** The constant that says what the handler of a file answers to. */
const ANSWERED = 'answered~';

/** The methods that the keys of an object are, where all of them are. */
function methodKeys(names: JavaScriptNames, open: number, method: RegExp): readonly string[] {
  const keys = names.properties(open).map(({ key }) => key);
  return keys.length > 0 && keys.every((key) => method.test(key)) ? keys : [];
}

/** The index behind `export default`, where what is exported begins. */
function exportedAt({ source }: JavaScriptNames): number | undefined {
  for (let at = 0; at < source.tokens.length; at++)
    if (source.is(at, 'default') && source.is(at - 1, 'export')) return at + 1;
  return undefined;
}

/**
 * The methods that are the keys of an object by which a handler is put together: `export default handle({ GET: list })`,
 * `route(req, res, { GET: list })`, `handlers[req.method]`.
 */
function mappedMethods(names: JavaScriptNames): Set<string> {
  const { source } = names;
  const start = exportedAt(names);
  const [value] = start === undefined || !source.is(start + 1, '(') ? [] : source.elements(start + 1);
  if (value !== undefined && source.is(value.from, '{')) {
    const keys = methodKeys(names, value.from, EITHER_CASE);
    if (keys.length > 0) return new Set(keys.map((key) => key.toUpperCase()));
  }
  const indexed = source.mayMatch(/\[\s*((req|request)\.)?method\b/);
  const found = new Set<string>();
  for (let at = 0; at < source.tokens.length; at++) {
    if (!source.is(at, '{') || !METHOD.test(source.at(at + 1).text)) continue;
    const { text } = source.at(at - 1);
    if (text === ',' || text === '(' || (indexed && (text === '=' || text === ':')))
      for (const key of methodKeys(names, at, METHOD)) found.add(key);
  }
  return found;
}

/** The name that a source exports as its whole, or what it exports is called on: `handler`, `router.handler()`. */
function exportedName({ source }: JavaScriptNames): string | undefined {
  for (let at = 0; at < source.tokens.length; at++) {
    if (source.is(at, 'default') && source.is(at - 1, 'export')) return source.word(at + 1);
    if (source.is(at, 'exports') && source.is(at - 1, '.') && source.is(at + 1, '='))
      return source.word(at + 2);
  }
  return undefined;
}

/** The methods that handlers without a path are given for in a chain, from a link on. */
function chainedMethods({ source }: JavaScriptNames, { links }: Chain, from: number): string[] {
  return links.slice(from).flatMap((link, index) => {
    const call = links[from + index + 1];
    if (link.does !== 'member' || !VERB.test(link.name) || call?.does !== 'call' || call.open === undefined)
      return [];
    const { kind } = source.at(call.open + 1);
    if (kind === 'string' || kind === 'template' || source.is(call.open + 1, ')')) return [];
    return [link.name === 'all' ? '*' : link.name.toUpperCase()];
  });
}

/** What next-connect and routers like it answer to: `const handler = nc().get(list); handler.post(create)`. */
function registeredMethods(names: JavaScriptNames): Set<string> {
  const { source, scopes, chains } = names;
  const routers = new Set<string>();
  const called = exportedName(names);
  for (const [name, { value }] of scopes.top.names) {
    const chain = value && names.chainOf(value);
    if (chain === undefined) continue;
    if (name === called || names.foreignOf(chain)?.from === 'next-connect') routers.add(name);
  }
  const whole = called === undefined ? undefined : scopes.top.names.get(called)?.value?.from;
  const start = exportedAt(names);
  const found = new Set<string>();
  for (const chain of chains) {
    const isWhole = chain.from === whole || chain.from === start;
    const isMade = isWhole || names.foreignOf(chain)?.from === 'next-connect';
    const first = isMade ? chain.links.findIndex(({ does }) => does === 'call') + 1 : 0;
    if (isMade || routers.has(source.at(chain.head).text))
      for (const method of chainedMethods(names, chain, first)) found.add(method);
  }
  return found;
}

/** Reads which methods a handler answers to: those that it tells from others, or is put together by. */
export const nextMethods: JavaScriptPack = {
  name: 'next-methods',
  family: 'javascript',
  read(names, findings) {
    const { source } = names;
    if (!source.mayMention('default') && !source.mayMention('exports')) return;
    const told = source.mayMatch(/method/i) ? toldMethods(names) : new Set<string>();
    const mapped = told.size > 0 ? told : mappedMethods(names);
    const methods = mapped.size > 0 ? mapped : registeredMethods(names);
    if (methods.has('*')) return;
    if (methods.size > 0) findings.constants.set(ANSWERED, [[...methods].sort().join(' ')]);
  },
};

/** What a handler answers to: any method, unless it says which. */
export function answered({ constants = {} }: FileFacts): readonly string[] {
  const [methods] = Object.hasOwn(constants, ANSWERED) ? (constants[ANSWERED] ?? []) : [];
  return typeof methods === 'string' ? methods.split(' ') : ['*'];
}
