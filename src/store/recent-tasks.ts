import type { TaskId } from '../domain/id.ts';
import type { PrivateDirectory } from './private-directory.ts';

export const RECENT_FILE = 'recent.json';
const VERSION = 1;
/** Characters of all texts together: reading the file must stay cheaper than starting a git. */
const ROOM = 32 * 1024;

export type TaskTexts = ReadonlyMap<TaskId, string>;

/**
 * The task files that were written last, word for word, as they are on one tip. Whoever writes to the same task next,
 * or shows it, needs no git process to read it: the longest part of what writers would wait for behind the lock.
 */
export class RecentTasks {
  readonly #directory: PrivateDirectory;

  constructor(directory: PrivateDirectory) {
    this.#directory = directory;
  }

  /** The texts on a tip; none where the file is of another tip, torn, or spoilt. */
  at(tip: string): TaskTexts {
    const [head = '', body = ''] = (this.#directory.read(RECENT_FILE) ?? '').split('\n', 2);
    if (head !== headOf(tip, body)) return new Map();
    const texts: [TaskId, string][] = JSON.parse(body);
    return new Map(texts);
  }

  /** Saves what is on a tip: the texts of the tip before it, and what its commit wrote. */
  save(tip: string, before: TaskTexts, written: TaskTexts): void {
    const texts = new Map(before);
    for (const id of written.keys()) texts.delete(id);
    for (const [id, text] of written) texts.set(id, text);
    let room = ROOM;
    const kept = [...texts].reverse().filter(([, text]) => {
      // git stores a lone surrogate as another character.
      if (text.length > room || !text.isWellFormed()) return false;
      room -= text.length;
      return true;
    });
    const body = JSON.stringify(kept.reverse());
    this.#directory.save(RECENT_FILE, `${headOf(tip, body)}\n${body}\n`);
  }
}

/** What is read here may be written back, so that a single wrong character must not pass. */
function headOf(tip: string, body: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < body.length; at++) {
    const code = body.charCodeAt(at);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  return `${VERSION} ${tip} ${body.length} ${one >>> 0} ${two >>> 0}`;
}
