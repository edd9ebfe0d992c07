import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitTaskError } from '../errors.ts';
import type { Tree, TreeFile } from '../facts/affected.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { type Language, languageOf } from '../facts/language.ts';
import { type Outline, outlineOf } from '../facts/outline.ts';
import { readFacts } from '../facts/readers.ts';
import type { FileDiff } from '../git/diff.ts';
import { objectSizes, readBlobs } from '../git/objects.ts';
import { mayReplace } from '../git/replacements.ts';
import { isOid, type Repository } from '../git/repository.ts';
import { diffTrees, listTree } from '../git/trees.ts';
import { FactCache } from './fact-cache.ts';
import { parseOutline } from './kept-line.ts';
import { type KeptTree, KeptTrees, type Source, type Sources } from './kept-trees.ts';
import type { Shelf } from './shelf.ts';

/** What earlier calls left of what sources say. */
export interface KeptFacts {
  readonly cache: FactCache;
  readonly trees: KeptTrees;
}

export function keptFacts(shelf: Shelf): KeptFacts {
  return { cache: new FactCache(shelf), trees: new KeptTrees(shelf) };
}

/** Bytes. The facts room passes over texts of half that length; its limit is in characters. */
const LARGEST_SOURCE = 1024 * 1024;
/** Where more is wanted of the file of facts, it is read whole. */
const MOST_PARTS = 300;
/** Bytes of blobs held at a time. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** Neither a symlink, whose text is a path, nor a submodule. */
function isFile(mode: string): boolean {
  return mode.startsWith('100');
}

/** Lists the sources of a commit or tree. */
function listSources(repository: Repository, treeish: string): Sources {
  const sources = new Map<string, Source>();
  const languages = new Map<string, Language>();
  const accepts = (path: string): boolean => {
    const language = languageOf(path);
    if (language !== undefined) languages.set(path, language);
    return language !== undefined;
  };
  for (const { path, oid, mode } of listTree(repository, treeish, { recursive: true, accepts })) {
    const language = isFile(mode) ? languages.get(path) : undefined;
    if (language !== undefined) sources.set(path, { language, oid });
  }
  return sources;
}

/** Orders paths as git does. */
function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The sources of a commit or tree, by what differs from another one that is known. */
function sourcesBeside({ oid, sources }: KeptTree, repository: Repository, treeish: string): Sources {
  const found = new Map(sources);
  const added: string[] = [];
  for (const { path, newOid, newMode } of diffTrees(repository, oid, treeish)) {
    const language = newOid !== undefined && isFile(newMode) ? languageOf(path) : undefined;
    if (language === undefined || newOid === undefined) found.delete(path);
    else {
      if (!found.has(path)) added.push(path);
      found.set(path, { language, oid: newOid });
    }
  }
  return added.length === 0 ? found : new Map([...found].sort(([a], [b]) => comparePaths(a, b)));
}

/**
 * Finds the sources of a commit or tree: as they were kept, by what differs from those of another one that were, or as git
 * lists them.
 */
export function sourcesOfTree(repository: Repository, { cache, trees }: KeptFacts, treeish: string): Sources {
  const { generation } = cache;
  if (generation === undefined || !isOid(treeish) || mayReplace(repository))
    return listSources(repository, treeish);
  const kept = trees.of(treeish, generation);
  if (kept !== undefined) return kept.sources;
  const other = trees.newest(generation);
  if (other === undefined) return listSources(repository, treeish);
  try {
    return sourcesBeside(other, repository, treeish);
  } catch (error) {
    // The other one may be gone from the repository.
    if (error instanceof GitTaskError) return listSources(repository, treeish);
    throw error;
  }
}

/** Keeps what a commit or tree has, once all of it was read. */
export function keepTree(
  repository: Repository,
  { cache, trees }: KeptFacts,
  treeish: string,
  sources: Sources,
): void {
  const { generation } = cache;
  if (generation === undefined || trees.has(treeish, generation)) return;
  if (!isOid(treeish) || mayReplace(repository)) return;
  const told = new Map<string, Source>();
  for (const [path, source] of sources) {
    const { oid, language } = source;
    if (source.outline !== undefined) told.set(path, source);
    else {
      const outline = cache.outline(oid, language);
      if (outline === undefined) return;
      told.set(path, { oid, language, outline });
    }
  }
  trees.keep(treeish, generation, told);
}

/** Lists the sources of what a tree became by a diff. */
export function sourcesAfter(repository: Repository, before: Sources, diffs: readonly FileDiff[]): Sources {
  const sources = new Map(before);
  for (const { status, path, oldPath } of diffs) {
    if (oldPath !== undefined) sources.delete(oldPath);
    if (status === 'D' || status === 'T') sources.delete(path);
  }
  for (const { status, path, newMode, newOid } of diffs) {
    const language = status !== 'D' && isFile(newMode) ? languageOf(path) : undefined;
    if (language === undefined) continue;
    const source =
      newOid === undefined ? readFromDisk(repository, path, language) : { language, oid: newOid };
    if (source === undefined) sources.delete(path);
    else sources.set(path, source);
  }
  return sources;
}

/** Undefined where it is no file any more, or its name is not UTF-8 and was not read right. */
function readFromDisk(repository: Repository, path: string, language: Language): Source | undefined {
  const file = join(repository.worktree?.root ?? '', path);
  try {
    const found = lstatSync(file);
    if (!found.isFile()) return undefined;
    if (found.size > LARGEST_SOURCE) return { language, oid: `large:${path}` };
    const content = readFileSync(file);
    return { language, oid: hashBlob(repository, content), content };
  } catch {
    return undefined;
  }
}

/** The oid that git gives to a blob. A clean filter may give the file another one: then its facts are kept twice. */
function hashBlob({ objectFormat }: Repository, content: Buffer): string {
  // It takes 6 ms to load, and few calls need it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash(objectFormat).update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** Whether it is time to stop reading: a hook must not keep git waiting. */
export type IsLate = () => boolean;

/**
 * Lists what each source says: out of the cache, when it is asked for, as far as it knows; the rest is read out of git in
 * one go.
 *
 * @returns undefined where it grew late; what was read until then is in the cache
 */
export function factsOfSources(
  repository: Repository,
  cache: FactCache,
  trees: readonly Sources[],
  isLate: IsLate,
): readonly Tree[] | undefined {
  // Most of a tree is in the other one, too.
  const all = new Set(trees.flatMap((sources) => [...sources.values()]));
  const asked = [...all].filter(({ outline }) => outline === undefined);
  if (asked.length > MOST_PARTS) cache.expectMost();
  const unknown = new Map<string, Source>();
  for (const source of asked)
    if (!cache.has(source.oid, source.language)) unknown.set(`${source.oid} ${source.language}`, source);
  if (!readUnknown(repository, cache, [...unknown.values()], isLate)) return undefined;
  const known = new Map<Source, TreeFile>();
  return trees.map((sources) => {
    const files = new Map<string, TreeFile>();
    for (const [path, source] of sources) {
      const file = known.get(source) ?? new SourceFile(repository, cache, source);
      known.set(source, file);
      files.set(path, file);
    }
    return files;
  });
}

/** A source, of which what is kept is read when it is wanted. */
class SourceFile implements TreeFile {
  readonly #repository: Repository;
  readonly #cache: FactCache;
  readonly #source: Source;
  #outline: Outline | undefined;

  constructor(repository: Repository, cache: FactCache, source: Source) {
    this.#repository = repository;
    this.#cache = cache;
    this.#source = source;
  }

  get language(): Language {
    return this.#source.language;
  }

  get key(): string {
    return this.#source.oid;
  }

  facts(): FileFacts {
    const { oid, language } = this.#source;
    const known = this.#cache.get(oid, language);
    if (known !== undefined) return known;
    // The line that the cache had for it can't be read.
    readUnknown(this.#repository, this.#cache, [this.#source], () => false);
    return this.#cache.get(oid, language) ?? { language, passedOver: 'large' };
  }

  outline(): Outline {
    if (this.#outline === undefined) {
      const { oid, language, outline } = this.#source;
      const text = outline ?? this.#cache.outline(oid, language);
      this.#outline = (text === undefined ? undefined : parseOutline(text)) ?? outlineOf(this.facts());
    }
    return this.#outline;
  }
}

/** @returns whether all were read */
function readUnknown(
  repository: Repository,
  cache: FactCache,
  unknown: readonly Source[],
  isLate: IsLate,
): boolean {
  const inGit: Source[] = [];
  for (const source of unknown) {
    if (source.content !== undefined)
      cache.set(source.oid, readFacts(source.language, source.content.toString('utf8')));
    else if (!source.oid.startsWith('large:')) inGit.push(source);
  }
  if (inGit.length === 0) return true;
  const sizes = objectSizes(
    repository,
    inGit.map(({ oid }) => oid),
  );
  let batch: Source[] = [];
  let bytes = 0;
  let read = 0;
  const readBatch = (): boolean => {
    const blobs = readBlobs(
      repository,
      batch.map(({ oid }) => oid),
    );
    for (const [at, { oid, language }] of batch.entries()) {
      const blob = blobs[at];
      if (blob === undefined) continue;
      // One at least, so that it comes to an end some time.
      if (read > 0 && isLate()) return false;
      cache.set(oid, readFacts(language, blob.toString('utf8')));
      read++;
    }
    batch = [];
    bytes = 0;
    return true;
  };
  for (const [at, source] of inGit.entries()) {
    const size = sizes[at] ?? 0;
    if (size > LARGEST_SOURCE) cache.set(source.oid, { language: source.language, passedOver: 'large' });
    else {
      batch.push(source);
      bytes += size;
    }
    if (bytes > BATCH_BYTES && !readBatch()) return false;
  }
  return batch.length === 0 || readBatch();
}
