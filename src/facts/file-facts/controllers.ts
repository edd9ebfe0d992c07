import type { Ref, WrittenText } from './names.ts';

/** What a method of a controller answers to, as one of its attributes says; without a path, at the controller's own. */
export interface ActionRoute {
  /** Upper case; `*` for any. */
  readonly methods: readonly string[];
  readonly path?: WrittenText;
}

/** A method of a controller that answers requests, or may in what is derived from it. */
export interface Action {
  /** What stands for `[action]`. */
  readonly name: string;
  /** What tells it from others that the class has or inherits. */
  readonly key: string;
  /** It takes the place of one that is inherited, and answers to what that answers to, where it does not say. */
  readonly overrides?: true;
  /** No action, and what it overrides is none either. */
  readonly hidden?: true;
  readonly routes: readonly ActionRoute[];
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
  readonly types?: readonly Ref[];
  /** What its parameters are called, in small letters, where a path for all actions may ask for them. */
  readonly takes?: readonly string[];
}

/** A class whose methods answer requests, with names and paths that what is derived from it inherits. */
export interface Controller {
  readonly ref: Ref;
  /** What stands for `[controller]`. */
  readonly name: string;
  readonly bases: readonly Ref[];
  /** By its name, its attributes or a class of a library that it is derived from. */
  readonly marked?: true;
  /** It answers nothing itself: what is derived from it does. */
  readonly abstract?: true;
  /** One of several parts, perhaps in other files. */
  readonly partial?: true;
  /** It is reached by attributes alone. */
  readonly api?: true;
  /** What its paths begin with; without any, those of the class it is derived from. */
  readonly paths: readonly WrittenText[];
  /** Its paths only stand in front of those of its actions: one without a path of its own is not there. */
  readonly fronts?: true;
  readonly area?: WrittenText;
  /** What stands for all its actions: part of their contracts. */
  readonly guards?: readonly string[];
  readonly actions: readonly Action[];
}

/** A path for all actions that have none of their own: `{controller=Home}/{action=Index}/{id?}`. */
export interface Convention {
  readonly path: WrittenText;
  /** For controllers of Web API, whose methods say by their names what they answer to; not for others. */
  readonly api?: true;
  readonly area?: WrittenText;
  /** The namespace whose controllers are in that area, without saying so. */
  readonly namespace?: string;
  /** It stands in front of all paths that attributes say. */
  readonly front?: true;
  /** Of these alone, where the path does not say. */
  readonly controller?: WrittenText;
  readonly action?: WrittenText;
}
