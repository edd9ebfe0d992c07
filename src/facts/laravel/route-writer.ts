import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { type Call, type Chain, entriesOf, keyedEntries } from '../php/calls.ts';
import type { PhpNames } from '../php/names.ts';
import { type Action, actionAt, controllerNamed, methodOf } from './actions.ts';
import { readyRoutes } from './ready-made.ts';
import { type ResourceOptions, resourceRoutes } from './resources.ts';
import { isGuard, type Scope, under, withAttribute } from './scope.ts';

/** What the routes of a file are registered on, wherever it is loaded. */
export const ROUTES: Ref = '~routes';

type Options = Map<string, readonly Range[]>;

/** Writes down the routes that calls register. */
export class RouteWriter {
  readonly #names: PhpNames;
  readonly #findings: Findings;

  constructor(names: PhpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  /** `Auth::routes(['verify' => true])`, `Broadcast::routes()`, `Volt::route('login', 'auth.login')`. */
  ready(at: number, facade: string, { calls, to }: Chain, scope: Scope): void {
    const { source } = this.#names;
    const [call] = calls;
    if (call?.open === undefined) return;
    const all = { from: at, to };
    const [first] = source.elements(call.open);
    if (facade === 'Volt' && call.name === 'route' && first !== undefined) {
      const path = this.#names.textOf(first, scope.texts, scope.owner);
      const body = source.hash({ from: at, to: call.open }, { from: first.to, to });
      if (path !== undefined) this.route(all, ['GET'], path, scope, { handlers: [], types: [] }, body, calls);
      return;
    }
    if (call.name !== 'routes' && call.name !== 'auth') return;
    const options = new Map<string, boolean>();
    for (const [key, value] of keyedEntries(source, first)) options.set(key, source.is(value.from, 'true'));
    for (const { method, path, controller } of readyRoutes(facade, options)) {
      const [name = '', handler = ''] = controller.split('@');
      const action =
        handler === ''
          ? { handlers: [], types: [] }
          : methodOf(this.#names, controllerNamed(name, scope), handler);
      this.route(all, [method], [path], scope, action, `${facade} ${controller}`, []);
    }
  }

  resources(
    range: Range,
    { name }: Call,
    placed: readonly Range[],
    scope: Scope,
    rest: readonly Call[],
  ): boolean {
    const { source } = this.#names;
    const plural = /s$/.test(name);
    const [first, second] = placed;
    if (first === undefined) return false;
    const options = this.#options(name, placed[plural ? 1 : 2], rest, scope);
    const pairs = plural ? (entriesOf(source, first) ?? []) : [{ key: first, value: second ?? first }];
    const all: Options = new Map(
      rest.flatMap((call) => (call.open === undefined ? [] : [[call.name, source.elements(call.open)]])),
    );
    const guarded = withGuards(this.#names, scope, all);
    for (const { key, value } of pairs) {
      const text = key && this.#names.wholeText(key, scope.texts, scope.owner);
      if (text === undefined || text.length > 200) continue;
      const written = source.at(value.from);
      const controller =
        written.kind === 'string' ? controllerNamed(written.text, scope) : this.#names.classIn(value);
      for (const { action, methods, path } of resourceRoutes(text.replace(/^\/+|\/+$/g, ''), options)) {
        const handled =
          controller === undefined ? { handlers: [], types: [] } : methodOf(this.#names, controller, action);
        const lines = plural && key !== undefined ? { from: key.from, to: value.to } : range;
        this.route(lines, methods, [path], guarded, handled, `${controller} ${action}`, []);
      }
    }
    return true;
  }

  #options(name: string, array: Range | undefined, rest: readonly Call[], scope: Scope): ResourceOptions {
    const { source } = this.#names;
    const said: Options = new Map();
    for (const [key, value] of keyedEntries(source, array)) said.set(key, [value]);
    for (const { name: option, open } of rest)
      if (open !== undefined) said.set(option, source.elements(open));
    const list = (key: string): string[] | undefined =>
      said
        .get(key)
        ?.flatMap((range) => (entriesOf(source, range) ?? [{ value: range }]).map(({ value }) => value))
        .flatMap((value) => this.#names.wholeText(value, scope.texts, scope.owner) ?? []);
    const parameters = new Map<string, string>();
    for (const [key, value] of keyedEntries(source, said.get('parameters')?.[0]))
      parameters.set(key, this.#names.wholeText(value, scope.texts) ?? key);
    const [segment, parameter] = said.get('parameter') ?? [];
    if (segment !== undefined && parameter !== undefined)
      parameters.set(
        this.#names.wholeText(segment, scope.texts) ?? '',
        this.#names.wholeText(parameter, scope.texts) ?? '',
      );
    const [only, except] = [list('only'), list('except')];
    const shallow = said.get('shallow');
    return {
      api: name.startsWith('api'),
      singleton: /singleton/i.test(name),
      ...(only && { only }),
      ...(except && { except }),
      shallow:
        shallow === undefined
          ? scope.shallow
          : shallow[0] === undefined || source.is(shallow[0].from, 'true'),
      parameters,
      creatable: said.has('creatable'),
      destroyable: said.has('destroyable'),
    };
  }

  /** Adds the route that a call registers, with what is called on it. */
  add(
    range: Range,
    methods: readonly string[],
    path: WrittenText,
    action: readonly Range[],
    scope: Scope,
    rest: readonly Call[],
  ): boolean {
    const { source } = this.#names;
    const [first] = action;
    const handled = first === undefined ? { handlers: [], types: [] } : actionAt(this.#names, first, scope);
    const quiet = rest.flatMap(({ name, open }) =>
      open === undefined || isGuard(name) ? [] : [{ from: open - 1, to: source.after(open) }],
    );
    const told = handled.handlers.length > 0 ? handled.handlers.join(' ') : source.hash(...action);
    const body = hashText(`${told} ${source.hash(...quiet)}`);
    const middleware = first && keyedEntries(source, first).get('middleware');
    const inner =
      middleware === undefined ? scope : withAttribute(this.#names, scope, 'middleware', [middleware]);
    this.route(range, methods, path, inner, handled, body, rest);
    return true;
  }

  route(
    range: Range,
    methods: readonly string[],
    path: WrittenText,
    scope: Scope,
    { handlers, types }: Action,
    body: string,
    rest: readonly Call[],
  ): void {
    const { source } = this.#names;
    const options: Options = new Map(
      rest.flatMap(({ name, open }) => (open === undefined ? [] : [[name, source.elements(open)]])),
    );
    const { guards } = withGuards(this.#names, scope, options);
    const { line, endLine } = source.lines(range);
    const own = withCatchAlls(path, this.#catchAlls(options.get('where') ?? []));
    this.#findings.routes.push({
      on: ROUTES,
      methods,
      path: under(scope.prefix, own),
      line,
      endLine,
      contract: hashText(guards.join('\n')),
      body: hashText(body),
      ...(handlers.length > 0 && { handlers }),
      ...(types.length > 0 && { types }),
    });
  }

  /** The parameters that `->where('any', '.*')` lets take the rest of a path. */
  #catchAlls(values: readonly Range[]): string[] {
    const { source } = this.#names;
    const [first, second] = values;
    const pairs = first === undefined ? [] : [...keyedEntries(source, first)];
    const name = source.at(first?.from ?? -1);
    if (second !== undefined && name.kind === 'string') pairs.push([name.text, second]);
    return pairs.flatMap(([parameter, value]) => {
      const { kind, text } = source.at(value.from);
      return kind === 'string' && /(^|[^\\])\.[*+]\)?\$?$/.test(text) ? [parameter] : [];
    });
  }
}

function withGuards(names: PhpNames, scope: Scope, options: Options): Scope {
  let inner = scope;
  for (const [name, values] of options) if (isGuard(name)) inner = withAttribute(names, inner, name, values);
  return inner;
}

function withCatchAlls(path: WrittenText, parameters: readonly string[]): WrittenText {
  if (parameters.length === 0) return path;
  return path.map((part) =>
    typeof part === 'string'
      ? part.replace(/\{(\w+)\??\}/g, (all, name: string) =>
          parameters.includes(name) ? `{${name}:.*}` : all,
        )
      : part,
  );
}
