import { GitTaskError } from '../../errors.ts';
import { TASKS_REF } from '../tasks-ref.ts';
import { type FileSystem, readText } from './file-system.ts';
import { type Image, readImage } from './image.ts';
import { Objects } from './objects.ts';
import { type IsGone, Owner } from './owner.ts';
import { readRef } from './ref.ts';
import { MOST_PACK_BYTES, requireSafeShape } from './shape.ts';

export interface OpenOptions {
  readonly files: FileSystem;
  /** The repository's own directory, absolute and with slashes: `.git`, or a bare repository. */
  readonly gitdir: string;
  /** Who opens it, for whoever finds it taken: a process and its host, a window. */
  readonly owner: string;
  /** Asked where another owns it; no owner is ever taken for gone without it. */
  readonly isGone?: IsGone;
  /** Owns nothing and writes nothing: others may write meanwhile. */
  readonly readOnly?: boolean;
  readonly maxPackBytes?: number;
}

/** A repository that this process alone writes to, without git. Its stores share what was read, and write in turn. */
export class PortableRepository {
  readonly files: FileSystem;
  readonly gitdir: string;
  readonly objects: Objects;
  readonly #owner: Owner | undefined;
  #tip: string | undefined;
  #image: Image | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    { files, gitdir }: OpenOptions,
    objects: Objects,
    owner: Owner | undefined,
    tip: string | undefined,
  ) {
    this.files = files;
    this.gitdir = gitdir;
    this.objects = objects;
    this.#owner = owner;
    this.#tip = tip;
  }

  /** @throws NOT_A_REPOSITORY, STORE_UNSUPPORTED, STORE_OWNED, STORE_READ_ONLY, IO_FAILED */
  static async open(options: OpenOptions): Promise<PortableRepository> {
    const { files, gitdir, owner: name, isGone = () => false } = options;
    const { readOnly = false, maxPackBytes = MOST_PACK_BYTES } = options;
    await requireSafeShape(files, gitdir, { readOnly, maxPackBytes });
    const owner = readOnly ? undefined : await Owner.take(files, gitdir, name, isGone);
    const shallow = new Set((await readText(files, `${gitdir}/shallow`))?.split('\n'));
    const objects = new Objects(files, gitdir, shallow);
    return new PortableRepository(options, objects, owner, await readRef(files, gitdir, TASKS_REF));
  }

  /** The tip as it was last read or written here: as its only writer, this process knows it. */
  get tip(): string | undefined {
    return this.#tip;
  }

  async readTip(): Promise<string | undefined> {
    this.#tip = await readRef(this.files, this.gitdir, TASKS_REF);
    return this.#tip;
  }

  /** The tasks of a tip: those in memory, or brought up from them. */
  async imageOf(tip: string): Promise<Image> {
    if (this.#image?.tip !== tip) this.#image = await readImage(this.objects, tip, this.#image);
    return this.#image;
  }

  /** Takes note of what was just written. */
  advance(tip: string, image: Image | undefined): void {
    this.#tip = tip;
    this.#image = image;
  }

  /** @throws STORE_READ_ONLY, STORE_OWNED where another took its place */
  async requireOwner(): Promise<void> {
    if (this.#owner === undefined)
      throw new GitTaskError('STORE_READ_ONLY', `${this.gitdir} was opened for reading only`, {
        hint: 'open it without readOnly to write',
        details: { path: this.gitdir },
      });
    await this.#owner.require();
  }

  /** Runs one piece of work at a time, in the order they came. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Lets others have it, once what is under way is done. */
  async close(): Promise<void> {
    await this.inTurn(async () => this.#owner?.release());
  }
}
