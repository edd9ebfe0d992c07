import type { Ref } from '../file-facts/names.ts';
import { nameAndOpen, readArguments } from './functions.ts';
import type { PythonNames } from './names.ts';
import type { Defined } from './scopes.ts';

/** What a class is derived from: as it is imported or written, and what that stands for. */
export interface Base {
  readonly name: string;
  readonly ref: Ref | undefined;
}

/** Reads the bases of a class in order; what is given by keyword is none. */
export function basesOf(names: PythonNames, { statement }: Defined): Base[] {
  const { open } = nameAndOpen(names.source, statement);
  if (!names.source.is(open, '(')) return [];
  return readArguments(names.source, open).positional.flatMap((range) => {
    // `Generic[T]`, `Base[User]`.
    const chain = names.chainAt(range.from);
    if (chain === undefined || chain.to > range.to) return [];
    const item = chain.links.findIndex(({ does }) => does === 'item');
    const ref = names.refOfChain(chain, item === -1 ? chain.links.length : item);
    return [{ name: names.foreignOf(chain)?.name ?? ref ?? '', ref }];
  });
}
