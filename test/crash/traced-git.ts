import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeGit, type ShakyGit } from './shaky-git.ts';

/** System calls that change files, or begin to. */
const CHANGING = [
  ...['open', 'openat', 'creat', 'write', 'pwrite64', 'writev', 'ftruncate', 'truncate', 'fallocate'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat', 'unlink', 'unlinkat'],
  ...['mkdir', 'mkdirat', 'rmdir', 'chmod', 'fchmod', 'fchmodat', 'utimensat', 'fsync', 'fdatasync'],
  'sync_file_range',
];

/** Why nothing can be traced here; undefined where it can. */
export function whyNoStrace(): string | undefined {
  const probe = spawnSync('strace', ['-o', '/dev/null', '--inject=exit_group:signal=SIGKILL', 'true']);
  if (probe.error !== undefined) return 'there is no strace';
  return probe.signal === 'SIGKILL' ? undefined : 'ptrace is not permitted';
}

/** One system call at which a process is killed: the `when`-th of its name in whatever process gets there first. */
export interface Point {
  /** Number of the git call from 1, or the program itself. */
  readonly target: number | 'program';
  readonly syscall: string;
  readonly when: number;
}

export function nameOf({ target, syscall, when }: Point): string {
  return `${target === 'program' ? target : `git ${target}`}: ${syscall} ${when}`;
}

function straceArgs(log: string, point: Point | undefined): readonly string[] {
  const inject =
    point === undefined
      ? `--trace=${CHANGING.map((name) => `?${name}`).join(',')}`
      : `--inject=${point.syscall}:signal=SIGKILL:when=${point.when}`;
  return ['-qq', '-o', log, inject];
}

const logOf = (dir: string) => join(dir, 'strace-log');

/** A git of which one call is traced, and killed where there is a point; git's own children with it. */
export function makeTracedGit(dir: string, call: number, point?: Point): ShakyGit {
  const args = ['-f', ...straceArgs(logOf(dir), point)].join(' ');
  return makeGit(dir, `if [ "$CALL" -eq ${call} ]; then exec strace ${args} "$GIT" "$@"; fi`);
}

/** Arguments of strace before a program, of which the first thread is traced: it is the one that changes files. */
export function traceProgram(dir: string, point?: Point): readonly string[] {
  return straceArgs(logOf(dir), point);
}

/** Whether the point was reached. */
export function wasKilled(dir: string): boolean {
  return readFileSync(logOf(dir), 'utf8').includes('killed by SIGKILL');
}

/** Every point of a traced run: as many as the busiest process made calls of the name. */
export function pointsOf(dir: string, target: Point['target']): readonly Point[] {
  const counts = new Map<string, number>();
  for (const line of readFileSync(logOf(dir), 'utf8').split('\n')) {
    const [, process = '', syscall] = /^(\d+ +)?(\w+)\(/.exec(line) ?? [];
    if (syscall !== undefined)
      counts.set(`${syscall} ${process}`, (counts.get(`${syscall} ${process}`) ?? 0) + 1);
  }
  const most = new Map<string, number>();
  for (const [key, count] of counts) {
    const [syscall = ''] = key.split(' ');
    most.set(syscall, Math.max(count, most.get(syscall) ?? 0));
  }
  return [...most].flatMap(([syscall, count]) =>
    Array.from({ length: count }, (_, at) => ({ target, syscall, when: at + 1 })),
  );
}
