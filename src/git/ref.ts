import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOid, type Repository } from './repository.ts';
import { commandFailed, tryGit } from './run-git.ts';

export interface Head {
  /** Short name of the branch; undefined when HEAD is detached. */
  readonly branch?: string;
  /** Undefined on a branch without commits. */
  readonly oid?: string;
}

/** Longer packed-refs are searched by git, which maps the file and bisects it. */
const LONGEST_PACKED_REFS = 4 * 1024 * 1024;

/**
 * Reads the oid a ref points to, without a process where its files say it plainly.
 * @throws GIT_COMMAND_FAILED when the ref or its object is broken
 */
export function readRef(repository: Repository, name: string): string | undefined {
  const found = readRefFiles(repository, name);
  if (found === 'ask git') return askGit(repository, name);
  return found === 'absent' ? undefined : found;
}

/**
 * The file of a ref that holds no oid, as a machine that lost power leaves it; undefined where there is none such. git
 * takes the ref for absent, and refuses to write it.
 */
export function brokenRefFile(repository: Repository, name: string): string | undefined {
  if (repository.refFormat !== 'files') return undefined;
  const path = join(repository.commonDir, name);
  const text = read(path)?.replace(/\0/g, '').trim();
  return text === '' ? path : undefined;
}

/**
 * Reads which branch and commit the repository's own worktree stands on.
 * @throws GIT_COMMAND_FAILED
 */
export function readHead(repository: Repository): Head {
  const path = join(repository.gitDir, 'HEAD');
  const text = repository.refFormat === 'files' ? read(path)?.trimEnd() : undefined;
  const branch = text === undefined ? undefined : /^ref:\s*refs\/heads\/(\S+)$/.exec(text)?.[1];
  if (branch !== undefined) return head(branch, readRef(repository, `refs/heads/${branch}`));
  // An old HEAD is a symlink to the branch's file: that reads like a detached one.
  if (text !== undefined && isOid(text) && !lstatSync(path).isSymbolicLink()) return { oid: text };
  return askGitForHead(repository);
}

function readRefFiles(repository: Repository, name: string): string {
  if (repository.refFormat !== 'files' || !isSharedRef(name)) return 'ask git';
  const loose = read(join(repository.commonDir, name))?.trimEnd();
  if (loose !== undefined) return isOid(loose) ? loose : 'ask git';
  return readPackedRef(repository, name);
}

/** git packs a ref before it removes the loose file, so the order loose, packed never misses one. */
function readPackedRef(repository: Repository, name: string): string {
  const path = join(repository.commonDir, 'packed-refs');
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (file === undefined) return 'absent';
  const text = file.isFile() && file.size <= LONGEST_PACKED_REFS ? read(path) : undefined;
  if (!text) return 'ask git';
  const at = text.indexOf(` ${name}\n`);
  if (at < 0) return 'absent';
  const oid = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return isOid(oid) ? oid : 'ask git';
}

/** Neither a pseudo-ref like HEAD nor one of the few that each worktree has for itself. */
function isSharedRef(name: string): boolean {
  return /^refs\/(?!bisect\/|worktree\/|rewritten\/)/.test(name) && !/\.\.|\/\/|[\0-\x20\\]/.test(name);
}

/** `show-ref --verify` takes the name as it is, where rev-parse would also try refs/heads/<name> and others. */
function askGit(repository: Repository, name: string): string | undefined {
  const exit = tryGit(repository, ['show-ref', '--verify', '--hash', '--', name]);
  if (exit.status === 0) return exit.stdout.toString('latin1').trim();
  // Until 2.43 status 128 with this text, since then status 2 for a ref that does not exist.
  if (/not a valid ref|does not exist/.test(exit.stderr)) return undefined;
  throw commandFailed(exit);
}

function askGitForHead(repository: Repository): Head {
  const symbolic = tryGit(repository, ['symbolic-ref', '--quiet', 'HEAD']);
  const target = symbolic.stdout.toString('utf8').trim();
  if (symbolic.status === 0 && target.startsWith('refs/heads/'))
    return head(target.slice('refs/heads/'.length), readRef(repository, target));
  const oid = tryGit(repository, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (oid.status === 0) return { oid: oid.stdout.toString('latin1').trim() };
  if (symbolic.status === 0) return {};
  throw commandFailed(symbolic);
}

function head(branch: string, oid: string | undefined): Head {
  return oid === undefined ? { branch } : { branch, oid };
}

/** Undefined: no such file. Empty: there is something that cannot be read, so ask git. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' ? undefined : '';
  }
}
