import { GitTaskError } from '../../errors.ts';
import { isOid } from '../../git/repository.ts';
import { codeOf, type FileSystem, ioFailed, isMissing, makeDirectory, readText } from './file-system.ts';

/** Reads a ref: its own file, else the packed ones. git packs a ref before it removes the file. */
export async function readRef(files: FileSystem, gitdir: string, name: string): Promise<string | undefined> {
  const loose = await readText(files, `${gitdir}/${name}`);
  const line = loose?.trimEnd() ?? packedRef(await readText(files, `${gitdir}/packed-refs`), name);
  if (line === undefined || isOid(line)) return line;
  throw new GitTaskError('STORE_CORRUPT', `${name} is "${line.slice(0, 60)}", which is no oid`, {
    template: 'git task doctor',
    details: { ref: name },
  });
}

function packedRef(text: string | undefined, name: string): string | undefined {
  const line = text?.split('\n').find((one) => one.endsWith(` ${name}`));
  return line?.slice(0, -name.length - 1);
}

export type Moved = 'ok' | 'moved' | 'locked';

/**
 * Moves a ref as git does: `<ref>.lock` is made, which only one can, the ref is looked at under it, and the lock is
 * renamed onto the ref. So a git that writes all the same loses nothing either.
 *
 * @param from what the ref must be; undefined where it must not exist
 */
export async function moveRef(
  files: FileSystem,
  gitdir: string,
  name: string,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): Promise<Moved> {
  const { promises } = files;
  const path = `${gitdir}/${name}`;
  const lock = `${path}.lock`;
  try {
    await makeDirectory(files, path.slice(0, path.lastIndexOf('/')));
    await promises.writeFile(lock, `${to}\n`, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'locked';
    throw ioFailed(error, `${lock} can't be made`);
  }
  try {
    if ((await readRef(files, gitdir, name)) === from) {
      await promises.rename(lock, path);
      return 'ok';
    }
  } catch (error) {
    await removeLock(files, lock);
    throw ioFailed(error, `${name} can't be moved`);
  }
  await removeLock(files, lock);
  return 'moved';
}

/** Milliseconds since a ref's lock was made; undefined where there is none. */
export async function lockAge(
  { promises }: FileSystem,
  lock: string,
  now: number,
): Promise<number | undefined> {
  try {
    return Math.max(0, now - (await promises.stat(lock)).mtimeMs);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw ioFailed(error, `${lock} can't be read`);
  }
}

export async function removeLock({ promises }: FileSystem, lock: string): Promise<void> {
  try {
    await promises.unlink(lock);
  } catch {
    // Whoever meets it removes it when it is old.
  }
}
