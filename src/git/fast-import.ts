import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { GitTaskError } from '../errors.ts';
import { type CommitInput, formatCommitStream } from './fast-import-stream.ts';
import { commitsBetween, isAncestor } from './history.ts';
import { readCommit } from './objects.ts';
import { readRef } from './ref.ts';
import { isOid, type Repository } from './repository.ts';
import { commandFailed, type GitExit, tryGit } from './run-git.ts';

export interface ImportInput extends CommitInput {
  /** Waits until objects and ref are on the disk (about 1 ms each). */
  readonly durable: boolean;
}

export type ImportResult =
  | { readonly ok: true; readonly oid: string }
  /** The ref is no longer at `parent`: read it again and start over. Nothing was changed. */
  | { readonly ok: false; readonly reason: 'moved' }
  /** Another writer holds the ref's lock, or one that died left it behind. Nothing was changed. */
  | { readonly ok: false; readonly reason: 'locked'; readonly lockPath?: string };

/** Below this many objects they are stored loose, not as one more pack. It is git's default, whatever the user's. */
const UNPACK_LIMIT = 'fastimport.unpackLimit=100';
/** Without it only heads, remotes and notes get a reflog, and a tip that was lost could not be found again. */
const REFLOG = 'core.logAllRefUpdates=always';
/**
 * fast-import frees each object that it wrote, and glibc gives the memory back to the system and takes it again, 120,000 times
 * for 20,000 objects: three quarters of what the process takes. Other libraries of C don't look at it.
 */
const KEEP_MEMORY = { MALLOC_TOP_PAD_: String(16 * 1024 * 1024) };
const FSYNC = 'core.fsync=loose-object,pack,reference';

/**
 * Writes blobs, trees, one commit on top of `parent` and the ref, in one process. git takes the commit only if
 * it contains what the ref points to at that moment: so a ref that was deleted or rewound since `parent` was
 * read is accepted, and set to the new commit.
 * @throws STORE_READ_ONLY, IO_FAILED (disk full), GIT_COMMAND_FAILED, GIT_MISSING, INTERNAL
 */
export function importCommit(repository: Repository, input: ImportInput): ImportResult {
  const settings = [UNPACK_LIMIT, REFLOG, ...(input.durable ? [FSYNC] : [])].flatMap((setting) => [
    '-c',
    setting,
  ]);
  const args = [...settings, 'fast-import', '--quiet'];
  const exit = tryGit(repository, args, { input: formatCommitStream(input), env: KEEP_MEMORY });
  const oid = exit.stdout.toString('latin1').trim();
  if (exit.status === 0 && isOid(oid)) return { ok: true, oid };
  removeCrashReport(repository, exit);
  // The oid is printed before the ref is touched: with any other status it says nothing about the ref.
  return refusal(repository, exit.stderr) ?? settle(repository, input, exit, oid);
}

function refusal(repository: Repository, stderr: string): ImportResult | undefined {
  const lockPath = /Unable to create '(.+)': File exists/.exec(stderr)?.[1];
  if (lockPath !== undefined) return { ok: false, reason: 'locked', lockPath };
  if (/data is locked/.test(stderr) && repository.refFormat !== 'files')
    return {
      ok: false,
      reason: 'locked',
      lockPath: join(repository.commonDir, 'reftable', 'tables.list.lock'),
    };
  const moved =
    /Not updating .+ does not contain|is at [0-9a-f]+ but expected|reference already exists|unable to resolve reference|reference is missing but expected|data concurrently modified/;
  return moved.test(stderr) ? { ok: false, reason: 'moved' } : undefined;
}

/** A git that was killed after it had moved the ref did its work all the same: the ref says so. */
function settle(repository: Repository, input: ImportInput, exit: GitExit, oid: string): ImportResult {
  const failure = failed(exit);
  const tip = readRef(repository, input.ref);
  if (tip === undefined || tip === input.parent) throw failure;
  if (isOid(oid) && isAncestor(repository, oid, tip)) return { ok: true, oid };
  // Killed together with a wrapper, it may have moved the ref and not even said to what.
  const ours = commitsBetween(repository, input.parent, tip).find(
    (commit) =>
      commit.parents[0] === input.parent && readCommit(repository, commit.oid).message === input.message,
  );
  if (ours === undefined) throw failure;
  return { ok: true, oid: ours.oid };
}

function failed(exit: GitExit): GitTaskError {
  const refused = /'([^'\n]+)'\S*: (Permission denied|Read-only file system)/.exec(exit.stderr);
  const store = refused?.[1] ?? /insufficient permission .* repository database (\S+)/.exec(exit.stderr)?.[1];
  const parts = { details: { args: exit.args, status: exit.status, stderr: exit.stderr } };
  if (store !== undefined) {
    const directory = store.replace(/\/[^/]*$/, '');
    return new GitTaskError('STORE_READ_ONLY', `git may not write to ${directory}`, {
      hint: 'reading goes on; writing needs the right to write there',
      template: `ls -ld ${directory}`,
      details: { directory, stderr: exit.stderr },
    });
  }
  const full = /No space left on device|Out of diskspace|Disk quota exceeded|Input\/output error/.exec(
    exit.stderr,
  );
  if (full !== null) return new GitTaskError('IO_FAILED', `git could not write: ${full[0]}`, parts);
  return commandFailed(exit);
}

/** git names the report after its own process, which is not the one we started if `git` is a wrapper. */
function removeCrashReport(repository: Repository, exit: GitExit): void {
  const named = /dumping crash report to .*(fast_import_crash_\d+)/.exec(exit.stderr)?.[1];
  rmSync(join(repository.gitDir, named ?? `fast_import_crash_${exit.pid}`), { force: true });
}
