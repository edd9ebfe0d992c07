import type { Language } from './language.ts';

/**
 * Changes whenever the same text may be read differently, so that what was kept under the old version is read again.
 */
export const FACTS_VERSION = '52';

/**
 * A name as a file uses it, followed by the steps to what it stands for: `router` a local name, `users.router` a member,
 * `create()` what a function returns, `create@0` its first parameter. A local name that is not the file's own but that of
 * an inner scope carries the scope's number: `router~3`.
 */
export type Ref = string;

/** A text put together from what is written and from constants, perhaps of other files. */
export type TextPart = string | { readonly ref: Ref };
export type WrittenText = readonly TextPart[];

/** `name` is what the other module calls it: `default`, `*` for its namespace, `=` for its `module.exports`. */
export interface Import {
  readonly as: string;
  readonly from: string;
  readonly name: string;
}

/**
 * With `from`, `of` is a name of that module, else one of this file. `*` as the name passes on all that `of` has; `=` is
 * what a CommonJS module is as a whole.
 */
export interface Export {
  readonly name: string;
  readonly of: Ref;
  readonly from?: string;
  readonly line: number;
}

/** Something with a name: a function, class, method (`Class.method`), constant, type … Lines from 1, both included. */
export interface Definition {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
  /** Private, or a member of a mere object: no symbol, but it may be what handles a route. */
  readonly inner?: true;
}

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
}

/** Something served on a router. Nothing comes of it unless `on` leads to a router. */
export interface Route {
  readonly on: Ref;
  /** Upper case; `*` for any. */
  readonly methods: readonly string[];
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
  /** A directory, from that of this file on: the child is what each file below it exports, `*` standing for that. */
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

/**
 * What of a source is used otherwise than its other lists say: handed on, kept, called. Whatever becomes of it there, a
 * router may come to be served by it.
 */
export interface Uses {
  /** Names of other modules of the tree, by those modules as they are written here; `*` for all that one has. */
  readonly modules?: Readonly<Record<string, readonly string[]>>;
  /** Own names that lead to routers. */
  readonly own?: readonly Ref[];
  /** Own names that lead to routers, by those of the functions that give them out. */
  readonly given?: Readonly<Record<Ref, readonly Ref[]>>;
  /**
   * Names of functions that functions mention, by those; '' for what stands outside of any. A name of the package, one of
   * another (`users.Register`), a method with what it is of (`Server.routes`, `users.New().Register`) or alone (`.routes`).
   */
  readonly calls?: Readonly<Record<Ref, readonly Ref[]>>;
  /** Directories out of which modules of any name are loaded, from that of this file on; `*` for any directory. */
  readonly loads?: readonly string[];
}

/** Of a table in its normal form. Columns are named without it. */
interface OfTable {
  readonly table: string;
  readonly line: number;
}

interface OfColumn extends OfTable {
  readonly column: string;
}

/** What makes up a column: a hash of its type, whether it must have a value, a hash of the rest. */
export interface ColumnShape {
  readonly type: string;
  readonly required: boolean;
  readonly rest: string;
}

/** One step of a schema's history. `body` is a hash of the constraints of a table. */
export type SchemaStep =
  | (OfTable & { readonly does: 'create table'; readonly endLine: number; readonly body: string })
  | (OfTable & { readonly does: 'drop table' })
  | (OfTable & { readonly does: 'rename table'; readonly to: string })
  | (OfColumn & ColumnShape & { readonly does: 'add column'; readonly endLine: number })
  | (OfColumn & Partial<ColumnShape> & { readonly does: 'alter column' })
  | (OfColumn & { readonly does: 'drop column' })
  | (OfColumn & { readonly does: 'rename column'; readonly to: string });

/** Where the steps of a file stand in the history of a schema, if it is no matter of their paths. */
export interface Revision {
  readonly id: string;
  /** What goes before it. */
  readonly after: readonly string[];
}

/** A column as a model declares it. */
export interface ModelColumn extends ColumnShape {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  /** The name is that of the member, which a convention of the whole tree may turn into another. */
  readonly implied?: true;
  /** What its type is called: where that is a model, it is a relation and no column. */
  readonly of?: string;
}

/** Libraries with a setting that turns the names of all members into snake case. */
export type ModelLibrary = 'drizzle' | 'typeorm' | 'sequelize';

/**
 * How tables without a name of their own are called: by app and class, by the class in snake case or in lower case, or so
 * with an `s` behind it.
 */
export type TableNaming = 'app' | 'snake' | 'snakes' | 'lower' | 'lowers';

/** A table between those of two models. */
export interface JoinTable {
  /** What stands behind the name of the model's own table. */
  readonly name: string;
  /** What it is called as a whole. */
  readonly table?: string;
  readonly line: number;
  readonly endLine: number;
  readonly body: string;
}

/** A class that may be a table, or that tables take columns from. */
export interface Model {
  readonly ref: Ref;
  /** The table it says to be. */
  readonly table?: string;
  /** A text in front of that name: a schema with its dot, a prefix. */
  readonly within?: Ref;
  readonly library?: ModelLibrary;
  /** Of it and of what is derived from it. */
  readonly naming?: TableNaming;
  /** What it is derived from, other than the classes of libraries. */
  readonly bases: readonly Ref[];
  /** No table: what is derived from it takes its columns. A proxy is no table, and nothing takes columns from it. */
  readonly role?: 'abstract' | 'proxy';
  readonly columns: readonly ModelColumn[];
  readonly joins?: readonly JoinTable[];
  readonly line: number;
  readonly endLine: number;
  /** Hash of constraints and indexes. */
  readonly body: string;
}

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
  readonly area?: WrittenText;
  /** What stands for all its actions: part of their contracts. */
  readonly guards?: readonly string[];
  readonly actions: readonly Action[];
}

/** A path for all actions that have none of their own: `{controller=Home}/{action=Index}/{id?}`. */
export interface Convention {
  readonly path: WrittenText;
  readonly area?: WrittenText;
  /** Of these alone, where the path does not say. */
  readonly controller?: WrittenText;
  readonly action?: WrittenText;
}

/**
 * A value as a call is given it, as far as it is written out: a text, a list, a name, options; of anything else a hash of
 * its text.
 */
export type CallValue =
  | string
  | boolean
  | null
  | readonly CallValue[]
  | { readonly symbol: string }
  | { readonly text: readonly (string | { readonly name: string })[] }
  | { readonly name: string }
  | {
      readonly options: Readonly<Record<string, CallValue>>;
      readonly pairs: readonly (readonly [CallValue, CallValue])[];
    }
  | { readonly code: string };

/**
 * A statement of a language that is written in Ruby, which means something only with those around it, perhaps in other
 * files. `=` is an assignment, `def` a method.
 */
export interface Call {
  readonly call: string;
  /** What it is called on. */
  readonly on?: CallValue;
  readonly args?: readonly CallValue[];
  readonly options?: Readonly<Record<string, CallValue>>;
  /** Keys that are no symbols: `'x' => 'y'`. */
  readonly pairs?: readonly (readonly [CallValue, CallValue])[];
  /** What the block is given. */
  readonly params?: readonly string[];
  readonly block?: readonly Call[];
  /** Of a block that is code, not more of the language, a hash. */
  readonly body?: string;
  readonly line: number;
  readonly endLine: number;
}

/** A fact that no other file can change: an environment variable, a dependency, a model. */
export interface LocalFact {
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
}

/** A place in an API's document: `#/components/schemas/User` in this file, `users.yaml#/User` in another one. */
export type Pointer = string;

/** Something of an API's document, with the places that its contract goes on at. */
interface OfDocument {
  readonly contract: string;
  readonly refs?: readonly Pointer[];
}

/** What can be done at a path. */
export interface ApiOperation extends OfDocument {
  /** Where its path item stands. */
  readonly item: Pointer;
  /** Absent where only the file that refers here knows it. */
  readonly path?: string;
  /** Upper case. */
  readonly method: string;
  readonly line: number;
  readonly endLine: number;
  readonly body: string;
}

/** A path whose operations stand elsewhere; without a path, all of them do. */
export interface ApiPath {
  /** Where its path item, or what has all of them, stands. */
  readonly item: Pointer;
  readonly path?: string;
  readonly at: Pointer;
}

/** A property of a schema, or the schema itself, without its name. */
export interface ApiField {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly contract: string;
  readonly body: string;
}

/** What others may refer to. */
export interface ApiPart extends OfDocument {
  readonly at: Pointer;
  /** Of a schema: itself, called `''`, and its properties. */
  readonly fields?: readonly ApiField[];
}

/** An OpenAPI or Swagger document, or a file that one is split into. */
export interface ApiDocument {
  /** In front of all its paths. Absent in a file that is only a part of others. */
  readonly base?: string;
  readonly operations: readonly ApiOperation[];
  readonly paths: readonly ApiPath[];
  readonly parts: readonly ApiPart[];
}

/** A name of modules, or many with a `*` in it, and the paths that stand for it, the one that is meant first at the front. */
export type ModulePattern = readonly [pattern: string, targets: readonly string[]];

/** What a manifest or a compiler's configuration says of modules' names. Paths begin at its directory. */
export interface ModuleNames {
  /** What the package is called. */
  readonly name?: string;
  /** What others get of the package: `.`, `./subpath`. */
  readonly exports?: readonly ModulePattern[];
  /** Names that its own files use. */
  readonly imports?: readonly ModulePattern[];
  /** The configurations that this one is laid over, the last one first. */
  readonly extends?: readonly string[];
  readonly baseUrl?: string;
  /** From `baseUrl` on, where there is one. */
  readonly paths?: readonly ModulePattern[];
}

/**
 * What one source says on its own. It depends on nothing but the language and the text, is plain JSON and small, so it
 * can be kept under blob, language and `FACTS_VERSION`. Empty lists are left out.
 */
export interface FileFacts {
  readonly language: Language;
  /** Why the text was not read: too large, or with lines that nobody writes by hand. */
  readonly passedOver?: 'large' | 'generated';
  readonly imports?: readonly Import[];
  readonly exports?: readonly Export[];
  /** Exported or not: handlers are found among them. */
  readonly definitions?: readonly Definition[];
  /** Texts with a name. */
  readonly constants?: Readonly<Record<Ref, WrittenText>>;
  /** Names that stand for others: `const api = router`, what a function returns, a member of an object. */
  readonly aliases?: Readonly<Record<Ref, Ref>>;
  /** The aliases that are calls which make what they give anew: each caller of `create()` has one of its own. */
  readonly makes?: readonly Ref[];
  readonly routers?: readonly Router[];
  readonly routes?: readonly Route[];
  readonly mounts?: readonly Mount[];
  readonly handed?: readonly Handed[];
  /** Absent in languages of which it is not known. */
  readonly uses?: Uses;
  readonly schema?: readonly SchemaStep[];
  readonly revision?: Revision;
  readonly models?: readonly Model[];
  readonly controllers?: readonly Controller[];
  readonly conventions?: readonly Convention[];
  /** Routes of Rails, whose meaning depends on where they are drawn. */
  readonly routing?: readonly Call[];
  readonly local?: readonly LocalFact[];
  readonly document?: ApiDocument;
  readonly modules?: ModuleNames;
}
