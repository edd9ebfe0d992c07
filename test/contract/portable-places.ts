import fs, { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { init } from 'isomorphic-git';
import { formatCommitMessage } from '../../src/codec/commit-message.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { readRef } from '../../src/git/ref.ts';
import { type FileSystem, renaming } from '../../src/store/portable/file-system.ts';
import { type OpenOptions, PortableRepository } from '../../src/store/portable/repository.ts';
import { PortableStore, type PortableStoreOptions } from '../../src/store/portable-store.ts';
import type { Transaction } from '../../src/store/store.ts';
import { TASKS_REF } from '../../src/store/tasks-ref.ts';
import { transactionFiles } from '../../src/store/transaction-files.ts';
import { MemoryFileSystem } from '../memory-file-system.ts';
import { git, makeTestDir, testEnv } from '../temp-repository.ts';
import type { OpenOptions as StoreOptions, StorePlace } from './store-contract.ts';

const author = { name: 'Ann', email: 'ann@example.org' };
export const GITDIR = '/repository/.git';

export function openPortable(
  files: FileSystem,
  gitdir = GITDIR,
  more: Partial<OpenOptions> = {},
): Promise<PortableRepository> {
  return PortableRepository.open({ files, gitdir, owner: 'this test', ...more });
}

export function storeOn(
  repository: PortableRepository,
  more: Partial<PortableStoreOptions> & StoreOptions = {},
): PortableStore {
  return new PortableStore({
    repository,
    settings: () => new Map(),
    author: () => author,
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    ...more,
  });
}

/** Files with an empty repository that no git has touched. */
export async function makeMemory(): Promise<MemoryFileSystem> {
  const files = new MemoryFileSystem();
  await init({ fs: renaming(files), gitdir: GITDIR, bare: true });
  return files;
}

/** Puts the files of a memory into an empty directory; returns the git directory there. */
export function writeOut(files: MemoryFileSystem, dir = makeTestDir()): string {
  for (const [path, { bytes }] of files.entries)
    if (bytes === undefined) mkdirSync(join(dir, path), { recursive: true });
    else {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), bytes);
    }
  return join(dir, GITDIR);
}

/** Takes the files of a directory into memory, and none besides. */
function readIn(files: MemoryFileSystem, gitdir: string): void {
  for (const path of [...files.entries.keys()]) if (path.startsWith(`${GITDIR}/`)) files.entries.delete(path);
  for (const entry of readdirSync(gitdir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const inside = `${GITDIR}${path.slice(gitdir.length)}`;
    if (entry.isFile()) files.put(inside, readFileSync(path));
    else if (!files.entries.has(inside)) files.entries.set(inside, { bytes: undefined, mtimeMs: 0 });
  }
}

/** What a git does to the files of a memory. */
function byGit(files: MemoryFileSystem, work: (gitdir: string) => void): void {
  const gitdir = writeOut(files);
  work(gitdir);
  readIn(files, gitdir);
}

function landByGit(gitdir: string, { events, changed, subject, actor }: Transaction): void {
  const repository = discoverRepository(gitdir, testEnv);
  const result = importCommit(repository, {
    ref: TASKS_REF,
    parent: readRef(repository, TASKS_REF),
    message: formatCommitMessage({ subject, actor, stamps: events.map(({ id }) => id) }),
    author: { ...author, date: Math.floor(Date.now() / 1000) },
    files: transactionFiles(events, changed),
    durable: false,
  });
  if (!result.ok) throw new Error(result.reason);
}

function disturbancesBy(run: (work: (gitdir: string) => void) => void): StorePlace['disturbances'] {
  return {
    'git gc --prune=now': () => run((gitdir) => git(gitdir, 'gc', '--quiet', '--prune=now')),
    'git pack-refs --all': () => run((gitdir) => git(gitdir, 'pack-refs', '--all')),
  };
}

export async function makeMemoryPlace(): Promise<StorePlace> {
  const files = await makeMemory();
  const repository = await openPortable(files);
  await storeOn(repository).create('ann');
  return {
    open: (options) => storeOn(repository, options),
    land: (transaction) => byGit(files, (gitdir) => landByGit(gitdir, transaction)),
    disturbances: disturbancesBy((work) => byGit(files, work)),
  };
}

export async function makeDiskPlace(): Promise<StorePlace & { readonly gitdir: string }> {
  const dir = makeTestDir();
  git(dir, 'init', '--quiet', dir);
  const gitdir = join(dir, '.git');
  const repository = await openPortable(fs, gitdir);
  await storeOn(repository).create('ann');
  return {
    gitdir,
    open: (options) => storeOn(repository, options),
    land: (transaction) => landByGit(gitdir, transaction),
    disturbances: disturbancesBy((work) => work(gitdir)),
  };
}
