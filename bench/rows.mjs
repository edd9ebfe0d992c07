// What is measured at each size: one function a row, which runs the program once and gives back milliseconds.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, runForPeak } from './measure.mjs';

const PROGRAM = fileURLToPath(new URL('../bin/git-task', import.meta.url));
export const READER = 'reader';

const READS = {
  list: ['list'],
  ready: ['ready'],
  inbox: ['inbox'],
  search: ['search', 'rate', 'limiter', '4711'],
  graph: ['graph', '--format', 'json'],
  situation: [],
};

/** The program at work in one repository. */
export function programAt(repository) {
  const env = { ...process.env, GIT_TASK_ACTOR: READER, NO_COLOR: '1' };
  for (const name of Object.keys(env))
    if (name.startsWith('GIT_') && name !== 'GIT_TASK_ACTOR') delete env[name];
  const options = { cwd: repository, env };
  return {
    call: (...args) => run(PROGRAM, args, options),
    peak: (...args) => runForPeak(PROGRAM, args, options),
    forgetIndex: () => rmSync(join(repository, '.git/git-task/index'), { recursive: true, force: true }),
  };
}

/** Each row by name. Writes undo or feed each other, so that every run finds the same state. */
export function everydayRows(program) {
  const ready = program.call('ready', '--any', '--quiet', '--limit', '1000').stdout.trim().split('\n');
  const shown = ready[0];
  let added = 0;
  let completed = 1;
  const rows = {};
  for (const [name, args] of Object.entries(READS)) rows[name] = () => program.call(...args).milliseconds;
  rows.show = () => program.call('show', shown).milliseconds;
  rows.add = () => program.call('add', `Measure the time of one write ${++added}`).milliseconds;
  rows.start = () => program.call('start', shown).milliseconds;
  rows.release = () => program.call('release', shown).milliseconds;
  rows.complete = () => program.call('complete', '--force', ready[completed++ % ready.length]).milliseconds;
  return rows;
}

export function isWrite(name) {
  return ['add', 'start', 'release', 'complete'].includes(name);
}
