import { readConventions } from '../csharp/conventions.ts';
import { contractOfParameters, isQuiet, methodsIn } from '../csharp/endpoint-shape.ts';
import type { CSharpNames } from '../csharp/names.ts';
import type { Attribute, CSharpMethod, CSharpType } from '../csharp/type-shapes.ts';
import type { Action, ActionRoute } from '../file-facts/controllers.ts';
import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { CSharpPack } from './pack.ts';

const VERB = /^Http(Get|Post|Put|Patch|Delete|Head|Options)$/;
const PATH = /^(Route|RoutePrefix)$/;
/** Attributes of a method that say where it is. */
const REGISTERING = /^(Http[A-Z]\w*|Route|AcceptVerbs|ActionName)$/;
const CONTROLLER = /^(ApiController|Controller)$/;
/** Classes of libraries whose descendants are controllers, or classes that are called like them. */
const BASE = /(Controller|ControllerBase|Endpoint|EndpointBase|Endpoint(Base)?(Sync|Async))$/;
/** No request leads to it. */
const HIDDEN = /^(NonAction|ChildActionOnly)$/;
const UNKNOWN: WrittenText = [{ ref: '~' }];

/** Reads the controllers of one source. */
class ControllerReader {
  readonly #names: CSharpNames;
  readonly #findings: Findings;
  readonly #core: boolean;

  constructor(names: CSharpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#core = names.file.usings.some(({ written }) => written.startsWith('Microsoft.AspNetCore'));
  }

  read(): void {
    for (const found of this.#names.file.types) if (found.kind === 'class') this.#class(found);
  }

  #class(found: CSharpType): void {
    const { attributes, name, supertypes, modifiers, methods } = found;
    if (attributes.some((one) => one.name === 'NonController') || modifiers.has('static')) return;
    const bases = supertypes.filter((one) => !/^I[A-Z]/.test(one.slice(one.lastIndexOf('.') + 1)));
    const tagged = attributes.some((one) => CONTROLLER.test(one.name));
    const base = bases[0]
      ?.split('.')
      .find((_part, at, all) => at === all.length - 1 || BASE.test(all[at] ?? ''));
    const marked = tagged || name.endsWith('Controller') || BASE.test(base ?? '');
    const verbs = methods.some((method) => method.attributes.some((one) => VERB.test(one.name)));
    const routed = attributes.some((one) => PATH.test(one.name));
    if (!marked && !verbs && !(routed && bases.length > 0)) return;
    const area = attributes.find((one) => one.name === 'Area');
    for (const one of attributes) if (PATH.test(one.name)) this.#names.registering.add(one);
    const guards = attributes.filter((one) => !isQuiet(one)).map(({ all }) => this.#names.source.hash(all));
    const above = area && this.#texts(area, found)[0];
    const fronts = routed && !attributes.some((one) => one.name === 'Route');
    this.#findings.controllers.push({
      ref: found.qualified,
      name: name.replace(/(?<=.)Controller$/, ''),
      bases,
      ...(marked && { marked: true as const }),
      ...((modifiers.has('abstract') || found.generic) && { abstract: true as const }),
      ...(modifiers.has('partial') && { partial: true as const }),
      ...(attributes.some((one) => one.name === 'ApiController') && { api: true as const }),
      paths: attributes.filter((one) => PATH.test(one.name)).flatMap((one) => this.#texts(one, found)),
      ...(fronts && { fronts: true as const }),
      ...(above && { area: above }),
      ...(guards.length > 0 && { guards }),
      actions: methods.flatMap((method) => this.#action(method, found) ?? []),
    });
  }

  /** The path of an attribute, if it has one. */
  #texts({ open }: Attribute, owner: CSharpType): WrittenText[] {
    const given = this.#names.argumentsOf(open);
    const written = given.get(0) ?? given.get('template');
    return written === undefined ? [] : [this.#names.textOf(written, owner) ?? UNKNOWN];
  }

  #action(method: CSharpMethod, owner: CSharpType): Action | undefined {
    const { name, attributes, modifiers, parameters, generic, explicit, result, body } = method;
    if (!modifiers.has('public') || modifiers.has('static') || generic || explicit) return undefined;
    if (name === owner.name || /^Dispose(Async)?$/.test(name)) return undefined;
    const { source } = this.#names;
    const { line } = source.lines(attributes[0]?.all ?? { from: method.from, to: method.from + 1 });
    const { endLine } = source.lines(method.all);
    const called = attributes.find((one) => one.name === 'ActionName');
    const given = called && this.#texts(called, owner)[0]?.[0];
    const contract = [
      ...attributes.filter((one) => !isQuiet(one)).map(({ all }) => source.hash(all)),
      source.hash(result),
      ...contractOfParameters(source, parameters),
    ];
    const quiet = attributes.filter((one) => isQuiet(one) && !REGISTERING.test(one.name));
    // Only where it is of Web API does it matter: what Core maps to all controllers never asks for them.
    const takes = this.#core ? [] : parameters.map((one) => one.name.toLowerCase());
    const types = this.#names.typesIn([result, ...parameters.map(({ type }) => type)], owner);
    return {
      name: typeof given === 'string' ? given : name.replace(/(?<=.)Async$/, ''),
      key: `${name}/${parameters.length}`,
      ...(modifiers.has('override') && { overrides: true as const }),
      ...(attributes.some((one) => HIDDEN.test(one.name)) && { hidden: true as const }),
      routes: this.#routes(attributes, owner),
      ...(takes.length > 0 && { takes }),
      line,
      endLine,
      contract: hashText(contract.join(' ')),
      body: source.hash(...quiet.map(({ all }) => all), body),
      ...(types.length > 0 && { types }),
    };
  }

  /**
   * What the attributes of a method say together: each path is a route of its own. One that comes with a verb has that
   * verb; one that does not has all verbs that come without a path.
   */
  #routes(attributes: readonly Attribute[], owner: CSharpType): ActionRoute[] {
    const found: ActionRoute[] = [];
    const paths: WrittenText[] = [];
    const silent: string[] = [];
    for (const one of attributes) {
      const isPath = PATH.test(one.name);
      if (!isPath && !VERB.test(one.name) && one.name !== 'AcceptVerbs') continue;
      this.#names.registering.add(one);
      if (isPath) paths.push(...this.#texts(one, owner));
      else {
        const { methods, path } = this.#verb(one, owner);
        if (path === undefined) silent.push(...methods);
        else found.push({ methods, path });
      }
    }
    const methods = silent.length === 0 ? ['*'] : [...new Set(silent)];
    for (const path of paths) found.push({ methods, path });
    // `[HttpGet]` beside `[HttpPost("x")]` stands for the path of the class.
    if (paths.length === 0 && silent.length > 0) found.push({ methods });
    return found;
  }

  #verb(attribute: Attribute, owner: CSharpType): ActionRoute {
    const verb = VERB.exec(attribute.name)?.[1];
    if (verb !== undefined) {
      const [path] = this.#texts(attribute, owner);
      return { methods: [verb.toUpperCase()], ...(path && { path }) };
    }
    const given = this.#names.argumentsOf(attribute.open);
    const path = given.get('Route');
    const verbs = [...given].flatMap(([key, range]) => (typeof key === 'string' ? [] : [range]));
    return {
      methods: methodsIn(this.#names.source, verbs),
      ...(path && { path: this.#names.textOf(path, owner) ?? UNKNOWN }),
    };
  }
}

/** Controllers of ASP.NET Core: https://learn.microsoft.com/aspnet/core/mvc/controllers/routing */
export const aspnet: CSharpPack = {
  name: 'aspnet',
  family: 'csharp',
  read(names, findings) {
    new ControllerReader(names, findings).read();
    readConventions(names, findings);
  },
};
