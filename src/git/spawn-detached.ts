import { childProcess } from './run-git.ts';

/** Starts a program that outlives this one, with no output, and does not wait; a failure to start is silent. */
export function spawnDetached(program: string, args: readonly string[], cwd: string): void {
  const child = childProcess().spawn(program, args, {
    cwd,
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  });
  child.on('error', () => {});
  child.unref();
}
