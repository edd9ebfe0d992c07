import type { Export } from '../file-facts/names.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { RustItem } from './items.ts';

/** More names than one line passes on. */
const MOST = 500;

/** Reads what `pub use a::{b, c as d, e::*};` passes on. */
export function readReexports(source: PlainSource, item: RustItem, front: string): Export[] {
  const found: Export[] = [];
  const read = (range: Range, path: readonly string[], depth: number): void => {
    if (depth > 20 || found.length > MOST) return;
    const segments = [...path];
    let { from: at } = range;
    if (source.is(at, '::')) at += 1;
    for (; at < range.to; at += 2) {
      if (source.is(at, '{')) {
        for (const inner of source.elements(at)) read(inner, segments, depth + 1);
        return;
      }
      const name = source.is(at, '*') ? '*' : source.word(at);
      if (name === undefined) return;
      segments.push(name);
      if (!source.is(at + 1, '::')) break;
    }
    // `a::{self}` passes on `a` itself.
    if (segments.at(-1) === 'self' && segments.length > 1) segments.pop();
    const last = segments.pop();
    const renamed = source.is(at + 1, 'as') ? source.word(at + 2) : last;
    if (last === undefined || renamed === undefined || renamed === '_') return;
    const { line } = source.at(at);
    const name = renamed === '*' ? '*' : front + renamed;
    if (name === '*' && front !== '') return;
    found.push({ name, of: last, line, from: segments.length === 0 ? 'self' : segments.join('::') });
  };
  read(item.head, [], 0);
  return found;
}
