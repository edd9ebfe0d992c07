import { GitTaskError } from '../errors.ts';
import { type Language, languageOf } from '../facts/language.ts';
import { isOid } from '../git/repository.ts';
import { diffTrees, listTree } from '../git/trees.ts';
import type { KeptTree } from './kept-trees.ts';
import { SourceFile, type Sources } from './source-file.ts';
import { ChangedTree, ListedTree } from './source-list.ts';
import { isFile, type KeptFacts } from './sources.ts';

/** Lists the sources of a commit or tree. */
function listSources({ repository, origin }: KeptFacts, treeish: string): Sources {
  const sources = new Map<string, SourceFile>();
  const languages = new Map<string, Language>();
  const accepts = (path: string): boolean => {
    const language = languageOf(path);
    if (language !== undefined) languages.set(path, language);
    return language !== undefined;
  };
  for (const { path, oid, mode } of listTree(repository, treeish, { recursive: true, accepts })) {
    const language = isFile(mode) ? languages.get(path) : undefined;
    if (language !== undefined) sources.set(path, new SourceFile(origin, language, oid));
  }
  return new ListedTree(sources);
}

/** The sources of a commit or tree, by what differs from another one that is known. */
function sourcesBeside(
  { oid, sources }: KeptTree,
  { repository, origin }: KeptFacts,
  treeish: string,
): Sources {
  const changes = new Map<string, SourceFile | undefined>();
  for (const { path, newOid, newMode } of diffTrees(repository, oid, treeish)) {
    const language = newOid !== undefined && isFile(newMode) ? languageOf(path) : undefined;
    const file =
      language === undefined || newOid === undefined ? undefined : new SourceFile(origin, language, newOid);
    if (file !== undefined || sources.has(path)) changes.set(path, file);
  }
  return changes.size === 0 ? sources : new ChangedTree(sources, changes);
}

/**
 * Finds the sources of a commit or tree: as they were kept, by what differs from those of another one that were, or as git
 * lists them.
 */
export function sourcesOfTree(kept: KeptFacts, treeish: string): Sources {
  const { cache, trees, origin } = kept;
  const { generation } = cache;
  if (generation === undefined || !isOid(treeish)) return listSources(kept, treeish);
  const own = trees.of(treeish, generation, origin);
  if (own !== undefined) return own.sources;
  const other = trees.newest(generation, origin);
  if (other === undefined) return listSources(kept, treeish);
  try {
    return sourcesBeside(other, kept, treeish);
  } catch (error) {
    // The other one may be gone from the repository.
    if (error instanceof GitTaskError) return listSources(kept, treeish);
    throw error;
  }
}

/** Keeps what a commit or tree has, once all of it was read. */
export function keepTree({ cache, trees }: KeptFacts, treeish: string, sources: Sources): void {
  const { generation } = cache;
  if (generation === undefined || trees.has(treeish, generation)) return;
  if (isOid(treeish)) trees.keep(treeish, generation, sources);
}
