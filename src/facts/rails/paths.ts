import type { WrittenText } from '../file-facts/names.ts';
import { UNKNOWN } from './scope.ts';

/** More optional parts than these are not taken apart. */
const MOST_OPTIONAL = 5;
const FORMAT = /\(\.?:format\)|\(\.[\w:|]+\)/g;

/** The innermost group of a path that is optional. */
function innermost(path: string): { readonly from: number; readonly to: number } | undefined {
  const to = path.indexOf(')');
  const from = to === -1 ? -1 : path.lastIndexOf('(', to);
  return from === -1 ? undefined : { from, to };
}

/**
 * The paths that a path with optional parts stands for: `/posts(/:page)` is two. Formats are left out: they are part of
 * any route.
 */
export function variants(path: string): string[] {
  let all = [path.replace(FORMAT, '')];
  for (let round = 0; round < MOST_OPTIONAL; round++) {
    all = all.flatMap((one) => {
      const group = innermost(one);
      if (group === undefined) return [one];
      const [front, back] = [one.slice(0, group.from), one.slice(group.to + 1)];
      return [front + back, front + one.slice(group.from + 1, group.to) + back];
    });
  }
  return [
    ...new Set(
      all.map((one) => `/${one.replace(/[()]/g, '')}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')),
    ),
  ];
}

/** `:id` and `*path` as everybody writes them, wherever they stand: `/@:name`. */
export function written(path: string): WrittenText {
  const plain = path.replace(/(?<!\\):([a-zA-Z_]\w*)/g, '{$1}').replace(/\*([a-zA-Z_]\w*)/g, '{*$1}');
  return plain.split(UNKNOWN).flatMap((part, at) => (at === 0 ? [part] : [{ ref: 'rails~unknown' }, part]));
}
