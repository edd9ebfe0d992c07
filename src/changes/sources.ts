import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, languageOf } from '../facts/language.ts';
import { readFacts } from '../facts/readers.ts';
import type { FileDiff } from '../git/diff.ts';
import { objectSizes, readBlobs } from '../git/objects.ts';
import { mayReplace } from '../git/replacements.ts';
import type { Repository } from '../git/repository.ts';
import { FactCache } from './fact-cache.ts';
import { KeptTrees } from './kept-trees.ts';
import { NO_SHELF, type Shelf } from './shelf.ts';
import { type Origin, SourceFile, type Sources } from './source-file.ts';
import { ChangedTree } from './source-list.ts';

/** What is known of the sources of a repository, and what earlier calls left of it. */
export interface KeptFacts {
  readonly repository: Repository;
  readonly cache: FactCache;
  readonly trees: KeptTrees;
  readonly origin: Origin;
}

export function keptFacts(repository: Repository, shelf: Shelf): KeptFacts {
  // Also what is read of a blob that is replaced is nothing to be kept under that blob's name.
  const own = mayReplace(repository) ? NO_SHELF : shelf;
  const cache = new FactCache(own);
  const read = (source: SourceFile): void => {
    readUnknown(repository, cache, [source], () => false);
  };
  return { repository, cache, trees: new KeptTrees(own), origin: { cache, read } };
}

/** Bytes. The facts room passes over texts of half that length; its limit is in characters. */
const LARGEST_SOURCE = 1024 * 1024;
/** Where more is wanted of the file of facts, it is read whole. */
const MOST_PARTS = 300;
/** Bytes of blobs held at a time. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** Neither a symlink, whose text is a path, nor a submodule. */
export function isFile(mode: string): boolean {
  return mode.startsWith('100');
}

/** Lists the sources of what a tree became by a diff. */
export function sourcesAfter(kept: KeptFacts, before: Sources, diffs: readonly FileDiff[]): Sources {
  const changes = new Map<string, SourceFile | undefined>();
  for (const { status, path, oldPath } of diffs) {
    if (oldPath !== undefined) changes.set(oldPath, undefined);
    if (status === 'D' || status === 'T') changes.set(path, undefined);
  }
  for (const { status, path, newMode, newOid } of diffs) {
    const language = status !== 'D' && isFile(newMode) ? languageOf(path) : undefined;
    if (language === undefined) continue;
    const source =
      newOid === undefined
        ? readFromDisk(kept, path, language)
        : new SourceFile(kept.origin, language, newOid);
    changes.set(path, source);
  }
  return new ChangedTree(before, changes);
}

/** Undefined where it is no file any more, or its name is not UTF-8 and was not read right. */
function readFromDisk(
  { repository, origin }: KeptFacts,
  path: string,
  language: Language,
): SourceFile | undefined {
  const file = join(repository.worktree?.root ?? '', path);
  try {
    const found = lstatSync(file);
    if (!found.isFile()) return undefined;
    if (found.size > LARGEST_SOURCE) return new SourceFile(origin, language, `large:${path}`);
    const content = readFileSync(file);
    return new SourceFile(origin, language, hashBlob(repository, content), undefined, content);
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
 * Sees to it that the cache knows what each source says, or that it was told with the list of its tree: the rest is read
 * out of git in one go.
 *
 * @returns false where it grew late; what was read until then is in the cache
 */
export function readSources(
  { repository, cache }: KeptFacts,
  trees: readonly Sources[],
  isLate: IsLate,
): boolean {
  const asked = new Map<string, SourceFile>();
  for (const sources of trees)
    for (const source of sources.untold()) asked.set(`${source.key} ${source.language}`, source);
  if (asked.size > MOST_PARTS) cache.expectMost();
  const unknown = [...asked.values()].filter(({ key, language }) => !cache.has(key, language));
  return readUnknown(repository, cache, unknown, isLate);
}

/** @returns whether all were read */
function readUnknown(
  repository: Repository,
  cache: FactCache,
  unknown: readonly SourceFile[],
  isLate: IsLate,
): boolean {
  const inGit: SourceFile[] = [];
  for (const source of unknown) {
    if (source.content !== undefined)
      cache.set(source.key, readFacts(source.language, source.content.toString('utf8')));
    else if (!source.key.startsWith('large:')) inGit.push(source);
  }
  if (inGit.length === 0) return true;
  const sizes = objectSizes(
    repository,
    inGit.map(({ key }) => key),
  );
  let batch: SourceFile[] = [];
  let bytes = 0;
  let read = 0;
  const readBatch = (): boolean => {
    const blobs = readBlobs(
      repository,
      batch.map(({ key }) => key),
    );
    for (const [at, { key, language }] of batch.entries()) {
      const blob = blobs[at];
      if (blob === undefined) continue;
      // One at least, so that it comes to an end some time.
      if (read > 0 && isLate()) return false;
      cache.set(key, readFacts(language, blob.toString('utf8')));
      read++;
    }
    batch = [];
    bytes = 0;
    return true;
  };
  for (const [at, source] of inGit.entries()) {
    const size = sizes[at] ?? 0;
    if (size > LARGEST_SOURCE) cache.set(source.key, { language: source.language, passedOver: 'large' });
    else {
      batch.push(source);
      bytes += size;
    }
    if (bytes > BATCH_BYTES && !readBatch()) return false;
  }
  return batch.length === 0 || readBatch();
}
