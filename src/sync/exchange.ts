import { GitTaskError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { type TransferExit, transfer } from '../git/transport.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { freeRef, type LockPorts } from '../store/ref-lock.ts';
import { FALLBACK_REF, type Remote, trackingRef } from './remote.ts';

export type Progress = ((text: string) => void) | undefined;

interface FetchPorts extends LockPorts {
  readonly repository: Repository;
  readonly progress: Progress;
}

const FETCH_TRIES = 10;
/** Another call in this clone moved our copy of the remote's tasks meanwhile. */
const FETCHED_BY_ANOTHER = /cannot lock ref 'refs\/task-remotes\/|incorrect old value provided/;
/** What git says of an object that it would not take in. */
const MALFORMED =
  /fsck error|^error: (?:object [0-9a-f]+|[0-9a-f]{40,64}): .*$|is not a valid object|index-pack failed.*fsck/m;

// --no-filter: a partial clone would fetch each task's blob by itself. --refmap= keeps the user's refspecs out.
// --no-recurse-submodules: whoever wants those with code has no use for them here, nor for what their remotes answer.
// fsckObjects: a tree with a name twice, or out of order, shows one content to git's diff and another to its ls-tree.
const FETCH = [
  '-c',
  'fetch.fsckObjects=true',
  'fetch',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-filter',
  '--refmap=',
  '--no-auto-maintenance',
  '--no-recurse-submodules',
];

/**
 * Fetches a remote's tasks into our tracking ref.
 *
 * @returns false where the remote has none
 * @throws REMOTE_UNREACHABLE, REMOTE_UNAUTHORIZED, REMOTE_REFUSED
 */
export async function fetchTasks(ports: FetchPorts, remote: Remote): Promise<boolean> {
  const { repository, progress } = ports;
  const spec = `+${remote.ref}:${trackingRef(remote.name)}`;
  const talk = progress === undefined ? '--quiet' : '--progress';
  for (let tries = 1; ; tries++) {
    const exit = await transfer(repository, [...FETCH, talk, '--', remote.name, spec], progress);
    if (exit.status === 0) return true;
    if (/couldn't find remote ref/.test(exit.stderr)) return false;
    if (tries === FETCH_TRIES || !FETCHED_BY_ANOTHER.test(exit.stderr)) throw failure(remote, exit, 'fetch');
    await freeRef(repository, trackingRef(remote.name), ports);
  }
}

/** Oids in the arguments of one process: some 100 KB. */
const OIDS_PER_PROCESS = 2_000;

/**
 * Fetches at once what a plain `git fetch` left out of a remote's tasks in a partial clone.
 *
 * @param missing oids
 * @throws REMOTE_UNREACHABLE, REMOTE_UNAUTHORIZED, REMOTE_REFUSED
 */
export async function fetchMissing(
  { repository, progress }: Pick<FetchPorts, 'repository' | 'progress'>,
  remote: Remote,
  missing: readonly string[],
): Promise<void> {
  for (let from = 0; from < missing.length; from += OIDS_PER_PROCESS) {
    const oids = missing.slice(from, from + OIDS_PER_PROCESS);
    // As git does for each of them alone: what is here is no matter.
    const args = ['-c', 'fetch.negotiationAlgorithm=noop', ...FETCH, '--quiet', '--', remote.name, ...oids];
    const exit = await transfer(repository, args, progress);
    if (exit.status !== 0) throw failure(remote, exit, 'fetch');
  }
}

/**
 * `moved`: somebody else pushed first, fetch and merge; `locked`: another push is under way there, or was killed; an
 * error: the host does not take our own ref, or nothing.
 */
export type PushResult = 'pushed' | 'moved' | 'locked' | GitTaskError;

/**
 * Pushes the tasks to a remote. The remote's ref update is the compare-and-swap: of racing pushes one wins.
 *
 * @param lease what the remote has, of an earlier epoch, to be replaced; nothing else is ever replaced
 * @throws REMOTE_UNREACHABLE, REMOTE_UNAUTHORIZED, REMOTE_REFUSED
 */
export async function pushTasks(
  repository: Repository,
  remote: Remote,
  tip: string,
  progress: Progress,
  lease?: string,
): Promise<PushResult> {
  // --no-verify: a pre-push hook that shares the tasks would call itself.
  const exit = await transfer(
    repository,
    [
      // In a clone made by `git clone --mirror` a push of one ref is an error.
      ...(remote.name.includes('=') ? [] : ['-c', `remote.${remote.name}.mirror=false`]),
      'push',
      '--porcelain',
      '--no-verify',
      '--no-follow-tags',
      '--recurse-submodules=no',
      ...(lease === undefined ? [] : [`--force-with-lease=${remote.ref}:${lease}`]),
      ...(progress === undefined ? ['--quiet'] : ['--progress']),
      '--',
      remote.name,
      `${tip}:${remote.ref}`,
    ],
    progress,
  );
  if (exit.status === 0) return 'pushed';
  const said = `${exit.stdout}\n${exit.stderr}`;
  if (/^remote: .*Unable to create '.*\.lock': File exists/m.test(said)) return 'locked';
  // A history that was purged is replaced, or it is not: another try would meet the same answer.
  if (lease !== undefined && /\[remote rejected\].*non-fast-forward/.test(said))
    throw failure(remote, exit, 'push');
  if (
    /\[rejected\]|non-fast-forward|fetch first|failed to update ref|cannot lock ref|reference already exists|stale info/.test(
      said,
    )
  )
    return 'moved';
  const namespace =
    /funny refname|unable to parse branch information|deny updating a hidden ref|prohibited|not allowed to (?:create|update)|403/;
  const error = failure(remote, exit, 'push');
  if (remote.ref === TASKS_REF && (namespace.test(said) || /\[remote rejected\]/.test(said))) return error;
  throw error;
}

/** The remote as it is tried next where it does not take `refs/tasks/*`. */
export function withFallback(remote: Remote): Remote {
  return { name: remote.name, ref: FALLBACK_REF };
}

function failure(remote: Remote, exit: TransferExit, what: 'fetch' | 'push'): GitTaskError {
  const said = `${exit.stderr}\n${exit.stdout}`;
  const line =
    said
      .split('\n')
      .find((text) => /^(fatal|error|remote|!)/.test(text.trim()))
      ?.trim() ?? '';
  const details = { remote: remote.name, ref: remote.ref, stderr: exit.stderr };
  if (what === 'fetch' && MALFORMED.test(exit.stderr))
    return new GitTaskError('REMOTE_INVALID', `${remote.name} sent what git does not take in: ${line}`, {
      hint: 'nothing of it was taken in; what is here stays as it was',
      details,
    });
  if (
    /Authentication failed|could not read (?:Username|Password)|Permission denied|Host key verification failed|terminal prompts disabled|access denied|HTTP 401/i.test(
      said,
    )
  )
    return new GitTaskError('REMOTE_UNAUTHORIZED', `${remote.name} does not let us in: ${line}`, {
      hint: 'nothing was lost: tasks stay here until they can be sent',
      template: `git fetch ${remote.name}`,
      details,
    });
  if (/protected branch|pre-receive hook declined|hook declined|\[remote rejected\]|denied|403/i.test(said))
    return new GitTaskError('REMOTE_REFUSED', `${remote.name} refuses the tasks: ${line}`, {
      hint: 'nothing was lost: tasks stay here until they can be sent',
      template: `git task sync --remote ${remote.name}`,
      details,
    });
  return new GitTaskError(
    'REMOTE_UNREACHABLE',
    `${what === 'fetch' ? 'fetch from' : 'push to'} ${remote.name} failed: ${line}`,
    {
      hint: 'nothing was lost: tasks stay here until they can be sent',
      template: 'git task sync',
      details,
    },
  );
}
