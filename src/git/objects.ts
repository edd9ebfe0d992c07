import { GitTaskError } from '../errors.ts';
import type { CommitObject } from './commit-object.ts';
import { parseCommit } from './commit-object.ts';
import { isOid, type Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** One process answers this many specs; its whole output is held in memory. */
const SPECS_PER_PROCESS = 5_000;
/** Bytes that one process may answer for many specs: where they are more, fewer are asked for at a time. */
const BYTES_PER_PROCESS = 64 * 1024 * 1024;

interface GitObject {
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Reads blobs in the order asked; undefined for what is missing or no blob.
 * `specs` are full oids or `<tip>:<path>`. In a partial clone git may fetch what is missing.
 * @throws GIT_COMMAND_FAILED; INTERNAL for a spec with a newline
 */
export function readBlobs(repository: Repository, specs: readonly string[]): (Buffer | undefined)[] {
  const blobs: (Buffer | undefined)[] = [];
  for (let from = 0; from < specs.length; from += SPECS_PER_PROCESS) {
    for (const object of readObjects(repository, specs.slice(from, from + SPECS_PER_PROCESS)))
      blobs.push(object?.type === 'blob' ? object.bytes : undefined);
  }
  return blobs;
}

/**
 * Tells the size of objects in bytes, without reading them; undefined for what is missing.
 * @throws GIT_COMMAND_FAILED
 */
export function objectSizes(repository: Repository, specs: readonly string[]): (number | undefined)[] {
  return askOf(repository, specs, '%(objectsize)').map((line) =>
    /^\d+$/.test(line) ? Number(line) : undefined,
  );
}

/**
 * Tells the oids of objects that are named as `<tip>:<path>`; undefined for what is missing.
 * @throws GIT_COMMAND_FAILED
 */
export function objectNames(repository: Repository, specs: readonly string[]): (string | undefined)[] {
  return askOf(repository, specs, '%(objectname)').map((line) => (isOid(line) ? line : undefined));
}

function askOf(repository: Repository, specs: readonly string[], format: string): readonly string[] {
  const input = specs.map((spec) => `${spec}\n`).join('');
  const { stdout } = runGit(repository, ['cat-file', `--batch-check=${format}`, '--buffer'], { input });
  const lines = stdout.toString('latin1').trimEnd().split('\n');
  return specs.map((_, at) => lines[at] ?? '');
}

/**
 * Reads one commit.
 * @throws GIT_COMMAND_FAILED when there is no such commit
 */
export function readCommit(repository: Repository, oid: string): CommitObject {
  const [object] = readObjects(repository, [oid]);
  if (object?.type !== 'commit')
    throw new GitTaskError('GIT_COMMAND_FAILED', `there is no commit ${oid} in this repository`, {
      details: { oid, found: object?.type },
    });
  return parseCommit(object.bytes);
}

/**
 * Reads commits in the order asked; undefined for what is missing, as behind the edge of a shallow clone.
 * @throws GIT_COMMAND_FAILED
 */
export function readCommits(repository: Repository, oids: readonly string[]): (CommitObject | undefined)[] {
  if (oids.length === 0) return [];
  return readObjects(repository, oids).map((object) =>
    object?.type === 'commit' ? parseCommit(object.bytes) : undefined,
  );
}

/**
 * Returns whether the repository has the object; a shallow or partial clone may lack what others have.
 * @throws GIT_COMMAND_FAILED
 */
export function objectExists(repository: Repository, oid: string): boolean {
  return runGit(repository, ['cat-file', '-e', oid], { okStatus: [0, 1, 128] }).status === 0;
}

function readObjects(repository: Repository, specs: readonly string[]): (GitObject | undefined)[] {
  const odd = specs.find((spec) => /[\n\0]/.test(spec));
  if (odd !== undefined)
    throw new GitTaskError('INTERNAL', `not the name of an object: ${JSON.stringify(odd)}`);
  const stdout = answerTo(repository, specs);
  if (stdout === undefined) {
    const half = Math.ceil(specs.length / 2);
    return [specs.slice(0, half), specs.slice(half)].flatMap((some) => readObjects(repository, some));
  }
  const objects: (GitObject | undefined)[] = [];
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(0x0a, at);
    const header = stdout.toString('utf8', at, end);
    at = end + 1;
    const [oid = '', type = '', size = ''] = header.split(' ');
    if (isOid(oid) && /^\w+ \d+$/.test(header.slice(oid.length + 1))) {
      objects.push({ type, bytes: stdout.subarray(at, at + Number(size)) });
      at += Number(size) + 1;
    } else if (header.endsWith(' missing')) objects.push(undefined);
    else throw new GitTaskError('GIT_COMMAND_FAILED', `git cat-file answered: ${header}`);
  }
  if (objects.length !== specs.length)
    throw new GitTaskError('GIT_COMMAND_FAILED', 'git cat-file answered less than it was asked', {
      details: { asked: specs.length, answered: objects.length },
    });
  return objects;
}

/** What git cat-file says of some objects; undefined where that is more than one process may answer for several. */
function answerTo(repository: Repository, specs: readonly string[]): Buffer | undefined {
  const input = `${specs.join('\n')}\n`;
  const bound = specs.length > 1 ? { maxBuffer: BYTES_PER_PROCESS } : {};
  try {
    return runGit(repository, ['cat-file', '--batch', '--buffer'], { input, ...bound }).stdout;
  } catch (error) {
    if (specs.length > 1 && error instanceof GitTaskError && error.details.overflow === true)
      return undefined;
    throw error;
  }
}
