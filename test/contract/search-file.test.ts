import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callInside, callInsideOk } from '../call-inside.ts';
import { REF, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const SECRET = 'Hunter2secret';

interface World {
  readonly root: string;
  readonly run: (...args: string[]) => Promise<string>;
  /** What a search finds, closed ones too, as titles. */
  readonly find: (...words: string[]) => Promise<string>;
  readonly folder: string;
}

async function makeWorld(dir: string): Promise<World> {
  mkdirSync(dir, { recursive: true });
  const root = makeRepository(dir);
  const run = (...args: string[]): Promise<string> => callInsideOk(args, { cwd: root });
  await run('init', '--no-hooks');
  const find = async (...words: string[]): Promise<string> => {
    const { data } = JSON.parse(await run('search', '--all', '--json', ...words));
    return data.map(({ title }: { title: string }) => title).join(', ');
  };
  return { root, run, find, folder: join(root, '.git/git-task/search') };
}

function baseOf({ folder }: World): string {
  const { base } = JSON.parse(readFileSync(join(folder, 'head.json'), 'utf8'));
  return join(folder, base);
}

test('only search writes the file, which follows what others write', async () => {
  const world = await makeWorld(makeTestDir());
  const { run, find, folder } = world;
  const id = await run('add', 'Sign in', '-d', 'by password', '-q');
  await run('list');
  expect(existsSync(folder)).toBe(false);
  expect(await find('password')).toBe('Sign in');
  const base = baseOf(world);
  await run('note', id, 'the pelican says no');
  expect(await find('pelican')).toBe('Sign in');
  await run('edit', id, '--title', 'Log in', '-d', 'by key');
  expect(await find('password')).toBe('');
  expect(await find('key')).toBe('Log in');
  expect(await find('sign')).toBe('');
  await run('complete', id);
  expect((await callInside(['search', 'key'], { cwd: world.root })).stdout).toBe('');
  expect(await find('key')).toBe('Log in');
  await run('delete', id, '--yes');
  expect(await find('key')).toBe('');
  // All of that was kept beside the lines that were there.
  expect(baseOf(world)).toBe(base);
});

test('what a word is worth does not depend on what was kept', async () => {
  const { run, folder } = await makeWorld(makeTestDir());
  const id = await run('add', 'Sign in', '-q');
  await run('add', 'Sign out', '-q');
  const worths = async (): Promise<unknown> =>
    JSON.parse(await run('search', 'sign', '--all', '--json')).data;
  await worths();
  const steps: readonly (readonly string[])[] = [
    ['add', 'Log in'],
    ['add', 'Log out'],
    ['edit', id, '--title', 'Sign up'],
    ['delete', id, '--yes'],
    ['undo'],
    ['undo'],
  ];
  for (const step of steps) {
    await run(...step);
    const kept = await worths();
    const base = readdirSync(folder);
    rmSync(folder, { recursive: true });
    expect([step, await worths()]).toEqual([step, kept]);
    expect(base).toHaveLength(2);
  }
});

test.each<readonly [string, (world: World) => void]>([
  ['lost', ({ folder }) => rmSync(folder, { recursive: true })],
  ['without its head', ({ folder }) => rmSync(join(folder, 'head.json'))],
  ['without its lines', (world) => rmSync(baseOf(world))],
  ['torn in its lines', (world) => truncateSync(baseOf(world), 20)],
  ['damaged in its lines', (world) => replaceIn(baseOf(world), 'One', 'Ono')],
  ['damaged in its words', (world) => replaceIn(baseOf(world), 'password\t', 'passwort\t')],
  ['torn in its words', (world) => truncateSync(baseOf(world), statSync(baseOf(world)).size - 10)],
  ['damaged in what words are worth', (world) => flipClasses(baseOf(world))],
  ['damaged in its head', ({ folder }) => replaceIn(join(folder, 'head.json'), 'Two', 'Too')],
  ['empty', (world) => truncateSync(baseOf(world), 0)],
  ['torn in its head', ({ folder }) => truncateSync(join(folder, 'head.json'), 30)],
  ['of another version', (world) => editHead(world, { version: 999 })],
  ['of a strange shape', (world) => editHead(world, { changed: [7] })],
  ['of a place elsewhere', (world) => editHead(world, { base: '../clone.json' })],
  ['of a commit that is gone', (world) => editHead(world, { tip: '1'.repeat(40) })],
])('a file that is %s is built again', async (_, spoil) => {
  const world = await makeWorld(makeTestDir());
  await world.run('add', 'One password', '-q');
  await world.find('password');
  await world.run('add', 'Two passwords', '-q');
  expect(await world.find('password')).toBe('One password, Two passwords');
  const base = baseOf(world);
  spoil(world);
  expect(await world.find('password')).toBe('One password, Two passwords');
  expect(await world.find('password')).toBe('One password, Two passwords');
  expect(existsSync(baseOf(world))).toBe(true);
  expect(baseOf(world)).not.toBe(base);
});

function replaceIn(path: string, was: string, is: string): void {
  const text = readFileSync(path, 'latin1');
  expect(text).toContain(was);
  writeFileSync(path, text.replace(was, is), 'latin1');
}

/** Makes other bits of the classes, which begin behind the lines; the first class, of two zeros, is of nothing. */
function flipClasses(path: string): void {
  const content = readFileSync(path);
  const at = Math.ceil((content.indexOf(10) + 1) / 8) * 8 + 16;
  content[at + 6] = (content[at + 6] ?? 0) ^ 0x10;
  writeFileSync(path, content);
}

function editHead({ folder }: World, change: object): void {
  const path = join(folder, 'head.json');
  const head = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, `${JSON.stringify({ ...head, ...change })}\n`);
}

test('where it stands in the way, or may not be written, a search only takes longer', async () => {
  const world = await makeWorld(makeTestDir());
  await world.run('add', 'One password', '-q');
  writeFileSync(world.folder, 'a file');
  expect(await world.find('password')).toBe('One password');
  expect(readFileSync(world.folder, 'utf8')).toBe('a file');
});

test('a ref that was wound back takes back what was written', async () => {
  const world = await makeWorld(makeTestDir());
  const id = await world.run('add', 'Sign in', '-q');
  const before = tipOf(world.root);
  await world.run('edit', id, '--title', 'Log in');
  expect(await world.find('log')).toBe('Log in');
  git(world.root, 'update-ref', REF, before);
  expect(await world.find('log')).toBe('');
  expect(await world.find('sign')).toBe('Sign in');
});

test('many changes make a new base, and leave no old one', async () => {
  const world = await makeWorld(makeTestDir());
  await world.run('add', 'The first', '-q');
  await world.find('first');
  const base = baseOf(world);
  const tasks = Array.from({ length: 300 }, (_, at) => ({ title: `Pelican ${at}` }));
  writeFileSync(join(world.root, 'plan.json'), JSON.stringify({ tasks }));
  await world.run('plan', join(world.root, 'plan.json'));
  expect((await world.run('search', 'pelican', '-q', '--limit', '999')).split('\n')).toHaveLength(300);
  expect(baseOf(world)).not.toBe(base);
  expect(readdirSync(world.folder)).toHaveLength(2);
  expect(await world.find('first')).toBe('The first');
});

test('it follows merges, and forgets on every clone what was redacted', async () => {
  const dir = makeTestDir();
  git(dir, 'init', '--quiet', '--bare', join(dir, 'hub.git'));
  const [ann, bob] = [await makeWorld(join(dir, 'ann')), await makeWorld(join(dir, 'bob'))];
  for (const { root } of [ann, bob]) git(root, 'remote', 'add', 'origin', '../hub.git');
  const id = await ann.run('add', 'Sign in', '-d', `by ${SECRET}`, '-q');
  await bob.run('add', 'Pelicans', '-q');
  for (const { run } of [ann, bob, ann]) await run('sync', '--remote', 'origin');
  for (const { find } of [ann, bob]) {
    expect(await find(SECRET)).toBe('Sign in');
    expect(await find('pelicans')).toBe('Pelicans');
  }
  const holds = ({ folder }: World): boolean =>
    existsSync(folder) &&
    readdirSync(folder).some((name) => readFileSync(join(folder, name), 'utf8').includes(SECRET));
  expect([ann, bob].map(holds)).toEqual([true, true]);
  const events = (await ann.run('watch', id, '--quiet')).split('\n');
  await ann.run('redact', ...events);
  await ann.run('sync');
  await bob.run('sync');
  expect([ann, bob].map(holds)).toEqual([false, false]);
  for (const { find } of [ann, bob]) expect(await find(SECRET)).toBe('');
  expect([ann, bob].map(holds)).toEqual([false, false]);
  await ann.run('delete', id, '--yes');
  await ann.run('purge', '--yes');
  expect(existsSync(ann.folder)).toBe(false);
});
