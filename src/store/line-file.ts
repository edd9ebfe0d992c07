import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parsePath } from '../codec/paths.ts';
import { isTaskId, type TaskId } from '../domain/id.ts';
import { GitTaskError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { diffTrees } from '../git/trees.ts';
import type { PrivateDirectory } from './private-directory.ts';

/** Closes the base: proof that it is whole. */
const END = '.\n';
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
}

/** Lines of tasks with a newline each, in their order. */
export interface Lines {
  readonly text: string;
  /** How many there are that are no old ones. */
  readonly count: number;
  /** Tasks whose line here, if there is one, is an old one. */
  readonly stale: ReadonlySet<TaskId>;
}

/** What moved since the base was written. */
interface HeadValues {
  readonly version: number;
  readonly tip: string;
  /** Name of the file of lines. */
  readonly base: string;
  /** How many lines it has of tasks that did not change. */
  readonly count: number;
  /** Lines of changed tasks; null where the task has none any more. */
  readonly changed: readonly (readonly [TaskId, string | null])[];
  /** Of the base's lines. */
  readonly sum: string;
}

interface Head extends HeadValues {
  /** Of all else that the head says. */
  readonly own: string;
}

interface Loaded {
  readonly tip: string;
  readonly base: string;
  readonly text: string;
  readonly count: number;
  readonly sum: string;
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
    const current = (saved && (await this.#refreshed(saved, tip))) ?? (await this.#build(tip));
    this.#save(current, current.base !== saved?.base);
    return this.#lines(current);
  }

  get #headName(): string {
    return `${this.#kind.folder}/head.json`;
  }

  #load(): Loaded | undefined {
    const head = parseHead(this.#directory.read(this.#headName), this.#kind.version);
    if (head === undefined) return undefined;
    // ASCII, which is read fastest as Latin-1.
    const text = this.#directory.read(`${this.#kind.folder}/${head.base}`, 'latin1');
    if (text === undefined || !text.endsWith(`\n${END}`)) return undefined;
    const { tip, base, count, sum } = head;
    const lines = text.slice(1, -END.length);
    if (checksum(lines) !== sum) return undefined;
    const changed = new Map(head.changed.map(([id, line]) => [id, line ?? undefined]));
    return { tip, base, text: lines, count, sum, changed };
  }

  /** Brought to a tip by reading what differs; undefined where its own tip is no longer here. */
  async #refreshed(saved: Loaded, tip: string): Promise<Loaded | undefined> {
    const ids = this.#changedTasks(saved.tip, tip);
    if (ids === undefined) return undefined;
    const changed = new Map(saved.changed);
    const read = ids.length === 0 ? undefined : await this.#kind.read(this.#repository, tip, ids);
    for (const id of ids) changed.set(id, read?.get(id));
    const length = [...changed.values()].reduce((sum, line) => sum + (line?.length ?? 0), 0);
    const replaced = ids.filter((id) => !saved.changed.has(id) && hasLine(saved.text, id));
    const next = { ...saved, tip, changed, count: saved.count - replaced.length };
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
    const part = this.#partOf(lines);
    return { ...part, tip, base, sum: checksum(part.text), changed: new Map() };
  }

  #lines({ text, count, changed }: Loaded): readonly Lines[] {
    const base = { text, count, stale: new Set(changed.keys()) };
    const lines = [...changed.values()].filter((line) => line !== undefined);
    return lines.length === 0 ? [base] : [base, this.#partOf(lines)];
  }

  #partOf(lines: readonly string[]): Lines {
    const text = [...lines]
      .sort(this.#kind.order)
      .map((line) => `${line}\n`)
      .join('');
    return { text, count: lines.length, stale: new Set() };
  }

  #save({ tip, base, text, count, sum, changed }: Loaded, fresh: boolean): void {
    const { folder, version } = this.#kind;
    // Others may have moved the tip meanwhile, perhaps because they redacted something.
    if (this.#tip() !== tip) return;
    if (fresh && !this.#directory.save(`${folder}/${base}`, `\n${text}${END}`)) return;
    const values: HeadValues = {
      version,
      tip,
      base,
      count,
      changed: [...changed].map(([id, line]) => [id, line ?? null]),
      sum,
    };
    const head: Head = { ...values, own: checksum(JSON.stringify(values)) };
    if (!this.#directory.save(this.#headName, `${JSON.stringify(head)}\n`)) return;
    if (this.#tip() !== tip) forgetLines(this.#directory, this.#kind);
    else if (fresh) this.#removeOldBases(base);
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

/** Tells a text from what became of it when a disk or a crash damaged it. */
function checksum(text: string): string {
  return process.getBuiltinModule('node:zlib').crc32(text).toString(36);
}

function hasLine(text: string, id: TaskId): boolean {
  return text.startsWith(id) || text.includes(`\n${id}`);
}

/** Takes the lines away. */
export function forgetLines(directory: PrivateDirectory, { folder }: LineKind): void {
  rmSync(directory.file(folder), { recursive: true, force: true });
}

function parseHead(text: string | undefined, version: number): Head | undefined {
  if (text === undefined || !text.endsWith('}\n')) return undefined;
  try {
    const head: Head = JSON.parse(text);
    const { own, ...values } = head;
    const ours =
      own === checksum(JSON.stringify(values)) &&
      head.version === version &&
      /^[\w-]+$/.test(head.base) &&
      Number.isSafeInteger(head.count) &&
      head.changed.every(([id, line]) => isTaskId(id) && (line === null || line.startsWith(id)));
    return ours ? head : undefined;
  } catch {
    // Torn, or well-formed and not of the shape that we write.
    return undefined;
  }
}

/** The lines of a text that are no old ones. */
export function currentLines({ text, stale }: Lines): readonly string[] {
  const lines = text.split('\n');
  // Behind the last newline is nothing.
  lines.pop();
  return stale.size === 0 ? lines : lines.filter((line) => !stale.has(line.slice(0, ID_LENGTH)));
}
