import type { FileFacts } from '../file-facts.ts';
import type { Findings } from '../findings.ts';
import { contractOf, type EndpointWords, pathsOf, shapeOf } from '../java/annotated-endpoints.ts';
import type { JavaClass, JavaMethod } from '../java/class-shapes.ts';
import type { JavaNames } from '../java/names.ts';
import type { JavaPack, TreePack } from './pack.ts';

const PACKAGE = /^(jakarta|javax)\.ws\.rs\b/;
const VERB = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
/** Interfaces by which others are called. */
const CLIENT = 'RegisterRestClient';
/** By these a container makes an object of a class, which may serve what an interface says. */
const BEAN = /^(ApplicationScoped|RequestScoped|Singleton|Stateless|Component|Service|Named|Dependent)$/;
const WORDS: EndpointWords = {
  contract:
    /^(RolesAllowed|PermitAll|DenyAll|Authenticated|PermissionsAllowed|Produces|Consumes|ResponseStatus)$/,
  injected:
    /^(Context|Suspended|Inject|AsyncResponse|SecurityContext|UriInfo|HttpHeaders|Request|SseEventSink|Sse)$/,
};
/** The constant that says what is in front of all paths of an application. */
const FRONT = 'jaxrs~front';

/** Reads the resources of one source. */
class ResourceReader {
  readonly #names: JavaNames;
  readonly #findings: Findings;

  constructor(names: JavaNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    if (!this.#names.file.imports.some(({ written }) => PACKAGE.test(written))) return;
    for (const found of this.#names.file.classes) this.#class(found);
  }

  #class(found: JavaClass): void {
    const { annotations, qualified, kind } = found;
    const front = annotations.find(({ name }) => name === 'ApplicationPath');
    const [path] = front === undefined ? [] : pathsOf(this.#names, front, found, 'value');
    if (path !== undefined) this.#findings.constants.set(FRONT, path);
    if (annotations.some(({ name }) => name === CLIENT)) return;
    const placed = annotations.find(({ name }) => name === 'Path');
    const serves = found.methods.some((one) => one.annotations.some(({ name }) => VERB.test(name)));
    const bean = annotations.some(({ name }) => BEAN.test(name)) && found.supertypes.length > 0;
    if (placed === undefined && !serves && !bean) return;
    if (placed !== undefined) this.#names.registering.add(placed);
    const [prefix] = placed === undefined ? [] : pathsOf(this.#names, placed, found, 'value');
    const root = kind !== 'interface' && !found.modifiers.has('abstract') && (placed !== undefined || bean);
    this.#findings.addRouter({
      id: qualified,
      pack: 'jaxrs',
      ...(root && { root: true as const }),
      ...(prefix && { prefix }),
    });
    // What a class inherits is served below its own path, where it says one.
    for (const parent of found.supertypes) {
      const child = this.#names.refOf(parent, found.outer);
      const instead = placed === undefined ? {} : { instead: true as const };
      this.#findings.mounts.push({ on: qualified, child, path: [], ...instead });
    }
    const above = contractOf(this.#names, annotations, WORDS);
    for (const method of found.methods) this.#method(method, found, above);
  }

  #method(method: JavaMethod, owner: JavaClass, above: readonly string[]): void {
    const verbs = method.annotations.filter(({ name }) => VERB.test(name));
    const placed = method.annotations.find(({ name }) => name === 'Path');
    const [path = ['']] = placed === undefined ? [] : pathsOf(this.#names, placed, owner, 'value');
    if (verbs.length === 0) {
      const { source } = this.#names;
      const type = source.word(method.result.to - 1);
      // What a method with a path and no verb gives serves what is below.
      if (placed === undefined || type === undefined) return;
      const child = this.#names.refOf(type, owner);
      this.#findings.mounts.push({ on: owner.qualified, child, path, instead: true });
      return;
    }
    const registering = [...verbs, ...(placed === undefined ? [] : [placed])];
    for (const one of registering) this.#names.registering.add(one);
    this.#findings.routes.push({
      on: owner.qualified,
      methods: verbs.map(({ name }) => name),
      path,
      ...shapeOf(this.#names, method, registering, above, WORDS),
    });
  }
}

/** https://jakarta.ee/specifications/restful-ws/, and so Jersey, RESTEasy and Quarkus. */
export const jaxrs: JavaPack = {
  name: 'jaxrs',
  family: 'java',
  read: (names, findings) => new ResourceReader(names, findings).read(),
};

/** The directory of the module that a source is of. */
function moduleOf(path: string): string {
  const cut = path.indexOf('src/main/');
  return cut === -1 ? '' : path.slice(0, cut);
}

/** Puts the `@ApplicationPath` of a module in front of what its resources serve. */
export const jaxrsFronts: TreePack = {
  name: 'jaxrs-fronts',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    const fronts = new Map<string, string | undefined>();
    for (const [path, { constants = {} }] of files) {
      const [front] = Object.hasOwn(constants, FRONT) ? (constants[FRONT] ?? []) : [];
      // Of several applications nobody knows which one a resource is of.
      if (typeof front === 'string')
        fronts.set(moduleOf(path), fronts.has(moduleOf(path)) ? undefined : front);
    }
    if (fronts.size === 0) return found;
    for (const [path, file] of files) {
      const front = fronts.get(moduleOf(path));
      if (front === undefined || !file.routers?.some(({ pack }) => pack === 'jaxrs')) continue;
      const routers = file.routers.map((router) =>
        router.pack === 'jaxrs' && router.root === true
          ? { ...router, prefix: [front, '/', ...(router.prefix ?? [])] }
          : router,
      );
      found.set(path, { ...file, routers });
    }
    return found;
  },
};
