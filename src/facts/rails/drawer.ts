import type { Call, CallValue } from '../file-facts/calls.ts';
import type { Route } from '../file-facts/routers.ts';
import { hashText } from '../hash.ts';
import { deviseRoutes } from './devise.ts';
import { isLoop, turnsOf } from './loops.ts';
import { contractOf, type Handler, handlerOf, hashOf, NO_CONTRACT, optionsIn, scoped } from './options.ts';
import { variants, written } from './paths.ts';
import { OWN_OPTIONS, resourceOf, standardRoutes, within } from './resources.ts';
import { join, joinModules, listOf, type Scope, TOP, textOf, textsOf, UNKNOWN } from './scope.ts';
import { drawnOf, isApplication, type RailsTree } from './tree.ts';

type Options = Readonly<Record<string, CallValue>>;

/** Where statements are run: the file they stand in, and what the app around it knows. */
interface Place {
  readonly file: string;
  /** The directory of the app, with a slash behind it; '' where it is that of the tree. */
  readonly root: string;
  readonly concerns: Map<string, { readonly call: Call; readonly place: Place }>;
  readonly methods: Map<string, Call>;
  readonly depth: number;
}

/** The name of what serves all routes. */
export const ROUTER = 'rails~';
const METHODS = /^(get|post|put|patch|delete|head|options)$/;
const CANONICAL = /^(index|create|new|show|update|destroy)$/;
const DEEPEST = 30;
const MOST_ROUTES = 20_000;
const MOST_STEPS = 200_000;

/** Draws the routes of a tree, as Rails does when it starts. */
export class Drawer {
  readonly routes = new Map<string, Route[]>();
  readonly #tree: RailsTree;
  readonly #mounted = new Set<string>();
  #drawn = 0;
  #steps = 0;

  constructor(tree: RailsTree) {
    this.#tree = tree;
    const engines: [file: string, call: Call, name: string][] = [];
    for (const [file, { routing = [] }] of tree.files) {
      for (const call of routing) {
        const name = call.block === undefined ? undefined : drawnOf(call);
        if (name === undefined || !/^(draw|append|prepend|add_routes)$/.test(call.call)) continue;
        if (isApplication(name)) this.#draw(file, call, TOP);
        else engines.push([file, call, name]);
      }
    }
    for (const [file, call, name] of engines)
      if (!this.#mounted.has(name)) this.#draw(file, call, { ...TOP, module: tree.moduleOf(name) });
  }

  #draw(file: string, call: Call, scope: Scope, depth = 0): void {
    const { routing = [] } = this.#tree.files.get(file) ?? {};
    const root = (/^(.*)config\/routes/.exec(file) ?? /^(.*?)(?:lib|config)\//.exec(file))?.[1] ?? '';
    const place = { file, root, concerns: new Map(), methods: new Map(), depth };
    const variables = new Map(scope.variables);
    const top = { ...scope, variables };
    // Constants and methods may stand in front of what is drawn.
    for (const other of routing)
      if (other.call === '=' || other.call === 'def') this.#call(other, top, place);
    this.#run(call.block ?? [], top, place);
  }

  #run(calls: readonly Call[], scope: Scope, place: Place): void {
    if (place.depth > DEEPEST) return;
    const deeper = { ...place, depth: place.depth + 1 };
    for (const call of calls) {
      this.#steps += 1;
      if (this.#steps > MOST_STEPS || this.#drawn > MOST_ROUTES) return;
      this.#call(call, scope, deeper);
    }
  }

  #block({ block = [] }: Call, scope: Scope, place: Place): void {
    this.#run(block, { ...scope, variables: new Map(scope.variables) }, place);
  }

  #call(call: Call, scope: Scope, place: Place): void {
    const { call: name, args = [] } = call;
    const options: Options = { ...scope.options, ...optionsIn(args, scope), ...call.options };
    if (METHODS.test(name)) this.#match([name.toUpperCase()], call, options, scope, place);
    else if (name === 'match') this.#match(this.#via(options, scope), call, options, scope, place);
    else if (name === 'root') this.#root(call, options, scope, place);
    else if (name === 'resources' || name === 'resource') this.#resources(call, options, scope, place);
    else if (name === 'namespace') this.#namespace(call, options, scope, place);
    else if (name === 'scope') this.#block(call, scoped(scope, options, args), place);
    else if (name === 'controller')
      this.#block(call, { ...scope, controller: textOf(args[0], scope) ?? UNKNOWN }, place);
    else if (
      /^(constraints|defaults|authenticate|authenticated|unauthenticated|devise_scope|as)$/.test(name)
    ) {
      const said = [...args, ...Object.entries(call.options ?? {}).flat(), ...(call.pairs ?? []).flat()];
      this.#block(call, { ...scope, contract: [...scope.contract, hashOf([name, ...said])] }, place);
    } else if (name === 'member' || name === 'collection' || name === 'new' || name === 'nested')
      this.#block(call, within(scope, name), place);
    else if (name === 'shallow') this.#block(call, { ...scope, shallow: true }, place);
    else if (name === 'concern') {
      const concern = textOf(args[0], scope);
      if (concern !== undefined) place.concerns.set(concern, { call, place });
    } else if (name === 'concerns') this.#concerns(args, scope, place, call.options);
    else if (name === 'with_options') this.#block(call, { ...scope, options }, place);
    else if (name === 'draw' && call.block === undefined) this.#partials(args, scope, place);
    else if (name === 'mount') this.#mount(call, options, scope, place);
    else if (name === 'devise_for') this.#devise(call, options, scope, place);
    else if (isLoop(call)) this.#each(call, scope, place);
    else if (name === '=') {
      const [variable, value] = args;
      if (typeof variable === 'string' && value !== undefined) this.#assign(scope, variable, value);
    } else if (name === 'def') {
      const [method] = args;
      if (typeof method === 'string' && method !== 'draw') place.methods.set(method, call);
    } else if (name !== 'direct' && name !== 'resolve') this.#other(call, scope, place);
  }

  #assign({ variables }: Scope, name: string, value: CallValue): void {
    // Each block has a map of its own.
    if (variables instanceof Map) variables.set(name, value);
  }

  /** A method of the file's own, or something with a block, which is run as it stands. */
  #other(call: Call, scope: Scope, place: Place): void {
    const method = place.methods.get(call.call);
    if (method === undefined) {
      if (call.block !== undefined) this.#block(call, scope, place);
      return;
    }
    const variables = new Map(scope.variables);
    for (const [at, name] of (method.params ?? []).entries())
      variables.set(name, call.args?.[at] ?? { code: '' });
    this.#run(method.block ?? [], { ...scope, variables }, place);
  }

  #each(call: Call, scope: Scope, place: Place): void {
    for (const variables of turnsOf(call, scope)) this.#run(call.block ?? [], { ...scope, variables }, place);
  }

  #via({ via }: Options, scope: Scope): string[] {
    const methods = textsOf(via, scope).map((method) => method.toUpperCase());
    return methods.includes('ALL') || methods.length === 0 ? ['*'] : methods;
  }

  #namespace(call: Call, options: Options, outer: Scope, place: Place): void {
    const name = textOf(call.args?.[0], outer) ?? UNKNOWN;
    const scope = scoped(within(outer, 'nested'), {
      ...options,
      path: options.path === undefined ? name : (options.path ?? ''),
      module: options.module === undefined ? name : (options.module ?? ''),
    });
    this.#block(call, scope, place);
  }

  #resources(call: Call, options: Options, outer: Scope, place: Place): void {
    const single = call.call === 'resource';
    const around = Object.fromEntries(Object.entries(options).filter(([key]) => !OWN_OPTIONS.has(key)));
    const scope = scoped(within(outer, 'nested'), around);
    const { line } = call;
    const api = this.#tree.isApi(place.root);
    for (const name of (call.args ?? [])
      .flatMap((arg) => listOf(arg, scope))
      .map((arg) => textOf(arg, scope))) {
      // Of a name that nobody can tell nothing is left but what all have.
      if (name === undefined || name.includes(UNKNOWN)) continue;
      const resource = resourceOf(name, single, options, scope);
      const inner: Scope = {
        ...scope,
        level: single ? 'resource' : 'resources',
        resource,
        controller: resource.controller,
      };
      this.#block(call, inner, place);
      this.#concerns(listOf(options.concerns, scope), inner, place);
      for (const { action, methods, path, form } of standardRoutes(inner, options)) {
        if (form && api) continue;
        this.#add(
          methods,
          path,
          { ...call, endLine: call.block === undefined ? call.endLine : line },
          scope.contract,
          place,
          {
            controller: joinModules(scope.module, resource.controller),
            action,
          },
        );
      }
    }
  }

  /** @param given the options that a concern hands on: `concern(:likeable) { |options| resources :likes, options }` */
  #concerns(names: readonly CallValue[], scope: Scope, place: Place, given: Options = {}): void {
    for (const value of names.flatMap((one) => listOf(one, scope))) {
      const concern = place.concerns.get(textOf(value, scope) ?? '');
      if (concern === undefined) continue;
      const variables = new Map(scope.variables);
      const [parameter] = concern.call.params ?? [];
      if (parameter !== undefined) variables.set(parameter, { options: given, pairs: [] });
      this.#block(concern.call, { ...scope, variables }, { ...concern.place, depth: place.depth });
    }
  }

  #partials(args: readonly CallValue[], scope: Scope, place: Place): void {
    for (const file of this.#tree.partials(textOf(args[0], scope) ?? '', place.root))
      this.#run(this.#tree.files.get(file)?.routing ?? [], scope, { ...place, file });
  }

  #mount({ args = [], pairs = [] }: Call, options: Options, scope: Scope, place: Place): void {
    const [first] = pairs;
    const app = args[0] ?? first?.[0];
    const at = textOf(options.at, scope) ?? textOf(first?.[1], scope);
    if (app === undefined || app === null || typeof app !== 'object' || !('name' in app)) return;
    const name = app.name.replace(/^::/, '');
    const files = this.#tree.engine(name);
    if (files.length === 0 || at === undefined || place.depth > DEEPEST) return;
    this.#mounted.add(name);
    const { path, contract } = scope;
    const mounted = { ...TOP, path: join(path, at), module: this.#tree.moduleOf(name), contract };
    for (const file of files)
      for (const drawn of this.#tree.files.get(file)?.routing ?? [])
        if (drawn.block !== undefined && drawnOf(drawn) === name)
          this.#draw(file, drawn, mounted, place.depth + 1);
  }

  #devise(call: Call, options: Options, scope: Scope, place: Place): void {
    for (const name of (call.args ?? []).flatMap((arg) => textsOf(arg, scope)))
      for (const { methods, path, controller, action } of deviseRoutes(name, options, scope, this.#tree))
        this.#add(methods, path, call, scope.contract, place, { controller, action });
  }

  #root(call: Call, options: Options, scope: Scope, place: Place): void {
    const to = options.to ?? call.args?.[0];
    const around = within(scope, 'collection');
    this.#add(
      ['GET'],
      around.path,
      call,
      contractOf(options, scope),
      place,
      handlerOf('', to, options, around),
    );
  }

  #match(methods: readonly string[], call: Call, options: Options, outer: Scope, place: Place): void {
    const on = textOf(options.on, outer);
    const level =
      on === 'member' || on === 'collection' || on === 'new'
        ? on
        : outer.level === 'resource'
          ? 'member'
          : 'nested';
    const scope = within(outer, level);
    const args = (call.args ?? []).flatMap((arg) => listOf(arg, scope));
    const drawn: (readonly [path: CallValue, to: CallValue | undefined])[] = args.map((arg) => [
      arg,
      options.to,
    ]);
    const [pair] = call.pairs ?? [];
    if (pair !== undefined) drawn.push(pair);
    // `get :home => 'pages#home'`
    if (drawn.length === 0) {
      const [key, to] = Object.entries(call.options ?? {}).find(([name]) => !NO_CONTRACT.test(name)) ?? [];
      if (key !== undefined && to !== undefined) drawn.push([key, to]);
    }
    for (const [value, to] of drawn) {
      const text = textOf(value, scope) ?? UNKNOWN;
      const isSymbol = value !== null && typeof value === 'object' && 'symbol' in value;
      const given = isSymbol ? textOf(options.path, scope) : undefined;
      const canonical =
        isSymbol &&
        given === undefined &&
        CANONICAL.test(text) &&
        /^(member|collection|new)$/.test(scope.level);
      const path = canonical ? scope.path : join(scope.path, given ?? text);
      this.#add(methods, path, call, contractOf(options, scope), place, handlerOf(text, to, options, scope));
    }
  }

  #add(
    methods: readonly string[],
    path: string,
    { line, endLine }: Pick<Call, 'line' | 'endLine'>,
    contract: readonly string[],
    { file, root }: Place,
    handler: Handler,
  ): void {
    const done =
      typeof handler === 'string'
        ? { contract: '', body: handler }
        : this.#tree.action(handler.controller, handler.action, root);
    const said = [...contract, done.contract].filter((one) => one !== '').join(' ');
    const routes = this.routes.get(file) ?? [];
    this.routes.set(file, routes);
    for (const one of variants(path)) {
      this.#drawn += 1;
      routes.push({
        on: ROUTER,
        methods,
        path: written(one),
        line,
        endLine,
        contract: said === '' ? '' : hashText(said),
        body: done.body,
      });
    }
  }
}
