import type { WrittenText } from '../file-facts/names.ts';
import { joined } from '../php/names.ts';

/** Tells a path from the key of something that is fetched. */
export function isPath([first]: WrittenText): boolean {
  return first === '' || (typeof first === 'string' && /^[/[]/.test(first));
}

/** `/users[/{id}]`: the brackets of FastRoute, outside of braces. */
export function withoutOptional(path: WrittenText): WrittenText {
  const plain = path.map((part) => {
    if (typeof part !== 'string') return part;
    let depth = 0;
    return [...part]
      .filter((char) => {
        if (char === '{') depth += 1;
        if (char === '}') depth -= 1;
        return depth > 0 || (char !== '[' && char !== ']');
      })
      .join('');
  });
  return joined(plain) ?? [''];
}
