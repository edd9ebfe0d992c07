import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Framework } from './framework.ts';
import { type Arguments, argumentOf, readArguments } from './functions.ts';
import type { PythonNames } from './names.ts';
import type { Range } from './source.ts';

/** Registers one route of a list, as a call on what has the list would. */
export type AddListed = (
  on: Ref,
  open: number,
  call: Arguments,
  path: Range | undefined,
  handler: Range | undefined,
  methods: readonly string[] | undefined,
) => void;

const DEEPEST = 20;

/** Reads routes that are written as lists: `[Route("/x", show), Mount("/users", routes=users)]`, `[web.get("/x", show)]`. */
export class RouteLists {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #framework: Framework;
  readonly #add: AddListed;

  constructor(names: PythonNames, findings: Findings, framework: Framework, add: AddListed) {
    this.#names = names;
    this.#findings = findings;
    this.#framework = framework;
    this.#add = add;
  }

  /** Lists that have a name. */
  read(): void {
    for (const { ref, value } of this.#names.scopes.bindings.values()) {
      if (value === undefined || !this.#names.source.is(value.from, '[')) continue;
      const [first] = this.#names.source.elements(value.from);
      if (first === undefined || this.#itemAt(first) === undefined) continue;
      this.#findings.addRouter({ id: ref, pack: this.#framework.pack });
      this.put(ref, value);
    }
  }

  #itemAt(range: Range): { readonly name: string; readonly open: number } | undefined {
    const chain = this.#names.chainOf(range);
    const foreign = chain && this.#names.foreignOf(chain);
    const call = foreign && chain?.links[foreign.next];
    if (foreign === undefined || call?.does !== 'call') return undefined;
    const { routes, mounts } = this.#framework.lists ?? { routes: {}, mounts: new Set<string>() };
    return Object.hasOwn(routes, foreign.name) || mounts.has(foreign.name)
      ? { name: foreign.name, open: call.open }
      : undefined;
  }

  /** Puts a list, written here or by its name, on an app or router. */
  put(on: Ref, value: Range, depth = 0): void {
    const { source } = this.#names;
    if (depth > DEEPEST) return;
    if (!source.is(value.from, '[')) {
      const child = this.#names.refOf(value);
      if (child === undefined || child === on) return;
      this.#names.understand(value);
      this.#findings.mounts.push({ on, child, path: [] });
      return;
    }
    for (const element of source.elements(value.from)) {
      if (source.is(element.from, '*')) {
        this.put(on, { from: element.from + 1, to: element.to }, depth + 1);
        continue;
      }
      const item = this.#itemAt(element);
      if (item !== undefined) this.#item(on, item.name, item.open, depth);
    }
  }

  #item(on: Ref, name: string, open: number, depth: number): void {
    const lists = this.#framework.lists;
    if (lists === undefined) return;
    const call = readArguments(this.#names.source, open);
    const first = lists.byMethod?.has(name) === true ? 1 : 0;
    const path = argumentOf(call, [first, 'path']);
    if (!lists.mounts.has(name)) {
      const handler = argumentOf(call, [first + 1, lists.handler]);
      const method = first === 0 ? undefined : argumentOf(call, [0, 'method']);
      const said = method && [this.#names.literal(method)?.toUpperCase() ?? '*'];
      this.#add(on, open, call, path, handler, said ?? lists.routes[name]);
      return;
    }
    const [app, routes] = [argumentOf(call, [1, 'app']), call.named.get('routes')];
    const text = path && this.#names.textOf(path);
    const child =
      routes !== undefined && this.#names.source.is(routes.from, '[') ? undefined : (routes ?? app);
    const ref = child && this.#names.refOf(child);
    const place = text === undefined ? {} : { path: text };
    if (child !== undefined && ref !== undefined) {
      this.#names.understand(child);
      this.#findings.mounts.push({ on, child: ref, ...place });
    } else if (routes !== undefined) {
      const id = `mount~${open}`;
      this.#findings.addRouter({ id, pack: this.#framework.pack });
      this.#findings.mounts.push({ on, child: id, ...place });
      this.put(id, routes, depth + 1);
    }
  }
}
