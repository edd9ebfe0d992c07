/** Where a symbol is defined. Lines count from 1, both included, with decorators and the like. */
export interface SymbolLines {
  readonly line: number;
  readonly endLine: number;
  /** Where its name stands. */
  readonly nameLine: number;
}

/** A symbol as one version of a file defines it; one that is defined several times, as overloads are, is one. */
export interface SourceSymbol {
  /** Without the path: `Class.method`, `outer.inner`. */
  readonly name: string;
  /** Never empty. */
  readonly places: readonly SymbolLines[];
  /** Its text without comments and white space: what callers may rely on, and the rest. */
  readonly contract: string;
  readonly body: string;
  /** Its text does not follow the grammar. */
  readonly broken: boolean;
}

/** All symbols of one version of a file, private and nested ones included. */
export interface SourceSymbols {
  /** Whether the whole text follows the grammar: only then is a symbol that is not found surely not there. */
  readonly sound: boolean;
  readonly names: readonly string[];
  /**
   * Finds a symbol by its whole name, else by the end of it where only one of the outermost ends so. `::`, `->`
   * and a `#` behind a name are read as `.`.
   */
  find(name: string): SourceSymbol | undefined;
}

/** Reads the symbols of a text; undefined where its language is not known or it takes too much work. */
export type ReadSymbols = (path: string, text: string) => SourceSymbols | undefined;
