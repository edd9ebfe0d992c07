import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { runCommandLine } from '../src/cli/run.ts';
import { testEnv } from './temp-repository.ts';

export interface Answered {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Inside {
  readonly cwd: string;
  /** Laid over `testEnv`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether stderr is one; stdout never is. */
  readonly terminal?: boolean;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Waits between tries take no time. */
  readonly impatient?: boolean;
}

/** Runs one command line in this process: many times faster than a process of its own, and on the source itself. */
export async function callInside(
  argv: readonly string[],
  { cwd, env = {}, terminal = false, now = Date.now, impatient = false }: Inside,
): Promise<Answered> {
  let stdout = '';
  let stderr = '';
  const status = await runCommandLine(
    argv,
    {
      stdout: (text) => {
        stdout += text;
      },
      stderr: (text) => {
        stderr += text;
      },
      stdin: () => '',
      isTerminal: { stdout: false, stderr: terminal },
      interrupted: new AbortController().signal,
    },
    'test',
    (warn) => ({
      cwd,
      env: { ...testEnv, ...env },
      now,
      entropy: (count) => crypto.getRandomValues(new Uint8Array(count)),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, impatient ? 0 : milliseconds)),
      hostname,
      loginName: () => 'ann',
      warn,
      launcher: () => resolve(import.meta.dirname, '../bin/git-task'),
      runtime: () => ({
        node: process.execPath,
        program: resolve(import.meta.dirname, '../dist/start.js'),
      }),
      background: () => {},
    }),
  );
  return { status, stdout, stderr };
}

/** As `callInside`, for a call that must succeed; returns its stdout without the last newline. */
export async function callInsideOk(argv: readonly string[], where: Inside): Promise<string> {
  const { status, stdout, stderr } = await callInside(argv, where);
  if (status !== 0) throw new Error(`git-task ${argv.join(' ')}: ${status}: ${stdout}${stderr}`);
  return stdout.replace(/\n$/, '');
}
