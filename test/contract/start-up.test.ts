import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callOk, callProgram } from '../call-program.ts';
import { makeRepository, makeTestDir } from '../temp-repository.ts';

const REPORT = `process.on('exit', () => {
  const files = Object.keys(require.cache).map((file) => require('path').basename(file));
  process.stderr.write(JSON.stringify([...process.moduleLoadList, ...files]));
});
`;

/** What these take to load is more than all the rest of a warm read. */
const DEAR = [
  'NativeModule crypto',
  'NativeModule child_process',
  'NativeModule zlib',
  'analysis.js',
  'readers.js',
  'yaml.js',
  'chokidar.js',
  'date-words.js',
];

test('a warm read loads nothing that is dear; what reads sources is loaded when there is one', async () => {
  const dir = makeTestDir();
  const root = makeRepository(dir);
  const report = join(dir, 'report-loaded.cjs');
  writeFileSync(report, REPORT);
  const env = { GIT_TASK_ACTOR: 'alice' };
  const loadedBy = async (call: readonly string[]): Promise<readonly string[]> => {
    const { stderr } = await callProgram(call, {
      cwd: root,
      env: { ...env, NODE_OPTIONS: `--require=${report}` },
    });
    return JSON.parse(stderr.slice(stderr.indexOf('["')));
  };
  await callOk(['init'], { cwd: root, env });
  for (const title of ['one', 'two', 'three']) await callOk(['add', title], { cwd: root, env });
  await callOk(['add', 'for her', '-a', 'alice'], { cwd: root, env: { GIT_TASK_ACTOR: 'bob' } });
  for (const call of [[], ['search', 'three']]) await callOk(call, { cwd: root, env });
  expect(await callOk(['inbox'], { cwd: root, env })).toContain('bob assigned it to you');

  for (const call of [['list'], ['ready'], ['inbox'], [], ['search', 'three'], ['list', '--json']]) {
    const loaded = await loadedBy(call);
    expect(loaded, call.join(' ')).toContain('NativeModule fs');
    expect(
      DEAR.filter((name) => loaded.includes(name)),
      call.join(' '),
    ).toEqual([]);
  }

  writeFileSync(join(root, 'app.js'), 'export const answer = 42;\n');
  const first = await loadedBy(['impact']);
  expect(first).toEqual(expect.arrayContaining(['analysis.js', 'readers.js']));
  expect(first).not.toContain('read-python.js');
  const second = await loadedBy(['impact']);
  expect(second).toContain('analysis.js');
  expect(second).not.toContain('readers.js');

  expect(await loadedBy(['add', 'four', '--due', '2031-09-01'])).not.toContain('date-words.js');
  expect(await loadedBy(['add', 'five', '--due', 'tomorrow'])).toContain('date-words.js');
});
