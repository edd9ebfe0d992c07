import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { taskFolder, taskPath } from '../../src/codec/paths.ts';
import { callInsideOk } from '../call-inside.ts';
import { git, makeRepository, makeTempDir } from '../temp-repository.ts';
import { type CommitParts, commitRaw, type Edit, eventOf, gitInput, taskFiles } from './hostile-history.ts';

export const REF = 'refs/tasks/main';
/** The id of a task that nobody has yet. */
export const NEW_ID = 'zzzzzzzzz0';

const dir = makeTempDir();
export const hub = join(dir, 'hub.git');
const author = join(dir, 'author');
export const victim = join(dir, 'victim');
/** A task that everybody has, its first event file, and what stands in its files. */
export let id = '';
export let eventPath = '';
export let taskText = '';
export let eventText = '';
export let good = '';

export function serve(oid: string): void {
  gitInput(hub, '', 'update-ref', '--no-deref', REF, oid);
}

export async function makeClone(path: string): Promise<void> {
  mkdirSync(path);
  makeRepository(path);
  git(path, 'remote', 'add', 'origin', hub);
  await callInsideOk(['init'], { cwd: path });
}

/** More good work of somebody else, on the remote. */
export async function moreGoodWork(title: string): Promise<void> {
  await callInsideOk(['add', title], { cwd: author });
  good = git(author, 'rev-parse', REF);
  git(author, 'push', '--quiet', '--force', 'origin', `${REF}:${REF}`);
}

beforeAll(async () => {
  git(dir, 'init', '--quiet', '--bare', hub);
  await makeClone(author);
  id = await callInsideOk(['add', 'Shared by all', '-q'], { cwd: author });
  await callInsideOk(['note', id, 'a note'], { cwd: author });
  await callInsideOk(['sync', '--remote', 'origin'], { cwd: author });
  good = git(author, 'rev-parse', REF);
  await makeClone(victim);
  await callInsideOk(['add', "The victim's own"], { cwd: victim });
  const files = git(author, 'ls-tree', '--name-only', REF, `${taskFolder(id)}/`).split('\n');
  eventPath = files[0] ?? '';
  taskText = `${git(author, 'show', `${REF}:${taskPath(id)}`)}\n`;
  eventText = `${git(author, 'show', `${REF}:${eventPath}`)}\n`;
});

/** A commit on top of the good work. */
export function evil(edits: readonly Edit[], parts: CommitParts = {}): string {
  return commitRaw(hub, edits, { parents: [good], ...parts });
}

/** Commits on top of the good work, serves it and calls it good. */
export function serveGood(edits: readonly Edit[]): void {
  good = commitRaw(hub, edits, { parents: [good] });
  serve(good);
}

export function blob(text = 'x\n'): string {
  return gitInput(hub, text, 'hash-object', '-w', '--stdin');
}

export type Entry = readonly [mode: string, name: string, oid: string];

/** A tree that git itself would not make: names and order as given. */
export function writeTree(entries: readonly Entry[]): string {
  const bytes = entries.flatMap(([mode, name, oid]) => [
    Buffer.from(`${mode} ${name}\0`),
    Buffer.from(oid, 'hex'),
  ]);
  return gitInput(hub, Buffer.concat(bytes), 'hash-object', '-t', 'tree', '--literally', '-w', '--stdin');
}

/** The entries of a folder of the good work. */
export function treeOf(path: string): readonly Entry[] {
  return git(hub, 'ls-tree', `${good}:${path}`)
    .split('\n')
    .map((line) => {
      const [, mode = '', oid = '', name = ''] = /^0?(\d+) \w+ (\w+)\t(.*)$/.exec(line) ?? [];
      return [mode, name, oid] as const;
    });
}

/** A commit of a whole tree, as `writeTree` makes it. */
export function evilTree(entries: readonly Entry[]): string {
  return gitInput(hub, 'by hand\n', 'commit-tree', writeTree(entries), '-p', good);
}

/** A task as another clone would add it. */
export function sound(): { readonly events: ReturnType<typeof eventOf>[]; readonly files: readonly Edit[] } {
  const events = [eventOf({ type: 'task_created', task: NEW_ID, data: { title: 'New' } })];
  return { events, files: taskFiles(events) };
}

/** What a clone's owner sees of its tasks. */
export async function lookAround(cwd: string): Promise<readonly string[]> {
  return [git(cwd, 'rev-parse', REF), await callInsideOk(['list', '--all'], { cwd })];
}
