import type { Ref } from '../file-facts/names.ts';
import type { PythonNames } from './names.ts';
import type { Defined } from './scopes.ts';

/** The classes called `Meta`, by the classes that they stand in. */
export function metaClasses({ scopes }: PythonNames): ReadonlyMap<Ref, Defined> {
  const found = new Map<Ref, Defined>();
  for (const defined of scopes.classes) {
    const { owner } = defined.around;
    if (defined.name === 'Meta' && owner !== undefined) found.set(owner, defined);
  }
  return found;
}
