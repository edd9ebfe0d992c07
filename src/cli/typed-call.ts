import { posix } from 'node:path';
import { shellQuote } from '../domain/text.ts';
import { joinEndpoints } from './rewrite-add.ts';

/** A longer word is not worth repeating. */
const WORD_SHOWN = 200;

/** A call as it was typed, from which the right one is made by putting one word right. */
export class TypedCall {
  readonly verb: string;
  readonly words: readonly string[];
  /** Words as typed, by the values that were read from them: `-` by standard input, a path by the one from the root. */
  readonly #typed = new Map<string, string>();

  #prefix = '';

  constructor(verb: string, words: readonly string[]) {
    this.verb = verb;
    this.words = joinEndpoints(words);
  }

  /** Remembers what a value was typed as. */
  learn(value: string, typed: string): void {
    if (value !== typed) this.#typed.set(value, typed);
  }

  /** Remembers where the caller stands, relative to the repository's root. */
  standIn(prefix: string): void {
    this.#prefix = prefix;
  }

  /** A path from the root as it would be typed here. */
  fromHere(path: string): string {
    return this.#prefix === '' ? path : posix.relative(this.#prefix, path) || '.';
  }

  /** The call with its words replaced. */
  with(words: readonly string[]): string {
    const shown = words.map((word) => (word.length > WORD_SHOWN ? '"<text>"' : quote(word)));
    return ['git task', this.verb, ...shown].join(' ');
  }

  /**
   * The call with one word put right.
   *
   * @returns undefined where the wrong word was not typed
   */
  corrected(wrong: string, right: string): string | undefined {
    const typed = this.#typed.get(wrong) ?? wrong;
    const at = this.words.findIndex((word) => word === typed || flagValue(word) === typed);
    const word = this.words[at];
    if (word === undefined) return undefined;
    const flag = word === typed ? '' : word.slice(0, word.length - typed.length);
    return this.with(this.words.with(at, `${flag}${right}`));
  }
}

/** The value in `--flag=value` or `-fvalue`. */
function flagValue(word: string): string | undefined {
  return /^(?:--[\w-]+=|-[A-Za-z])(.+)$/s.exec(word)?.[1];
}

/** A placeholder alone, or a reference to a task, reads best bare; a shell would take `<` for a redirection, though. */
function quote(word: string): string {
  return /^<(?:id|cursor)>$/.test(word) ? word : shellQuote(word);
}
