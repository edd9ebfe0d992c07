import { chmodSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { callProgram, envelopeOf } from '../call-program.ts';
import { REF, tipOf } from '../soundness.ts';
import { type Cut, ends, makeCutGit, makeListeningGit, makeShakyGit } from './shaky-git.ts';
import { expectSurvived, makeScenes, type Scene, writeShaken } from './survivor.ts';

let makeScene: () => Scene;
beforeAll(async () => {
  makeScene = await makeScenes();
});

describe('a git process that is killed, or with which the program is killed', () => {
  test.concurrent.each(ends)('%s: the write is done or not done', async (end) => {
    const quiet = makeScene();
    const listening = makeListeningGit(quiet.dir);
    await expectSurvived(quiet, await writeShaken(quiet, listening.env));
    const calls = listening.calls();
    expect(calls.filter((call) => call.includes('fast-import'))).toHaveLength(1);

    for (const at of calls.keys()) {
      const scene = makeScene();
      const shaky = makeShakyGit(scene.dir, at + 1, end);
      await expectSurvived(scene, await writeShaken(scene, shaky.env));
    }
  });
});

describe('fast-import with only a part of its input', () => {
  const cuts = [0, 0.1, 0.5, 0.9, 0.995, 1].flatMap((at) =>
    (['git', 'program', 'nobody'] as const).map((killed): Cut => ({ at, killed })),
  );
  test.concurrent.each(cuts)('$at of it, killed: $killed', async (cut) => {
    const scene = makeScene();
    const ended = await writeShaken(scene, makeCutGit(scene.dir, cut).env);
    if (cut.at < 0.9) expect(tipOf(scene.root)).toBe(scene.tip);
    await expectSurvived(scene, ended);
  });
});

describe('a git that is killed while it moves the ref', () => {
  test.concurrent.each(['git', 'program'])(
    'when the ref has moved, before anybody hears of it; killed: %s',
    async (killed) => {
      const scene = makeScene();
      killInHook(scene, 'committed', killed);
      const ended = await writeShaken(scene, {});
      disarmHook(scene);
      expect(tipOf(scene.root)).not.toBe(scene.tip);
      await expectSurvived(scene, ended);
    },
  );

  test.concurrent.each([
    { killed: 'git', ageS: 11 },
    { killed: 'program', ageS: 11 },
    { killed: 'git', ageS: 0 },
  ])(
    'with the ref locked: the next writer removes a lock that nobody touched for 10 s; killed: $killed, $ageS s ago',
    async ({ killed, ageS }) => {
      const scene = makeScene();
      killInHook(scene, 'prepared', killed);
      const ended = await writeShaken(scene, {});
      disarmHook(scene);
      expect(tipOf(scene.root)).toBe(scene.tip);
      const lock = join(scene.root, '.git', `${REF}.lock`);
      expect(await doctorOn(scene.root, 'ref lock')).toMatchObject({
        state: 'note',
        detail: expect.stringContaining(lock),
      });
      const then = Date.now() / 1000 - ageS;
      if (ageS > 0) {
        utimesSync(lock, then, then);
        expect(await doctorOn(scene.root, 'ref lock')).toMatchObject({ state: 'wrong' });
      }
      expect(await expectSurvived(scene, ended, true)).toMatch(/warning: removed .*main\.lock/);
    },
  );
});

interface Finding {
  readonly check: string;
  readonly state: string;
  readonly detail: string;
}

async function doctorOn(root: string, check: string): Promise<Finding | undefined> {
  const { data, error } = envelopeOf<readonly Finding[]>(
    await callProgram(['doctor', '--json'], { cwd: root }),
  );
  return (data ?? error?.details.findings ?? []).find((finding) => finding.check === check);
}

/** Lets git's own hook kill it, or the program with it, in a state of the ref's transaction. */
function killInHook({ root }: Scene, state: 'prepared' | 'committed', killed: string): void {
  const program = '$(sed -n "s/^PPid:[[:space:]]*//p" /proc/$PPID/status)';
  const victims = killed === 'git' ? '$PPID' : `${program} $PPID`;
  writeHook(root, `if [ "$1" = ${state} ] && grep -q ${REF}; then kill -9 ${victims}; fi`);
}

function disarmHook({ root }: Scene): void {
  writeHook(root, ':');
}

function writeHook(root: string, body: string): void {
  const path = join(root, '.git/hooks/reference-transaction');
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
}
