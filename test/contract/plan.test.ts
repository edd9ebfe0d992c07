import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { campaign } from '../call-program.ts';
import { expectHealthy, REF } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const MANY = campaign ? 10_000 : 1000;

test(`a plan of ${MANY} tasks is one commit, and none when it is run again`, async () => {
  const root = makeRepository(makeTestDir());
  const task = (...args: string[]): Promise<string> => callInsideOk(args, { cwd: root });
  await task('init');
  const tasks = Array.from({ length: MANY }, (_, at) => ({
    key: `t${at}`,
    title: `Task ${at}`,
    // Chains of ten, each under a parent.
    ...(at % 10 === 0 ? {} : { parent: `t${at - (at % 10)}` }),
    depends_on: at % 10 > 1 ? [`t${at - 1}`] : [],
  }));
  const plan = join(root, 'plan.json');
  writeFileSync(plan, JSON.stringify({ tasks }));
  const before = git(root, 'rev-parse', REF);

  const ids = (await task('plan', plan, '--quiet')).trim().split('\n');
  expect(new Set(ids).size).toBe(MANY);
  expect(git(root, 'rev-parse', `${REF}~1`)).toBe(before);
  expect((await task('list', '--quiet', '--status', 'ready')).trim().split('\n')).toHaveLength(MANY / 10);

  const tip = git(root, 'rev-parse', REF);
  expect((await task('plan', plan, '--quiet')).trim().split('\n')).toEqual(ids);
  expect(git(root, 'rev-parse', REF)).toBe(tip);

  writeFileSync(plan, JSON.stringify({ tasks: [...tasks, { key: 'one more', title: 'One more' }] }));
  expect((await task('plan', plan, '--quiet')).trim().split('\n').slice(0, MANY)).toEqual(ids);
  expect(git(root, 'rev-parse', `${REF}~1`)).toBe(tip);
  await expectHealthy(root);
}, 600_000);

test('a plan of which much is wrong is read once to say where all of it stands', async () => {
  const root = makeRepository(makeTestDir());
  await callInsideOk(['init'], { cwd: root });
  const plan = join(root, 'plan.yaml');
  const lines = Array.from({ length: MANY }, (_, at) => `  - title: Task ${at}\n    colour: red\n`);
  writeFileSync(plan, `tasks:\n${lines.join('')}`);

  const { stdout } = await callInside(['plan', plan, '--json'], { cwd: root });
  const { error } = JSON.parse(stdout) as { error: { details: { problems: { at: string }[] } } };
  expect(error.details.problems.map(({ at }) => at)).toEqual(
    lines.map((_, at) => `${plan}:${at * 2 + 3}:13`),
  );
});

test('a plan of more than a mebibyte is taken as a person writes it', async () => {
  const root = makeRepository(makeTestDir());
  await callInsideOk(['init'], { cwd: root });
  const description = 'See what the tests say. '.repeat(450);
  const tasks = Array.from(
    { length: 110 },
    (_, at) => `- {key: t${at}, title: Task ${at}, description: "${description}"}`,
  );
  const text = `# written by hand\ntasks:\n${tasks.join('\n')}\n`;
  expect(text.length).toBeGreaterThan(1024 * 1024);
  writeFileSync(join(root, 'plan.yaml'), text);
  expect(
    (await callInsideOk(['plan', join(root, 'plan.yaml'), '--quiet'], { cwd: root })).trim().split('\n'),
  ).toHaveLength(110);
});
