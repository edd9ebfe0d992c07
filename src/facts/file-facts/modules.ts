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
