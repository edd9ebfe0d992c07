import type { Import } from '../file-facts/names.ts';
import type { PlainSource } from '../lexer/plain-source.ts';
import type { RustItem } from './items.ts';
import { readReexports } from './reexports.ts';

/** What `use` brings in, and the modules of other files that a source declares, by the names they have here. */
export function readImports(source: PlainSource, items: readonly RustItem[]): Import[] {
  return items.flatMap((item): Import[] => {
    if (item.kind === 'mod' && item.open === undefined)
      return [{ as: item.name, from: `self::${item.name}`, name: '*' }];
    if (item.kind !== 'use') return [];
    return readReexports(source, item, '').flatMap(({ name, of, from }) =>
      from === undefined || name === '*' || (from === 'self' && name === of)
        ? []
        : [{ as: name, from, name: of }],
    );
  });
}
