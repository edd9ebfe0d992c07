import type { Argument } from './framework.ts';
import type { PythonSource, Range } from './source.ts';
import type { Statement } from './statements.ts';

export interface Parameter {
  readonly name: string;
  /** `*`, `**` or nothing. */
  readonly stars: string;
  readonly type?: Range;
  readonly value?: Range;
}

/** The index behind `def name[T]` or `class Name[T]`, where a parenthesis may open; `name` is that of the name. */
export function nameAndOpen(source: PythonSource, { head }: Statement): { name: number; open: number } {
  const name = head.from + (source.is(head.from, 'async') ? 2 : 1);
  return { name, open: source.is(name + 1, '[') ? source.after(name + 1) : name + 1 };
}

/** Reads the parameters of a function in order. The signs `/` and `*` alone are parameters without a name. */
export function readParameters(source: PythonSource, statement: Statement): Parameter[] {
  const { open } = nameAndOpen(source, statement);
  if (!source.is(open, '(')) return [];
  return source.elements(open).map(({ from, to }) => {
    const stars =
      source.is(from, '*') || source.is(from, '**') || source.is(from, '/') ? source.at(from).text : '';
    const start = stars === '' ? from : from + 1;
    const equals = source.find({ from: start, to }, '=');
    const colon = source.find({ from: start, to: equals }, ':');
    return {
      name: start < to ? (source.word(start) ?? '') : '',
      stars,
      ...(colon < equals && { type: { from: colon + 1, to: equals } }),
      ...(equals < to && { value: { from: equals + 1, to } }),
    };
  });
}

/** What a function returns by its annotation; empty where it has none. */
export function returnType(source: PythonSource, statement: Statement): Range {
  const { open } = nameAndOpen(source, statement);
  const close = source.after(open);
  const to = statement.head.to;
  return source.is(close, '->') ? { from: close + 1, to } : { from: to, to };
}

/** The keyword arguments of a call by name, and the others in order. */
export interface Arguments {
  readonly named: ReadonlyMap<string, Range>;
  readonly positional: readonly Range[];
}

export function readArguments(source: PythonSource, open: number): Arguments {
  const named = new Map<string, Range>();
  const positional: Range[] = [];
  for (const range of source.elements(open)) {
    const { from, to } = range;
    const name = source.word(from);
    if (name !== undefined && source.is(from + 1, '=')) named.set(name, { from: from + 2, to });
    else if (!source.is(from, '*') && !source.is(from, '**')) positional.push(range);
  }
  return { named, positional };
}

/** The argument of a call by its name, or by its position. */
export function argumentOf({ named, positional }: Arguments, [position, name]: Argument): Range | undefined {
  return named.get(name) ?? (position < 0 ? undefined : positional[position]);
}
