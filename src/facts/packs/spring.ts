import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import { argumentsOf } from '../java/annotation-arguments.ts';
import type { Annotation, JavaClass, JavaMethod } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';
import { isAboutMicronaut } from './micronaut.ts';
import type { JavaPack } from './pack.ts';

/** Annotations that register a method, and what it then answers to; undefined: what `method` says, or any. */
const MAPPINGS: Readonly<Record<string, readonly string[] | undefined>> = {
  RequestMapping: undefined,
  GetMapping: ['GET'],
  PostMapping: ['POST'],
  PutMapping: ['PUT'],
  PatchMapping: ['PATCH'],
  DeleteMapping: ['DELETE'],
};
/** `@RestController`, `@Controller`, and those that people make of them. */
const CONTROLLER = /Controller$/;
const SPRINGS_OWN = /^(Rest)?Controller$/;
/** Interfaces by which others are called. */
const CLIENT = /^(FeignClient|HttpExchange)$/;
/** What a parameter of a path must look like. */
const PATTERN = /\{(\w+):[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g;
/** Annotations that decide who may call. */
const GUARD =
  /^(PreAuthorize|PostAuthorize|Secured|RolesAllowed|PermitAll|DenyAll|ResponseStatus|CrossOrigin)$/;
/** Parameters that do not come from the request, but from Spring. */
const INJECTED =
  /^(HttpServletRequest|HttpServletResponse|ServerHttpRequest|ServerHttpResponse|ServerWebExchange|HttpSession|Principal|Authentication|Model|ModelMap|ModelAndView|BindingResult|Errors|Locale|UriComponentsBuilder|WebRequest|RedirectAttributes)$/;

interface Mapping {
  readonly paths: readonly WrittenText[];
  readonly methods: readonly string[];
  /** What else it asks of a request: `consumes`, `params` … */
  readonly rest: readonly string[];
}

/** Reads the controllers of one source. */
class ControllerReader {
  readonly #names: JavaNames;
  readonly #findings: Findings;

  constructor(names: JavaNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    for (const found of this.#names.file.classes) this.#class(found);
  }

  #mappingOf(annotations: readonly Annotation[]): Annotation | undefined {
    return annotations.find(({ name }) => Object.hasOwn(MAPPINGS, name));
  }

  #read(annotation: Annotation, owner: JavaClass): Mapping {
    const { source } = this.#names;
    const given = argumentsOf(this.#names, annotation);
    const written = given.get('value') ?? given.get('path');
    const paths = written === undefined ? [] : this.#names.elementsOf(written);
    const read = paths.map((path) => withoutPatterns(this.#names.textOf(path, owner) ?? [{ ref: '~' }]));
    const asked = given.get('method');
    const methods = asked && this.#names.elementsOf(asked).map(({ to }) => source.word(to - 1) ?? '');
    const rest = [...given].flatMap(([name, range]) =>
      /^(value|path|method|name)$/.test(name) ? [] : [`${name}=${source.hash(range)}`],
    );
    const known =
      methods !== undefined && methods.length > 0 && methods.every((method) => /^[A-Z]+$/.test(method));
    return { paths: read, methods: MAPPINGS[annotation.name] ?? (known ? methods : ['*']), rest };
  }

  #class(found: JavaClass): void {
    const { qualified, annotations, kind } = found;
    const mapping = annotations.find(({ name }) => name === 'RequestMapping');
    const above = mapping && this.#read(mapping, found);
    const isController = kind === 'class' && annotations.some(({ name }) => CONTROLLER.test(name));
    if (mapping !== undefined) this.#names.registering.add(mapping);
    const isClient = annotations.some(({ name }) => CLIENT.test(name));
    const paths = above?.paths ?? this.#ofController(found);
    if (isController || (above !== undefined && !isClient)) this.#router(found, paths, isController);
    // What a controller inherits is served below its own path, whatever its parent says of one.
    const instead = paths.length === 0 && above === undefined ? {} : { instead: true as const };
    const describes = found.modifiers.has('abstract') || kind === 'interface';
    const inherits = isController || (describes && !isClient);
    for (const parent of inherits ? found.supertypes : []) {
      const child = this.#names.refOf(parent, found.outer);
      this.#findings.mounts.push({ on: qualified, child, path: [], ...instead });
    }
    const guards = annotations
      .filter(({ name }) => GUARD.test(name))
      .map(({ all }) => this.#names.source.hash(all));
    for (const method of found.methods)
      this.#method(method, found, [...(above?.rest ?? []), ...guards], above);
  }

  /** `@ApiController("/users")` of one's own making; of Spring's own ones the text names a bean. */
  #ofController(found: JavaClass): WrittenText[] {
    const own = found.annotations.find(({ name }) => CONTROLLER.test(name) && !SPRINGS_OWN.test(name));
    const given = own && argumentsOf(this.#names, own);
    const written = given?.get('value') ?? given?.get('path');
    const paths = written === undefined ? [] : this.#names.elementsOf(written);
    const read = paths.flatMap((path) => this.#names.textOf(path, found) ?? []);
    const [first] = read;
    return typeof first === 'string' && first.startsWith('/') ? [withoutPatterns(read)] : [];
  }

  /** One router per class; below one root for each of several paths. */
  #router({ qualified }: JavaClass, prefixes: readonly WrittenText[], serves: boolean): void {
    // What only describes, or is only a client of others, answers nothing.
    const root = serves ? { root: true as const } : { view: true as const };
    const pack = 'spring';
    const [prefix, ...others] = prefixes;
    if (others.length === 0) {
      this.#findings.addRouter({ id: qualified, pack, ...root, ...(prefix && { prefix: slashed(prefix) }) });
      return;
    }
    this.#findings.addRouter({ id: qualified, pack });
    prefixes.forEach((one, index) => {
      const id = `${qualified}~${index}`;
      this.#findings.addRouter({ id, pack, ...root, prefix: slashed(one) });
      this.#findings.mounts.push({ on: id, child: qualified, path: [] });
    });
  }

  #method(method: JavaMethod, owner: JavaClass, above: readonly string[], outer: Mapping | undefined): void {
    const annotation = this.#mappingOf(method.annotations);
    if (annotation === undefined) return;
    this.#names.registering.add(annotation);
    const { source } = this.#names;
    const { paths, methods, rest } = this.#read(annotation, owner);
    const inherited = methods[0] === '*' && outer !== undefined ? outer.methods : methods;
    const { line } = source.at(annotation.all.from);
    const { endLine } = source.lines(method.all);
    const others = method.annotations.filter((one) => one !== annotation);
    const guards = others.filter(({ name }) => GUARD.test(name)).map(({ all }) => source.hash(all));
    const parameters = method.parameters.filter(({ type }) => !INJECTED.test(source.at(type.from).text));
    const contract = [
      ...above,
      ...rest,
      ...guards,
      source.hash(method.result),
      ...parameters.map(({ all }) => source.hash(all)),
    ];
    const quiet = others.filter(({ name }) => !GUARD.test(name)).map(({ all }) => all);
    const shape = { contract: hashText(contract.join(' ')), body: source.hash(...quiet, method.body) };
    for (const path of paths.length === 0 ? [['']] : paths) {
      this.#findings.routes.push({
        on: owner.qualified,
        methods: inherited,
        path: slashed(path),
        line,
        endLine,
        ...shape,
      });
    }
  }
}

/** A pattern keeps to one segment, whatever it is: `{name:.+}`. */
function withoutPatterns(path: WrittenText): WrittenText {
  return path.map((part) => (typeof part === 'string' ? part.replace(PATTERN, '{$1}') : part));
}

/** Spring puts the slash in front of a path where there is none. */
function slashed(path: WrittenText): WrittenText {
  const [first] = path;
  return typeof first === 'string' && first !== '' && !first.startsWith('/')
    ? [`/${first}`, ...path.slice(1)]
    : path;
}

/** Spring MVC and WebFlux by annotations: https://docs.spring.io/spring-framework/reference/web/webmvc.html */
export const spring: JavaPack = {
  name: 'spring',
  family: 'java',
  read(names, findings) {
    if (!isAboutMicronaut(names)) new ControllerReader(names, findings).read();
  },
};
