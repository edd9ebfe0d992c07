import { expect, test } from 'vitest';
import { campaign, type Ended, LAUNCHER, runProgram } from '../call-program.ts';
import { makeListeningGit } from './shaky-git.ts';
import { expectSurvived, makeScenes, noteArgs, type Scene, writeShaken } from './survivor.ts';
import {
  makeTracedGit,
  nameOf,
  type Point,
  pointsOf,
  traceProgram,
  wasKilled,
  whyNoStrace,
} from './traced-git.ts';

const SAMPLE = 12;
const AT_ONCE = 2;

const obstacle = whyNoStrace();
const extent = campaign ? 'every' : `a sample of ${SAMPLE}`;

test.skipIf(obstacle !== undefined)(
  `a write that is killed at ${extent} of its file-changing system calls is done or not done${obstacle === undefined ? '' : ` (${obstacle})`}`,
  async () => {
    const makeScene = await makeScenes();
    const all = await findPoints(makeScene);
    const points = campaign ? all : sample(all);
    const failures: string[] = [];
    let killed = 0;
    const queue = [...points];
    const worker = async () => {
      for (let point = queue.shift(); point !== undefined; point = queue.shift()) {
        const scene = makeScene();
        try {
          const ended = await writeTraced(scene, point);
          if (wasKilled(scene.dir)) killed++;
          await expectSurvived(scene, ended);
        } catch (error) {
          failures.push(`${nameOf(point)}: ${error instanceof Error ? error.message : error}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    process.stdout.write(`    ${points.length} points of ${all.length}, ${killed} of them met\n`);
    expect(failures).toEqual([]);
    // Not every run makes exactly as many calls as the first.
    expect(killed).toBeGreaterThan(points.length / 2);
  },
  3_600_000,
);

function writeTraced(scene: Scene, point: Point): Promise<Ended> {
  return point.target === 'program'
    ? runTraced(scene, point)
    : writeShaken(scene, makeTracedGit(scene.dir, point.target, point).env);
}

function runTraced(scene: Scene, point?: Point): Promise<Ended> {
  const args = [...traceProgram(scene.dir, point), LAUNCHER, ...noteArgs(scene)];
  return runProgram('strace', args, { cwd: scene.root });
}

/** Runs the write unharmed, each of its processes traced in turn. */
async function findPoints(makeScene: () => Scene): Promise<readonly Point[]> {
  const quiet = makeScene();
  const listening = makeListeningGit(quiet.dir);
  await writeShaken(quiet, listening.env);
  const points: Point[] = [];
  for (const at of listening.calls().keys()) {
    const scene = makeScene();
    await expectSurvived(scene, await writeShaken(scene, makeTracedGit(scene.dir, at + 1).env));
    points.push(...pointsOf(scene.dir, at + 1));
  }
  const scene = makeScene();
  await expectSurvived(scene, await runTraced(scene));
  return [...points, ...pointsOf(scene.dir, 'program')];
}

/** Spread over the calls that move, remove and write files in the git that moves the ref, the last of all. */
function sample(all: readonly Point[]): readonly Point[] {
  const last = Math.max(...all.map(({ target }) => (target === 'program' ? 0 : target)));
  const telling = all.filter(
    ({ target, syscall }) => target === last && /^(rename|link|unlink|write|fsync|mkdir)/.test(syscall),
  );
  const step = telling.length / SAMPLE;
  return Array.from(
    { length: Math.min(SAMPLE, telling.length) },
    (_, at) => telling[Math.floor(at * Math.max(1, step))],
  ).filter((point) => point !== undefined);
}
