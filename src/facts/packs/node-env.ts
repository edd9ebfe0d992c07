import type { Chain } from '../javascript/chains.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { JavaScriptPack } from './pack.ts';

const NAME = /^[A-Za-z_]\w{0,99}$/;
/** What bundlers put in of their own. */
const BUILT_IN: ReadonlySet<string> = new Set(['MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'LEGACY']);
/** Where an environment begins, and the link behind which its names stand. */
const ENVIRONMENTS: readonly (readonly [head: string, ...links: string[]])[] = [
  ['process', 'env'],
  ['import', 'meta', 'env'],
  ['globalThis', 'process', 'env'],
  ['Bun', 'env'],
];

/** The first link behind an environment; undefined for any other chain. */
function behindEnvironment(names: JavaScriptNames, { head, links }: Chain): number | undefined {
  const { source } = names;
  const word = source.at(head).text;
  for (const [first, ...rest] of ENVIRONMENTS) {
    if (word !== first) continue;
    if (!rest.every((name, at) => links[at]?.does === 'member' && links[at].name === name)) continue;
    // `function start(process) { … }` may be given anything.
    const binding = names.scopes.find(word, head);
    if (binding === undefined || binding.import?.from.replace('node:', '') === 'process') return rest.length;
  }
  return undefined;
}

/** The variables that a source reads: `process.env.X`, `process.env['X']`, `const { X } = process.env`, Deno's. */
export const nodeEnv: JavaScriptPack = {
  name: 'node-env',
  family: 'javascript',
  read(names, findings) {
    const { source } = names;
    if (!source.mayMention('env')) return;
    const found = new Map<string, number>();
    const add = (name: string, at: number): void => {
      if (NAME.test(name) && !BUILT_IN.has(name) && !found.has(name)) found.set(name, at);
    };
    for (const chain of names.chains) {
      const { head, links } = chain;
      if (source.is(head, 'Deno') && links[0]?.does === 'member' && links[0].name === 'env') {
        const [, get, call] = links;
        const name = call?.does === 'call' && call.open !== undefined ? source.at(call.open + 1) : undefined;
        if (get?.does === 'member' && get.name === 'get' && name?.kind === 'string') add(name.text, head);
        continue;
      }
      const next = behindEnvironment(names, chain);
      const link = next === undefined ? undefined : links[next];
      // What sets a variable does not rely on it.
      const sets = next !== undefined && next === links.length - 1 && source.is(chain.to, '=');
      if (link?.does === 'member' && !sets && !source.is(chain.from - 1, 'delete')) add(link.name, link.at);
    }
    for (const { value, member } of names.scopes.bindings) {
      const chain = member === undefined || value === undefined ? undefined : names.chainOf(value);
      if (chain === undefined || member === undefined) continue;
      if (behindEnvironment(names, chain) === chain.links.length) add(member, chain.head);
    }
    for (const [name, at] of found) {
      const { line, endLine } = source.at(at);
      findings.local.push({ kind: 'env', name, line, endLine, contract: '', body: '' });
    }
  },
};
