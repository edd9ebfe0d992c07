import { spawn } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import type { ShellEnvironment } from './shell-environment.ts';

/** What a command left behind. Its output is read with {@link ShellSession.output}, after the session's end. */
export interface Ran {
  readonly number: number;
  readonly status: number;
  readonly variables: ReadonlyMap<string, string>;
}

/** One bash that runs a session's commands one after another. */
export interface ShellSession {
  /** @throws Error when the command outlasts the limit or ends the shell; nothing can be run after that. */
  run(command: string, limitSeconds: number): Promise<Ran>;
  /** Stops the jobs left in the background and ends the shell. */
  end(): Promise<void>;
  /** Reads what the command with this number, and any background job it started, has printed so far. */
  output(number: number): Promise<{ stdout: string; stderr: string }>;
}

const SECONDS_TO_END = 5;

/** Opens a shell in an environment made for it. */
export async function openShell({ root, directory, env }: ShellEnvironment): Promise<ShellSession> {
  const records = join(root, '.session');
  await mkdir(records);
  const driver = await readFile(join(import.meta.dirname, 'session.sh'), 'utf8');
  // Detached, so that the shell leads a process group that can be ended as a whole and has no terminal to ask on.
  const bash = spawn('bash', ['--noprofile', '--norc', '-c', driver, 'bash', records], {
    cwd: directory,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const commands = bash.stdio[3];
  const answers = bash.stdio[4];
  if (!(commands instanceof Writable && answers instanceof Readable)) throw new Error('bash did not start');
  commands.on('error', () => {}); // a shell that has ended is reported by its exit
  const lines = createInterface({ input: answers });
  const ended = new Promise<void>((resolve) => {
    bash.once('exit', () => resolve());
    bash.once('error', () => resolve());
  });
  let next = 0;

  const output = async (number: number) => {
    const read = (extension: string) =>
      readFile(join(records, `${number}.${extension}`), 'utf8').catch(() => '');
    return { stdout: await read('out'), stderr: await read('err') };
  };

  const run = async (command: string, limitSeconds: number): Promise<Ran> => {
    const number = next;
    next += 1;
    const answer = new Promise<string>((resolve) => {
      lines.once('line', resolve);
    });
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(resolve, limitSeconds * 1000, 'timeout');
    });
    commands.write(`${command}\0`);
    const first = await Promise.race([answer, timeout, ended]);
    clearTimeout(timer);
    if (first === undefined || first === 'timeout') {
      killGroup(bash.pid);
      const { stdout, stderr } = await output(number);
      const why =
        first === undefined
          ? 'the command ended the shell of the session (put an "exit" in parentheses)'
          : `the command still ran after ${limitSeconds} s`;
      throw new Error([why, 'stdout so far:', stdout, 'stderr so far:', stderr].join('\n').trimEnd());
    }
    const variables = parseVariables(await readFile(join(records, `${number}.vars`), 'utf8'));
    return { number, status: Number(first.split(' ')[1]), variables };
  };

  const end = async () => {
    commands.end();
    const timer = setTimeout(killGroup, SECONDS_TO_END * 1000, bash.pid);
    await ended;
    clearTimeout(timer);
    killGroup(bash.pid);
    lines.close();
  };

  return { run, end, output };
}

function parseVariables(dump: string): Map<string, string> {
  const fields = dump.split('\0');
  const variables = new Map<string, string>();
  for (let at = 0; at + 1 < fields.length; at += 2) variables.set(fields[at] ?? '', fields[at + 1] ?? '');
  return variables;
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}
