import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { foreignCall, type RegisteringCall } from './foreign-calls.ts';
import { HandedReader } from './handed.ts';
import type { LoadedFiles } from './loaded-files.ts';
import { Mounts } from './mounts.ts';
import type { JavaScriptNames } from './names.ts';
import { PluginMounts } from './plugins.ts';
import { RouteCalls } from './route-calls.ts';
import { handlerRefs, membersOf, readMethods, readPaths, writtenPaths } from './route-paths.ts';
import type { Serving } from './serving.ts';
import type { Range } from './source.ts';
import type { Vocabulary } from './vocabulary.ts';
import { readText } from './written-text.ts';

/** Where a chain of calls stands: on what, and under which path its next verb may be. */
export interface At {
  readonly ref: Ref;
  /** Given to all verbs that follow: `route('/x').get(show)`. */
  readonly paths?: readonly WrittenText[];
  /** A path that was given and could not be read. */
  readonly lost?: true;
  /** The path of the verb before, for a verb without one. */
  readonly last?: readonly WrittenText[];
  /** What `ref` stands for was made by this chain, below what it began with. */
  readonly below?: true;
}

/** What functions that declare routes are called. */
const DECLARING = /createRoute/;
const UNREADABLE: WrittenText = [{ ref: '~' }];

/** Reads single calls that register something on an app or router. */
export class RegisteringCalls {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #vocabulary: Vocabulary;
  readonly #serving: Serving;
  readonly mounts: Mounts;
  readonly #routes: RouteCalls;
  readonly #plugins: PluginMounts;

  constructor(
    names: JavaScriptNames,
    findings: Findings,
    vocabulary: Vocabulary,
    serving: Serving,
    loaded: LoadedFiles,
  ) {
    this.#names = names;
    this.#findings = findings;
    this.#vocabulary = vocabulary;
    this.#serving = serving;
    const handed = new HandedReader(names, findings, serving);
    const reading = { names, findings, vocabulary, serving, handed, loaded };
    this.mounts = new Mounts(reading, (on, value) => this.#mountedRoute(on, value));
    this.#routes = new RouteCalls(names, findings, serving, handed);
    this.#plugins = new PluginMounts(names, findings, serving, vocabulary);
  }

  /** Reads what is declared here for others to register. */
  readDeclarations(): void {
    if (this.#vocabulary.declarers.size > 0 && this.#names.source.mayMatch(DECLARING))
      this.#routes.readDeclarations(this.#vocabulary.declarers);
  }

  /** Tells whether a method of that name may register something. */
  mayRegister(name: string): boolean {
    return this.#vocabulary.registering.has(name);
  }

  /** @returns where the chain stands behind the call; undefined where it registers nothing */
  read(at: At, link: { readonly name: string; readonly at: number }, open: number): At | undefined {
    const { verbs, listed, described, declared, mounts, plugins, groups, bases, prefixes, scopes } =
      this.#vocabulary;
    const { name } = link;
    if (!this.mayRegister(name) || !this.#serving.mayServe(at.ref)) return undefined;
    const call: RegisteringCall = { name, at: link.at, open, values: this.#names.source.elements(open) };
    const methods = verbs.get(name);
    const verb = methods && this.#verb(at, call, methods);
    if (verb !== undefined) return verb;
    if (listed.has(name) && this.#listed(at.ref, call)) return at;
    if (described.has(name) && this.#routes.described(at.ref, call)) return at;
    if (declared.has(name)) return this.#routes.declared(at.ref, call) ? at : undefined;
    const [first] = call.values;
    const handed = first && this.#names.refOf(first);
    // `users.route(app)`, `users.register(app)`: a module's own function, that gets the app.
    const app = handed !== undefined && this.#serving.isLikely(handed) ? handed : undefined;
    if (groups.has(name) && call.values.length === 1)
      return app === undefined ? this.#group(at.ref, call) : undefined;
    if (scopes.has(name)) return this.#scope(at, call.values);
    if (bases.has(name)) return this.#base(at.ref, call);
    if (prefixes.has(name) && this.#findings.isRouter(at.ref)) {
      const prefix = first && (readText(this.#names, first) ?? UNREADABLE);
      if (prefix !== undefined) this.#findings.setPrefix(at.ref, prefix);
      return at;
    }
    if (plugins.has(name)) {
      this.#plugins.read(at.ref, call.values);
      if (app !== undefined) this.#findings.mounts.push({ on: app, child: `${at.ref}.${name}@0`, path: [] });
    } else if (mounts.has(name)) this.mounts.read(at.ref, call.values);
    else if (methods !== undefined || listed.has(name) || described.has(name)) return undefined;
    return { ref: at.ref, ...(at.below && { below: true }) };
  }

  #group(ref: Ref, { values: [value] }: RegisteringCall): At {
    const paths = value && readPaths(this.#names, value);
    return paths === undefined ? { ref, lost: true } : { ref, paths };
  }

  /** `group('/v1', (app) => …)`, `guard({ … }, (app) => …)` */
  #scope(at: At, values: readonly Range[]): At | undefined {
    const inner = values.at(-1);
    const child = inner && this.#names.refOf(inner);
    const [first] = values;
    if (first === undefined || (!this.#findings.isRouter(at.ref) && !at.ref.includes('@'))) return undefined;
    const paths = values.length === 1 ? [[]] : (readPaths(this.#names, first) ?? [[]]);
    if (child !== undefined)
      for (const path of paths) this.#findings.mounts.push({ on: at.ref, child: `${child}@0`, path });
    return { ref: at.ref, ...(at.below && { below: true }) };
  }

  #base(on: Ref, { name, values: [value], at }: RegisteringCall): At | undefined {
    // Much has namespaces.
    const other = name === 'namespace' && !this.#findings.isRouter(on) && !on.endsWith('router');
    if (value === undefined || other) return undefined;
    const pack = this.#findings.packOf(on) ?? 'hono';
    const ref = `base~${at}`;
    const path = readText(this.#names, value) ?? UNREADABLE;
    // Nobody else has the app that it begins with: it is mounted where this one is.
    if (/^(new|base)~/.test(on)) {
      const front = this.#findings.prefixOf(on);
      // Whatever is done to it is done to what it became.
      this.#names.understood.add(Number(on.slice(on.indexOf('~') + 1)));
      this.#findings.addRouter({ id: ref, pack, root: 'unless idle', prefix: [...front, '/', ...path] });
    } else {
      this.#findings.addRouter({ id: ref, pack });
      this.#findings.mounts.push({ on, child: ref, path });
    }
    return { ref, below: true };
  }

  #verb(at: At, call: RegisteringCall, methods: readonly string[]): At | undefined {
    const { values } = call;
    if (at.lost === true) return at;
    if (at.paths !== undefined) {
      if (values.length > 0) this.#add(at.ref, call, methods, at.paths, values);
      return at;
    }
    const [first] = values;
    if (first === undefined) return undefined;
    const { kind } = this.#names.source.at(first.from);
    // `get('users', '/users', list)` gives the route a name.
    const named = kind === 'string' && values.length > 2 ? writtenPaths(this.#names, values[1]) : undefined;
    const keeps =
      at.last !== undefined && this.#vocabulary.keepsPath.has(this.#findings.packOf(at.ref) ?? '');
    // `post({ path: '/x', version: '1.0.0' }, show)` of restify.
    const object = this.#findings.packOf(at.ref) === 'restify' ? membersOf(this.#names, first) : undefined;
    const paths = readPaths(this.#names, object?.get('path') ?? first, !keeps) ?? named;
    if (paths === undefined) {
      if (at.last !== undefined && keeps) this.#add(at.ref, call, methods, at.last, values);
      else if (kind !== 'regex' || values.length === 1) return undefined;
      return at;
    }
    const handlers = values.slice(paths === named ? 2 : 1);
    if (handlers.length === 0) return undefined;
    this.#add(at.ref, call, methods, paths, handlers);
    return { ...at, last: paths };
  }

  #add(
    on: Ref,
    call: RegisteringCall,
    methods: readonly string[],
    paths: readonly WrittenText[],
    handlers: readonly Range[],
  ): void {
    const { source } = this.#names;
    const last = handlers.at(-1);
    if (last === undefined) return;
    this.#serving.takeFor(on, last);
    // `get('/x', { schema, handler: show })`
    const members = source.is(last.from, '{') ? membersOf(this.#names, last) : undefined;
    const described = members && this.#routes.descriptions.shape(members);
    // `get('/x', show, { body: schema })`
    const [handler] = handlers;
    if (members !== undefined && described === undefined && handler !== undefined && handler !== last) {
      const shape = { methods, contract: source.hash(last), body: source.hash(handler) };
      this.#routes.push(on, call, shape, paths, handlerRefs(this.#names, handler));
      return;
    }
    const guards = source.hash(...handlers.slice(0, -1));
    const refs = (described === undefined ? handlers : handlers.slice(0, -1)).flatMap((handler) =>
      handlerRefs(this.#names, handler),
    );
    const contract = `${guards} ${described?.contract ?? ''}`.trim();
    const body = described?.body ?? source.hash(last);
    this.#routes.push(on, call, { methods, contract, body }, paths, [
      ...refs,
      ...(described?.handlers ?? []),
    ]);
  }

  /** `on('GET', '/x', show)` */
  #listed(ref: Ref, call: RegisteringCall): boolean {
    const [first, second, ...handlers] = call.values;
    if (first === undefined || handlers.length === 0) return false;
    const methods = readMethods(this.#names, first);
    const paths = writtenPaths(this.#names, second);
    if (methods.length === 0 || paths === undefined) return false;
    this.#add(ref, call, methods, paths, handlers);
    return true;
  }

  /** `use(route.get('/users', list))` */
  #mountedRoute(on: Ref, value: Range): boolean {
    const call = foreignCall(this.#names, value);
    const methods = call && this.#vocabulary.routeMakers.get(call.key);
    return (
      call !== undefined && methods !== undefined && this.#verb({ ref: on }, call, methods) !== undefined
    );
  }
}
