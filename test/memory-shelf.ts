import type { Shelf } from '../src/changes/shelf.ts';

/** A shelf in memory. */
export class MemoryShelf implements Shelf {
  readonly files = new Map<string, string>();
  writes = 0;

  read(name: string): string | undefined {
    return this.files.get(name);
  }

  readPart(name: string, from: number, to: number): string | undefined {
    return this.files.get(name)?.slice(from, to);
  }

  sizeOf(name: string): number | undefined {
    return this.files.get(name)?.length;
  }

  newestIn(directory: string): string | undefined {
    return [...this.files.keys()].findLast((name) => name.startsWith(`${directory}/`));
  }

  save(name: string, text: string): boolean {
    this.writes++;
    this.files.delete(name);
    this.files.set(name, text);
    return true;
  }

  append(name: string, text: string): boolean {
    const before = this.files.get(name);
    if (before === undefined) return false;
    this.writes++;
    this.files.set(name, before + text);
    return true;
  }

  /** What the file of facts holds, changed; its index is lost. */
  damage(how: (text: string) => string): void {
    this.files.set('facts', how(this.files.get('facts') ?? ''));
    this.files.delete('facts-index');
  }
}
