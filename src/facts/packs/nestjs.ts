import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { type ClassShape, type Member, readDecorators, readMembers } from '../javascript/classes.ts';
import { type Decorator, decoratorsOf, readDecorator } from '../javascript/decorators.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { readText } from '../javascript/written-text.ts';
import { mountedBy, readApps } from './nest-apps.ts';
import { readConfigured } from './nest-config.ts';
import { NEUTRAL, UNSAID, VERSION } from './nest-conventions.ts';
import { composedMethod, composedPath, readComposed } from './nest-decorators.ts';
import { readConventions } from './nest-setup.ts';
import type { JavaScriptPack } from './pack.ts';

const VERBS: ReadonlyMap<string, string> = new Map([
  ...['Get', 'Head', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Search'].map(
    (verb) => [verb, verb.toUpperCase()] as const,
  ),
  ['All', '*'],
  ['Sse', 'GET'],
]);
const FROM = /^(@nestjs\/(common|core)|@nestia\/core)$/;
/** Decorators that only document: those of @nestjs/swagger. */
const COSMETIC = /^Api[A-Z]/;
/** What people call lists of controllers and modules. */
const LIST_NAME = /(controllers|modules|features|imports)$/i;
const UNREADABLE: WrittenText = [{ ref: '~' }];

/** Reads the controllers, modules and apps of one source. */
class NestReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  /** Whether it may take anything from the framework. */
  readonly #ofNest: boolean;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
    this.#ofNest = names.scopes.classes.length > 0 && names.source.mayMention('@nestjs/common');
  }

  run(): void {
    for (const shape of this.#names.scopes.classes) {
      const decorators = decoratorsOf(this.#names, shape);
      for (const decorator of decorators) {
        if (!isOfNest(decorator)) continue;
        if (decorator.name === 'Controller') this.#controller(shape, decorator, decorators);
        else if (decorator.name === 'Module') this.#module(shape, decorator);
      }
      if (this.#ofNest && !decorators.some((one) => one.name === 'Controller' && isOfNest(one)))
        this.#methods(shape, [[]], [[NEUTRAL]], undefined);
    }
    this.#lists();
    readApps(this.#names, this.#findings);
    readConventions(this.#names, this.#findings);
    readConfigured(this.#names, this.#findings);
    readComposed(this.#names, VERBS, this.#findings);
  }

  /** The elements of a list that is written here, or that a name of this source stands for; what it takes in, too. */
  #list(value: Range, depth = 0): readonly Range[] {
    const { source, scopes } = this.#names;
    const word = value.to === value.from + 1 ? source.word(value.from) : undefined;
    const from = (word === undefined ? undefined : scopes.find(word, value.from)?.value?.from) ?? value.from;
    if (!source.is(from, '[')) return [value];
    return source.elements(from).flatMap((element) => {
      const taken = { from: element.from + 1, to: element.to };
      const inner = source.is(element.from, '...') && depth < 8 ? this.#list(taken, depth + 1) : [taken];
      return inner.length === 1 && inner[0] === taken ? [element] : inner;
    });
  }

  /** `export const controllers = [UsersController]`: a list that modules of other sources may take in. */
  #lists(): void {
    for (const { ref, value } of this.#names.scopes.top.names.values()) {
      if (value === undefined || !LIST_NAME.test(ref) || !this.#names.source.is(value.from, '[')) continue;
      const elements = this.#list(value).flatMap((element) => mountedBy(this.#names, element));
      if (elements.length === 0) continue;
      this.#findings.addRouter({ id: ref, pack: 'nestjs' });
      for (const child of elements) this.#findings.mounts.push({ on: ref, child, path: [] });
    }
  }

  #texts(value: Range | undefined): WrittenText[] {
    if (value === undefined) return [[]];
    return this.#list(value).map((one) => readText(this.#names, one) ?? UNREADABLE);
  }

  /** `'1'` is served under `/v1`; what is neutral, under nothing; what says nothing, under what the app gives to all. */
  #versions(value: Range | undefined): WrittenText[] {
    if (value === undefined) return [[UNSAID]];
    return this.#list(value).map((one) => {
      if (this.#names.source.is(one.from, 'VERSION_NEUTRAL')) return [NEUTRAL, '/'];
      const text = readText(this.#names, one);
      return text === undefined ? UNREADABLE : [VERSION, ...text, '/'];
    });
  }

  #controller(shape: ClassShape, { values: [value] }: Decorator, decorators: readonly Decorator[]): void {
    const { source } = this.#names;
    const id = this.#names.classRef(shape);
    this.#findings.addRouter({ id, pack: 'nestjs' });
    const options = value && source.is(value.from, '{') ? membersOf(this.#names, value) : undefined;
    const prefixes = this.#texts(options === undefined ? value : options.get('path'));
    const versions = this.#versions(options?.get('version'));
    const guards = source.hash(...decorators.filter(isContract).map(({ range }) => range));
    this.#methods(shape, prefixes, versions, guards);
    // What it inherits is served below its own path.
    let at = shape.heritage.from;
    while (at < shape.heritage.to && !source.is(at, 'extends')) at = source.after(at);
    const base = at < shape.heritage.to ? this.#names.refOf({ from: at + 1, to: at + 2 }) : undefined;
    if (base === undefined) return;
    for (const prefix of prefixes)
      for (const front of versions)
        this.#findings.mounts.push({ on: id, child: base, path: [...front, ...prefix] });
  }

  /** The methods of a controller, or of a class that controllers may inherit from. */
  #methods(
    shape: ClassShape,
    prefixes: readonly WrittenText[],
    versions: readonly WrittenText[],
    guards: string | undefined,
  ): void {
    const { source, shapes } = this.#names;
    const id = this.#names.classRef(shape);
    for (const member of readMembers(source, shape, shapes)) {
      const own = member.decorators.map((range) => readDecorator(this.#names, range));
      const version = own.find((found) => found.name === 'Version' && isOfNest(found));
      const under = version === undefined ? versions : this.#versions(version.values[0]);
      for (const found of own) {
        const method = isOfNest(found) ? VERBS.get(found.name) : undefined;
        if (method === undefined) continue;
        this.#findings.addRouter({ id, pack: 'nestjs' });
        const paths = this.#texts(found.values[0]).flatMap((path) =>
          prefixes.flatMap((prefix) => under.map((front) => [...front, ...prefix, '/', ...path])),
        );
        this.#route(id, member, method, paths, [guards ?? '', ...own.filter(isContract)]);
      }
      if (guards !== undefined && !own.some((found) => isOfNest(found) && VERBS.has(found.name)))
        this.#composed(id, member, own, prefixes, under, guards);
    }
  }

  /** `@ListUsers()`: what decorators of the tree put together, whose route another source says. */
  #composed(
    id: Ref,
    member: Member,
    own: readonly Decorator[],
    prefixes: readonly WrittenText[],
    versions: readonly WrittenText[],
    guards: string,
  ): void {
    for (const found of own) {
      const method = COSMETIC.test(found.name) ? undefined : composedMethod(found);
      if (method === undefined) continue;
      const given = composedPath(this.#names, found);
      const paths = prefixes.flatMap((prefix) =>
        versions.map((front) => [...front, ...prefix, '/', ...given]),
      );
      this.#route(id, member, method, paths, [guards, ...own]);
    }
  }

  #route(
    on: Ref,
    { range, shape }: Member,
    method: string,
    paths: readonly WrittenText[],
    notes: readonly (string | Decorator)[],
  ): void {
    const { source } = this.#names;
    if (shape === undefined) return;
    const types: Ref[] = [];
    const parts = notes.map((note) => (typeof note === 'string' ? note : source.hash(note.range)));
    for (const parameter of source.elements(shape.parameters)) parts.push(this.#parameter(parameter, types));
    const returned = { from: source.after(shape.parameters), to: shape.body.from };
    parts.push(source.hash(returned));
    this.#typesIn(returned, types);
    const contract = parts.join(' ').trim();
    const body = source.hash(shape.body);
    const lines = source.lines(range);
    for (const path of paths) {
      const found = { on, methods: [method], path, ...lines, contract, body };
      this.#findings.routes.push(types.length > 0 ? { ...found, types: [...new Set(types)] } : found);
    }
  }

  /** Where it comes from, and its type: what it is called here nobody sees. */
  #parameter({ from, to }: Range, types: Ref[]): string {
    const { source } = this.#names;
    const name = readDecorators(source, from).to;
    this.#typesIn({ from: name + 1, to }, types);
    return source.hash({ from, to: name }, { from: name + 1, to });
  }

  /** The names of types that stand in a range: what they are is part of the contract. */
  #typesIn({ from, to }: Range, types: Ref[]): void {
    const { source, scopes } = this.#names;
    for (let at = from; at < to; at++) {
      const word = source.word(at);
      const binding = word === undefined || source.is(at - 1, '.') ? undefined : scopes.find(word, at);
      if (binding === undefined || binding.parameter !== undefined) continue;
      if (binding.import === undefined || !/^@?[a-z][\w-]*(\/[a-z][\w-]*)?$/.test(binding.import.from))
        types.push(binding.ref);
    }
  }

  #module(shape: ClassShape, { values: [value] }: Decorator): void {
    const { source } = this.#names;
    const on = this.#names.classRef(shape);
    this.#lead(on, value && membersOf(this.#names, value));
    if (!source.mayMention('DynamicModule')) return;
    // `static forRoot() { return { module: UsersModule, controllers: [UsersController] }; }`
    for (let at = shape.body.from; at < shape.body.to; at++) {
      if (!source.is(at, '{') || !/^(return|=|\()$/.test(source.at(at - 1).text)) continue;
      const members = membersOf(this.#names, { from: at, to: source.after(at) });
      if (members?.has('module') === true) this.#lead(on, members);
    }
  }

  /** What a module leads to, by its options. */
  #lead(on: Ref, members: ReadonlyMap<string, Range> | undefined): void {
    const elementsOf = (key: string): readonly Range[] => {
      const list = members?.get(key);
      return list === undefined ? [] : this.#list(list);
    };
    for (const element of elementsOf('imports')) {
      this.#routerModule(on, element);
      for (const child of mountedBy(this.#names, element))
        this.#findings.mounts.push({ on, child, path: [] });
    }
    const controllers = elementsOf('controllers').flatMap((element) => mountedBy(this.#names, element));
    if (controllers.length === 0) return;
    // A path that a module gets is in front of its own controllers, not of the modules it imports.
    const own = `${on}.controllers`;
    this.#findings.mounts.push({ on, child: own, path: [] });
    for (const child of controllers) this.#findings.mounts.push({ on: own, child, path: [] });
  }

  /** `RouterModule.register([{ path: 'admin', module: AdminModule, children: [...] }])` */
  #routerModule(on: Ref, element: Range): void {
    const chain = this.#names.chainOf(element);
    const foreign = chain && this.#names.foreignOf(chain);
    const call = foreign && chain?.links[foreign.next];
    if (foreign?.from !== '@nestjs/core' || foreign.members.join('.') !== 'RouterModule.register') return;
    const [routes] =
      call?.does === 'call' && call.open !== undefined ? this.#names.source.elements(call.open) : [];
    if (routes !== undefined) this.#modulePaths(on, this.#list(routes), []);
  }

  #modulePaths(on: Ref, routes: readonly Range[], front: WrittenText, depth = 0): void {
    for (const route of depth > 20 ? [] : routes) {
      const members = membersOf(this.#names, route);
      const written = members?.get('path');
      const path = written === undefined ? [] : (readText(this.#names, written) ?? UNREADABLE);
      const whole = [...front, '/', ...path];
      // A child may be no more than a module.
      const module = members === undefined ? route : members.get('module');
      for (const ref of module === undefined ? [] : mountedBy(this.#names, module))
        this.#findings.mounts.push({ on, child: `${ref}.controllers`, path: whole, only: true });
      const children = members?.get('children');
      if (children !== undefined) this.#modulePaths(on, this.#list(children), whole, depth + 1);
    }
  }
}

function isOfNest({ foreign }: Decorator): boolean {
  return foreign !== undefined && FROM.test(foreign.from);
}

/** Tells whether callers notice a decorator; where a route is, its path says. */
function isContract(decorator: Decorator): boolean {
  const { name } = decorator;
  if (COSMETIC.test(name)) return false;
  return !isOfNest(decorator) || !(VERBS.has(name) || /^(Controller|Version)$/.test(name));
}

/** https://nestjs.com: controllers, put together by modules into an app. */
export const nestjs: JavaScriptPack = {
  name: 'nestjs',
  family: 'javascript',
  read(names, findings) {
    new NestReader(names, findings).run();
  },
};
