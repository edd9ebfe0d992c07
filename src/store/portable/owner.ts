import { GitTaskError } from '../../errors.ts';
import { codeOf, type FileSystem, ioFailed, isMissing, makeDirectory, readText } from './file-system.ts';

/** Whether an owner that is named there is gone, so that another may take its place; '' for one that gave no name. */
export type IsGone = (owner: string) => boolean | Promise<boolean>;

/**
 * The sign that one process alone writes to a repository: a directory, since to make one is exclusive on every file
 * system, with a file that names the owner.
 */
export class Owner {
  readonly #files: FileSystem;
  readonly #folder: string;
  readonly #text: string;

  private constructor(files: FileSystem, folder: string, text: string) {
    this.#files = files;
    this.#folder = folder;
    this.#text = text;
  }

  /** @throws STORE_OWNED, STORE_READ_ONLY, IO_FAILED */
  static async take(files: FileSystem, gitdir: string, name: string, isGone: IsGone): Promise<Owner> {
    const folder = `${gitdir}/git-task/owner`;
    const owner = new Owner(files, folder, `${name.replace(/\s+/g, ' ')}\n${crypto.randomUUID()}\n`);
    try {
      await makeDirectory(files, `${gitdir}/git-task`);
      if (!(await owner.#make())) {
        const seen = await owner.#read();
        const who = nameIn(seen);
        if (!(await isGone(who)) || !(await owner.#clear(seen)) || !(await owner.#make()))
          throw owned(who, folder);
      }
      await files.promises.writeFile(`${folder}/name`, owner.#text);
    } catch (error) {
      throw ioFailed(error, `${folder} can't be made`);
    }
    return owner;
  }

  /**
   * Asks before each write whether the sign still stands: whoever took it for a dead one's is the owner now.
   *
   * @throws STORE_OWNED
   */
  async require(): Promise<void> {
    const seen = await this.#read();
    if (seen !== this.#text) throw owned(nameIn(seen), this.#folder);
  }

  async release(): Promise<void> {
    if ((await this.#read()) !== this.#text) return;
    try {
      await this.#files.promises.unlink(`${this.#folder}/name`);
      await this.#files.promises.rmdir(this.#folder);
    } catch (error) {
      throw ioFailed(error, `${this.#folder} can't be removed`);
    }
  }

  async #make(): Promise<boolean> {
    try {
      await this.#files.promises.mkdir(this.#folder);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  #read(): Promise<string | undefined> {
    return readText(this.#files, `${this.#folder}/name`);
  }

  /** Removes the sign of one that is gone; false where somebody else was quicker. Taken aside first: one gets it. */
  async #clear(seen: string | undefined): Promise<boolean> {
    const { promises } = this.#files;
    const aside = `${this.#folder}-${crypto.randomUUID()}`;
    try {
      await promises.rename(this.#folder, aside);
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
    if ((await readText(this.#files, `${aside}/name`)) !== seen) {
      await promises.rename(aside, this.#folder);
      return false;
    }
    if (seen !== undefined) await promises.unlink(`${aside}/name`);
    await promises.rmdir(aside);
    return true;
  }
}

function nameIn(text: string | undefined): string {
  return text?.split('\n')[0] ?? '';
}

function owned(who: string, folder: string): GitTaskError {
  return new GitTaskError(
    'STORE_OWNED',
    `the repository is owned by ${who === '' ? 'somebody unnamed' : who}`,
    {
      hint: `without git only one process may write: close it there, or open it with isGone where that process is gone (${folder})`,
      details: { owner: who, path: folder },
    },
  );
}
