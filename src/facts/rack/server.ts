import type { Call, CallValue } from '../file-facts/calls.ts';
import type { Route } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';
import { isLoop, turnsOf } from '../rails/loops.ts';
import { join, listOf, type Scope, TOP, textOf, textsOf, UNKNOWN } from '../rails/scope.ts';

type Files = ReadonlyMap<string, FileFacts>;
type Kind = 'grape' | 'sinatra';

interface Served {
  readonly path: string;
  readonly name: string;
  readonly parent: string;
  readonly call: Call;
}

/** Where calls of a class stand: all that those around say. */
interface Place {
  readonly one: Served;
  readonly kind: Kind;
  readonly front: string;
  readonly depth: number;
}

export const ROUTER = 'rack~';
const VERB = /^(get|post|put|patch|delete|options|head|link|unlink)$/;
const PLACES = /^(map|scope|namespace)$/;
const AROUND = /^(namespace|resources?|group|segment)$/;
const DEEPEST = 20;
const MOST_ROUTES = 20_000;

function written(path: string): string[] {
  const plain = path
    .replace(/\/\?$/, '')
    .replace(/\(\.:format\)$/, '')
    .replace(/:([a-zA-Z_]\w*)\??/g, '{$1}')
    .replace(/\*([a-zA-Z_]\w*)/g, '{*$1}');
  return plain.includes('(') ? [plain.replace(/\([^()]*\)/g, ''), plain.replace(/[()]/g, '')] : [plain];
}

/** Finds what classes of Sinatra and Grape serve, and under which of each other they are mounted. */
export class RackServer {
  readonly routes = new Map<string, Route[]>();
  readonly #classes = new Map<string, Served>();
  readonly #mounted = new Set<Served>();
  /** Where something outside of all classes puts one. */
  readonly #placed: { readonly one: Served; readonly front: string }[] = [];
  #drawn = 0;

  constructor(files: Files) {
    const all: Served[] = [];
    for (const [path, { routing = [] }] of files) {
      for (const call of routing) {
        const [name, parent] = call.args ?? [];
        if (call.call !== 'class' || typeof name !== 'string' || typeof parent !== 'string') continue;
        const one = { path, name, parent, call };
        all.push(one);
        if (name !== '' && !this.#classes.has(name)) this.#classes.set(name, one);
      }
    }
    // What another one mounts is served there alone.
    const roots = all.map((one) => [one, this.#kindOf(one)] as const);
    for (const [one] of roots) this.#findMounts(one.call.block ?? [], one.name, 0);
    for (const { language, routing } of files.values())
      if (language === 'rails-routes') this.#findPlaces(routing ?? [], '', 0);
    for (const [one, kind] of roots)
      if (kind !== undefined && !this.#mounted.has(one)) this.#serve({ one, kind, front: '', depth: 0 });
    for (const { one, front } of this.#placed) {
      const kind = this.#kindOf(one);
      if (kind !== undefined) this.#serve({ one, kind, front, depth: 0 });
    }
  }

  /** A class as another one names it: in the modules around it first. */
  #find(name: string, from: string): Served | undefined {
    const plain = name.replace(/^(::|\.)/, '').replaceAll('::', '.');
    for (let outer = from; ; outer = outer.slice(0, Math.max(outer.lastIndexOf('.'), 0))) {
      const found = this.#classes.get(outer === '' ? plain : `${outer}.${plain}`);
      if (found !== undefined || outer === '') return found;
    }
  }

  #kindOf(one: Served, depth = 0): Kind | undefined {
    const parent = one.parent.replace(/^\./, '');
    if (/^Grape\.API(\.Instance)?$/.test(parent)) return 'grape';
    if (/^Sinatra\.(Base|Application)$/.test(parent)) return 'sinatra';
    const above = depth > DEEPEST ? undefined : this.#find(parent, one.name);
    if (above !== undefined && above !== one) return this.#kindOf(above, depth + 1);
    // A base that serves nothing itself is not among what is known.
    return /(^|\.)API\.Base$|(^|\.)BaseAPI$/.test(parent) ? 'grape' : undefined;
  }

  #findMounts(calls: readonly Call[], from: string, depth: number): void {
    if (depth > DEEPEST) return;
    for (const call of calls) {
      if (call.call === 'mount') for (const [name] of mountsOf(call)) this.#mark(name, from);
      this.#findMounts(call.block ?? [], from, depth + 1);
    }
  }

  /** `map '/api' { run Users }` of `config.ru`, and what Rails mounts: `mount API::Root => '/api'`. */
  #findPlaces(calls: readonly Call[], front: string, depth: number): void {
    if (depth > DEEPEST) return;
    for (const call of calls) {
      const { call: name, args = [], options = {}, block } = call;
      const said = options.path ?? (PLACES.test(name) ? args[0] : undefined);
      const inner = said === undefined ? front : join(front, textOf(said, TOP) ?? UNKNOWN);
      const known = /^(mount|run|use)$/.test(name) ? mountsOf(call) : [];
      for (const [named, at = options.at] of known) {
        const one = this.#find(named, '');
        if (one === undefined) continue;
        this.#mounted.add(one);
        this.#placed.push({ one, front: at === undefined ? front : join(front, textOf(at, TOP) ?? UNKNOWN) });
      }
      if (block !== undefined) this.#findPlaces(block, inner, depth + 1);
    }
  }

  #mark(name: string, from: string): void {
    const found = this.#find(name, from);
    if (found !== undefined && found.name !== from) this.#mounted.add(found);
  }

  #serve({ one, kind, front, depth }: Place): void {
    if (depth > DEEPEST) return;
    this.#run(one.call.block ?? [], { ...TOP, path: front }, { one, kind, front, depth });
  }

  #run(calls: readonly Call[], around: Scope, place: Place): void {
    if (place.depth > DEEPEST) return;
    let [scope, versions] = [around, ['']];
    let asked = '';
    // A prefix stands in front of the version, wherever it is said.
    const prefix = calls.find(({ call }) => place.kind === 'grape' && call === 'prefix');
    if (prefix !== undefined)
      scope = { ...scope, path: join(scope.path, textOf(prefix.args?.[0], scope) ?? '') };
    for (const call of calls) {
      const { call: name, args = [], options = {} } = call;
      if (this.#drawn > MOST_ROUTES) return;
      const deeper = { ...place, depth: place.depth + 1 };
      if (name === 'version' && place.kind === 'grape') {
        const using = textOf(options.using, scope) ?? 'path';
        const said = using === 'path' ? args.flatMap((arg) => textsOf(arg, scope)) : [''];
        if (call.block === undefined) versions = said;
        else for (const one of said) this.#run(call.block, { ...scope, path: join(scope.path, one) }, deeper);
      } else if (name === 'params') asked = call.body ?? '';
      else
        for (const version of versions) {
          const here = version === '' ? scope : { ...scope, path: join(scope.path, version) };
          if (VERB.test(name) || name === 'route') this.#route(call, here, asked, place);
          else if (AROUND.test(name) || name === 'route_param') {
            const said = textOf(args[0], here) ?? '';
            const path = join(here.path, name === 'route_param' ? `:${said}` : said);
            this.#run(call.block ?? [], { ...here, path }, deeper);
          } else if (isLoop(call)) {
            for (const variables of turnsOf(call, here))
              this.#run(call.block ?? [], { ...here, variables }, deeper);
          } else if (name === 'mount') this.#mount(call, here, deeper);
          else if (call.block !== undefined && name !== 'def') this.#run(call.block, here, deeper);
        }
      if (VERB.test(name) || name === 'route' || AROUND.test(name)) asked = '';
    }
  }

  #mount(call: Call, scope: Scope, place: Place): void {
    for (const [name, at] of mountsOf(call)) {
      const one = this.#find(name, place.one.name);
      const kind = one && (this.#kindOf(one) ?? place.kind);
      if (one === undefined || kind === undefined || one === place.one) continue;
      this.#serve({ one, kind, front: join(scope.path, textOf(at, scope) ?? ''), depth: place.depth + 1 });
    }
  }

  #route(call: Call, scope: Scope, asked: string, { one }: Place): void {
    if (call.body === undefined) return;
    let methods = [call.call.toUpperCase()];
    let paths = (call.args ?? []).flatMap((arg) => listOf(arg, scope));
    if (call.call === 'route') {
      const isMethod = (value: CallValue): boolean =>
        /^(get|post|put|patch|delete|options|head|any)$/i.test(textOf(value, scope) ?? '');
      methods = paths.filter(isMethod).map((value) => (textOf(value, scope) ?? '').toUpperCase());
      paths = paths.filter((value) => !isMethod(value));
    }
    const written = paths.length === 0 ? [''] : paths.map((path) => textOf(path, scope) ?? UNKNOWN);
    const others = Object.entries(call.options ?? {});
    const said = [...(asked === '' ? [] : [asked]), ...(others.length === 0 ? [] : [JSON.stringify(others)])];
    for (const path of written) this.#add(methods, join(scope.path, path), call, said, one.path);
  }

  #add(methods: readonly string[], path: string, call: Call, said: readonly string[], file: string): void {
    const routes = this.routes.get(file) ?? [];
    this.routes.set(file, routes);
    const { line, endLine, body = '' } = call;
    const contract = said.length === 0 ? '' : hashText(said.join(' '));
    for (const one of written(path)) {
      this.#drawn += 1;
      const parts = one
        .split(UNKNOWN)
        .flatMap((part, at) => (at === 0 ? [part] : [{ ref: 'rack~unknown' }, part]));
      const all = methods.map((method) => (method === 'ANY' ? '*' : method));
      routes.push({ on: ROUTER, methods: all, path: parts, line, endLine, contract, body });
    }
  }
}

/** `mount A`, `mount A => '/a'`, `mount({ A => '/a' })` */
function mountsOf({ args = [], pairs = [] }: Call): (readonly [name: string, at: CallValue | undefined])[] {
  const nameOf = (value: CallValue): string[] =>
    value !== null && typeof value === 'object' && 'name' in value ? [value.name] : [];
  return [
    ...args.flatMap(nameOf).map((name) => [name, undefined] as const),
    ...pairs.flatMap(([app, at]) => nameOf(app).map((name) => [name, at] as const)),
  ];
}
