import type { Fact } from '../../domain/fact.ts';
import { normaliseName } from '../../domain/resource-name.ts';
import type { Definition } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';
import type { TreeNames } from './tree-names.ts';

/** Names that a file gives to what has none: no symbols, but `default`. */
const UNNAMED = /~/;
/** What tools are told: nobody else imports it. */
const OF_TOOLS =
  /(^|\/)(\.[\w-]+rc\.[cm]?[jt]s|\.storybook\/.*|(gulp|grunt|jake)file\.[cm]?[jt]s|(webpack|rollup|rspack|esbuild|vite|vitest|jest|babel|eslint|prettier|tailwind|postcss|next|nuxt|svelte|astro|metro|karma|playwright|cypress|tsup|tsdown|drizzle|commitlint|stylelint|lint-staged|craco|codegen|release|release-it|commitizen|ecosystem|nyc|ava|mocha|wdio|capacitor|docusaurus|gatsby|vue|quasar|uno|unocss|knip)([.-][\w-]+)*\.config([.-][\w-]+)*\.[cm]?[jt]s)$/i;
/** More names than one file passes on. */
const MOST_NAMES = 5000;

/** Names that are in their normal form, whatever the path. */
const PLAIN = /^[\w$.]+$/;

/** Names the symbols of one file. */
class SymbolFacts {
  readonly #path: string;
  /** What stands in front of plain names; undefined where the path itself is not plain. */
  readonly #front: string | undefined;

  constructor(path: string) {
    this.#path = path;
    const named = normaliseName('symbol', `${path}#x`);
    this.#front = 'problem' in named || !named.name.endsWith('#x') ? undefined : named.name.slice(0, -1);
  }

  named(name: string): string | undefined {
    if (this.#front !== undefined && PLAIN.test(name)) return this.#front + name;
    const named = normaliseName('symbol', `${this.#path}#${name}`);
    return 'problem' in named ? undefined : named.name;
  }

  /** @param definition the name where it is defined, if that is another one */
  of(
    name: string,
    at: string,
    { line, endLine, contract, body }: Omit<Definition, 'name'>,
    definition?: string,
  ): Fact[] {
    const named = this.named(name);
    if (named === undefined) return [];
    const place = { path: at, line, endLine };
    const elsewhere = definition !== undefined && definition !== named && { definition };
    return [{ kind: 'symbol', name: named, certainty: 'exact', ...place, contract, body, ...elsewhere }];
  }
}

/** A default export goes by the name it has in its own file. */
function nameOf(path: string, exported: string, names: TreeNames): string {
  if (exported !== 'default' && exported !== '=') return exported;
  const { of, from } = names.exportOf(path, exported) ?? {};
  return of === undefined || from !== undefined || UNNAMED.test(of) || !/^[\w$]+$/.test(of) ? 'default' : of;
}

/** Tells whether a file defines itself all that it offers to others. */
export function definesAll({ exports = [], definitions = [] }: FileFacts): boolean {
  if (exports.length === 0) return true;
  const names = new Set(definitions.map(({ name }) => name));
  return exports.every(({ name, of, from }) => from === undefined && name !== '*' && names.has(of));
}

/** Finds what one file offers to others, wherever it is defined. */
export function symbolsOf(path: string, names: TreeNames): Fact[] {
  const facts = new Map<string, Fact>();
  const symbols = new SymbolFacts(path);
  if (OF_TOOLS.test(path)) return [];
  for (const exported of [...names.exportedNames(path)].slice(0, MOST_NAMES)) {
    const name = nameOf(path, exported, names);
    const place = names.exportedDefinition(path, exported);
    const line = names.exportOf(path, exported)?.line ?? 1;
    if (place === undefined) {
      // What comes from elsewhere has no text here: that it is passed on is all there is to compare.
      const passedOn = { line, endLine: line, contract: hashText(exported), body: '' };
      for (const symbol of symbols.of(name, path, passedOn)) facts.set(symbol.name, symbol);
      continue;
    }
    const { definition } = place;
    const own = place.path === path ? symbols : new SymbolFacts(place.path);
    const found = symbols.of(name, place.path, definition, own.named(definition.name));
    for (const member of names.members(place)) {
      const named = name + member.name.slice(definition.name.length);
      found.push(...symbols.of(named, place.path, member, own.named(member.name)));
    }
    for (const symbol of found) facts.set(symbol.name, symbol);
  }
  return [...facts.values()];
}
