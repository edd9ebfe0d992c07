import type { PlainSource, Range } from '../lexer/plain-source.ts';

export interface Field {
  readonly name: string;
  readonly type: Range;
  /** What its type has, the struct has too. */
  readonly embedded: boolean;
  /** With its tag. */
  readonly all: Range;
}

/** The fields of a struct; none of any other type. */
export function structFields(source: PlainSource, type: Range): Field[] {
  const start = source.is(type.from, '[') ? source.after(type.from) : type.from;
  if (!source.is(start, 'struct') || !source.is(start + 1, '{')) return [];
  return source.split(source.inside(start + 1), ';').flatMap((all): Field[] => {
    const { from } = all;
    const to = all.to > from + 1 && source.at(all.to - 1).kind === 'string' ? all.to - 1 : all.to;
    const bare = source.is(from, '*') ? from + 1 : from;
    const qualified = source.is(bare + 1, '.') ? bare + 3 : bare + 1;
    const end = source.is(qualified, '[') ? source.after(qualified) : qualified;
    const last = source.word(qualified - 1) ?? '';
    // `*pkg.Type`, `Type[T]`; but `ids [4]int` is a field.
    if (end >= to) return [{ name: last, type: { from, to }, embedded: true, all }];
    const names: string[] = [];
    let at = from;
    for (let name = source.word(at); name !== undefined; name = source.word(at)) {
      names.push(name);
      at += 1;
      if (!source.is(at, ',')) break;
      at += 1;
    }
    return names.map((name) => ({ name, type: { from: at, to }, embedded: false, all }));
  });
}
