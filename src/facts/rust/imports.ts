import type { Import } from '../file-facts/names.ts';
import type { PlainSource } from '../lexer/plain-source.ts';
import type { RustItem, RustItems } from './items.ts';
import { readReexports } from './reexports.ts';

/**
 * What `use` brings in, and the modules of other files that a source declares, by the names they have here; of `use x::*`
 * the name is a star. What functions use by themselves is taken for what the whole source does.
 */
export function readImports(source: PlainSource, reader: RustItems, items: readonly RustItem[]): Import[] {
  const own = items.flatMap((item) => importsOf(source, item));
  const known = new Set(own.map(({ as }) => as));
  const inner = items.flatMap(({ kind, open }) => {
    const body = kind === 'fn' && open !== undefined ? source.inside(open) : undefined;
    if (body === undefined || !source.tokens.slice(body.from, body.to).some(({ text }) => text === 'use'))
      return [];
    return reader.read(body).flatMap((item) => (item.kind === 'use' ? importsOf(source, item) : []));
  });
  return [...own, ...inner.filter(({ as }) => as === '*' || !known.has(as))];
}

function importsOf(source: PlainSource, item: RustItem): Import[] {
  if (item.kind === 'mod' && item.open === undefined)
    return [{ as: item.name, from: `self::${item.name}`, name: '*' }];
  if (item.kind !== 'use') return [];
  return readReexports(source, item, '').flatMap(({ name, of, from }) =>
    from === undefined || (from === 'self' && name === of) ? [] : [{ as: name, from, name: of }],
  );
}
