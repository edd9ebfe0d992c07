import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { OriginatedConfig } from '../git/config.ts';
import type { Environment } from '../git/git-env.ts';
import type { Repository } from '../git/repository.ts';
import type { PrivateDirectory } from '../store/private-directory.ts';

/** Raised with every change of what the file holds. */
const VERSION = 2;
/** Where builds of git look for the system's configuration. */
const SYSTEM_FILES = [
  '/etc/gitconfig',
  '/usr/etc/gitconfig',
  '/usr/local/etc/gitconfig',
  '/opt/homebrew/etc/gitconfig',
];
/** A file that changed this lately could change again under the same timestamp. */
const RACY_MS = 2_000;

/** A file and what `stat` said of it; '' where there was none. */
type Witness = readonly [path: string, state: string];

interface Saved {
  readonly version: number;
  readonly asked: string;
  readonly witnesses: readonly Witness[];
  readonly values: readonly (readonly [string, string])[];
}

/** Variables that name the files git reads. */
const NAMING = [
  'HOME',
  'XDG_CONFIG_HOME',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_GLOBAL',
] as const;

/** Whom the answer holds for: this worktree, as seen from this environment. */
function askedBy({ gitDir, env }: Repository): string {
  return JSON.stringify([gitDir, ...NAMING.map((name) => env[name] ?? null)]);
}

/** Every place from which git may take configuration in this repository, whether or not there is a file. */
function placesOf({ gitDir, commonDir, env }: Repository): readonly string[] {
  const home = env.HOME ?? '';
  const xdg = env.XDG_CONFIG_HOME ?? '';
  return [
    ...SYSTEM_FILES,
    ...[env.GIT_CONFIG_SYSTEM, env.GIT_CONFIG_GLOBAL].flatMap((path) => path ?? []),
    join(xdg === '' ? join(home, '.config') : xdg, 'git', 'config'),
    join(home, '.gitconfig'),
    join(commonDir, 'config'),
    join(gitDir, 'config.worktree'),
  ];
}

/** `git -c`, GIT_CONFIG_COUNT and their like: no file can vouch for what they say. */
function isSteered(env: Environment): boolean {
  return Object.keys(env).some((name) => /^GIT_CONFIG(?:$|_(?:PARAMETERS|COUNT|KEY|VALUE))/.test(name));
}

function stateOf(path: string): { readonly state: string; readonly changed: number } {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { state: '', changed: 0 };
  const { ino, size, mtimeMs, ctimeMs } = stats;
  return { state: `${ino} ${size} ${mtimeMs} ${ctimeMs}`, changed: Math.max(mtimeMs, ctimeMs) };
}

function fileOf({ worktree }: Repository): string {
  return worktree?.name === undefined ? 'config/main.json' : `config/worktrees/${worktree.name}.json`;
}

/** What git answered before, as long as every file it could have come from is as it was then. */
export function recallSettings(
  directory: PrivateDirectory,
  repository: Repository,
): ReadonlyMap<string, string> | undefined {
  if (isSteered(repository.env)) return undefined;
  try {
    const saved: Saved = JSON.parse(directory.read(fileOf(repository)) ?? 'null');
    if (saved.version !== VERSION || saved.asked !== askedBy(repository)) return undefined;
    const holds = saved.witnesses.every(([path, state]) => stateOf(path).state === state);
    return holds ? new Map(saved.values) : undefined;
  } catch {
    // Missing, torn or of another shape: git knows.
    return undefined;
  }
}

/**
 * Keeps what git answered, unless something other than plain files had a say in it.
 *
 * @param values those worth keeping
 * @param now milliseconds since the epoch
 */
export function keepSettings(
  directory: PrivateDirectory,
  repository: Repository,
  config: OriginatedConfig,
  values: ReadonlyMap<string, string>,
  now: number,
): void {
  if (!config.plain || isSteered(repository.env)) return;
  const witnesses: Witness[] = [];
  for (const path of new Set([...placesOf(repository), ...config.files])) {
    const { state, changed } = stateOf(path);
    if (changed > now - RACY_MS) return;
    witnesses.push([path, state]);
  }
  const saved: Saved = { version: VERSION, asked: askedBy(repository), witnesses, values: [...values] };
  directory.save(fileOf(repository), JSON.stringify(saved));
}
