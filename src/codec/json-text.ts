/** A key that stands twice in one object of a text. */
export interface TwiceKey {
  readonly key: string;
  /** Of the second one, both counted from 1. */
  readonly line: number;
  readonly column: number;
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}:]/g;

/**
 * Finds the first key that stands twice in one object: `JSON.parse` takes the last one and says nothing.
 *
 * @param text JSON without mistakes
 */
export function findTwiceKey(text: string): TwiceKey | undefined {
  const open: Set<string>[] = [];
  let last: RegExpExecArray | undefined;
  for (const token of text.matchAll(TOKENS)) {
    const [sign] = token;
    if (sign === '{') open.push(new Set());
    else if (sign === '}') open.pop();
    else if (sign !== ':') last = token;
    else if (last !== undefined) {
      const keys = open.at(-1);
      const key: unknown = JSON.parse(last[0]);
      if (keys === undefined || typeof key !== 'string') continue;
      if (keys.has(key)) return { key, ...placeOf(text, last.index) };
      keys.add(key);
    }
  }
  return undefined;
}

function placeOf(text: string, at: number): Omit<TwiceKey, 'key'> {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
