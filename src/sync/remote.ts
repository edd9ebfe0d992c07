import { shellQuote } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import {
  addGitConfig,
  readGitConfig,
  readGitConfigAll,
  removeGitConfig,
  writeGitConfig,
} from '../git/config.ts';
import type { Repository } from '../git/repository.ts';
import { TASKS_REF } from '../store/git-store.ts';

/** Where hosts that take only branches keep the tasks. */
export const FALLBACK_REF = 'refs/heads/git-task';

/** A remote that was told about: only such ones ever receive tasks. */
export interface Remote {
  readonly name: string;
  /** The tasks' ref over there. */
  readonly ref: string;
  /** The configuration says just this already. */
  readonly told?: true;
}

/** Where our copies of remotes' tasks are. */
export const TRACKING_REFS = 'refs/task-remotes/';

/** Our copy of a remote's tasks. Never under refs/remotes/: `git fetch --prune` would delete it. */
export function trackingRef(remote: string): string {
  return `${TRACKING_REFS}${remote}/main`;
}

function refspecOf({ name, ref }: Remote): string {
  return ref === TASKS_REF ? `+refs/tasks/*:refs/task-remotes/${name}/*` : `+${ref}:${trackingRef(name)}`;
}

interface RemoteConfig {
  readonly names: ReadonlySet<string>;
  readonly told: readonly Remote[];
}

function readRemotes(repository: Repository): RemoteConfig {
  const names = new Set<string>();
  const told: Remote[] = [];
  for (const [key, value] of readGitConfig(repository, '^remote\\..*\\.(url|taskref)$')) {
    const end = key.lastIndexOf('.');
    const name = key.slice('remote.'.length, end);
    if (key.slice(end + 1) === 'taskref') told.push({ name, ref: value, told: true });
    else names.add(name);
  }
  return { names, told: told.filter(({ name }) => names.has(name)) };
}

/** The names of all remotes that this clone has. */
export function remoteNames(repository: Repository): readonly string[] {
  return [...readRemotes(repository).names].sort();
}

/**
 * The remotes to exchange tasks with: the named ones, else all that were told about before.
 *
 * A named remote that was not told about yet comes with our own ref; `tellRemote` remembers it.
 *
 * @throws REMOTE_NOT_FOUND where one does not exist, REMOTE_UNSET where none was ever named
 */
export function chooseRemotes(repository: Repository, wanted: readonly string[]): readonly Remote[] {
  const { names, told } = readRemotes(repository);
  if (wanted.length > 0)
    return wanted.map((name) => {
      if (!names.has(name))
        throw new GitTaskError('REMOTE_NOT_FOUND', `there is no remote ${name}`, {
          template:
            names.size === 0
              ? `git remote add ${shellQuote(name)} <url>`
              : [...names].map((known) => `git task sync --remote ${known}`),
          details: { remotes: [...names] },
        });
      return told.find((remote) => remote.name === name) ?? { name, ref: TASKS_REF };
    });
  if (told.length > 0) return told;
  const [first] = names;
  throw new GitTaskError('REMOTE_UNSET', 'no remote was told about yet', {
    hint: 'tasks go only where you say: pushing code to a public remote publishes none',
    template:
      first === undefined
        ? ['git remote add origin <url>', 'git task sync --remote origin']
        : `git task sync --remote ${first}`,
    details: { remotes: [...names] },
  });
}

/** Remembers that tasks go to a remote, under which ref; a plain `git fetch` brings them along from now on. */
export function tellRemote(repository: Repository, remote: Remote): void {
  if (remote.told) return;
  const before = readRemotes(repository).told.find(({ name }) => name === remote.name);
  if (before?.ref === remote.ref) return;
  // Two refspecs into one ref make every plain fetch fail as soon as the remote has both.
  if (before !== undefined) removeGitConfig(repository, `remote.${remote.name}.fetch`, refspecOf(before));
  writeGitConfig(repository, `remote.${remote.name}.taskRef`, remote.ref);
  addFetchRefspec(repository, remote);
}

/** Adds the refspec by which a plain fetch brings a remote's tasks; false where it was there. */
function addFetchRefspec(repository: Repository, remote: Remote): boolean {
  const key = `remote.${remote.name}.fetch`;
  const refspec = refspecOf(remote);
  if (readGitConfigAll(repository, key).includes(refspec)) return false;
  addGitConfig(repository, key, refspec);
  return true;
}

/** Puts back fetch refspecs that went missing; the keys that were mended. */
export function refreshRefspecs(repository: Repository): readonly string[] {
  const { told } = readRemotes(repository);
  return told
    .filter((remote) => addFetchRefspec(repository, remote))
    .map(({ name }) => `remote.${name}.fetch`);
}

/** Told remotes whose fetch refspec is missing. */
export function missingRefspecs(repository: Repository): readonly string[] {
  const { told } = readRemotes(repository);
  return told
    .filter(
      (remote) => !readGitConfigAll(repository, `remote.${remote.name}.fetch`).includes(refspecOf(remote)),
    )
    .map(({ name }) => name);
}

/**
 * Settings by which plain git commands would lose tasks: a mirror push deletes refs that are missing here, and a
 * forced fetch into refs/tasks/ overwrites what was not pushed.
 */
export function dangerousSettings(repository: Repository): readonly string[] {
  const found: string[] = [];
  for (const [key, value] of readGitConfig(repository, '^remote\\..*\\.mirror$'))
    if (value === 'true') found.push(`${key} is set: git push deletes over there what is missing here`);
  for (const name of remoteNames(repository))
    for (const refspec of readGitConfigAll(repository, `remote.${name}.fetch`))
      if (/:refs\/(?:tasks\/|\*)/.test(refspec))
        found.push(`remote.${name}.fetch ${refspec}: git fetch overwrites unpushed tasks`);
  return found;
}
