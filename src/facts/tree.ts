import type { FileFacts } from './file-facts.ts';
import type { Language } from './language.ts';
import type { Outline } from './outline.ts';
import { isNextConfig, isOutsideRoot } from './packs/next-config.ts';

/** A file of a tree, whose facts are read when they are wanted. */
export interface TreeFile {
  readonly language: Language;
  /** The same where the facts are the same. */
  readonly key: string;
  outline(): Outline;
  facts(): FileFacts;
}

type Placed<File> = readonly [path: string, file: File];

/** The sources of a tree by their paths, in git's order of those. */
export interface Tree<File extends TreeFile = TreeFile> extends Iterable<Placed<File>> {
  get(path: string): File | undefined;
  has(path: string): boolean;
  /** Those that `tells` tells of. */
  telling(): Iterable<Placed<File>>;
  /** Of all others those that use something of a module whose name is asked for. */
  using(asked: (specifier: string) => boolean): Iterable<Placed<File>>;
  /** Those of some paths that it has, in its order. */
  ordered(paths: Iterable<string>): readonly string[];
}

/** Only of these it is known how far a change reaches; of all others whole trees are compared. */
export const FOLLOWED: ReadonlySet<Language> = new Set<Language>(['javascript', 'typescript', 'tsx']);

/**
 * Tells whether a file says more than what it defines by itself and what modules it uses: of any other one nothing can come
 * but by its name.
 */
export function tells(path: string, file: TreeFile): boolean {
  if (!FOLLOWED.has(file.language) || isNextConfig(path) || isOutsideRoot(path)) return true;
  const { global, passes } = file.outline();
  return global || passes.length > 0;
}
