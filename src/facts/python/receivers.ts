import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { isAbout } from './about-framework.ts';
import { endpointShape } from './endpoint-shape.ts';
import type { Framework } from './framework.ts';
import { type Arguments, argumentOf, readArguments } from './functions.ts';
import { keepGiven } from './given-arguments.ts';
import { importedAs } from './imported-as.ts';
import { listedMethods } from './listed-methods.ts';
import { Makers } from './makers.ts';
import { mayMake, mayRegister } from './may-register.ts';
import type { Chain, PythonNames, Turn } from './names.ts';
import { isLikelyRouter, passedOn } from './passed-routers.ts';
import { RouteLists } from './route-lists.ts';
import type { Defined } from './scopes.ts';
import type { Range } from './source.ts';
import { turnsOf } from './turns.ts';
import { RESPONDERS, type View, Views } from './views.ts';

/** A call of a method: `app.get("/x")`. */
interface Call {
  readonly chain: Chain;
  /** What the method is called on. */
  readonly on: Ref;
  readonly method: string;
  readonly open: number;
  /** Its index among the chain's links. */
  readonly link: number;
}

/** Reads what one source registers on the apps and routers of a framework. */
class ReceiverReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #framework: Framework;
  readonly #views: Views;
  readonly #lists: RouteLists;
  /** What is registered on a name that comes from elsewhere is this framework's if the source uses no other. */
  readonly #claimsUnknown: boolean;

  constructor(names: PythonNames, findings: Findings, framework: Framework, claimsUnknown: boolean) {
    this.#names = names;
    this.#findings = findings;
    this.#framework = framework;
    this.#views = new Views(names, findings, framework);
    this.#claimsUnknown = claimsUnknown;
    this.#lists = new RouteLists(names, findings, framework, (on, open, call, path, handler, methods) =>
      this.#adds(on, open, call, path, handler, new Map(), methods),
    );
  }

  run(): void {
    const { scopes } = this.#names;
    if (this.#claimsUnknown || mayMake(this.#names, this.#framework))
      new Makers(this.#names, this.#findings, this.#framework, this.#lists, this.#claimsUnknown).find();
    this.#views.read();
    if (this.#framework.lists !== undefined) this.#lists.read();
    const { pack } = this.#framework;
    if (!this.#claimsUnknown && !this.#findings.routers.some((router) => router.pack === pack)) return;
    for (const defined of scopes.functions) this.#decorated(defined);
    for (const defined of scopes.classes) this.#decorated(defined);
    if (mayRegister(this.#names, this.#findings, this.#framework)) this.#calls();
  }

  #claims(on: Ref): boolean {
    const pack = this.#findings.packOf(on);
    return pack === undefined ? this.#claimsUnknown : pack === this.#framework.pack;
  }

  /** The call of a method that a link is, if it is called on something with a name. */
  #callAt(chain: Chain, link: number): Call | undefined {
    const [member, call] = [chain.links[link - 1], chain.links[link]];
    if (member?.does !== 'member' || call?.does !== 'call') return undefined;
    const last = chain.links[link - 2];
    const form = last?.does === 'member' && this.#framework.forms?.includes(last.name) === true;
    const on = this.#names.refOfChain(chain, form ? link - 2 : link - 1);
    return on === undefined ? undefined : { chain, on, method: member.name, open: call.open, link };
  }

  #decorated({ statement, ref }: Defined): void {
    statement.decorators.forEach((range, index) => {
      const chain = this.#names.chainOf(range);
      const call = chain && this.#callAt(chain, chain.links.length - 1);
      if (call === undefined || !Object.hasOwn(this.#framework.verbs, call.method) || !this.#claims(call.on))
        return;
      const { named, positional } = readArguments(this.#names.source, call.open);
      const listed = this.#framework.byMethods?.has(call.method) === true ? positional[0] : undefined;
      const given = listed === undefined ? positional : positional.slice(1);
      const first = given.length > 0 ? given : [named.get('path') ?? named.get('rule')];
      const paths = first.flatMap((value) => {
        const path = value && this.#names.textOf(value);
        return path === undefined || !this.#isPath(path) ? [] : [path];
      });
      if (paths.length === 0) return;
      this.#names.registering.add(range);
      const { line } = this.#names.source.at(range.from);
      if (statement.word === 'class') {
        for (const path of paths) this.#findings.mounts.push({ on: call.on, child: ref, path });
        return;
      }
      const { endLine } = this.#names.source.at(statement.to - 1);
      const methods =
        this.#framework.verbs[call.method] ??
        listedMethods(this.#names, listed ?? named.get('methods') ?? named.get('method'));
      const others = statement.decorators.slice(index + 1).filter((other) => !this.#isVerb(other));
      for (const path of paths.slice(0, 1)) {
        const shape = endpointShape(
          this.#names,
          this.#framework,
          path,
          { named, positional },
          statement,
          others,
        );
        this.#findings.routes.push({ on: call.on, methods, path, line, endLine, ...shape });
      }
    });
  }

  #isVerb(range: Range): boolean {
    const chain = this.#names.chainOf(range);
    const method = chain?.links.at(-2);
    return method?.does === 'member' && Object.hasOwn(this.#framework.verbs, method.name);
  }

  #calls(): void {
    const { adders, mounters, resources, joiners } = this.#framework;
    for (const chain of this.#names.calling) {
      for (const [link, { does }] of chain.links.entries()) {
        if (does !== 'call') continue;
        const call = this.#callAt(chain, link);
        const method = call?.method ?? '';
        const known = [adders, mounters].some((methods) => Object.hasOwn(methods, method));
        if (
          call !== undefined &&
          (known ||
            resources.has(method) ||
            joiners.has(method) ||
            this.#framework.lists?.methods.has(method) === true) &&
          this.#claims(call.on)
        ) {
          this.#registers(call);
        } else
          for (const { on, child } of passedOn(this.#names, this.#findings, this.#framework, chain, link))
            if (this.#claims(on)) this.#findings.mounts.push({ on, child, path: [] });
      }
    }
  }

  #registers({ on, method, open }: Call): void {
    const { adders, mounters, resources, joiners } = this.#framework;
    const call = readArguments(this.#names.source, open);
    const [adder, mounter] = [adders[method], mounters[method]];
    if (adder !== undefined) {
      const [path, handler] = [argumentOf(call, adder.path), argumentOf(call, adder.handler)];
      const method = adder.method && argumentOf(call, adder.method);
      const said = adder.methods ?? (method && [this.#names.literal(method)?.toUpperCase() ?? '*']);
      const suffix = adder.suffix && argumentOf(call, adder.suffix);
      for (const turn of turnsOf(this.#names, [path, handler])) {
        if (adder.suffix !== undefined) this.#object(on, handler, path, suffix, turn);
        else this.#adds(on, open, call, path, handler, turn, said);
      }
    } else if (mounter !== undefined) {
      const [child, path] = [argumentOf(call, mounter.child), argumentOf(call, mounter.path)];
      const dotted = mounter.named === true && child ? this.#names.literal(child) : undefined;
      const text = path && this.#names.textOf(path);
      if (dotted !== undefined && text !== undefined) {
        const dot = Math.max(dotted.lastIndexOf('.'), 0);
        const child = importedAs(this.#findings, dotted.slice(0, dot), dotted.slice(dot + 1));
        this.#findings.mounts.push({ on, child, path: text });
        return;
      }
      for (const turn of turnsOf(this.#names, [child, path]))
        this.#mounts(on, child, path, turn, mounter.instead);
    } else if (this.#framework.lists?.methods.has(method)) {
      const [list] = call.positional;
      if (list !== undefined) this.#lists.put(on, list);
    } else if (resources.has(method)) {
      const [child, ...paths] = call.positional;
      for (const path of paths) this.#mounts(on, child, path, new Map());
    } else if (joiners.has(method)) {
      const parent = call.positional[0] && this.#names.refOf(call.positional[0]);
      if (parent === undefined || !isLikelyRouter(this.#names, this.#findings, parent)) return;
      // What comes from elsewhere may be such a router, or something else that puts its own routes on the app.
      for (const child of [on, `${on}.${method}@0`])
        this.#findings.mounts.push({ on: parent, child, path: [] });
    }
  }

  #adds(
    on: Ref,
    open: number,
    call: Arguments,
    path: Range | undefined,
    handler: Range | undefined,
    turn: Turn,
    said?: readonly string[],
  ): void {
    const names = this.#names;
    const text = path && names.textOf(path, turn);
    if (text === undefined || handler === undefined || !this.#isPath(text)) return;
    const ref = names.refOf(handler, turn);
    const methods = call.named.get('methods');
    const view: View | undefined = this.#views.viewOf(handler, turn);
    if (view !== undefined && methods === undefined) {
      this.#findings.mounts.push({ on, child: view.ref, path: text });
      return;
    }
    // A class is what its methods are.
    if (this.#framework.lists !== undefined && ref !== undefined && this.#isClass(ref)) {
      this.#findings.mounts.push({ on, child: ref, path: text });
      return;
    }
    const answers = said ?? listedMethods(this.#names, methods);
    const { line } = names.source.at(open);
    const { endLine } = names.source.at(names.source.after(open) - 1);
    const statement = view === undefined ? names.scopes.bindings.get(ref ?? '')?.statement : undefined;
    const { contract, body } = endpointShape(names, this.#framework, text, call, statement);
    const place = { on, path: text, line, endLine, contract };
    if (view !== undefined) {
      for (const method of answers) {
        const handlers = [`${view.ref}.${method.toLowerCase()}`];
        this.#findings.routes.push({ ...place, methods: [method], body, handlers });
      }
    } else if (ref === undefined) {
      const written = names.source.hash([handler]);
      this.#findings.routes.push({ ...place, methods: answers, body: `${body} ${written}` });
    } else {
      const elsewhere = statement === undefined ? { handlers: [ref] } : {};
      this.#findings.routes.push({ ...place, methods: answers, body, ...elsewhere });
    }
  }

  /** An object that answers, or those of its methods that have a suffix. */
  #object(
    on: Ref,
    handler: Range | undefined,
    path: Range | undefined,
    suffix: Range | undefined,
    turn: Turn,
  ): void {
    const ref = handler && this.#names.refOf(handler, turn);
    const text = path && this.#names.textOf(path, turn);
    const named = suffix && this.#names.literal(suffix);
    if (ref === undefined || text === undefined || (suffix !== undefined && named === undefined)) return;
    const child = named === undefined ? ref : `${ref}.${RESPONDERS}${named}`;
    this.#findings.mounts.push({ on, child, path: text });
  }

  #isPath(path: WrittenText): boolean {
    return this.#framework.bare === true || isPath(path);
  }

  #isClass(ref: Ref): boolean {
    if (this.#findings.isRouter(ref)) return true;
    const { import: imported, statement } = this.#names.scopes.bindings.get(ref) ?? {};
    if (statement !== undefined) return statement.word === 'class';
    return imported !== undefined && /^[A-Z]\w*[a-z]/.test(this.#names.scopes.nameOf(ref));
  }

  #mounts(on: Ref, child: Range | undefined, path: Range | undefined, turn: Turn, instead?: true): void {
    const named = child && this.#names.refOf(child, turn);
    if (child === undefined || named === undefined) return;
    this.#understand(child, turn);
    const ref = named.endsWith('()') ? this.#madeHere(child, named) : named;
    const given = path !== undefined && !this.#names.source.is(path.from, 'None');
    const text = given ? this.#names.textOf(path, turn) : [];
    this.#findings.mounts.push({
      on,
      child: ref,
      ...(text !== undefined && { path: text }),
      ...(instead === true && given && { instead }),
    });
  }

  /** What a call makes of what it is given here: `app.include_router(make_router("/users"))`. */
  #madeHere(child: Range, called: Ref): Ref {
    const call = this.#names.chainOf(child)?.links.at(-1);
    if (call?.does !== 'call') return called;
    const made = `made~${call.open}`;
    keepGiven(this.#names, this.#findings, made, call.open);
    this.#findings.aliases.set(made, called);
    this.#findings.makes.push(made);
    return made;
  }

  /** What is mounted, be it in one turn of a loop. */
  #understand(child: Range, turn: Turn): void {
    for (const range of [child, ...turn.values()]) this.#names.understand(range);
  }
}

/** A path is empty, begins with a slash, or with something that is not known. */
function isPath([first]: WrittenText): boolean {
  return typeof first !== 'string' || first === '' || first.startsWith('/');
}

/** Reads what one source registers on the apps and routers of a framework. */
export function readFramework(names: PythonNames, findings: Findings, framework: Framework): void {
  new ReceiverReader(names, findings, framework, isAbout(names, framework)).run();
}
