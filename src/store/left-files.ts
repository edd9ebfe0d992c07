import { isUtf8 } from 'node:buffer';
import { CONFIG_PATH, FORMAT_PATH, parseSettings } from '../codec/branch-files.ts';
import { parseStampTrailer } from '../codec/commit-message.ts';
import { parseDocument } from '../codec/document.ts';
import { parsePath } from '../codec/paths.ts';
import { EXECUTABLE, OTHERS_LIMIT, PLAIN_FILE, problemOfName } from '../codec/plain-files.ts';
import { FILE_LIMIT } from '../domain/limits.ts';
import { GitTaskError } from '../errors.ts';
import type { CommitObject } from '../git/commit-object.ts';
import { objectSizes, readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { listTree, type TreeChange } from '../git/trees.ts';

/** A file of another hand that does not stay as it is. */
export interface LeftFile {
  readonly path: string;
  /** The blob that stands there instead; undefined: none does. */
  readonly oid: string | undefined;
  /** What is not taken over, with its path; undefined where nothing of it is lost. */
  readonly problem: string | undefined;
}

/** The newest of some commits of ours: what other hands broke of the branch is put back from there. */
function newestOf(own: ReadonlyMap<string, CommitObject>): string | undefined {
  const ranked = [...own].map(([oid, { message }]) => ({
    oid,
    rank: `${parseStampTrailer(message)} ${oid}`,
  }));
  return ranked.sort((one, two) => (one.rank < two.rank ? 1 : -1))[0]?.oid;
}

/** What is wrong with settings; undefined: nothing. */
function problemOfSettings(path: string, blob: Buffer | undefined): string | undefined {
  if (blob === undefined || !isUtf8(blob)) return `${path}: is not UTF-8`;
  try {
    parseSettings(parseDocument(blob.toString('utf8'), path), path);
    return undefined;
  } catch (error) {
    if (error instanceof GitTaskError) return error.message;
    throw error;
  }
}

function problemOf(repository: Repository, { path, newOid, newMode }: TreeChange): string | undefined {
  if (newOid === undefined) return undefined;
  if (newMode !== PLAIN_FILE && newMode !== EXECUTABLE) return `${path}: is no plain file (mode ${newMode})`;
  const name = problemOfName(path, parsePath(path));
  if (name !== undefined) return `${path}: ${name}`;
  const [size = 0] = objectSizes(repository, [newOid]);
  if (size > FILE_LIMIT) return `${path}: has ${size} bytes, more than ${FILE_LIMIT}`;
  return path === CONFIG_PATH ? problemOfSettings(path, readBlobs(repository, [newOid])[0]) : undefined;
}

/** Paths that came and are too many, with those that were there before, for any clone to take them in. */
function tooMany(repository: Repository, tip: string, came: readonly string[]): ReadonlySet<string> {
  if (came.length === 0) return new Set();
  const folders: string[] = [];
  let there = 0;
  for (const { path, type } of listTree(repository, tip)) {
    if (type !== 'tree') there++;
    else if (path !== 'tasks' && path !== 'events') folders.push(path);
  }
  if (folders.length > 0) there += listTree(repository, tip, { recursive: true, path: folders }).length;
  return new Set([...came].sort().slice(Math.max(0, came.length - Math.max(0, there - OTHERS_LIMIT))));
}

/**
 * Finds what other hands left that no other clone would take in: it is left out, or put back as our newest commit below
 * had it. A mode is made plain again. Task files are looked at elsewhere.
 *
 * Needs the full parser loaded.
 *
 * @param own the newest commits of ours below the tip
 * @param changes what the tip has unlike all of them, by path
 */
export function leaveOut(
  repository: Repository,
  tip: string,
  own: ReadonlyMap<string, CommitObject>,
  changes: ReadonlyMap<string, TreeChange>,
): readonly LeftFile[] {
  const left = new Map<string, { readonly oid?: string; readonly problem?: string }>();
  const came: string[] = [];
  for (const change of changes.values()) {
    const { path, status, newOid, newMode } = change;
    const { kind } = parsePath(path);
    if (kind === 'task') continue;
    const isFormat = path === FORMAT_PATH && own.size > 0;
    const problem =
      kind === 'events'
        ? undefined
        : isFormat
          ? `${path}: only git-task writes it`
          : problemOf(repository, change);
    if (problem !== undefined) left.set(path, { problem });
    else if (newOid !== undefined && newMode === EXECUTABLE) left.set(path, { oid: newOid });
    if (problem === undefined && kind === 'other' && status === 'A') came.push(path);
  }
  for (const path of tooMany(repository, tip, came))
    left.set(path, {
      problem: `${path}: is one of more than ${OTHERS_LIMIT} files that are neither tasks nor events`,
    });

  const base = newestOf(own);
  const broken = [...left].flatMap(([path, { problem }]) => (problem === undefined ? [] : [path]));
  const before =
    base === undefined || broken.length === 0
      ? []
      : listTree(repository, base).filter(({ mode }) => mode === PLAIN_FILE);
  const oids = new Map(before.map(({ path, oid }) => [path, oid]));
  return [...left].map(([path, { oid, problem }]) => ({ path, oid: oid ?? oids.get(path), problem }));
}
