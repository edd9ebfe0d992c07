import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parsePath } from '../codec/paths.ts';
import { checksum } from '../domain/checksum.ts';
import type { TaskId } from '../domain/id.ts';
import type { buildWordIndex } from '../domain/word-index/build.ts';
import { DamagedFile, type IndexedFile } from '../domain/word-index/indexed-file.ts';
import type { WordIndexShape } from '../domain/word-index/shape.ts';
import { GitTaskError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees } from '../git/trees.ts';
import { KeptFile, NewFile } from './kept-file.ts';
import { formatLineHead, type LineHead, parseLineHead } from './line-head.ts';
import type { PrivateDirectory } from './private-directory.ts';

/** Changed tasks, and characters of their lines, kept beside the base before a new one is written. */
const COMPACT_AT = 256;
const COMPACT_AT_LENGTH = 512 * 1024;
export const ID_LENGTH = 10;

/** What is kept of tasks: of each at most one line of ASCII that begins with its id. */
export interface LineKind {
  /** Where it is kept, beside the repository. */
  readonly folder: string;
  /** Raised with every change of what a line holds. */
  readonly version: number;
  /**
   * Makes the lines of tasks on a tip; of all without `ids`.
   *
   * @returns by id; a task without a line is undefined there, or left out
   */
  readonly read: (
    repository: Repository,
    tip: string,
    ids: readonly TaskId[] | undefined,
  ) => Promise<ReadonlyMap<TaskId, string | undefined>>;
  /** In what order the lines of one text stand; by id unless told. */
  readonly order?: (one: string, two: string) => number;
  /** What stands behind the lines of the base, so that whoever asks reads no more than what answers. */
  readonly index?: {
    readonly build: typeof buildWordIndex;
    readonly placeOf: (file: IndexedFile, shape: WordIndexShape, id: TaskId) => number | undefined;
  };
}

/** Lines of tasks with a newline each, in their order. */
export interface Lines {
  readonly file: IndexedFile;
  /** What stands behind them in the file. */
  readonly shape: WordIndexShape | undefined;
  /** How many there are that are no old ones. */
  readonly count: number;
  /** Tasks whose line here, if there is one, is an old one. */
  readonly stale: ReadonlySet<TaskId>;
  /** The places of those lines. */
  readonly replaced: ReadonlySet<number>;
}

/** A head, and the base that it is of. */
interface Loaded extends Omit<LineHead, 'version' | 'shape' | 'changed'> {
  readonly shape: WordIndexShape | undefined;
  readonly file: IndexedFile;
  readonly changed: ReadonlyMap<TaskId, string | undefined>;
}

/**
 * Something about all tasks that few verbs need, to be had without reading a file of the branch. Only those verbs keep it:
 * it is brought up from what differs between two tips, as the index is, and losing it costs making it again.
 */
export class LineFile {
  readonly #kind: LineKind;
  readonly #repository: Repository;
  readonly #directory: PrivateDirectory;
  readonly #tip: () => string | undefined;

  /** @param tip where the branch stands now */
  constructor(
    kind: LineKind,
    repository: Repository,
    directory: PrivateDirectory,
    tip: () => string | undefined,
  ) {
    this.#kind = kind;
    this.#repository = repository;
    this.#directory = directory;
    this.#tip = tip;
  }

  /** The lines of all tasks on a tip. */
  async at(tip: string): Promise<readonly Lines[]> {
    const saved = this.#load();
    if (saved?.tip === tip) return this.#lines(saved);
    const current = saved && (await this.#refreshed(saved, tip));
    if (current === undefined) return this.anew(tip);
    this.#save(current);
    return this.#lines(current);
  }

  /** The same, whatever is kept of them. */
  async anew(tip: string): Promise<readonly Lines[]> {
    const built = await this.#build(tip);
    this.#save(built);
    return this.#lines(built);
  }

  #nameOf(base: string): string {
    return `${this.#kind.folder}/${base}`;
  }

  get #headName(): string {
    return `${this.#kind.folder}/head.json`;
  }

  #load(): Loaded | undefined {
    const head = parseLineHead(this.#directory.read(this.#headName, 'latin1'), this.#kind.version);
    if (head === undefined) return undefined;
    const { version: _, shape, changed, ...values } = head;
    const file = new KeptFile(this.#directory, this.#nameOf(head.base), head.length, head.sum);
    const loaded = {
      ...values,
      file,
      shape: shape ?? undefined,
      changed: new Map(changed.map(([id, line]) => [id, line ?? undefined])),
    };
    try {
      // Without an index all of it is asked for.
      return shape !== null || file.text !== undefined ? loaded : undefined;
    } catch (error) {
      if (error instanceof DamagedFile) return undefined;
      throw error;
    }
  }

  /** Brought to a tip by reading what differs; undefined where its own tip is no longer here. */
  async #refreshed(saved: Loaded, tip: string): Promise<Loaded | undefined> {
    const ids = this.#changedTasks(saved.tip, tip);
    if (ids === undefined) return undefined;
    const changed = new Map(saved.changed);
    const read = ids.length === 0 ? undefined : await this.#kind.read(this.#repository, tip, ids);
    for (const id of ids) changed.set(id, read?.get(id));
    const length = [...changed.values()].reduce((sum, line) => sum + (line?.length ?? 0), 0);
    const replaced = ids.flatMap((id) => (saved.changed.has(id) ? [] : (this.#placeOf(saved, id) ?? [])));
    const next = { ...saved, tip, changed, replaced: [...saved.replaced, ...replaced] };
    return changed.size > COMPACT_AT || length > COMPACT_AT_LENGTH
      ? this.#compact(tip, this.#lines(next).flatMap(currentLines))
      : next;
  }

  #changedTasks(from: string, to: string): readonly TaskId[] | undefined {
    try {
      const ids = diffTrees(this.#repository, from, to, 'tasks').flatMap(({ path }) => {
        const place = parsePath(path);
        return (place.kind === 'task' ? place.id : place.kind === 'events' ? place.task : undefined) ?? [];
      });
      return [...new Set(ids)];
    } catch (error) {
      if (error instanceof GitTaskError && error.code === 'GIT_COMMAND_FAILED') return undefined;
      throw error;
    }
  }

  async #build(tip: string): Promise<Loaded> {
    const read = await this.#kind.read(this.#repository, tip, undefined);
    return this.#compact(
      tip,
      [...read.values()].filter((line) => line !== undefined),
    );
  }

  #compact(tip: string, lines: readonly string[]): Loaded {
    const base = `${tip.slice(0, 12)}-${process.pid}-${Date.now().toString(36)}`;
    const text = this.#textOf(lines);
    const bytes = Buffer.from(text, 'latin1');
    const index = this.#kind.index?.build(text, bytes);
    const content = index === undefined ? bytes : withIndex(bytes, index.shape.classes, index.bytes);
    return {
      tip,
      base,
      lines: lines.length,
      length: bytes.length,
      sum: checksum(bytes),
      shape: index?.shape,
      file: new NewFile(text, content),
      changed: new Map(),
      replaced: [],
    };
  }

  #lines({ file, shape, lines, changed, replaced }: Loaded): readonly Lines[] {
    const stale = new Set(changed.keys());
    const base = { file, shape, count: lines - replaced.length, stale, replaced: new Set(replaced) };
    const came = [...changed.values()].filter((line) => line !== undefined);
    if (came.length === 0) return [base];
    const text = this.#textOf(came);
    const added = {
      file: new NewFile(text, Buffer.from(text, 'latin1')),
      shape: undefined,
      count: came.length,
      stale: new Set<TaskId>(),
      replaced: new Set<number>(),
    };
    return [base, added];
  }

  #textOf(lines: readonly string[]): string {
    return [...lines]
      .sort(this.#kind.order)
      .map((line) => `${line}\n`)
      .join('');
  }

  /** Where the base has a task's line; undefined where it has none. */
  #placeOf({ file, shape }: Loaded, id: TaskId): number | undefined {
    if (shape !== undefined) return this.#kind.index?.placeOf(file, shape, id);
    const at = file.text.startsWith(id) ? 0 : file.text.indexOf(`\n${id}`);
    return at === -1 ? undefined : at;
  }

  #save({ file, ...loaded }: Loaded): void {
    const { version } = this.#kind;
    // Others may have moved the tip meanwhile, perhaps because they redacted something.
    if (this.#tip() !== loaded.tip) return;
    const isNew = file instanceof NewFile;
    if (isNew && !this.#directory.save(this.#nameOf(loaded.base), file.content)) return;
    const head: LineHead = {
      ...loaded,
      version,
      shape: loaded.shape ?? null,
      changed: [...loaded.changed].map(([id, line]) => [id, line ?? null]),
    };
    if (!this.#directory.save(this.#headName, formatLineHead(head))) return;
    if (this.#tip() !== loaded.tip) forgetLines(this.#directory, this.#kind);
    else if (isNew) this.#removeOldBases(loaded.base);
  }

  #removeOldBases(current: string): void {
    const folder = this.#directory.file(this.#kind.folder);
    try {
      for (const name of readdirSync(folder))
        if (name !== current && !this.#headName.endsWith(`/${name}`))
          rmSync(join(folder, name), { force: true });
    } catch {
      // They cost space and nothing else; whoever was reading one builds anew.
    }
  }
}

/** @param at where the index begins */
function withIndex(lines: Uint8Array, at: number, index: Uint8Array): Uint8Array {
  const content = new Uint8Array(at + index.length);
  content.set(lines);
  content.set(index, at);
  return content;
}

/** Takes the lines away. */
export function forgetLines(directory: PrivateDirectory, { folder }: LineKind): void {
  rmSync(directory.file(folder), { recursive: true, force: true });
}

/** The lines of a text that are no old ones. */
export function currentLines({ file, stale }: Lines): readonly string[] {
  const lines = file.text.split('\n');
  // Behind the last newline is nothing.
  lines.pop();
  return stale.size === 0 ? lines : lines.filter((line) => !stale.has(line.slice(0, ID_LENGTH)));
}
