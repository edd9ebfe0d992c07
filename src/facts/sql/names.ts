import { normaliseName } from '../../domain/resource-name.ts';

/** The normal form of a table's name, or of a column's without its table; undefined where it is no name. */
export function schemaName(kind: 'table' | 'column', name: string): string | undefined {
  const named = normaliseName('table', name);
  if ('problem' in named) return undefined;
  // A column of a step stands without its table.
  return kind === 'column' ? named.name.slice(named.name.lastIndexOf('.') + 1) : named.name;
}
