import { closeSync, fstatSync, openSync, readFileSync, readSync, realpathSync, writeSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from './cli/io.ts';
import { runCommandLine } from './cli/run.ts';
import { GitTaskError } from './errors.ts';
import { spawnDetached } from './git/spawn-detached.ts';
import type { Ports } from './tracker/ports.ts';

declare const GIT_TASK_VERSION: string;

/** Whoever reads our output went away; there is nobody left to tell. */
const BROKEN_PIPE_STATUS = 141;

/** Writes all of it: a pipe that is full for the moment is waited for. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') process.exit(BROKEN_PIPE_STATUS);
      if (code !== 'EAGAIN') {
        // What was asked for is done: only the answer is lost, and there may be nowhere to say it.
        if (descriptor !== 2) writeAll(2, `error: the answer could not be written: ${String(code)}\n`);
        process.exit(1);
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function isTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a uid that has no name.
    return process.env.USER ?? process.env.LOGNAME ?? `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

/** bin/git-task beside the dist/start.js that runs; a package manager's symlinks may change, so they are resolved. */
function launcher(): string {
  return join(dirname(realpathSync(process.argv[1] ?? '')), '../bin/git-task');
}

function runtime(): { node: string; program: string } {
  return { node: process.execPath, program: realpathSync(process.argv[1] ?? '') };
}

/** Random bytes that nobody was given yet. */
let unused = new Uint8Array(0);
/** A plan of 10,000 tasks asks for bytes 13,000 times. */
const RANDOM_AT_ONCE = 4096;

function entropy(count: number): Uint8Array {
  if (unused.length < count) unused = randomBytes(Math.max(count, RANDOM_AT_ONCE));
  const bytes = unused.slice(0, count);
  unused = unused.subarray(count);
  return bytes;
}

/** From where the system keeps them: loading node's cryptography takes longer than all else of a write but git. */
function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  try {
    const source = openSync('/dev/urandom', 'r');
    try {
      if (fstatSync(source).isCharacterDevice() && readSync(source, bytes) === count) return bytes;
    } finally {
      closeSync(source);
    }
  } catch {
    // Not on this system, or not in this container.
  }
  return crypto.getRandomValues(bytes);
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new GitTaskError('NOT_A_REPOSITORY', 'the current directory is gone', { template: 'cd ..', cause });
  }
}

let interruption: AbortController | undefined;

const io: Io = {
  stdout: (text) => writeAll(1, text),
  stderr: (text) => writeAll(2, text),
  stdin: () => readFileSync(0, 'utf8'),
  isTerminal: { stdout: isTerminal(1), stderr: isTerminal(2) },
  interactive: () => {
    const { isatty } = process.getBuiltinModule('node:tty');
    return isatty(0) && isatty(1);
  },
  columns: () => process.stdout.columns,
  get interrupted() {
    interruption ??= new AbortController();
    return interruption.signal;
  },
};

function makePorts(warn: (text: string) => void): Ports {
  return {
    cwd: workingDirectory(),
    env: process.env,
    now: Date.now,
    entropy,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    hostname,
    loginName,
    warn,
    launcher,
    runtime,
    background: (args) => spawnDetached(process.execPath, [process.argv[1] ?? '', ...args], process.cwd()),
  };
}

/** The launcher keeps it from node alone, which starts five times as fast without; what we start may need it. */
const { GIT_TASK_NODE_EXTRA_CA_CERTS: certificates } = process.env;
if (certificates !== undefined) {
  process.env.NODE_EXTRA_CA_CERTS = certificates;
  delete process.env.GIT_TASK_NODE_EXTRA_CA_CERTS;
}

/** Settles when the call is done: the build waits for it. */
export const finished = runCommandLine(process.argv.slice(2), io, GIT_TASK_VERSION, makePorts).then(
  (status) => {
    process.exitCode = status;
  },
);
