import { accessSync, constants } from 'node:fs';
import { isAbsolute } from 'node:path';
import { readGitConfig, writeGitConfig } from '../git/config.ts';
import type { Repository } from '../git/repository.ts';

const KEY = 'merge.git-task';
const NAME = 'git-task: task files, field by field';

/** The shell command by which git calls our driver; git replaces what follows a `%`. */
function commandOf(launcher: string): string {
  const quoted = `'${launcher.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;
  return `${quoted} merge-driver %O %A %B %P`;
}

/** The program that a driver's command calls: its first word, without quotes. */
function programOf(command: string): string {
  const [word = ''] = /^(?:'[^']*'|\\.|"[^"]*"|[^\s'"\\])+/.exec(command) ?? [];
  return word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, '$1$2$3').replaceAll('%%', '%');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function read(repository: Repository): string | undefined {
  return readGitConfig(repository, '^merge\\.git-task\\.driver$').get(`${KEY}.driver`);
}

/** What plain git has for merging task files. */
export interface DriverState {
  readonly state: 'ours' | 'another' | 'missing' | 'gone';
  /** The program that git would call. */
  readonly program: string;
}

/** Looks whether plain git would find a program to merge task files with. */
export function driverState(repository: Repository, launcher: string): DriverState {
  const command = read(repository);
  if (command === undefined) return { state: 'missing', program: '' };
  const program = programOf(command);
  // A bare name is looked for on the PATH of whoever merges, which nobody knows here.
  if (isAbsolute(program) && !isProgram(program)) return { state: 'gone', program };
  return { state: command === commandOf(launcher) ? 'ours' : 'another', program };
}

/**
 * Tells git to merge task files by this very program.
 *
 * @returns false where git was told so already
 */
export function registerDriver(repository: Repository, launcher: string): boolean {
  if (read(repository) === commandOf(launcher)) return false;
  writeGitConfig(repository, `${KEY}.name`, NAME);
  writeGitConfig(repository, `${KEY}.driver`, commandOf(launcher));
  return true;
}
