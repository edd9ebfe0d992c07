// Runs whole processes and tells how long they took and how much memory they held.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PEAK = fileURLToPath(new URL('peak.cjs', import.meta.url));

/** Runs a command to its end; throws where it fails, so that nothing is measured but what worked. */
export function run(command, args, options = {}) {
  const began = process.hrtime.bigint();
  const child = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 2 ** 30,
    ...options,
  });
  const milliseconds = Number(process.hrtime.bigint() - began) / 1e6;
  if (child.error !== undefined) throw child.error;
  if (child.status !== 0)
    throw new Error(`${command} ${args.join(' ')}: status ${child.status}\n${child.stderr}`);
  return { milliseconds, stdout: child.stdout.toString('utf8') };
}

/** As `run`, for a command that is a node process: also the most memory it held, in MB. */
export function runForPeak(command, args, options = {}) {
  const file = join(tmpdir(), `git-task-peak-${process.pid}`);
  const env = {
    ...(options.env ?? process.env),
    NODE_OPTIONS: `--require=${PEAK}`,
    GIT_TASK_PEAK_FILE: file,
  };
  try {
    const { milliseconds } = run(command, args, { ...options, env });
    return { milliseconds, megabytes: Number(readFileSync(file, 'utf8')) / 1024 };
  } finally {
    rmSync(file, { force: true });
  }
}

export function median(values) {
  const sorted = values.toSorted((one, two) => one - two);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
