import { signOf, signSet } from '../lexer/javascript-signs.ts';

const OPENS = signSet(['(', '[', '{', '${']);
const CLOSES = signSet([')', ']', '}']);
/** What stands between no two angles of a list of types. */
const NOT_IN_TYPES = signSet([';', '&&', '||', '??', '++', '--', '==', '===', '!=', '!==']);
const [LESS, MORE] = [signOf('<'), signOf('>')];

/**
 * Pairs each `<` with the `>` that would close it if it began a list of types: within the same brackets, with nothing between
 * that no type has. -1 for those without, and for all other tokens.
 */
export function pairAngles(signs: Uint8Array): Int32Array {
  const partner = new Int32Array(signs.length).fill(-1);
  const levels: number[][] = [[]];
  for (let at = 0; at < signs.length; at++) {
    const sign = signs[at] ?? 0;
    const open = levels.at(-1) ?? [];
    if (sign === LESS) open.push(at);
    else if (sign === MORE) {
      const begin = open.pop();
      if (begin !== undefined) partner[begin] = at;
    } else if (OPENS[sign] === 1) levels.push([]);
    else if (CLOSES[sign] === 1) {
      if (levels.length > 1) levels.pop();
      else open.length = 0;
    } else if (NOT_IN_TYPES[sign] === 1) open.length = 0;
  }
  return partner;
}
