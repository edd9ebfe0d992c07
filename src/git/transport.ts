import type { Repository } from './repository.ts';
import { childProcess, spawnFailed } from './run-git.ts';

/** What a transfer left behind; `status` is null when a signal ended it. */
export interface TransferExit {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What git says while it transfers, kept for judging why it failed. */
const STDERR_KEPT = 64 * 1024;

/**
 * Runs a git command that talks to a remote, with the user's own credentials, ssh and proxies. Unlike other git
 * processes it may ask for a password where there is a terminal, and what it says is passed on while it runs.
 * @param onProgress gets stderr as it comes
 * @throws GIT_MISSING, IO_FAILED, GIT_COMMAND_FAILED where git could not be started
 */
export function transfer(
  repository: Repository,
  args: readonly string[],
  onProgress: ((text: string) => void) | undefined,
): Promise<TransferExit> {
  const cwd = repository.worktree?.root ?? repository.gitDir;
  const interactive = process.stdin.isTTY === true;
  const child = childProcess().spawn('git', [`--git-dir=${repository.gitDir}`, ...args], {
    cwd,
    env: { ...repository.env, LC_ALL: 'C', ...(interactive ? {} : { GIT_TERMINAL_PROMPT: '0' }) },
    stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
    onProgress?.(text);
  });
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => reject(spawnFailed(cause, cwd, { args, stderr })));
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
