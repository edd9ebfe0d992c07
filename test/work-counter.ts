import { JavaScriptSource } from '../src/facts/javascript/source.ts';
import { TokenCursor } from '../src/facts/lexer/token-cursor.ts';

type Steps = readonly (readonly [object, readonly string[]])[];

/** How readers look at tokens and bracketed parts, and lexers at text. */
export const READING: Steps = [
  [TokenCursor.prototype, ['at', 'is', 'word', 'after', 'elements', 'splitAtCommas', 'isCloser', 'lines']],
  [JavaScriptSource.prototype, ['sign', 'isWord', 'isCloser', 'elements', 'splitAtCommas']],
  [RegExp.prototype, ['exec']],
];
/** How names are followed. */
export const RESOLVING: Steps = [
  [Map.prototype, ['get', 'has', 'set']],
  [Set.prototype, ['has', 'add']],
];

/**
 * Counts the steps of one kind that are taken while a function runs. The program itself counts nothing: its methods
 * are replaced here for the time of the call.
 */
export function countWork(kinds: Steps, run: () => void): number {
  let steps = 0;
  const restore: (() => void)[] = [];
  for (const [owner, names] of kinds) {
    for (const name of names) {
      const descriptor = Object.getOwnPropertyDescriptor(owner, name);
      const original: unknown = descriptor?.value;
      if (descriptor === undefined || typeof original !== 'function')
        throw new Error(`nothing takes the step ${name}`);
      const counted = function (this: unknown, ...given: unknown[]): unknown {
        steps += 1;
        return Reflect.apply(original, this, given);
      };
      Object.defineProperty(owner, name, { ...descriptor, value: counted });
      restore.push(() => Object.defineProperty(owner, name, descriptor));
    }
  }
  try {
    run();
  } finally {
    for (const undo of restore) undo();
  }
  return steps;
}
