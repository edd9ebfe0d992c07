/** What makes or is an app or router. */
export interface RouterShape {
  /** Serves by itself where nothing mounts it. */
  readonly root?: true;
}

/** Methods that narrow a route down before or behind what handles it: `r.HandleFunc("/x", show).Methods("GET")`. */
export interface Builders {
  /** Those that say its methods, its path, and the path of all that is below it. */
  readonly methods: string;
  readonly path: string;
  readonly prefix: string;
  /** Those that say what callers need not see in the path. */
  readonly others: ReadonlySet<string>;
  /** Methods that make a router of what was narrowed down, and those that handle it. */
  readonly router: string;
  readonly handlers: ReadonlySet<string>;
}

/** How a framework of Go is used, whose routes are registered by calls on an app or a router. */
export interface GoFramework {
  readonly pack: string;
  /** Tells its import path. */
  readonly from: RegExp;
  /** Its functions that make routers. */
  readonly makers: Readonly<Record<string, RouterShape>>;
  /** Its types that are routers. */
  readonly types: Readonly<Record<string, RouterShape>>;
  /** Methods that register a route; undefined: the methods of HTTP come first. */
  readonly verbs: Readonly<Record<string, readonly string[] | undefined>>;
  /** Methods that make a router under a path. */
  readonly groups: ReadonlySet<string>;
  /** Methods that hand a router to a function, under a path if one comes first. */
  readonly blocks: ReadonlySet<string>;
  /** Methods that put another router under a path. */
  readonly mounts: ReadonlySet<string>;
  /** Methods that give back the router. */
  readonly transparent: ReadonlySet<string>;
  readonly builders?: Builders;
  /** Where the handler stands among what follows the path; the others are guards. */
  readonly handler: 'first' | 'last';
}

/** What all of some frameworks know, by what it is for. */
export interface KnownMethods {
  /** Methods that register, group, mount or narrow down. */
  readonly all: ReadonlySet<string>;
  /** Those that get a path, those among them that get nothing else, those that may get methods of HTTP before it … */
  readonly registering: ReadonlySet<string>;
  readonly pathAlone: ReadonlySet<string>;
  readonly methodFirst: ReadonlySet<string>;
  /** … and those that get methods of HTTP alone. */
  readonly narrowing: ReadonlySet<string>;
  readonly transparent: ReadonlySet<string>;
}

const KNOWN = new WeakMap<readonly GoFramework[], KnownMethods>();

/** Collects what some frameworks know, once for all sources. */
export function knownMethods(frameworks: readonly GoFramework[]): KnownMethods {
  const known = KNOWN.get(frameworks) ?? collectMethods(frameworks);
  KNOWN.set(frameworks, known);
  return known;
}

function collectMethods(frameworks: readonly GoFramework[]): KnownMethods {
  const verbs = frameworks.flatMap((one) => Object.entries(one.verbs));
  const builders = frameworks.flatMap((one) => one.builders ?? []);
  const pathAlone = builders.flatMap(({ path, prefix }) => [path, prefix]);
  const registering = [...verbs.map(([name]) => name), ...pathAlone];
  const narrowing = builders.map(({ methods }) => methods);
  return {
    all: new Set([
      ...registering,
      ...narrowing,
      ...frameworks.flatMap(({ groups, blocks, mounts }) => [...groups, ...blocks, ...mounts]),
      ...builders.flatMap(({ router, handlers }) => [router, ...handlers]),
    ]),
    registering: new Set(registering),
    pathAlone: new Set(pathAlone),
    methodFirst: new Set(verbs.flatMap(([name, methods]) => (methods === undefined ? [name] : []))),
    narrowing: new Set(narrowing),
    transparent: new Set(frameworks.flatMap(({ transparent }) => [...transparent])),
  };
}
