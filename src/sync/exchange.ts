import { GitTaskError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { type TransferExit, transfer } from '../git/transport.ts';
import { TASKS_REF } from '../store/git-store.ts';
import { FALLBACK_REF, type Remote, trackingRef } from './remote.ts';

export type Progress = ((text: string) => void) | undefined;

/**
 * Fetches a remote's tasks into our tracking ref.
 *
 * @returns false where the remote has none
 * @throws REMOTE_UNREACHABLE, REMOTE_UNAUTHORIZED, REMOTE_REFUSED
 */
export async function fetchTasks(
  repository: Repository,
  remote: Remote,
  progress: Progress,
): Promise<boolean> {
  // --no-filter: a partial clone would fetch each task's blob by itself. --refmap= keeps the user's refspecs out.
  const args = [
    'fetch',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-filter',
    '--refmap=',
    '--no-auto-maintenance',
  ];
  const exit = await transfer(
    repository,
    [
      ...args,
      ...(progress === undefined ? ['--quiet'] : ['--progress']),
      '--',
      remote.name,
      `+${remote.ref}:${trackingRef(remote.name)}`,
    ],
    progress,
  );
  if (exit.status === 0) return true;
  if (/couldn't find remote ref/.test(exit.stderr)) return false;
  throw failure(remote, exit, 'fetch');
}

/** `moved`: somebody else pushed first, fetch and merge; `refused`: this host does not take such a ref. */
export type PushResult = 'pushed' | 'moved' | 'refused';

/**
 * Pushes the tasks to a remote. The remote's ref update is the compare-and-swap: of racing pushes one wins.
 *
 * @throws REMOTE_UNREACHABLE, REMOTE_UNAUTHORIZED, REMOTE_REFUSED
 */
export async function pushTasks(
  repository: Repository,
  remote: Remote,
  tip: string,
  progress: Progress,
): Promise<PushResult> {
  // --no-verify: a pre-push hook that shares the tasks would call itself.
  const exit = await transfer(
    repository,
    [
      'push',
      '--porcelain',
      '--no-verify',
      '--no-follow-tags',
      ...(progress === undefined ? ['--quiet'] : ['--progress']),
      '--',
      remote.name,
      `${tip}:${remote.ref}`,
    ],
    progress,
  );
  if (exit.status === 0) return 'pushed';
  const said = `${exit.stdout}\n${exit.stderr}`;
  if (
    /\[rejected\]|non-fast-forward|fetch first|failed to update ref|cannot lock ref|reference already exists|stale info/.test(
      said,
    )
  )
    return 'moved';
  const namespace =
    /funny refname|unable to parse branch information|deny updating a hidden ref|prohibited|not allowed to (?:create|update)|403/;
  if (remote.ref === TASKS_REF && (namespace.test(said) || /\[remote rejected\]/.test(said)))
    return 'refused';
  throw failure(remote, exit, 'push');
}

/** The remote as it is tried next where it does not take `refs/tasks/*`. */
export function withFallback(remote: Remote): Remote {
  return { ...remote, ref: FALLBACK_REF };
}

function failure(remote: Remote, exit: TransferExit, what: 'fetch' | 'push'): GitTaskError {
  const said = `${exit.stderr}\n${exit.stdout}`;
  const line =
    said
      .split('\n')
      .find((text) => /^(fatal|error|remote|!)/.test(text.trim()))
      ?.trim() ?? '';
  const details = { remote: remote.name, ref: remote.ref, stderr: exit.stderr };
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
      template: `git config remote.${remote.name}.taskRef ${FALLBACK_REF}`,
      details,
    });
  return new GitTaskError('REMOTE_UNREACHABLE', `${what} from ${remote.name} failed: ${line}`, {
    hint: 'nothing was lost: tasks stay here until they can be sent',
    template: 'git task sync',
    details,
  });
}
