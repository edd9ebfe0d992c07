import { resolve } from 'node:path';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/**
 * Reads the config values whose key matches `pattern` (git's extended regexp, on lower-cased keys), from every
 * file and include that git looks at. The last value of a key wins; a key without a value reads 'true'.
 * @throws GIT_COMMAND_FAILED when a config file is broken
 */
export function readGitConfig(repository: Repository, pattern: string): Map<string, string> {
  const { stdout } = runGit(repository, ['config', '-z', '--get-regexp', pattern], { okStatus: [0, 1] });
  const values = new Map<string, string>();
  for (const entry of stdout.toString('utf8').split('\0')) {
    if (entry === '') continue;
    const end = entry.indexOf('\n');
    if (end < 0) values.set(entry, 'true');
    else values.set(entry.slice(0, end), entry.slice(end + 1));
  }
  return values;
}

/** A value, and whose configuration it stands in. */
export interface ScopedValue {
  readonly value: string;
  /** As git names it: `system`, `global`, `local`, `worktree`, or `command` for `git -c` and the environment. */
  readonly scope: string;
}

/**
 * As `readGitConfig`, with whose word each value is.
 * @throws GIT_COMMAND_FAILED when a config file is broken
 */
export function readScopedConfig(repository: Repository, pattern: string): ReadonlyMap<string, ScopedValue> {
  const { stdout } = runGit(repository, ['config', '-z', '--show-scope', '--get-regexp', pattern], {
    okStatus: [0, 1],
  });
  const parts = stdout.toString('utf8').split('\0');
  const values = new Map<string, ScopedValue>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope = '', entry = ''] = [parts[at], parts[at + 1]];
    const end = entry.indexOf('\n');
    if (end < 0) values.set(entry, { value: 'true', scope });
    else values.set(entry.slice(0, end), { value: entry.slice(end + 1), scope });
  }
  return values;
}

/** A configuration as git reads it, with the files that it stands in. */
export interface OriginatedConfig {
  /** The last value of each key; a key without a value reads 'true'. */
  readonly values: ReadonlyMap<string, string>;
  /** Absolute paths of the files that anything came from. */
  readonly files: readonly string[];
  /** All of it came from files that no other file names: no include, no environment, no command line. */
  readonly plain: boolean;
}

/**
 * Reads the whole configuration and where it comes from.
 * @throws GIT_COMMAND_FAILED when a config file is broken
 */
export function readOriginatedConfig(repository: Repository): OriginatedConfig {
  const { stdout } = runGit(repository, ['config', '-z', '--show-origin', '--list']);
  const values = new Map<string, string>();
  const files = new Set<string>();
  let plain = true;
  const parts = stdout.toString('utf8').split('\0');
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [origin = '', entry = ''] = [parts[at], parts[at + 1]];
    // git names the repository's own files relative to where it stands.
    if (origin.startsWith('file:')) files.add(resolve(repository.commonDir, origin.slice(5)));
    else plain = false;
    if (/^include(if)?\./.test(entry)) plain = false;
    const end = entry.indexOf('\n');
    if (end < 0) values.set(entry, 'true');
    else values.set(entry.slice(0, end), entry.slice(end + 1));
  }
  return { values, files: [...files], plain };
}

/**
 * Sets one value in the config that all worktrees of the clone share, in place of all that the key had there.
 * @throws GIT_COMMAND_FAILED
 */
export function writeGitConfig(repository: Repository, key: string, value: string): void {
  runGit(repository, ['config', '--local', '--replace-all', key, value]);
}

/**
 * Reads every value of one key, in the order git finds them.
 * @throws GIT_COMMAND_FAILED
 */
export function readGitConfigAll(repository: Repository, key: string): readonly string[] {
  const { stdout } = runGit(repository, ['config', '-z', '--get-all', key], { okStatus: [0, 1] });
  return stdout.toString('utf8').split('\0').slice(0, -1);
}

/**
 * Adds one more value to a key, in the config that all worktrees of the clone share.
 * @throws GIT_COMMAND_FAILED
 */
export function addGitConfig(repository: Repository, key: string, value: string): void {
  runGit(repository, ['config', '--local', '--add', key, value]);
}

/**
 * Removes one value from a key in the config that all worktrees of the clone share, wherever it stands there.
 * @throws GIT_COMMAND_FAILED
 */
export function removeGitConfig(repository: Repository, key: string, value: string): void {
  runGit(repository, ['config', '--local', '--fixed-value', '--unset-all', key, value], { okStatus: [0, 5] });
}
