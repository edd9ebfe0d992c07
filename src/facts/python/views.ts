import { isAboutDjango } from '../django/library.ts';
import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { basesOf } from './class-bases.ts';
import { endpointShape } from './endpoint-shape.ts';
import type { Framework } from './framework.ts';
import { nameAndOpen } from './functions.ts';
import type { PythonNames, Turn } from './names.ts';
import type { Defined } from './scopes.ts';
import type { Range } from './source.ts';

/** What browsers ask for beforehand is mostly answered for all classes alike, and no endpoint of its own. */
const METHODS: ReadonlySet<string> = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'trace']);
const AS_VIEW = '.as_view()';
/** What stands in front of a suffix of responders. */
export const RESPONDERS = '~responders ';
const NO_ARGUMENTS = { named: new Map<string, Range>(), positional: [] };

/** A class that is registered as a whole. */
export interface View {
  readonly ref: Ref;
}

/** Classes whose methods are named like those of HTTP: each is a router with one path, mounted where it is registered. */
export class Views {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #framework: Framework;

  constructor(names: PythonNames, findings: Findings, framework: Framework) {
    this.#names = names;
    this.#findings = findings;
    this.#framework = framework;
  }

  read(): void {
    // Django names its views alike.
    if (isAboutDjango(this.#names)) return;
    const { functions, classes } = this.#names.scopes;
    const views = new Map<Ref, Defined>();
    for (const defined of classes)
      if (this.#isView(defined) && !this.#findings.isRouter(defined.ref)) views.set(defined.ref, defined);
    for (const [ref, defined] of views) {
      this.#findings.addRouter({ id: ref, pack: this.#framework.pack, view: true });
      this.#findings.aliases.set(ref + AS_VIEW, ref);
      this.#inherits(defined);
    }
    if (this.#framework.responders !== undefined) this.#responders(this.#framework.responders);
    for (const { name, statement, around } of functions) {
      const owner = around.kind === 'class' && around.owner !== undefined ? around.owner : undefined;
      if (owner === undefined || !views.has(owner)) continue;
      const methods = METHODS.has(name)
        ? [name.toUpperCase()]
        : name === 'dispatch_request'
          ? ['GET']
          : undefined;
      if (methods === undefined) continue;
      const { line, endLine } = this.#names.source.lines({ from: statement.head.from, to: statement.to });
      const shape = endpointShape(
        this.#names,
        this.#framework,
        [],
        NO_ARGUMENTS,
        statement,
        statement.decorators,
      );
      this.#findings.routes.push({ on: owner, methods, path: [], line, endLine, ...shape });
    }
  }

  /** Where a class is registered, so is what it inherits. */
  #inherits(defined: Defined): void {
    for (const base of basesOf(this.#names, defined))
      if (base.ref !== undefined && base.ref !== defined.ref)
        this.#findings.mounts.push({ on: defined.ref, child: base.ref, path: [] });
  }

  /** Classes whose objects answer by methods called `on_get`, for another path `on_get_list`. */
  #responders(called: RegExp): void {
    for (const { name, statement, around } of this.#names.scopes.functions) {
      const owner = around.kind === 'class' ? around.owner : undefined;
      const [, method, suffix] = (owner === undefined ? null : called.exec(name)) ?? [];
      if (owner === undefined || method === undefined) continue;
      const id = suffix === undefined ? owner : `${owner}.${RESPONDERS}${suffix}`;
      this.#findings.addRouter({ id, pack: this.#framework.pack, view: true });
      const { line, endLine } = this.#names.source.lines({ from: statement.head.from, to: statement.to });
      const { decorators } = statement;
      const shape = endpointShape(this.#names, this.#framework, [], NO_ARGUMENTS, statement, decorators);
      const methods = [method.toUpperCase()];
      this.#findings.routes.push({ on: id, methods, path: [], line, endLine, ...shape });
    }
  }

  #isView(defined: Defined): boolean {
    return this.#isCalled(defined, this.#framework.views) || this.#isLikely(defined);
  }

  /** A class of methods called like those of HTTP, derived from what may be a view. */
  #isLikely(defined: Defined): boolean {
    const { likelyViews } = this.#framework;
    if (likelyViews === undefined || !this.#isCalled(defined, likelyViews)) return false;
    return [...METHODS].some((method) => defined.scope.names.get(method)?.statement?.word === 'def');
  }

  #isCalled({ statement }: Defined, called: RegExp): boolean {
    const { source } = this.#names;
    const { open } = nameAndOpen(source, statement);
    if (!source.is(open, '(')) return false;
    return source.elements(open).some(({ from, to }) => {
      let written = '';
      for (let at = from; at < to && at < from + 9; at++) written += source.at(at).text;
      return called.test(written);
    });
  }

  /** The class that `Users.as_view("users")` makes a function of, written here or in a variable. */
  viewOf(handler: Range | undefined, turn: Turn): View | undefined {
    const names = this.#names;
    const ref = handler && names.refOf(handler, turn);
    if (ref === undefined) return undefined;
    const value = names.scopes.bindings.get(ref)?.value;
    const made = value === undefined ? ref : (names.refOf(value) ?? ref);
    return made.endsWith(AS_VIEW) ? { ref: made.slice(0, -AS_VIEW.length) } : undefined;
  }
}
