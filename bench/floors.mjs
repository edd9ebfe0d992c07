// What no program of this kind can go below on this machine.
import { randomBytes } from 'node:crypto';
import { run } from './measure.mjs';

/** One commit as a write of ours makes it: a task file and an event file. */
function commitStream(repository) {
  const id = randomBytes(5).toString('hex');
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const parent = run('git', ['for-each-ref', '--format=%(objectname)', 'refs/bench/floor'], {
    cwd: repository,
  });
  const tip = parent.stdout.trim();
  return [
    'feature done\ncommit refs/bench/floor\nmark :1\n',
    `committer bench <bench@example.org> ${Math.floor(Date.now() / 1000)} +0000\n`,
    data(`add ${id}: floor`),
    tip === '' ? '' : `from ${tip}\n`,
    `M 100644 inline tasks/${id[0]}/${id[1]}/${id}/task.yaml\n${data(`id: ${id}\n${'x'.repeat(200)}\n`)}`,
    `M 100644 inline tasks/${id[0]}/${id[1]}/${id}/event.yaml\n${data(`- id: ${id}\n${'y'.repeat(300)}\n`)}`,
    '\nget-mark :1\ndone\n',
  ].join('');
}

function fastImport(repository, settings) {
  const input = commitStream(repository);
  return run('git', [...settings, 'fast-import', '--quiet'], {
    cwd: repository,
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
  }).milliseconds;
}

const UNPACK = ['-c', 'fastimport.unpackLimit=100'];

/**
 * Where the environment names certificates, node reads them all at each start, and git-task keeps them from its own. What it
 * takes without is the stricter floor.
 */
export const BARE = 'node without certificates';

/** What node itself takes, as the environment is and, where that says otherwise, without certificates. */
export function nodes() {
  const { NODE_EXTRA_CA_CERTS: certificates, ...env } = process.env;
  const start = (options) => () => run(process.execPath, ['-e', '0'], options).milliseconds;
  return { node: start(), ...(certificates && { [BARE]: start({ env }) }) };
}

/** Each floor by name: measures it once, in milliseconds. */
export function floors(repository) {
  return {
    ...nodes(),
    'git --version': () => run('git', ['--version']).milliseconds,
    'fast-import': () => fastImport(repository, UNPACK),
    'fast-import to disk': () =>
      fastImport(repository, [...UNPACK, '-c', 'core.fsync=loose-object,pack,reference']),
  };
}
