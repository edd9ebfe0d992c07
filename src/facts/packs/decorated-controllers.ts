import type { Ref, WrittenText } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Findings } from '../findings.ts';
import { type ClassShape, type Member, readMembers } from '../javascript/classes.ts';
import { type Decorator, decoratorsOf, readDecorator } from '../javascript/decorators.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';
import { readText } from '../javascript/written-text.ts';
import type { JavaScriptPack, TreePack } from './pack.ts';

const METHODS = ['Get', 'Head', 'Post', 'Put', 'Patch', 'Delete', 'Options'];
const UNREADABLE: WrittenText = [{ ref: '~' }];
/** A router that stands for what is in front of all paths of routing-controllers. */
const FRONT = 'controllers~front';
const PACK = 'decorated-controllers';

/** A library whose controllers say by decorators where they are, and are served without being named. */
interface Library {
  readonly from: RegExp;
  readonly controllers: ReadonlySet<string>;
  readonly verbs: ReadonlyMap<string, string>;
  /** Decorators that callers don't see. */
  readonly cosmetic: RegExp;
  /** What apps put in front is said where they are configured, which is not read. */
  readonly below?: true;
}

function verbs(front: string, ...more: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map([...METHODS.map((verb) => [front + verb, verb.toUpperCase()] as const), ...more]);
}

const LIBRARIES: readonly Library[] = [
  {
    from: /^routing-controllers$/,
    controllers: new Set(['Controller', 'JsonController']),
    verbs: verbs('', ['All', '*']),
    cosmetic: /^(OpenAPI|ResponseSchema|Service)$/,
  },
  {
    from: /^(@tsoa\/runtime|tsoa)$/,
    controllers: new Set(['Route']),
    verbs: verbs(''),
    cosmetic: /^(Tags|Example|OperationId|Deprecated|Extension)$/,
  },
  {
    from: /^inversify-express-utils$/,
    controllers: new Set(['controller']),
    verbs: verbs('http', ['all', '*']),
    cosmetic: /^(ApiPath|ApiOperation\w+)$/,
  },
  {
    from: /^@overnightjs\/core$/,
    controllers: new Set(['Controller']),
    verbs: verbs('', ['All', '*']),
    cosmetic: /^ClassOptions$/,
  },
  {
    from: /^@midwayjs\/(core|decorator)$/,
    controllers: new Set(['Controller']),
    verbs: verbs('', ['All', '*'], ['Del', 'DELETE']),
    cosmetic: /^(Provide|Scope|Api\w+)$/,
  },
  {
    from: /^(@tsed\/(common|di|schema|mvc)|ts-express-decorators)$/,
    controllers: new Set(['Controller', 'RestController']),
    verbs: verbs('', ['All', '*']),
    cosmetic: /^(Description|Summary|Name|Tags|Docs|Hidden|OperationId|Deprecated|Returns)$/,
    below: true,
  },
];

/** Reads the controllers of one source. */
class ControllerReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    for (const shape of this.#names.scopes.classes) {
      const decorators = decoratorsOf(this.#names, shape);
      for (const library of LIBRARIES) {
        const placed = decorators.find((one) => isOf(one, library) && library.controllers.has(one.name));
        if (placed !== undefined) this.#controller(shape, placed, decorators, library);
      }
    }
    this.#front();
  }

  #text(value: Range | undefined): WrittenText {
    return value === undefined ? [] : (readText(this.#names, value) ?? UNREADABLE);
  }

  #controller(
    shape: ClassShape,
    placed: Decorator,
    decorators: readonly Decorator[],
    library: Library,
  ): void {
    const { source, shapes } = this.#names;
    const id = this.#names.classRef(shape);
    const front = library.below ? UNREADABLE : [];
    const prefix = [...front, '/', ...this.#text(placed.values[0])];
    this.#findings.addRouter({ id, pack: PACK, root: true, prefix });
    const guards = [
      source.hash(...decorators.filter((one) => isContract(one, library)).map(({ range }) => range)),
      source.hash(...placed.values.slice(1)),
    ];
    for (const member of readMembers(source, shape, shapes)) {
      const own = member.decorators.map((range) => readDecorator(this.#names, range));
      for (const found of own) {
        const method = isOf(found, library) ? library.verbs.get(found.name) : undefined;
        if (method === undefined || member.shape === undefined) continue;
        const [first] = found.values;
        if (first !== undefined && source.at(first.from).kind === 'regex') continue;
        const kept = own.filter((one) => isContract(one, library)).map(({ range }) => range);
        const more = found.values.slice(1);
        this.#route(id, member, method, this.#text(first), [...guards, source.hash(...kept, ...more)]);
      }
    }
  }

  #route(
    on: Ref,
    { range, shape }: Member,
    method: string,
    path: WrittenText,
    notes: readonly string[],
  ): void {
    const { source } = this.#names;
    if (shape === undefined) return;
    const parameters = source.elements(shape.parameters);
    const returned = { from: source.after(shape.parameters), to: shape.body.from };
    this.#findings.routes.push({
      on,
      methods: [method],
      path,
      ...source.lines(range),
      contract: [...notes, source.hash(...parameters, returned)].join(' ').trim(),
      body: source.hash(shape.body),
    });
  }

  /** `createExpressServer({ routePrefix: '/api', controllers: [...] })` */
  #front(): void {
    const names = this.#names;
    for (const chain of names.chains) {
      const foreign = names.foreignOf(chain);
      if (foreign?.from !== 'routing-controllers') continue;
      const call = chain.links[foreign.next];
      if (call?.does !== 'call' || call.open === undefined) continue;
      for (const value of names.source.elements(call.open)) {
        const prefix = membersOf(names, value)?.get('routePrefix');
        const text = this.#text(prefix);
        // What names stand for here, they don't in other files.
        const known = text.every((part) => typeof part === 'string') ? text : UNREADABLE;
        if (prefix !== undefined) this.#findings.addRouter({ id: FRONT, pack: FRONT, prefix: known });
      }
    }
  }
}

function isOf({ foreign }: Decorator, { from }: Library): boolean {
  return foreign !== undefined && from.test(foreign.from);
}

function isContract(decorator: Decorator, library: Library): boolean {
  const { name } = decorator;
  if (library.cosmetic.test(name)) return false;
  return !isOf(decorator, library) || !(library.verbs.has(name) || library.controllers.has(name));
}

/** routing-controllers, tsoa, inversify-express-utils, OvernightJS, Midway, Ts.ED: controllers by decorators. */
export const decoratedControllers: JavaScriptPack = {
  name: PACK,
  family: 'javascript',
  read(names, findings) {
    const imports = names.scopes.bindings.some(
      ({ import: found }) => found !== undefined && LIBRARIES.some(({ from }) => from.test(found.from)),
    );
    if (imports) new ControllerReader(names, findings).read();
  },
};

/** Puts the `routePrefix` of the only app of a tree in front of its controllers. */
export const controllerFronts: TreePack = {
  name: 'controller-fronts',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    const fronts = [...files.values()].flatMap(({ routers = [] }) =>
      routers.flatMap(({ pack, prefix = [] }) => (pack === FRONT ? [prefix] : [])),
    );
    const [front, ...others] = fronts;
    if (front === undefined || others.length > 0) return found;
    for (const [path, file] of files) {
      if (!file.routers?.some(({ pack }) => pack === PACK)) continue;
      const routers = file.routers.map((router) =>
        router.pack === PACK ? { ...router, prefix: [...front, '/', ...(router.prefix ?? [])] } : router,
      );
      found.set(path, { ...file, routers });
    }
    return found;
  },
};
