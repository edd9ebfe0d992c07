import type { Findings } from '../findings.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { Range } from '../javascript/source.ts';
import { literalText } from '../javascript/up-functions.ts';
import { ROUTE } from './configured-routes.ts';
import type { JavaScriptPack } from './pack.ts';

const FROM = '@react-router/dev/routes';
const MOST_ROUTES = 2000;
const DEEPEST = 20;

/** Reads `route('users/:id', './users/show.tsx', [ … ])`, `index(…)`, `layout(…)` and `prefix(…)`. */
class ConfigReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  #count = 0;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  list(value: Range, front: string, depth = 0): void {
    const { source } = this.#names;
    if (depth > DEEPEST || !source.is(value.from, '[')) return;
    for (const { from, to } of source.elements(value.from)) {
      const at = source.is(from, '...') ? from + 1 : from;
      this.#entry({ from: at, to }, front, depth);
    }
  }

  #entry(value: Range, front: string, depth: number): void {
    const { source } = this.#names;
    const chain = this.#names.chainOf(value);
    const foreign = chain && this.#names.foreignOf(chain);
    const link = foreign && chain?.links[foreign.next];
    if (foreign?.from !== FROM || link?.does !== 'call' || link.open === undefined) return;
    const values = source.elements(link.open);
    const [first, second] = values;
    const children = values.findLast(({ from }) => source.is(from, '['));
    const text = literalText(this.#names, first);
    switch (foreign.members.at(-1)) {
      case 'index':
        if (text !== undefined) this.#add(front, text);
        return;
      case 'layout':
        if (children !== undefined) this.list(children, front, depth + 1);
        return;
      case 'prefix':
        if (text !== undefined && children !== undefined) this.list(children, `${front}/${text}`, depth + 1);
        return;
      case 'route': {
        const path = text === undefined ? front : `${front}/${text}`;
        const file = literalText(this.#names, second);
        if (file !== undefined) this.#add(path, file);
        if (children !== undefined) this.list(children, path, depth + 1);
      }
    }
  }

  #add(path: string, file: string): void {
    if (this.#count++ < MOST_ROUTES)
      this.#findings.constants.set(`${ROUTE}${this.#count}`, [`${path} ${file}`]);
  }
}

/** https://reactrouter.com/start/framework/routing */
export const reactRouterConfig: JavaScriptPack = {
  name: 'react-router-config',
  family: 'javascript',
  read(names, findings) {
    const { source, scopes } = names;
    if (!scopes.bindings.some((binding) => binding.import?.from === FROM)) return;
    const at = source.tokens.findIndex(
      ({ text }, index) => text === 'default' && source.is(index - 1, 'export') && source.is(index + 1, '['),
    );
    if (at !== -1) new ConfigReader(names, findings).list({ from: at + 1, to: source.tokens.length }, '');
  },
};
