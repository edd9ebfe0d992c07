import type { Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import { argumentsOf, type Call, type Chain, chainAt, closureAt, entriesOf, valueAt } from '../php/calls.ts';
import { directoryAt, fileAt } from '../php/files.ts';
import { loopAt, Turns } from '../php/loops.ts';
import { type PhpNames, UNKNOWN } from '../php/names.ts';
import { isHandler } from './actions.ts';
import { handFiles, parameterAt } from './handed-files.ts';
import { registerWhole } from './implicit-actions.ts';
import { isPath, withoutOptional } from './route-paths.ts';
import { ROUTES, RouteWriter } from './route-writer.ts';
import { isGuard, type Scope, under, withAttribute, withEntries } from './scope.ts';
import { FACADES, HELPER, LISTED, RESOURCES, ROUTER_TYPE, VERBS } from './vocabulary.ts';

/** Files that one file can load. */
const MOST_MOUNTS = 1000;
/** Groups in groups, deeper than anybody writes them. */
const DEEPEST = 30;

/** Reads what one source registers, group by group. */
export class RouteReader {
  readonly #names: PhpNames;
  readonly #findings: Findings;
  readonly #writer: RouteWriter;
  readonly #turns = new Turns();

  constructor(names: PhpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#writer = new RouteWriter(names, findings);
  }

  read(): void {
    const { source, file } = this.#names;
    const scope: Scope = {
      prefix: [''],
      guards: [],
      shallow: false,
      receivers: new Set(['$router', '$app']),
      texts: new Map(),
      lists: new Map(),
      listings: new Map(),
      depth: 0,
    };
    let from = 0;
    for (const owner of file.classes) {
      this.#walk({ from, to: owner.all.from }, scope);
      this.#walk(owner.all, { ...scope, owner });
      from = Math.max(from, owner.all.to);
    }
    this.#walk({ from, to: source.tokens.length }, scope);
    const { routes, mounts } = this.#findings;
    if (routes.length > 0 || mounts.length > 0)
      this.#findings.addRouter({ id: ROUTES, pack: 'laravel', root: true });
  }

  #walk({ from, to }: Range, scope: Scope): void {
    if (scope.depth > DEEPEST) return;
    const receivers = new Set(scope.receivers);
    const inner = {
      ...scope,
      depth: scope.depth + 1,
      receivers,
      texts: new Map(scope.texts),
      lists: new Map(scope.lists),
      listings: new Map(scope.listings),
    };
    for (let at = from; at < to; ) {
      const word = this.#names.source.word(at);
      const next = word === undefined ? at + 1 : this.#step(at, word, inner, receivers);
      at = Math.max(next, at + 1);
    }
  }

  /** Reads what begins with a word, and gives the index behind it. */
  #step(at: number, word: string, scope: Scope, receivers: Set<string>): number {
    const { source } = this.#names;
    if (word === 'foreach') return this.#loop(at, scope);
    if (/^(require|include)(_once)?$/.test(word) && !source.is(at - 1, '->')) return this.#require(at, scope);
    if (source.is(at + 1, '::')) {
      const chain = chainAt(source, at + 1);
      const facade = this.#names.classOf(word);
      if (FACADES.has(facade) && chain.calls[0]?.name === 'auth')
        this.#writer.ready(at, 'Auth', chain, scope);
      // What a macro registers is told by whoever calls it.
      if (chain.calls[0]?.name === 'macro') return chain.to;
      if (FACADES.has(facade)) return this.#chain(at, chain, scope, true) ? chain.to : at + 1;
      this.#writer.ready(at, word.slice(word.lastIndexOf('\\') + 1), chain, scope);
      handFiles(this.#names, this.#findings, word, chain, scope);
      return at + 1;
    }
    if (word.startsWith('$')) {
      if (source.is(at + 1, '=')) this.#assignment(at, word, scope);
      const type = source.word(at - 1);
      if (type !== undefined && ROUTER_TYPE.test(type.slice(type.lastIndexOf('\\') + 1))) receivers.add(word);
      if (source.is(at + 1, '->')) {
        const chain = chainAt(source, at + 1);
        if (scope.receivers.has(word) && this.#chain(at, chain, scope, word === '$router')) return chain.to;
        if (word === '$this') handFiles(this.#names, this.#findings, word, chain, scope);
      }
      return at + 1;
    }
    if (HELPER.test(word) && source.is(at + 1, '(')) return this.#helper(at, word, scope);
    if (!source.is(at - 1, '->')) return at + 1;
    if (word === 'loadRoutesFrom') this.#mount(source.inside(at + 1), scope);
    if (word === 'withRouting') return this.#withRouting(at, scope);
    // `$this->app->router->group(['prefix' => …], function …)`
    if (word === 'group' || word === 'router') {
      const chain = chainAt(source, word === 'group' ? at - 1 : at + 1);
      if (chain.calls[0]?.name === 'group' && this.#chain(at, chain, scope, true)) return chain.to;
    }
    return at + 1;
  }

  /** `get('users', 'UserController@index')` of Laravel 5.0 and 5.1, where no other function is called so. */
  #helper(at: number, name: string, scope: Scope): number {
    const { source } = this.#names;
    const [first, second] = source.elements(at + 1);
    const { kind, text } = source.at(second?.from ?? -1);
    const handled =
      name === 'resource' ? kind === 'string' && text.endsWith('Controller') : isHandler(source, second);
    if (/^(->|::|\?->|function|new|fn|&)$/.test(source.at(at - 1).text) || !handled) return at + 1;
    if (first === undefined || !/^(string|template)$/.test(source.at(first.from).kind)) return at + 1;
    const { calls, to } = chainAt(source, source.after(at + 1));
    const chain = { calls: [{ name, open: at + 1 }, ...calls], to };
    return this.#chain(at, chain, scope, true) ? to : at + 1;
  }

  #assignment(at: number, word: string, { texts, lists, listings, owner }: Scope): void {
    const { source } = this.#names;
    const value = valueAt(source, at + 2);
    const text = this.#names.wholeText(value, texts, owner);
    if (text === undefined) texts.delete(word);
    else texts.set(word, text);
    if (entriesOf(source, value) === undefined) lists.delete(word);
    else lists.set(word, value);
    const directory = directoryAt(
      this.#names,
      { from: at + 2, to: Math.min(value.to, at + 30) },
      texts,
      owner,
    );
    if (directory !== undefined) listings.set(word, directory);
  }

  #loop(at: number, scope: Scope): number {
    const loop = loopAt(this.#names, at, scope.texts, scope.lists, scope.owner);
    if (loop === undefined) return at + 1;
    if (loop.turns.length === 0) {
      const over =
        loop.over.to - loop.over.from === 1
          ? scope.listings.get(this.#names.source.at(loop.over.from).text)
          : undefined;
      const directory = over ?? directoryAt(this.#names, loop.over, scope.texts, scope.owner);
      if (directory === undefined) return at + 1;
      this.#walk(loop.body, { ...scope, listings: new Map([...scope.listings, [loop.value, directory]]) });
      return loop.body.to;
    }
    if (!this.#turns.take(loop)) return at + 1;
    for (const turn of loop.turns) this.#walk(loop.body, { ...scope, texts: new Map(turn) });
    return loop.body.to;
  }

  #require(at: number, scope: Scope): number {
    this.#mount(valueAt(this.#names.source, at + 1), scope);
    return at + 1;
  }

  /** Mounts what a file registers. */
  #mount(range: Range, scope: Scope): void {
    const { source } = this.#names;
    for (const { value } of entriesOf(source, range) ?? [{ value: range }]) {
      const listed = scope.listings.get(source.at(value.from).text);
      const file = listed ?? fileAt(this.#names, value, scope.texts, scope.owner);
      const child =
        file === undefined ? parameterAt(source, value, scope) : this.#names.fileRef(file, ROUTES);
      if (child === undefined || this.#findings.mounts.length > MOST_MOUNTS) continue;
      this.#findings.mounts.push({ on: ROUTES, child, path: scope.prefix });
    }
  }

  /** `->withRouting(web: …, api: …, apiPrefix: 'api', then: function () { … })` */
  #withRouting(at: number, scope: Scope): number {
    const { source } = this.#names;
    const open = at + 1;
    if (!source.is(open, '(')) return open;
    const { placed, named } = argumentsOf(source, open);
    const [using, web, api] = placed;
    const prefix = named.get('apiPrefix') ?? placed[7];
    const text = prefix === undefined ? ['api'] : this.#names.textOf(prefix, scope.texts);
    const behind = { ...scope, prefix: under(scope.prefix, text ?? [UNKNOWN]) };
    for (const range of [named.get('web') ?? web]) if (range !== undefined) this.#mount(range, scope);
    for (const range of [named.get('api') ?? api]) if (range !== undefined) this.#mount(range, behind);
    const health = named.get('health') ?? placed[6];
    const path = health && this.#names.textOf(health, scope.texts);
    if (health !== undefined && path !== undefined && source.at(health.from).kind === 'string')
      this.#writer.route(
        { from: health.from, to: health.to },
        ['GET'],
        path,
        scope,
        { handlers: [], types: [] },
        '',
        [],
      );
    for (const range of [named.get('then'), named.get('using') ?? using]) {
      const closure = range && closureAt(source, range);
      if (closure !== undefined) this.#walk(closure.body, scope);
    }
    return source.after(open);
  }

  /** Reads a chain of calls on a router. Gives false where it is none. */
  #chain(at: number, { calls, to }: Chain, scope: Scope, sure: boolean): boolean {
    let inner = scope;
    for (const [index, call] of calls.entries()) {
      const { placed, named } = argumentsOf(this.#names.source, call.open);
      if (call.open === undefined) return false;
      const rest = calls.slice(index + 1);
      const range = { from: at, to };
      if (call.name === 'group') return this.#group(placed, inner, rest);
      // `$api->version('v1', function ($api) { … })` of Dingo: what is in front of it, the configuration says.
      if (call.name === 'version' && !sure)
        return this.#group(placed.slice(1), { ...inner, prefix: [UNKNOWN] }, rest);
      // Up to Laravel 5.2 a controller could be registered as a whole.
      if (/^controllers?$/.test(call.name) && registerWhole(this.#names, this.#findings, placed, inner))
        return true;
      if (RESOURCES.has(call.name)) return this.#writer.resources(range, call, placed, inner, rest);
      if (call.name === 'fallback')
        return this.#writer.add(range, ['GET'], ['{fallback:.*}'], placed.slice(-1), inner, rest);
      if (Object.hasOwn(VERBS, call.name) || LISTED.has(call.name)) {
        const listed = LISTED.has(call.name);
        const uri = named.get('uri') ?? (listed ? placed[1] : placed[0]);
        const action = named.get('action') ?? (listed ? placed[2] : placed[1]);
        const path = uri && this.#names.textOf(uri, inner.texts, inner.owner);
        if (path === undefined || (action === undefined && inner.controller === undefined && !sure))
          return false;
        if (!sure && !isPath(path) && !isHandler(this.#names.source, action)) return false;
        const methods = listed ? this.#methods(placed[0], inner) : (VERBS[call.name] ?? []);
        if (methods.length === 0) return false;
        return this.#writer.add(range, methods, withoutOptional(path), action ? [action] : [], inner, rest);
      }
      inner = withAttribute(this.#names, inner, call.name, placed);
    }
    return false;
  }

  #methods(range: Range | undefined, { texts, owner }: Scope): string[] {
    if (range === undefined) return [];
    const { source } = this.#names;
    const entries = entriesOf(source, range) ?? [{ value: range }];
    return entries.flatMap(({ value }) => {
      const method = this.#names.wholeText(value, texts, owner)?.toUpperCase();
      return method !== undefined && /^[A-Z]+$/.test(method) && method !== 'HEAD' ? [method] : [];
    });
  }

  /** `->group(function () { … })`, `->group(['prefix' => 'x'], …)`, `->group('/x', …)`, `->group(base_path('x.php'))`. */
  #group(placed: readonly Range[], scope: Scope, rest: readonly Call[]): boolean {
    const { source } = this.#names;
    const last = placed.at(-1);
    if (last === undefined) return false;
    const [first] = placed;
    let inner = scope;
    if (first !== undefined && placed.length > 1) {
      const entries = entriesOf(source, first);
      if (entries !== undefined) inner = withEntries(this.#names, inner, entries);
      else if (source.at(first.from).kind === 'string' || source.at(first.from).kind === 'template')
        inner = withAttribute(this.#names, inner, 'prefix', [first]);
      else inner = { ...inner, prefix: [UNKNOWN] };
    }
    for (const { name, open } of rest)
      if (open !== undefined && isGuard(name))
        inner = withAttribute(this.#names, inner, name, [source.inside(open)]);
    const closure = closureAt(source, last);
    if (closure === undefined) {
      this.#mount(last, inner);
      return true;
    }
    const [parameter] = closure.parameters;
    const receivers = new Set(inner.receivers);
    // In Slim 3 a group without a parameter is bound to the app.
    receivers.add(parameter ?? '$this');
    this.#walk(closure.body, { ...inner, receivers });
    return true;
  }
}
