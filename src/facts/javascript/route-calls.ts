import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Route } from '../file-facts/routers.ts';
import type { Findings } from '../findings.ts';
import { DescribedRoutes } from './described-routes.ts';
import { foreignCall, type RegisteringCall } from './foreign-calls.ts';
import { asElement, type HandedReader } from './handed.ts';
import type { JavaScriptNames } from './names.ts';
import { handlerRefs, hasTextName, membersOf, readMethods, readPaths } from './route-paths.ts';
import type { Serving } from './serving.ts';
import type { Range } from './source.ts';

/** Members of a declaration that say where a route is. */
const PLACE: ReadonlySet<string> = new Set(['method', 'path']);
/** Members of a declaration that callers don't see. */
const COSMETIC: ReadonlySet<string> = new Set(['tags', 'summary', 'description', 'operationId', 'hide']);
/** What people call lists of routes that objects describe. */
const TABLE_NAME = /routes?$|endpoints?$/i;
/** Packs whose routes objects describe. */
const DESCRIBING = /^(fastify|hapi|koa)$/;

type Members = ReadonlyMap<string, Range>;

/** Reads routes that calls register as objects describe them. */
export class RouteCalls {
  readonly descriptions: DescribedRoutes;
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #serving: Serving;
  readonly #handed: HandedReader;

  constructor(names: JavaScriptNames, findings: Findings, serving: Serving, handed: HandedReader) {
    this.#names = names;
    this.#findings = findings;
    this.#serving = serving;
    this.#handed = handed;
    this.descriptions = new DescribedRoutes(names, findings);
  }

  /** Adds a route for each of some paths. */
  push(
    on: Ref,
    { at, open }: RegisteringCall,
    shape: Pick<Route, 'methods' | 'contract' | 'body'>,
    paths: readonly WrittenText[],
    handlers: readonly Ref[],
  ): void {
    const { source } = this.#names;
    const { line } = source.at(at);
    const { endLine } = source.lines({ from: open, to: source.after(open) });
    for (const path of paths) {
      const found = { on, ...shape, path, line, endLine };
      this.#findings.routes.push(handlers.length > 0 ? { ...found, handlers } : found);
    }
  }

  /** `route({ method: 'GET', url: '/x', handler: show })`, of hapi also a list; a name may stand for what others describe. */
  described(ref: Ref, call: RegisteringCall): boolean {
    const names = this.#names;
    const { source } = names;
    const [value] = call.values;
    if (value === undefined || call.values.length > 1) return false;
    if (source.is(value.from, '[')) {
      const found = source.elements(value.from).map((element) => {
        const one = this.#describedOne(ref, element, source.lines(element));
        return one || this.#describedElsewhere(ref, element);
      });
      return found.includes(true);
    }
    const { line } = source.at(call.at);
    const { endLine } = source.lines({ from: call.open, to: source.after(call.open) });
    return this.#describedOne(ref, value, { line, endLine }) || this.#describedElsewhere(ref, value);
  }

  #describedOne(on: Ref, value: Range, lines: Pick<Route, 'line' | 'endLine'>): boolean {
    const members = membersOf(this.#names, value);
    if (members !== undefined) this.descriptions.add(on, members, lines);
    return members !== undefined;
  }

  /** `route(routes)`, `routes.forEach((route) => server.route(route))` */
  #describedElsewhere(on: Ref, value: Range): boolean {
    const child = this.#names.refOf(value);
    if (child === undefined || this.#serving.isForeign(child)) return false;
    const loop = this.#handed.loopVariable(value);
    const pack = this.#findings.packOf(on);
    const told = TABLE_NAME.test(this.#names.source.word(value.to - 1) ?? '');
    const describes = pack === undefined ? told || loop !== undefined : DESCRIBING.test(pack);
    if (!describes || hasTextName(this.#names, value)) return false;
    const list = loop === undefined ? child : asElement(child, loop).replace(/\.\[\].*$/, '');
    this.#findings.mounts.push({ on, child: list, path: [] });
    return true;
  }

  /** `openapi(route, show)`, where the route is `createRoute({ method: 'get', path: '/x', … })` of this source. */
  declared(ref: Ref, call: RegisteringCall): boolean {
    const names = this.#names;
    const [value, handler] = call.values;
    if (value === undefined || handler === undefined) return false;
    const word = value.to === value.from + 1 ? names.source.word(value.from) : undefined;
    const held = word === undefined ? undefined : names.scopes.find(word, value.from)?.value;
    const members = this.#declaration(held ?? value);
    if (members === undefined) return this.#declaredElsewhere(ref, value, held);
    const [method, path] = [members?.get('method'), members?.get('path')];
    const methods = method === undefined ? [] : readMethods(names, method);
    const paths = path && readPaths(names, path);
    if (methods.length === 0 || paths === undefined) return false;
    const shape = { methods, contract: this.#declaredContract(members), body: names.source.hash(handler) };
    this.push(ref, call, shape, paths, handlerRefs(names, handler));
    return true;
  }

  /** The members of what a call declares, or of what stands there without one. */
  #declaration(value: Range): Members | undefined {
    const { source } = this.#names;
    if (source.is(value.from, '{')) return membersOf(this.#names, value);
    const link = this.#names.chainOf(value)?.links.at(-1);
    const [object] = link?.does === 'call' && link.open !== undefined ? source.elements(link.open) : [];
    return object && membersOf(this.#names, object);
  }

  #declaredContract(members: Members): string {
    const rest = [...members].filter(([key]) => !PLACE.has(key) && !COSMETIC.has(key));
    return rest
      .map(([key, part]) => `${key}:${this.#names.source.hash(part)}`)
      .sort()
      .join(' ');
  }

  /** `openapi(routes.show, show)`, where another module declares the route. */
  #declaredElsewhere(on: Ref, value: Range, held: Range | undefined): boolean {
    const child = held === undefined ? this.#names.refOf(value) : undefined;
    if (child === undefined || this.#serving.isForeign(child)) return false;
    this.#findings.mounts.push({ on, child, path: [] });
    return true;
  }

  /** `export const show = createRoute({ … })`: what others may register. */
  readDeclarations(makers: ReadonlySet<string>): void {
    const names = this.#names;
    for (const { ref, value, member } of names.scopes.bindings) {
      const chain = value === undefined || member !== undefined ? undefined : names.chainOf(value);
      const call = chain && foreignCall(names, chain);
      if (chain === undefined || call === undefined || !makers.has(call.key)) continue;
      const members = this.#declaration(chain);
      const [method, path] = [members?.get('method'), members?.get('path')];
      const methods = method === undefined ? [] : readMethods(names, method);
      const paths = path && readPaths(names, path);
      if (members === undefined || methods.length === 0 || paths === undefined) continue;
      names.settle(chain, ref);
      this.push(ref, call, { methods, contract: this.#declaredContract(members), body: '' }, paths, []);
    }
  }
}
