import type { Call, CallValue } from '../file-facts/calls.ts';
import { listOf, type Scope } from './scope.ts';

type Variables = ReadonlyMap<string, CallValue>;

export function isLoop({ call, block }: Call): boolean {
  return block !== undefined && /^each(_with_index|_pair|_key)?$|^map$/.test(call);
}

/** The variables of each turn of a loop over a list that is written out; of any other there is one, with nothing known. */
export function turnsOf({ on, params = [] }: Call, scope: Pick<Scope, 'variables'>): Variables[] {
  const pairs: CallValue[] =
    on !== undefined && on !== null && typeof on === 'object' && 'options' in on
      ? [
          ...Object.entries(on.options).map(([key, value]) => [key, value]),
          ...on.pairs.map((pair) => [...pair]),
        ]
      : [];
  const values =
    pairs.length > 0 ? pairs : Array.isArray(on) ? on : on === undefined ? [] : listOf(on, scope);
  return (values.length === 0 ? [{ code: '' }] : values).map((value) => {
    const variables = new Map(scope.variables);
    const parts = Array.isArray(value) && params.length > 1 ? value : [value];
    for (const [at, name] of params.entries()) variables.set(name, parts[at] ?? { code: '' });
    return variables;
  });
}
