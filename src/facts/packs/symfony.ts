import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { annotationsIn } from '../php/annotations.ts';
import { type Attribute, attributesOf } from '../php/attributes.ts';
import { entriesOf } from '../php/calls.ts';
import type { PhpClass, PhpFunction } from '../php/class-shapes.ts';
import { joined, type PhpNames, UNKNOWN } from '../php/names.ts';
import { withCatchAlls } from '../symfony/route-path.ts';
import { CONTROLLERS } from '../symfony/routers.ts';
import type { PhpPack } from './pack.ts';

const ROUTE = /^Symfony\\Component\\Routing\\(Attribute|Annotation)\\Route$|^Sensio\\.*\\Route$/;
/** Attributes of spatie/laravel-route-attributes and FOSRestBundle that are called by their method. */
const BY_METHOD =
  /^(?:Spatie\\RouteAttributes\\Attributes|FOS\\RestBundle\\Controller\\Annotations)\\(Get|Post|Put|Patch|Delete|Options|Any)$/;
const PREFIX = /^Spatie\\RouteAttributes\\Attributes\\Prefix$/;
const GUARD = /(^|\\)(IsGranted|Security|Middleware)$/;

/** What one attribute or annotation says. */
interface Said {
  readonly methods: readonly string[];
  readonly paths: readonly WrittenText[];
}

/** Reads the controllers of one source. */
class ControllerReader {
  readonly #names: PhpNames;
  readonly #findings: Findings;

  constructor(names: PhpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    for (const found of this.#names.file.classes) if (found.name !== '') this.#class(found);
    if (this.#findings.routes.some(({ on }) => on === CONTROLLERS))
      this.#findings.addRouter({ id: CONTROLLERS, pack: 'symfony', root: true });
  }

  #class(owner: PhpClass): void {
    const above = this.#said(owner, owner);
    const methods = owner.methods.map((method) => ({ method, said: this.#said(method, owner) }));
    const own = methods.filter(({ said }) => said.length > 0);
    const invoked = owner.methods.find(({ name }) => name === '__invoke');
    // A class that can be called answers to its own path.
    if (own.length === 0 && invoked !== undefined) {
      for (const one of above) this.#route(owner, invoked, [''], one);
      return;
    }
    const prefixes = above.flatMap(({ paths }) => paths);
    for (const { method, said } of own)
      for (const one of said)
        for (const prefix of prefixes.length === 0 ? [['']] : prefixes)
          this.#route(owner, method, prefix, one);
  }

  /** What the attributes of a class or method say, or the comment in front of it. */
  #said(what: PhpClass | PhpFunction, owner: PhpClass): Said[] {
    const attributes = attributesOf(this.#names, what.attributes).flatMap((one) =>
      this.#ofAttribute(one, owner),
    );
    return attributes.length > 0 ? attributes : this.#ofComment(what.all.from);
  }

  #ofAttribute({ name, placed, named }: Attribute, owner: PhpClass): Said[] {
    const [, method] = BY_METHOD.exec(name) ?? [];
    if (method === undefined && !ROUTE.test(name) && !PREFIX.test(name)) return [];
    const path = named.get('path') ?? named.get('uri') ?? named.get('prefix') ?? placed[0];
    const methods =
      method === undefined
        ? this.#texts(named.get('methods'), owner).map((one) => one.toUpperCase())
        : [method.toUpperCase()];
    return [{ methods: methods.map((one) => (one === 'ANY' ? '*' : one)), paths: this.#paths(path, owner) }];
  }

  #texts(range: Range | undefined, owner: PhpClass): string[] {
    if (range === undefined) return [];
    const entries = entriesOf(this.#names.source, range) ?? [{ value: range }];
    return entries.flatMap(({ value }) => {
      const text = this.#names.wholeText(value, new Map(), owner);
      // `Request::METHOD_GET`
      const constant = /^METHOD_([A-Z]+)$/.exec(this.#names.source.at(value.to - 1).text)?.[1];
      return text ?? constant ?? [];
    });
  }

  /** One path, or one for each language. */
  #paths(range: Range | undefined, owner: PhpClass): WrittenText[] {
    if (range === undefined) return [['']];
    const entries = entriesOf(this.#names.source, range) ?? [{ value: range }];
    return entries.map(({ value }) => this.#names.textOf(value, new Map(), owner) ?? [UNKNOWN]);
  }

  #ofComment(from: number): Said[] {
    const annotations = annotationsIn(this.#names.before(from));
    const method = annotations.find(({ name }) => name === 'Method')?.methods ?? [];
    return annotations.flatMap(({ name, path, methods }) => {
      const whole = this.#names.classOf(name);
      const [, verb] = BY_METHOD.exec(whole) ?? [];
      if (verb === undefined && !ROUTE.test(whole)) return [];
      const all = verb === undefined ? [...methods, ...method] : [verb.toUpperCase()];
      return [{ methods: all, paths: [[path ?? '']] }];
    });
  }

  #route(owner: PhpClass, method: PhpFunction, prefix: WrittenText, { methods, paths }: Said): void {
    const { source } = this.#names;
    const guards = attributesOf(this.#names, [...owner.attributes, ...method.attributes])
      .filter(({ name }) => GUARD.test(name))
      .map(({ all }) => source.hash(all));
    const { line, endLine } = source.lines({ from: method.from, to: method.all.to });
    const ref = `${owner.name}.${method.name}`;
    for (const path of paths) {
      this.#findings.routes.push({
        on: CONTROLLERS,
        methods: methods.length === 0 ? ['*'] : methods,
        path: withCatchAlls(joined([...prefix, '/', ...path]) ?? [UNKNOWN]),
        line,
        endLine,
        contract: hashText(guards.join('\n')),
        body: hashText(ref),
        handlers: [ref],
        types: [`${ref}@request`],
      });
    }
  }
}

/** https://symfony.com/doc/current/routing.html: attributes and annotations of controllers, also of FOSRest and Spatie. */
export const symfony: PhpPack = {
  name: 'symfony',
  family: 'php',
  read: (names, findings) => new ControllerReader(names, findings).read(),
};
