import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree, TreeFile } from '../facts/affected.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { type Language, languageOf } from '../facts/language.ts';
import { type Outline, outlineOf } from '../facts/outline.ts';
import { readFacts } from '../facts/readers.ts';
import type { FileDiff } from '../git/diff.ts';
import { objectSizes, readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { listTree } from '../git/trees.ts';
import type { FactCache } from './fact-cache.ts';

/** One file that a language is known for. */
export interface Source {
  readonly language: Language;
  readonly oid: string;
  /** Of a file in the worktree, which git may not have; undefined where it is too large to be read. */
  readonly content?: Buffer;
}

export type Sources = ReadonlyMap<string, Source>;

/** Bytes. The facts room passes over texts of half that length; its limit is in characters. */
const LARGEST_SOURCE = 1024 * 1024;
/** Bytes of blobs held at a time. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** Neither a symlink, whose text is a path, nor a submodule. */
function isFile(mode: string): boolean {
  return mode.startsWith('100');
}

/** Lists the sources of a commit or tree. */
export function sourcesOfTree(repository: Repository, treeish: string): Sources {
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
  const unknown = new Map<string, Source>();
  // Most of a tree is in the other one, too.
  for (const source of new Set(trees.flatMap((sources) => [...sources.values()])))
    if (!cache.has(source.oid, source.language)) unknown.set(`${source.oid} ${source.language}`, source);
  if (!readUnknown(repository, cache, [...unknown.values()], isLate)) return undefined;
  const known = new Map<Source, TreeFile>();
  return trees.map((sources) => {
    const files = new Map<string, TreeFile>();
    for (const [path, source] of sources) {
      const file = known.get(source) ?? treeFile(repository, cache, source);
      known.set(source, file);
      files.set(path, file);
    }
    return files;
  });
}

function treeFile(repository: Repository, cache: FactCache, source: Source): TreeFile {
  const { language, oid } = source;
  const facts = (): FileFacts => {
    const known = cache.get(oid, language);
    if (known !== undefined) return known;
    // The line that the cache had for it can't be read.
    readUnknown(repository, cache, [source], () => false);
    return cache.get(oid, language) ?? { language, passedOver: 'large' };
  };
  let outline: Outline | undefined;
  const readOutline = (): Outline => (outline ??= cache.outline(oid, language) ?? outlineOf(facts()));
  return { language, key: oid, facts, outline: readOutline };
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
