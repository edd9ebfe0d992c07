import { checksum } from '../domain/checksum.ts';
import type { TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { PrivateDirectory } from './private-directory.ts';

export const AUTHORS_FILE = 'authors.json';
const VERSION = 1;
/** Of the newest: an inbox asks for what nobody has seen yet. */
const KEPT = 500;

/**
 * Who recorded some events, kept once git was asked: events never change, and the inbox asks for the same ones until they
 * were seen.
 */
export class EventAuthors {
  readonly #directory: PrivateDirectory;

  constructor(directory: PrivateDirectory) {
    this.#directory = directory;
  }

  /** By task, as far as it is known. */
  of(wanted: ReadonlyMap<TaskId, Stamp>): ReadonlyMap<TaskId, string> {
    const kept = this.#read();
    const authors = new Map<TaskId, string>();
    for (const [task, event] of wanted) {
      const author = kept.get(keyOf(task, event));
      if (author !== undefined) authors.set(task, author);
    }
    return authors;
  }

  keep(events: ReadonlyMap<TaskId, { readonly id: Stamp; readonly by: string }>): void {
    const kept = new Map(this.#read());
    for (const [task, { id, by }] of events) kept.set(keyOf(task, id), by);
    const body = JSON.stringify([...kept].slice(-KEPT));
    this.#directory.save(AUTHORS_FILE, `${headOf(body)}\n${body}\n`);
  }

  #read(): ReadonlyMap<string, string> {
    const [head = '', body = ''] = (this.#directory.read(AUTHORS_FILE) ?? '').split('\n', 2);
    return head === headOf(body) ? new Map(JSON.parse(body)) : new Map();
  }
}

function keyOf(task: TaskId, event: Stamp): string {
  return `${task} ${event}`;
}

function headOf(body: string): string {
  return `${VERSION} ${checksum(Buffer.from(body))}`;
}
