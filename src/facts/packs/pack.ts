import type { CSharpNames } from '../csharp/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Findings } from '../findings.ts';
import type { JavaNames } from '../java/names.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { PhpNames } from '../php/names.ts';
import type { PythonNames } from '../python/names.ts';
import type { SqlCursor } from '../sql/statements.ts';

interface PackOf<Family extends string, Source> {
  readonly name: string;
  /** The languages it reads: those whose sources come as `Source`. */
  readonly family: Family;
  /** Reads what one source says on its own. It must take time linear in it, and never throw. */
  read(source: Source, findings: Findings): void;
}

/** Reads JavaScript and TypeScript: the names of a source lead to its tokens, functions, classes and chains of calls. */
export type JavaScriptPack = PackOf<'javascript', JavaScriptNames>;

/** Reads Python: the names of a source lead to its tokens, statements, functions and classes. */
export type PythonPack = PackOf<'python', PythonNames>;

/** Reads Java: the names of a source lead to its tokens, classes and annotations. */
export type JavaPack = PackOf<'java', JavaNames>;

/** Reads PHP: the names of a source lead to its tokens, classes and functions. */
export type PhpPack = PackOf<'php', PhpNames>;

/** Reads C#: the names of a source lead to its tokens, types and attributes. */
export type CSharpPack = PackOf<'csharp', CSharpNames>;

/** Reads SQL: statements, from front to back. */
export type SqlPack = PackOf<'sql', readonly SqlCursor[]>;

/**
 * Reads where the files of a tree stand, for frameworks that go by it: what they say on their own is added to by what
 * their paths make of them.
 */
export interface TreePack {
  readonly name: string;
  readonly family: 'tree';
  /** Gives the files that there is more to say of, with all that is said of them. It must take time linear in the tree. */
  read(files: ReadonlyMap<string, FileFacts>): ReadonlyMap<string, FileFacts>;
}
