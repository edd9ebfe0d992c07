import { tells } from '../facts/analysis.ts';
import type { Tree, TreeFile } from '../facts/tree.ts';
import { comparePaths, orderPaths } from './path-order.ts';

/** A file of which it may have come with its tree what it leans on. */
interface ToldFile extends TreeFile {
  readonly told?: string | undefined;
}

export interface SourceList<File extends ToldFile> extends Tree<File> {
  /** Those of which it did not come with the tree what they lean on. */
  untold(): Iterable<File>;
}

type Placed<File> = readonly [path: string, file: File];

/** Sources that were listed one by one, in git's order. */
export class ListedTree<File extends ToldFile> implements SourceList<File> {
  readonly #files: ReadonlyMap<string, File>;

  constructor(files: ReadonlyMap<string, File>) {
    this.#files = files;
  }

  [Symbol.iterator](): Iterator<Placed<File>> {
    return this.#files.entries();
  }

  get(path: string): File | undefined {
    return this.#files.get(path);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  *telling(): Generator<Placed<File>> {
    for (const [path, file] of this.#files) if (tells(path, file)) yield [path, file];
  }

  *using(asked: (specifier: string) => boolean): Generator<Placed<File>> {
    for (const [path, file] of this.#files)
      if (!tells(path, file) && file.outline().uses.some(asked)) yield [path, file];
  }

  ordered(paths: Iterable<string>): readonly string[] {
    return orderPaths([...paths].filter((path) => this.#files.has(path)));
  }

  *untold(): Generator<File> {
    for (const file of this.#files.values()) if (file.told === undefined) yield file;
  }
}

/** The sources of a tree with a few others laid over them. */
export class ChangedTree<File extends ToldFile> implements SourceList<File> {
  readonly #base: SourceList<File>;
  /** Undefined of what is gone. */
  readonly #changes: ReadonlyMap<string, File | undefined>;

  constructor(base: SourceList<File>, changes: ReadonlyMap<string, File | undefined>) {
    this.#base = base;
    this.#changes = changes;
  }

  *[Symbol.iterator](): Generator<Placed<File>> {
    const added = [...this.#changes.keys()].filter((path) => !this.#base.has(path)).sort(comparePaths);
    let next = 0;
    for (const [path] of this.#base) {
      for (let one = added[next]; one !== undefined && comparePaths(one, path) < 0; one = added[++next])
        yield* this.#placed(one);
      yield* this.#placed(path);
    }
    for (const path of added.slice(next)) yield* this.#placed(path);
  }

  *#placed(path: string): Generator<Placed<File>> {
    const file = this.get(path);
    if (file !== undefined) yield [path, file];
  }

  get(path: string): File | undefined {
    return this.#changes.has(path) ? this.#changes.get(path) : this.#base.get(path);
  }

  has(path: string): boolean {
    return this.#changes.has(path) ? this.#changes.get(path) !== undefined : this.#base.has(path);
  }

  *telling(): Generator<Placed<File>> {
    yield* this.#others(this.#base.telling());
    for (const [path, file] of this.#changes) if (file !== undefined && tells(path, file)) yield [path, file];
  }

  *using(asked: (specifier: string) => boolean): Generator<Placed<File>> {
    yield* this.#others(this.#base.using(asked));
    for (const [path, file] of this.#changes)
      if (file !== undefined && !tells(path, file) && file.outline().uses.some(asked)) yield [path, file];
  }

  *#others(files: Iterable<Placed<File>>): Generator<Placed<File>> {
    for (const placed of files) if (!this.#changes.has(placed[0])) yield placed;
  }

  ordered(paths: Iterable<string>): readonly string[] {
    return orderPaths([...paths].filter((path) => this.has(path)));
  }

  *untold(): Generator<File> {
    yield* this.#base.untold();
    for (const file of this.#changes.values()) if (file !== undefined && file.told === undefined) yield file;
  }
}
