import type { Ref } from '../file-facts/names.ts';
import type { JavaScriptNames } from './names.ts';

/** The variables of a source, by the tokens that their values begin at; those taken out of a value are left out. */
export function holdersOf({ scopes }: JavaScriptNames): ReadonlyMap<number, Ref> {
  return new Map(
    scopes.bindings.flatMap(({ ref, value, member }) =>
      value === undefined || member !== undefined ? [] : [[value.from, ref]],
    ),
  );
}
