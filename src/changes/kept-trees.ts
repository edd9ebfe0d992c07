import { VERSION } from './kept-line.ts';
import { formatSources, KeptSources } from './kept-sources.ts';
import { checksum, type Shelf } from './shelf.ts';
import type { Origin, Sources } from './source-file.ts';

/** The sources of a commit or tree, as they were listed once. */
export interface KeptTree {
  readonly oid: string;
  readonly sources: Sources;
}

const DIRECTORY = 'trees';
/** Agents work on as many commits as they have worktrees; of more than these, some are listed anew. */
const MOST = 8;
/** UTF-16 units. What is longer is listed by git each time. */
const LONGEST = 8 * 1024 * 1024;

function placeOf(oid: string): string {
  return `${DIRECTORY}/${Number.parseInt(oid.slice(-2), 16) % MOST}`;
}

/**
 * The sources of commits that were compared lately, with what their facts lean on: what a tree has never changes, so it
 * needs to be listed once.
 */
export class KeptTrees {
  readonly #shelf: Shelf;
  /** What is kept for sure, and of which facts. */
  readonly #kept = new Map<string, string>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /**
   * The sources of a commit or tree.
   *
   * @param generation of the facts that are kept: those of another one may be gone
   */
  of(oid: string, generation: string, origin: Origin): KeptTree | undefined {
    const found = parse(this.#shelf.read(placeOf(oid)), generation, origin);
    if (found?.oid !== oid) return undefined;
    this.#kept.set(oid, generation);
    return found;
  }

  /** What was listed last: most of it is what another commit has, too. */
  newest(generation: string, origin: Origin): KeptTree | undefined {
    const name = this.#shelf.newestIn(DIRECTORY);
    return name === undefined ? undefined : parse(this.#shelf.read(name), generation, origin);
  }

  has(oid: string, generation: string): boolean {
    return this.#kept.get(oid) === generation;
  }

  /** Keeps what a commit or tree has, where all outlines are known. */
  keep(oid: string, generation: string, sources: Sources): void {
    this.#kept.set(oid, generation);
    const text = formatSources(sources);
    if (text === undefined || text.length > LONGEST) return;
    const header = `git-task tree 2 ${VERSION} ${generation} ${oid} ${checksum(text)}\n`;
    this.#shelf.save(placeOf(oid), header + text);
  }
}

const HEADER = /^git-task tree 2 (\S+) (\w+) ([0-9a-f]+) (\w+)\n/;

/** Undefined where it is torn, of another version, or of facts that are gone. */
function parse(text: string | undefined, generation: string, origin: Origin): KeptTree | undefined {
  const [all, version, of, oid = '', hash] = HEADER.exec(text?.slice(0, 300) ?? '') ?? [];
  if (text === undefined || all === undefined || version !== VERSION || of !== generation) return undefined;
  const body = text.slice(all.length);
  if (checksum(body) !== hash) return undefined;
  const sources = KeptSources.parse(body, origin);
  return sources && { oid, sources };
}
