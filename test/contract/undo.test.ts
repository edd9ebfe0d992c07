import { expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { REF } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

test('whose last hundred commits hold nothing to take back is told that no more are looked at', async () => {
  const cwd = makeRepository(makeTestDir());
  const asBob = { cwd, env: { GIT_TASK_ACTOR: 'bob' } };
  await callInsideOk(['init'], { cwd });
  await callInsideOk(['add', 'One'], asBob);
  const before = await callInside(['undo', '--as', 'ann'], asBob);
  expect(before.stderr).not.toContain('100');
  let tip = git(cwd, 'rev-parse', REF);
  for (let count = 0; count < 100; count++)
    tip = git(cwd, 'commit-tree', `${tip}^{tree}`, '-p', tip, '-m', 'nothing', '-m', 'Actor: bob');
  git(cwd, 'update-ref', REF, tip);
  const { status, stderr } = await callInside(['undo'], asBob);
  expect(status).toBe(3);
  expect(stderr).toContain('hint: only your last 100 commits on the branch are looked at');
});
