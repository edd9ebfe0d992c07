import { readObject, writeObject } from 'isomorphic-git';
import { GitTaskError } from '../../errors.ts';
import { type CommitObject, parseCommit } from '../../git/commit-object.ts';
import { codeOf, type FileSystem, ioFailed, renaming } from './file-system.ts';
import { parseTree, type TreeEntry } from './tree.ts';

/** Trees kept in memory; past that all are forgotten and read again. */
const MOST_TREES = 100_000;
/** Objects read at a time. */
const AT_ONCE = 32;

/** The objects of a repository by isomorphic-git: loose ones and packs. */
export class Objects {
  readonly #client: ReturnType<typeof renaming>;
  readonly #gitdir: string;
  /** isomorphic-git's own: indexes of packs. It looks for packs anew whenever it misses an object. */
  readonly #cache = {};
  readonly #trees = new Map<string, readonly TreeEntry[]>();
  readonly #shallow: ReadonlySet<string>;

  /** @param shallow commits whose parents the repository does not have */
  constructor(files: FileSystem, gitdir: string, shallow: ReadonlySet<string>) {
    this.#client = renaming(files);
    this.#gitdir = gitdir;
    this.#shallow = shallow;
  }

  /** @throws STORE_CORRUPT where there is no such blob; IO_FAILED */
  async text(oid: string): Promise<string> {
    return (await this.#read(oid, 'blob')).toString('utf8');
  }

  /** @throws STORE_CORRUPT where there is no such commit; IO_FAILED */
  async commit(oid: string): Promise<CommitObject> {
    const commit = parseCommit(await this.#read(oid, 'commit'));
    return this.#shallow.has(oid) ? { ...commit, parents: [] } : commit;
  }

  /** @throws STORE_CORRUPT where there is no such tree; IO_FAILED */
  async tree(oid: string): Promise<readonly TreeEntry[]> {
    const known = this.#trees.get(oid);
    if (known !== undefined) return known;
    const entries = parseTree(await this.#read(oid, 'tree'));
    if (this.#trees.size >= MOST_TREES) this.#trees.clear();
    this.#trees.set(oid, entries);
    return entries;
  }

  /** @returns the oid */
  async write(type: 'blob' | 'tree' | 'commit', bytes: Uint8Array): Promise<string> {
    try {
      return await writeObject({
        fs: this.#client,
        gitdir: this.#gitdir,
        type,
        object: bytes,
        format: 'content',
      });
    } catch (error) {
      throw ioFailed(error, `a ${type} can't be written`);
    }
  }

  async #read(oid: string, type: string): Promise<Buffer> {
    const found = await this.#find(oid);
    if (found.type === type) return Buffer.from(found.object);
    throw new GitTaskError('STORE_CORRUPT', `${oid} is a ${found.type}, not a ${type}`, { details: { oid } });
  }

  async #find(oid: string): Promise<{ readonly type: string; readonly object: Uint8Array }> {
    try {
      const found = await readObject({
        fs: this.#client,
        gitdir: this.#gitdir,
        cache: this.#cache,
        oid,
        format: 'content',
      });
      return { type: found.type, object: found.object as Uint8Array };
    } catch (error) {
      // Its own codes are words, those of file systems begin with E.
      if (/^E[A-Z]+$/.test(String(codeOf(error)))) throw ioFailed(error, `${oid} can't be read`);
      throw new GitTaskError('STORE_CORRUPT', `the repository has no sound object ${oid}`, {
        template: 'git fsck',
        details: { oid },
        cause: error,
      });
    }
  }
}

/** Does something to many, a few at a time: all at once could need more open files than there are. */
export async function inChunks<From, To>(
  items: readonly From[],
  work: (item: From) => Promise<To>,
): Promise<readonly To[]> {
  const done: To[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    done.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return done;
}
