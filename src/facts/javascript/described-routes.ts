import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Route } from '../file-facts/routers.ts';
import type { Findings } from '../findings.ts';
import type { JavaScriptNames } from './names.ts';
import { handlerRefs, membersOf, readMethods, readPaths } from './route-paths.ts';
import type { Range } from './source.ts';

type Members = ReadonlyMap<string, Range>;
type Shape = Pick<Route, 'contract' | 'body' | 'handlers'>;

const METHOD_KEYS = ['method', 'methods', 'verb', 'httpMethod', 'type'];
const PATH_KEYS = ['url', 'path', 'route', 'endpoint', 'uri'];
/** Members that say where a route is. */
const PLACE: ReadonlySet<string> = new Set([...METHOD_KEYS, ...PATH_KEYS]);
/** Members that say what handles it. */
const HANDLING = /^(handlers?|handle|action|controller|callback|cb|fn|func|component|execute|run)$/;
/** Members that callers don't see. */
const COSMETIC: ReadonlySet<string> = new Set([
  'tags',
  'summary',
  'description',
  'operationId',
  'hide',
  'notes',
  'name',
]);
const VERB = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
const ANY = /^(\*|ANY|ALL)$/;

/** Reads routes that objects describe: `{ method: 'GET', path: '/x', handler: show }`. */
export class DescribedRoutes {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  /** What an object with something that handles says of a route: how, and the rest. */
  shape(members: Members): Shape | undefined {
    const { source } = this.#names;
    const handling: Range[] = [];
    const rest: string[] = [];
    for (const [key, value] of this.#flat(members)) {
      if (HANDLING.test(key)) handling.push(value);
      else if (!PLACE.has(key) && !COSMETIC.has(key)) rest.push(`${key}:${source.hash(value)}`);
    }
    if (handling.length === 0) return undefined;
    const refs = handling.flatMap((value) => handlerRefs(this.#names, value));
    return {
      contract: rest.sort().join(' '),
      body: source.hash(...handling),
      handlers: [...refs, ...this.#action(members)],
    };
  }

  /** With what hapi has in `config` and `options`. */
  #flat(members: Members): (readonly [string, Range])[] {
    return [...members].flatMap(([key, value]): (readonly [string, Range])[] => {
      const inner = key === 'config' || key === 'options' ? membersOf(this.#names, value) : undefined;
      return inner === undefined ? [[key, value]] : [...inner];
    });
  }

  /** `{ controller: UserController, action: 'all' }` */
  #action(members: Members): Ref[] {
    const [controller, action] = [members.get('controller'), members.get('action')];
    if (controller === undefined || action === undefined) return [];
    const { kind, text } = this.#names.source.at(action.from);
    const ref = this.#names.refOf(controller);
    return kind === 'string' && ref !== undefined ? [`${ref}.${text}`] : [];
  }

  #methods(members: Members): string[] {
    const value = METHOD_KEYS.map((key) => members.get(key)).find((found) => found !== undefined);
    if (value === undefined) return [];
    const { kind, text } = this.#names.source.at(value.from);
    if (kind === 'string' && ANY.test(text.toUpperCase())) return ['*'];
    return readMethods(this.#names, value).map((method) => (method === 'DEL' ? 'DELETE' : method));
  }

  #paths(members: Members): WrittenText[] | undefined {
    const value = PATH_KEYS.map((key) => members.get(key)).find((found) => found !== undefined);
    // hapi writes `{path*}` and `{id?}`.
    return (value && readPaths(this.#names, value))?.map((text) =>
      text.map((part) =>
        typeof part === 'string'
          ? part.replace(/\{\w+\*\d*\}/g, '{*}').replace(/\{(\w+)\?\}/g, '{$1}')
          : part,
      ),
    );
  }

  /** Tells whether an object looks like the description of a route, wherever it stands. */
  isRoute(members: Members): boolean {
    const methods = this.#methods(members);
    const known = methods.length > 0 && methods.every((method) => VERB.test(method) || method === '*');
    return known && this.#paths(members) !== undefined && members.size > 2;
  }

  /** Adds what an object describes. */
  add(on: Ref, members: Members, lines: { readonly line: number; readonly endLine: number }): void {
    const [methods, paths] = [this.#methods(members), this.#paths(members)];
    const { contract = '', body = '', handlers = [] } = this.shape(members) ?? {};
    if (methods.length === 0) return;
    for (const path of paths ?? []) {
      const found = { on, methods, path, ...lines, contract, body };
      this.#findings.routes.push(handlers.length > 0 ? { ...found, handlers } : found);
    }
  }
}
