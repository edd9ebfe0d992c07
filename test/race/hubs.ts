import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { git, testEnv } from '../temp-repository.ts';

/** A bare repository that clones exchange through. */
export interface Hub {
  readonly name: string;
  readonly path: string;
  readonly url: string;
}

function makeBare(path: string): string {
  mkdirSync(path, { recursive: true });
  git(path, 'init', '--quiet', '--bare', '--initial-branch=main');
  return path;
}

/** A hub that clones reach by its path. */
export function makeFileHub(dir: string): Hub {
  const path = makeBare(join(dir, 'file', 'hub.git'));
  return { name: 'file', path, url: `file://${path}` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A hub behind a `git daemon` of this test's own, which ends with the test. */
export async function makeDaemonHub(dir: string): Promise<Hub> {
  const base = join(dir, 'daemon');
  const path = makeBare(join(base, 'hub.git'));
  const port = await freePort();
  const url = `git://127.0.0.1:${port}/hub.git`;
  const options = [
    '--reuseaddr',
    '--export-all',
    '--enable=receive-pack',
    '--listen=127.0.0.1',
    `--port=${port}`,
    `--base-path=${base}`,
  ];
  const daemon = spawn('git', ['daemon', ...options, base], {
    env: testEnv,
    stdio: 'ignore',
    detached: true,
  });
  onTestFinished(() => endGroup(daemon));
  for (let tries = 0; ; tries++)
    try {
      git(dir, 'ls-remote', url);
      return { name: 'daemon', path, url };
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

/** Kills a process that leads a group, and all that it started. */
export function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
