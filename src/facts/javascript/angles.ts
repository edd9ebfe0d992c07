import type { Token } from '../lexer/token.ts';

const OPENS: ReadonlySet<string> = new Set(['(', '[', '{', '${']);
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}']);
/** What stands between no two angles of a list of types. */
const NOT_IN_TYPES: ReadonlySet<string> = new Set([
  ';',
  '&&',
  '||',
  '??',
  '++',
  '--',
  '==',
  '===',
  '!=',
  '!==',
]);

/**
 * Pairs each `<` with the `>` that would close it if it began a list of types: within the same brackets, with nothing between
 * that no type has. -1 for those without, and for all other tokens.
 */
export function pairAngles(tokens: readonly Token[]): Int32Array {
  const partner = new Int32Array(tokens.length).fill(-1);
  const levels: number[][] = [[]];
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'punctuation') return;
    const open = levels.at(-1) ?? [];
    if (text === '<') open.push(at);
    else if (text === '>') {
      const begin = open.pop();
      if (begin !== undefined) partner[begin] = at;
    } else if (OPENS.has(text)) levels.push([]);
    else if (CLOSES.has(text)) {
      if (levels.length > 1) levels.pop();
      else open.length = 0;
    } else if (NOT_IN_TYPES.has(text)) open.length = 0;
  });
  return partner;
}
