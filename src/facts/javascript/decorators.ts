import { type ClassShape, MOST_DECORATORS, readDecorators } from './classes.ts';
import type { Foreign, JavaScriptNames } from './names.ts';
import type { Range } from './source.ts';

/** A decorator: its name as another module has it, and its arguments. */
export interface Decorator {
  readonly name: string;
  readonly foreign?: Foreign;
  readonly values: readonly Range[];
  readonly range: Range;
}

const MODIFIERS: ReadonlySet<string> = new Set(['export', 'default', 'abstract', 'declare']);

export function readDecorator(names: JavaScriptNames, range: Range): Decorator {
  const { source, scopes } = names;
  let open = range.from + 1;
  while (source.is(open, '.')) open += 2;
  const binding = scopes.find(source.at(range.from).text, range.from);
  const foreign = binding && names.foreignBinding(binding);
  return {
    // `@TypedRoute.Get()`: a member of what was imported.
    name: (open > range.from + 1 ? undefined : foreign?.members.at(-1)) ?? source.at(open - 1).text,
    ...(foreign && { foreign }),
    values: source.is(open, '(') ? source.elements(open) : [],
    range,
  };
}

/** The decorators in front of a class, be it exported in front of them or behind them. */
export function decoratorsOf(names: JavaScriptNames, { from }: ClassShape): Decorator[] {
  const { source } = names;
  let first = from;
  for (let count = 0; count < MOST_DECORATORS; count++) {
    while (MODIFIERS.has(source.at(first - 1).text)) first -= 1;
    let at = first - 1;
    if (source.is(at, ')')) at = (source.partner[at] ?? 0) - 1;
    while (source.word(at) !== undefined && source.is(at - 1, '.')) at -= 2;
    if (source.word(at) === undefined || !source.is(at - 1, '@')) break;
    first = at - 1;
  }
  return readDecorators(source, first).ranges.map((range) => readDecorator(names, range));
}
