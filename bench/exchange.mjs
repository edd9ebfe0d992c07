// What an exchange with a remote costs: one that finds nothing new, and a merge of many tasks.
import { run } from './measure.mjs';

const REF = 'refs/tasks/main';
const TRACKING = 'refs/task-remotes/met/main';
/** Tasks that both sides of a merge changed. */
export const MET = 1000;

/** Gives the repository a remote that has its tasks; the rows and floors of exchanges with it that find nothing new. */
export function exchangeRows(repository, program) {
  const hub = `${repository}-hub.git`;
  run('git', ['init', '--quiet', '--bare', hub]);
  run('git', ['remote', 'add', 'origin', hub], { cwd: repository });
  program.call('sync', '--remote', 'origin');
  const fetch = ['fetch', '--quiet', '--no-tags', 'origin'];
  return {
    'git fetch': () => run('git', fetch, { cwd: repository }).milliseconds,
    sync: () => program.call('sync').milliseconds,
  };
}

/** The time to take in a tip that changed the same tasks as ours did: each loses a value to the other side. */
export function mergeRow(repository, program) {
  const git = (...args) => run('git', args, { cwd: repository }).stdout.trim();
  const base = git('rev-parse', REF);
  const ids = program.call('list', '--all', '--quiet', '--limit', String(MET)).stdout.trim().split('\n');
  run('git', ['config', 'remote.met.url', '.'], { cwd: repository });
  program.call('edit', ...ids, '--priority', 'high', '--quiet');
  const theirs = git('rev-parse', REF);
  git('update-ref', REF, base);
  program.call('edit', ...ids, '--priority', 'low', '--type', 'chore', '--quiet');
  const ours = git('rev-parse', REF);
  return () => {
    git('update-ref', REF, ours);
    git('update-ref', TRACKING, theirs);
    // The index is of our tip, as it is in everyday work.
    program.call('list', '--limit', '1');
    const { milliseconds } = program.call('pull', '--offline', '--remote', 'met');
    if (!/^merge /.test(git('log', '-1', '--format=%s', REF))) throw new Error('nothing was merged');
    return milliseconds;
  };
}
