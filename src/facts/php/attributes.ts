import type { Range } from '../lexer/plain-source.ts';
import { type Arguments, argumentsOf } from './calls.ts';
import type { PhpNames } from './names.ts';

/** `#[Route('/x', methods: ['GET'])]`: its whole name, and what it is given. */
export interface Attribute extends Arguments {
  readonly name: string;
  readonly all: Range;
}

/** The attributes of a class or method: what stands within `#[` and `]`, several behind commas. */
export function attributesOf(names: PhpNames, ranges: readonly Range[]): Attribute[] {
  const { source } = names;
  return ranges.flatMap((range) =>
    source.splitAtCommas(range).flatMap((all) => {
      const word = source.word(all.from);
      if (word === undefined) return [];
      const open = source.is(all.from + 1, '(') ? all.from + 1 : undefined;
      return [{ name: names.classOf(word), all, ...argumentsOf(source, open) }];
    }),
  );
}
