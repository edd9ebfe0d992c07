import type { JavaScriptNames } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';

/** What the variables of a loop are in one of its turns, by their tokens' bindings: a value, or its members. */
export type Turn = ReadonlyMap<Binding, Range>;

const NO_TURN: Turn = new Map();
const MOST_TURNS = 200;
/** What is longer is no name, nor a member of one. */
const LONGEST = 12;

/** The array that an expression is, written here or in a variable of this source. */
function arrayAt(names: JavaScriptNames, value: Range, depth = 0): readonly Range[] | undefined {
  const { source, scopes } = names;
  if (source.is(value.from, '[')) return source.elements(value.from);
  const word = source.word(value.from);
  if (word === undefined || value.to !== value.from + 1 || depth > 3) return undefined;
  const binding = scopes.find(word, value.from);
  if (binding?.value === undefined || binding.member !== undefined || binding.parameter !== undefined)
    return undefined;
  return arrayAt(names, binding.value, depth + 1);
}

/** The elements that a function gets one by one: `routes.forEach((route) => …)`. */
function eachOf(names: JavaScriptNames, { parameter }: Binding): readonly Range[] | undefined {
  if (parameter === undefined || parameter.index !== 0) return undefined;
  const { source } = names;
  const start = source.is(parameter.of.from - 1, 'async') ? parameter.of.from - 1 : parameter.of.from;
  const open = start - 1;
  if (!source.is(open, '(') || !/^(forEach|map)$/.test(source.at(open - 1).text) || !source.is(open - 2, '.'))
    return undefined;
  const last = open - 3;
  if (source.is(last, ']')) {
    const first = source.partner[last] ?? last;
    return source.is(first - 1, '(') || source.word(first - 1) === undefined
      ? source.elements(first)
      : undefined;
  }
  if (source.is(last - 1, '.')) return undefined;
  return arrayAt(names, { from: last, to: last + 1 });
}

/** The elements that a loop goes over: `for (const route of routes)`. */
function overOf(names: JavaScriptNames, { loop }: Binding, at: number): readonly Range[] | undefined {
  // Another loop of the same scope may have a variable of the same name.
  return loop !== undefined && loop.from < at && at < loop.end ? arrayAt(names, loop) : undefined;
}

/** The turns of the loop that some expressions take a variable from; one without variables where none does. */
export function turnsOf(names: JavaScriptNames, ranges: readonly Range[]): readonly Turn[] {
  const { source, scopes } = names;
  for (const range of ranges.filter(({ from, to }) => to - from <= LONGEST))
    for (let at = range.from; at < range.to; at++) {
      const word = source.word(at);
      if (word === undefined || source.is(at - 1, '.')) continue;
      const binding = scopes.find(word, at);
      const elements = binding && (eachOf(names, binding) ?? overOf(names, binding, at));
      if (binding !== undefined && elements !== undefined)
        return elements.slice(0, MOST_TURNS).map((element) => new Map([[binding, element]]));
    }
  return [NO_TURN];
}

/** An expression with what a turn gives its variable: `route.path` is the member of the element. */
export function inTurn(names: JavaScriptNames, value: Range, turn: Turn): Range {
  const { source, scopes } = names;
  for (const [binding, element] of turn) {
    const found = scopes.find(source.word(value.from) ?? '', value.from);
    if (found === undefined) continue;
    const same = found === binding;
    const member = same
      ? value.to === value.from + 3 && source.is(value.from + 1, '.')
        ? source.word(value.from + 2)
        : undefined
      : memberOf(found, binding);
    if (
      same &&
      value.to === value.from + 1 &&
      found.parameter?.member === undefined &&
      found.member === undefined
    )
      return element;
    const name = same && member === undefined ? memberOf(found, binding) : member;
    if (name === undefined) continue;
    if (source.is(element.from, '{')) {
      const property = names.properties(element.from).find(({ key }) => key === name);
      if (property !== undefined) return property.value;
    } else if (source.is(element.from, '[') && /^\d+$/.test(name)) {
      const part = source.elements(element.from)[Number(name)];
      if (part !== undefined) return part;
    }
  }
  return value;
}

/** What a variable takes out of the same element as another one: `{ path, route }`. */
function memberOf(found: Binding, other: Binding): string | undefined {
  if (found.parameter !== undefined && other.parameter !== undefined)
    return found.parameter.of === other.parameter.of && found.parameter.index === 0
      ? found.parameter.member
      : undefined;
  return found.loop !== undefined && found.loop.from === other.loop?.from ? found.member : undefined;
}
