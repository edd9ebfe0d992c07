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
