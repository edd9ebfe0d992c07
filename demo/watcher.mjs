// `git task watch --follow --me` of one agent, running while the others work.
import { spawn } from 'node:child_process';
import { tell } from './narrate.mjs';

const running = new Set();

/** Ends every watcher, also where the demo breaks off. */
export function endWatchers() {
  for (const child of running) {
    try {
      // The group: git, and the program it started.
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It ended by itself.
    }
  }
  running.clear();
}

/** Starts one; `lines` grows as its events come. */
export function startWatcher(who, cwd, env) {
  const child = spawn('git', ['task', 'watch', '--follow', '--me'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  const lines = [];
  let rest = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      tell(who, line, '◂');
    }
  });
  return { who, lines };
}
