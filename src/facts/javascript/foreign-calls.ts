import type { JavaScriptNames } from './names.ts';
import type { Range } from './source.ts';
import { foreignKey } from './vocabulary.ts';

/** A call that may register something: what it is called, and what it is given. */
export interface RegisteringCall {
  readonly name: string;
  readonly at: number;
  readonly open: number;
  readonly values: readonly Range[];
}

/** A call of what another package exports. */
export function foreignCall(
  names: JavaScriptNames,
  value: Range,
): (RegisteringCall & { readonly key: string }) | undefined {
  const chain = names.chainOf(value);
  const foreign = chain && names.foreignOf(chain);
  const link = foreign && chain?.links[foreign.next];
  if (foreign === undefined || chain === undefined || link?.does !== 'call' || link.open === undefined)
    return undefined;
  const values = names.source.elements(link.open);
  return { key: foreignKey(foreign), name: '', at: chain.head, open: link.open, values };
}
