/** A parameter by its position and its name; position -1: by name alone. */
export type Argument = readonly [position: number, name: string];

/** What makes an app or router when it is called. */
export interface Maker {
  /** The dotted names it is imported by. */
  readonly names: readonly string[];
  /** What classes are called that other modules derive from it: they are taken for it where they get a prefix or an app. */
  readonly likely?: RegExp;
  /** Those are taken for it without a prefix, too, where they decorate functions. */
  readonly likelyBare?: true;
  /** Serves by itself. */
  readonly root?: true;
  readonly prefix?: Argument;
  /** The argument whose text is the prefix where there is none: a namespace is served under its name. */
  readonly prefixFrom?: Argument;
  /** The argument with a version, which is the first part of every path. */
  readonly version?: Argument;
  /** Its other arguments are routers that it puts under its prefix. */
  readonly holds?: true;
  /** The app or router that it is put on at once. */
  readonly on?: Argument;
}

/** A method that registers one function: `add_api_route("/x", show)`. */
export interface Adder {
  readonly path: Argument;
  readonly handler: Argument;
  /** What it answers to, where its name says that. */
  readonly methods?: readonly string[];
  /** The argument that says it. */
  readonly method?: Argument;
  /** The handler is an object; the argument says which of its responders are meant. */
  readonly suffix?: Argument;
}

/** A method that puts a router under a path. */
export interface Mounter {
  readonly child: Argument;
  readonly path: Argument;
  /** The child may be named by a text: `add_router("/users", "users.api.router")`. */
  readonly named?: true;
  /** The path stands in place of the prefix that the child has. */
  readonly instead?: true;
}

/** How a framework is used whose routes are registered by decorators of, and calls on, an app or a router. */
export interface Framework {
  readonly pack: string;
  /** Tells by its imports that a source is about this framework: top-level modules. */
  readonly modules: readonly string[];
  readonly makers: readonly Maker[];
  /** Decorators and what they answer to; undefined: what `methods` says, or GET. */
  readonly verbs: Readonly<Record<string, readonly string[] | undefined>>;
  /** Those of the decorators whose first argument lists the methods. */
  readonly byMethods?: ReadonlySet<string>;
  readonly adders: Readonly<Record<string, Adder>>;
  readonly mounters: Readonly<Record<string, Mounter>>;
  /** Methods that register a class under all of their other arguments: `add_resource(Users, "/a", "/b")`. */
  readonly resources: ReadonlySet<string>;
  /** Methods of a router that put it on what they get: `api.init_app(app)`. */
  readonly joiners: ReadonlySet<string>;
  /** Methods of an app that make a router on it: `api.namespace("users")`. */
  readonly children: Readonly<Record<string, Maker>>;
  /** Routes that are written as lists. */
  readonly lists?: {
    /** What makes a route of a list, by its dotted name, and what that answers to. */
    readonly routes: Readonly<Record<string, readonly string[] | undefined>>;
    /** What puts others under a path in a list. */
    readonly mounts: ReadonlySet<string>;
    /** Those of the routes whose first argument is the method. */
    readonly byMethod?: ReadonlySet<string>;
    /** The argument that has the handler of a route. */
    readonly handler: string;
    /** The argument by which what is made gets a list. */
    readonly argument?: string;
    /** Methods that put a list on what they are called on. */
    readonly methods: ReadonlySet<string>;
  };
  /** Members that stand for the app or router itself: `app.router.add_get`, `api.urls`. */
  readonly forms?: readonly string[];
  /** Paths need no slash in front. */
  readonly bare?: true;
  /** Bases of classes whose methods are named like those of HTTP. */
  readonly views: RegExp;
  /** Bases that may be such classes, by how they are called. */
  readonly likelyViews?: RegExp;
  /** Methods that answer for an object, by what they answer to and what is asked of it: `on_get`, `on_get_list`. */
  readonly responders?: RegExp;
  /** Whether a handler's parameters and result are what callers see, or only what stands in the path. */
  readonly typed: boolean;
  /** Arguments of a decorator that callers don't notice. */
  readonly cosmetic: ReadonlySet<string>;
}
