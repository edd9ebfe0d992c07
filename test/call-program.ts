import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git, makeRepository, testEnv } from './temp-repository.ts';

const PROJECT = resolve(import.meta.dirname, '..');
export const LAUNCHER = join(PROJECT, 'bin/git-task');
if (!existsSync(join(PROJECT, 'dist'))) throw new Error('dist/ is missing: run npm run build first');

/** Whether the suites run at full size. */
export const campaign = process.env.GIT_TASK_CAMPAIGN === '1';

/** How a process ended, and what it said. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from its launch to its end. */
  readonly ms: number;
}

export interface Where {
  readonly cwd: string;
  /** Laid over `testEnv`. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. */
export function runProgram(file: string, args: readonly string[], { cwd, env = {} }: Where): Promise<Ended> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...testEnv, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status, signal) =>
      resolve({ status, signal, stdout, stderr, ms: performance.now() - begun }),
    );
  });
}

/** Runs `bin/git-task` as a process of its own, like a shell does. */
export function callProgram(args: readonly string[], where: Where): Promise<Ended> {
  return runProgram(LAUNCHER, args, where);
}

/** As `callProgram`, for a call that must succeed; returns its stdout. */
export async function callOk(args: readonly string[], where: Where): Promise<string> {
  const ended = await callProgram(args, where);
  if (ended.status !== 0)
    throw new Error(
      `git-task ${args.join(' ')}: ${ended.status ?? ended.signal}: ${ended.stdout}${ended.stderr}`,
    );
  return ended.stdout;
}

export interface Envelope<Data> {
  readonly kind: string;
  readonly data: Data;
  readonly error?: { readonly code: string; readonly details: { readonly findings: Data } };
}

/** The one JSON object that a call with `--json` answered. */
export function envelopeOf<Data>({ stdout }: { readonly stdout: string }): Envelope<Data> {
  const envelope: Envelope<Data> = JSON.parse(stdout);
  return envelope;
}

export interface ReportedEvent {
  readonly id: string;
  readonly type: string;
  readonly by: string;
  readonly task: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every event on the branch, in the order it came. */
export async function readEvents(root: string): Promise<readonly ReportedEvent[]> {
  const stdout = await callOk(['watch', '--json'], { cwd: root });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => envelopeOf<ReportedEvent>({ stdout: line }).data);
}

/** Makes a clone with `tasks` set up, and linked worktrees of it; returns the root and all of them. */
export async function makeWorktrees(
  dir: string,
  count: number,
): Promise<{ readonly root: string; readonly worktrees: readonly string[] }> {
  mkdirSync(join(dir, 'main'));
  const root = makeRepository(join(dir, 'main'));
  const worktrees = Array.from({ length: count }, (_, at) => join(dir, `wt-${at}`));
  for (const path of worktrees) git(root, 'worktree', 'add', '--quiet', path);
  await callOk(['init'], { cwd: root });
  return { root, worktrees };
}
