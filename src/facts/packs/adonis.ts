import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Chain, Link } from '../javascript/chains.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { readMethods } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { readText } from '../javascript/written-text.ts';
import type { JavaScriptPack } from './pack.ts';

const ROUTER = /^(@ioc:Adonis\/Core\/Route|@adonisjs\/core\/services\/router)$/;
const VERBS: ReadonlyMap<string, string> = new Map([
  ...['get', 'post', 'put', 'patch', 'delete'].map((verb) => [verb, verb.toUpperCase()] as const),
  ['any', '*'],
]);
const UNREADABLE: WrittenText = [{ ref: '~' }];
const ID = 'adonis~routes';
/** What a resource answers to, by the names of its actions; of a single thing of a list `:id` stands for which. */
const ACTIONS: readonly (readonly [action: string, methods: readonly string[], path: string])[] = [
  ['index', ['GET'], ''],
  ['create', ['GET'], '/create'],
  ['store', ['POST'], ''],
  ['show', ['GET'], '/:id'],
  ['edit', ['GET'], '/:id/edit'],
  ['update', ['PUT', 'PATCH'], '/:id'],
  ['destroy', ['DELETE'], '/:id'],
];

interface Group extends Range {
  readonly path: WrittenText;
  readonly guards: string;
}

type Call = Extract<Link, { readonly does: 'member' }> & { readonly open: number };

/** Reads the routes of one source. */
class RouteReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #groups: Group[] = [];

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    const chains = this.#names.chains.filter((chain) => chain.links.length > 1 && this.#isRouter(chain));
    const all = chains.map((chain) => ({ chain, calls: callsOf(chain) }));
    for (const { calls } of all) if (calls[0]?.name === 'group') this.#group(calls);
    for (const { chain, calls } of all) this.#chain(chain, calls);
  }

  /** The router, imported or made by `use('Route')`. */
  #isRouter(chain: Chain): boolean {
    const { source, scopes } = this.#names;
    const { import: imported, value } = scopes.find(source.at(chain.head).text, chain.head) ?? {};
    if (imported !== undefined) return ROUTER.test(imported.from);
    const text = value && source.is(value.from, 'use') ? source.at(value.from + 2) : undefined;
    return text?.kind === 'string' && text.text === 'Route';
  }

  #values(call: Call): readonly Range[] {
    return this.#names.source.elements(call.open);
  }

  #text(value: Range | undefined): WrittenText {
    return value === undefined ? UNREADABLE : (readText(this.#names, value) ?? UNREADABLE);
  }

  /** What the calls behind a route or group put in front of its path. */
  #prefix(calls: readonly Call[]): WrittenText {
    return calls.flatMap((call) =>
      call.name === 'prefix' ? ['/', ...this.#text(this.#values(call)[0])] : [],
    );
  }

  #guards(calls: readonly Call[]): string {
    const { source } = this.#names;
    const found = calls.filter(({ name }) => /^(middleware|use|where|domain|validator)$/.test(name));
    return found.map(({ at, open }) => source.hash({ from: at, to: source.after(open) })).join(' ');
  }

  #group([first, ...rest]: readonly Call[]): void {
    if (first === undefined) return;
    // In the oldest versions a group has a name in front.
    const inner = this.#values(first).at(-1);
    if (inner === undefined) return;
    this.#groups.push({ ...inner, path: this.#prefix(rest), guards: this.#guards(rest) });
  }

  #chain(chain: Chain, [first, ...rest]: readonly Call[]): void {
    if (first === undefined) return;
    const around = this.#groups.filter(({ from, to }) => from < chain.head && chain.head < to);
    around.sort((a, b) => a.from - b.from);
    const front = [...around.flatMap(({ path }) => path), ...this.#prefix(rest), '/'];
    const guards = [...around.map((group) => group.guards), this.#guards(rest)].filter((one) => one !== '');
    const [path, ...handlers] = this.#values(first);
    const verb = VERBS.get(first.name);
    const add = (methods: readonly string[], whole: WrittenText, what: readonly Range[]): void => {
      const { source } = this.#names;
      this.#findings.addRouter({ id: ID, pack: 'adonis', root: true });
      this.#findings.routes.push({
        on: ID,
        methods,
        path: [...front, ...whole],
        ...source.lines({ from: chain.from, to: chain.to }),
        contract: guards.join(' '),
        body: source.hash(...what),
      });
    };
    if (verb !== undefined && handlers.length > 0) add([verb], this.#text(path), handlers);
    else if (first.name === 'route' && handlers.length > 1) {
      const methods = handlers[0] === undefined ? [] : readMethods(this.#names, handlers[0]);
      if (methods.length > 0) add(methods, this.#text(path), handlers.slice(1));
    } else if (first.name === 'on' && rest[0] !== undefined)
      add(['GET'], this.#text(path), this.#values(rest[0]));
    else if (/^(shallowR|r)esource$/.test(first.name)) this.#resource(first, rest, add);
  }

  /** `resource('posts.comments', 'CommentsController').apiOnly()` */
  #resource(
    call: Call,
    rest: readonly Call[],
    add: (methods: readonly string[], path: WrittenText, what: readonly Range[]) => void,
  ): void {
    const [name, ...handlers] = this.#values(call);
    const [text, ...more] = this.#text(name);
    if (typeof text !== 'string' || more.length > 0) return;
    const names = text.split('.').filter((one) => one !== '');
    const last = names.pop() ?? '';
    const shallow = call.name === 'shallowResource';
    const above = names.map((one) => `${one}/:${one.replace(/s$/, '')}_id/`).join('');
    const listed = (method: string): readonly string[] | undefined => {
      const found = rest.find((one) => one.name === method);
      const [list] = found === undefined ? [] : this.#values(found);
      return (
        list && this.#names.source.elements(list.from).map(({ from }) => this.#names.source.at(from).text)
      );
    };
    const [only, except] = [listed('only'), listed('except')];
    const api = rest.some((one) => one.name === 'apiOnly');
    for (const [action, methods, path] of ACTIONS) {
      if (only?.includes(action) === false || except?.includes(action)) continue;
      if (api && /^(create|edit)$/.test(action)) continue;
      add(methods, [`${shallow && path.startsWith('/:id') ? '' : above}${last}${path}`], handlers);
    }
  }
}

/** The calls of a chain by name. */
function callsOf({ links }: Chain): Call[] {
  return links.flatMap((link, index) => {
    const call = links[index + 1];
    const open = call?.does === 'call' ? call.open : undefined;
    return link.does === 'member' && open !== undefined ? [{ ...link, open }] : [];
  });
}

/** https://adonisjs.com: one router for all, whose groups say behind their routes where those stand. */
export const adonis: JavaScriptPack = {
  name: 'adonis',
  family: 'javascript',
  read(names, findings) {
    const { source } = names;
    if (source.mayMention('donis') || source.mayMention("use('Route')") || source.mayMention('use("Route")'))
      new RouteReader(names, findings).run();
  },
};
