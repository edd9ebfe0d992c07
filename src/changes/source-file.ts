import type { FileFacts } from '../facts/file-facts.ts';
import type { Language } from '../facts/language.ts';
import { type Outline, outlineOf } from '../facts/outline.ts';
import type { TreeFile } from '../facts/tree.ts';
import type { FactCache } from './fact-cache.ts';
import { parseOutline } from './kept-line.ts';
import type { SourceList } from './source-list.ts';

/** Where sources get from what they say. */
export interface Origin {
  readonly cache: FactCache;
  /** Reads sources into the cache. */
  readonly read: (source: SourceFile) => void;
}

/** One file that a language is known for, of which what is kept is looked up when it is wanted. */
export class SourceFile implements TreeFile {
  readonly #origin: Origin;
  readonly language: Language;
  /** The oid of its blob. */
  readonly key: string;
  /** What its facts lean on, as a line of the cache has it, where that is known without asking the cache. */
  readonly told: string | undefined;
  /** Of a file in the worktree, which git may not have. */
  readonly content: Buffer | undefined;
  #outline: Outline | undefined;

  constructor(origin: Origin, language: Language, key: string, told?: string, content?: Buffer) {
    this.#origin = origin;
    this.language = language;
    this.key = key;
    this.told = told;
    this.content = content;
  }

  facts(): FileFacts {
    const { key, language } = this;
    const { cache, read } = this.#origin;
    const known = cache.get(key, language);
    if (known !== undefined) return known;
    // The line that the cache had for it can't be read.
    read(this);
    return cache.get(key, language) ?? { language, passedOver: 'large' };
  }

  outline(): Outline {
    if (this.#outline === undefined) {
      const text = this.told ?? this.#origin.cache.outline(this.key, this.language);
      this.#outline = text === undefined ? outlineOf(this.facts()) : parseOutline(text);
    }
    return this.#outline;
  }

  /** The outline as a line of the cache has it; undefined where nobody has read the source. */
  outlineText(): string | undefined {
    return this.told ?? this.#origin.cache.outline(this.key, this.language);
  }
}

export type Sources = SourceList<SourceFile>;
