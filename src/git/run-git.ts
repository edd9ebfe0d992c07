import type * as ChildProcess from 'node:child_process';
import { existsSync } from 'node:fs';
import { GitTaskError } from '../errors.ts';
import { discoveryEnvironment, type Environment } from './git-env.ts';
import type { Repository } from './repository.ts';

/** A directory in which git looks for the repository by itself, honouring GIT_DIR and its like in `env`. */
export interface Directory {
  readonly cwd: string;
  readonly env?: Environment;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  /** Laid over the environment of the repository or directory. */
  readonly env?: Environment;
  /** Bytes of stdout and stderr each; 1 GiB unless told. */
  readonly maxBuffer?: number;
  /** Exit statuses that are answers; [0] unless told. */
  readonly okStatus?: readonly number[];
}

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly pid: number;
}

/** What a git process left behind, whether or not it succeeded; `status` is null when a signal ended it. */
export interface GitExit extends Omit<GitResult, 'status'> {
  readonly args: readonly string[];
  readonly status: number | null;
  readonly signal: string | null;
}

const GIB = 1024 ** 3;

/** Loading it costs 3 ms, which a call that needs no git process does not spend. */
export function childProcess(): typeof ChildProcess {
  return process.getBuiltinModule('node:child_process');
}

/**
 * Runs `git` (the one on PATH) and waits for it.
 * @throws GIT_COMMAND_FAILED with args, status and git's stderr in details; GIT_MISSING; IO_FAILED
 */
export function runGit(
  where: Repository | Directory,
  args: readonly string[],
  options: RunOptions = {},
): GitResult {
  const exit = tryGit(where, args, options);
  const { status, stdout, stderr, pid } = exit;
  if (status === null || !(options.okStatus ?? [0]).includes(status)) throw commandFailed(exit);
  return { status, stdout, stderr, pid };
}

/**
 * As `runGit`, but gives back every exit for the caller to judge.
 * @throws GIT_MISSING, IO_FAILED; GIT_COMMAND_FAILED when the output is longer than maxBuffer
 */
export function tryGit(
  where: Repository | Directory,
  args: readonly string[],
  options: RunOptions = {},
): GitExit {
  const atRepository = 'gitDir' in where;
  const cwd = atRepository ? (where.worktree?.root ?? where.gitDir) : where.cwd;
  const env = atRepository ? where.env : discoveryEnvironment(where.env ?? process.env);
  const argv = atRepository ? [`--git-dir=${where.gitDir}`, ...args] : [...args];
  const child = childProcess().spawnSync('git', argv, {
    cwd,
    env: options.env === undefined ? env : { ...env, ...options.env },
    maxBuffer: options.maxBuffer ?? GIB,
    windowsHide: true,
    // Undefined input would be an open pipe: give /dev/null, so that no git waits for us.
    ...(options.input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input: options.input }),
  });
  const exit: GitExit = {
    args,
    status: child.status,
    signal: child.signal,
    stdout: child.stdout ?? Buffer.alloc(0),
    stderr: child.stderr?.toString('utf8') ?? '',
    pid: child.pid,
  };
  // EPIPE: git ended before it read all its input. Its status and stderr say why.
  if (child.error !== undefined && errorCode(child.error) !== 'EPIPE')
    throw spawnFailed(child.error, cwd, exit);
  return exit;
}

/** How git says that it can't read an object, and which. */
const UNREADABLE =
  /(?:bad (?:object|tree object)|could not read|unable to (?:read|find)(?: tree| blob)?|missing (?:blob|tree|commit)|loose object) \(?([0-9a-f]{40,64})\b/i;

/** Makes the error for a git that ended with a status that is no answer. */
export function commandFailed(exit: GitExit): GitTaskError {
  const how = exit.signal === null ? `status ${exit.status}` : `signal ${exit.signal}`;
  const said = exit.stderr.trim().split('\n')[0] ?? '';
  const verb = exit.args.find((arg, index) => !arg.startsWith('-') && exit.args[index - 1] !== '-c');
  const details = { args: exit.args, status: exit.status, signal: exit.signal, stderr: exit.stderr };
  const [, missing] = UNREADABLE.exec(exit.stderr) ?? [];
  if (missing !== undefined)
    return unreadable(`git ${verb ?? ''} needs`, missing, 'GIT_COMMAND_FAILED', details);
  return new GitTaskError('GIT_COMMAND_FAILED', `git ${verb ?? ''} ended with ${how}${said && `: ${said}`}`, {
    details,
  });
}

/** Makes the error for an object that is named and can't be read. */
export function unreadable(
  who: string,
  oid: string,
  code: 'GIT_COMMAND_FAILED' | 'REVISION_NOT_FOUND',
  details: Readonly<Record<string, unknown>>,
): GitTaskError {
  return new GitTaskError(code, `${who} the object ${oid.slice(0, 12)}, which is missing here or damaged`, {
    hint: 'a fetch from a remote that has it, or a copy of .git/objects from another clone, brings it back',
    template: 'git fsck --connectivity-only',
    details: { ...details, object: oid },
  });
}

/** Makes the error for a git that could not be started, or whose output was more than the caller takes. */
export function spawnFailed(
  cause: Error,
  cwd: string,
  exit: Pick<GitExit, 'args'> & { readonly stderr: string },
): GitTaskError {
  // ENOENT is said of a missing program and of a missing working directory alike.
  if (errorCode(cause) === 'ENOENT') {
    if (!existsSync(cwd))
      return new GitTaskError('IO_FAILED', `the directory ${cwd} is gone`, { cause, details: { path: cwd } });
    return new GitTaskError('GIT_MISSING', 'git is not on the PATH', {
      cause,
      hint: 'git-task needs git 2.31 or newer',
    });
  }
  return new GitTaskError('GIT_COMMAND_FAILED', `git could not be run: ${cause.message}`, {
    cause,
    details: { args: exit.args, stderr: exit.stderr, overflow: errorCode(cause) === 'ENOBUFS' },
  });
}

function errorCode(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
