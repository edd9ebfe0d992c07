import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTestDir } from './temp-repository.ts';

test('the demo of the README tells its story to the end', () => {
  const home = makeTestDir();
  const demo = spawnSync(process.execPath, [join(import.meta.dirname, '../demo/demo.mjs')], {
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: home },
    encoding: 'utf8',
  });
  const shop = /cd (\S+\/shop)$/m.exec(demo.stdout)?.[1];
  if (shop !== undefined) rmSync(join(shop, '..'), { recursive: true, force: true });
  expect(demo.stdout.split('\n').slice(-20).join('\n')).toContain('Your turn');
  expect(demo.status).toBe(0);
});
