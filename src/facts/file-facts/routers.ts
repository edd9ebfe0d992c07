import type { Ref, WrittenText } from './names.ts';

/** What routes are registered on: an app, a router, a blueprint, a controller class, a group. */
export interface Router {
  readonly id: Ref;
  /** The pack that found it. */
  readonly pack: string;
  /**
   * Serves by itself where nothing mounts it; any other router is reached only through its mounts. `unless named`: so it
   * does where the tree names no other one of its pack as the root. `unless idle`: so it does
   * where its package has no other one of its pack that is more likely to be run.
   */
  readonly root?: true | 'unless named' | 'unless idle';
  /** In front of all its routes, wherever it is mounted. */
  readonly prefix?: WrittenText;
  /** A class that may be registered at some path: where nothing does, its routes have none. */
  readonly view?: true;
}

/** Something served on a router. Nothing comes of it unless `on` leads to a router. */
export interface Route {
  readonly on: Ref;
  /** Upper case; `*` for any. */
  readonly methods: readonly string[];
  /** The parameter of a function that is given the method. */
  readonly method?: Ref;
  readonly path: WrittenText;
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
  /** Functions defined elsewhere whose text is part of the body. */
  readonly handlers?: readonly Ref[];
  /** Types whose members are part of the contract. */
  readonly types?: readonly Ref[];
  /** What is mounted at the same place: the route stands only where that has no routes of its own. */
  readonly view?: Ref;
  /** The function that registers it; said in languages of which it is known what functions call. */
  readonly within?: Ref;
}

/** A router put under another one. Without `path` the prefix is not known. */
export interface Mount {
  readonly on: Ref;
  readonly child: Ref;
  readonly path?: WrittenText;
  /** The path stands in place of the prefix that the child has of its own. */
  readonly instead?: true;
  /** Where the child is mounted otherwise does not count. */
  readonly only?: true;
  /**
   * A directory, from that of this file on: the child is what each file below it exports, `*` standing for that. With a
   * `*` in it, what modules are called: the child is of each, and `*` in the path what stands for it in that name, up to
   * its first dot; `*.` without an extension, `*-x` without `x`.
   */
  readonly files?: string;
  /** The directories below that one are no part of the path. */
  readonly flat?: true;
  /** The function that mounts it, as of a route. */
  readonly within?: Ref;
}

/**
 * What a parameter, or a member or element of one (`App@0.[]`), is given by a call: something that has routers. Of a list
 * that has a name, an element.
 */
export interface Handed {
  readonly to: Ref;
  readonly value: Ref;
}
