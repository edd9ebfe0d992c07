import type { JavaScriptNames } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';

/**
 * What a loop goes over: a value, or what an object has under a key. Of `Object.entries` a turn has both, of `Object.keys`
 * the key alone.
 */
interface Element extends Range {
  readonly key?: string;
  /** The object, where the variable is the key. */
  readonly keyOf?: Binding | undefined;
  readonly isKey?: true;
}

/** What the variables of a loop are in one of its turns, by their tokens' bindings: a value, or its members. */
export type Turn = ReadonlyMap<Binding, Element>;

const NO_TURN: Turn = new Map();
const MOST_TURNS = 200;
/** What is longer is no name, nor a member of one. */
const LONGEST = 12;

/** `Object.entries(routers)`: what an object has that is written out. */
function partsOfObject(names: JavaScriptNames, { from, to }: Range): readonly Element[] | undefined {
  const { source, scopes } = names;
  const way = source.is(from, 'Object') && source.is(from + 1, '.') ? source.word(from + 2) : undefined;
  if (way === undefined || !source.is(from + 3, '(') || source.after(from + 3) !== to) return undefined;
  const word = to === from + 6 ? source.word(from + 4) : undefined;
  const held = word === undefined ? undefined : scopes.find(word, from + 4);
  const open = held === undefined ? from + 4 : (held.member === undefined && held.value?.from) || -1;
  if (!source.is(open, '{')) return undefined;
  return names.properties(open).map(({ key, value }) => {
    if (way === 'keys') return { ...value, key, isKey: true, keyOf: held };
    return way === 'entries' ? { ...value, key } : value;
  });
}

/** The array that an expression is, written here or in a variable of this source. */
function arrayAt(names: JavaScriptNames, value: Range, depth = 0): readonly Element[] | undefined {
  const { source, scopes } = names;
  if (source.is(value.from, '[')) return source.elements(value.from);
  const parts = partsOfObject(names, value);
  if (parts !== undefined) return parts;
  const word = source.word(value.from);
  if (word === undefined || value.to !== value.from + 1 || depth > 3) return undefined;
  const binding = scopes.find(word, value.from);
  if (binding?.value === undefined || binding.member !== undefined || binding.parameter !== undefined)
    return undefined;
  return arrayAt(names, binding.value, depth + 1);
}

/** The elements that a function gets one by one: `routes.forEach((route) => …)`. */
function eachOf(names: JavaScriptNames, { parameter }: Binding): readonly Element[] | undefined {
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
  if (source.is(last, ')'))
    return partsOfObject(names, { from: (source.partner[last] ?? last) - 3, to: last + 1 });
  if (source.is(last - 1, '.')) return undefined;
  return arrayAt(names, { from: last, to: last + 1 });
}

/** The elements that a loop goes over: `for (const route of routes)`. */
function overOf(names: JavaScriptNames, { loop }: Binding, at: number): readonly Element[] | undefined {
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

/** The text that a name stands for in a turn: the key of what an object has. */
export function keyInTurn(names: JavaScriptNames, value: Range, turn: Turn): string | undefined {
  const { source, scopes } = names;
  const word = value.to === value.from + 1 ? source.word(value.from) : undefined;
  const found = word === undefined ? undefined : scopes.find(word, value.from);
  for (const [binding, { key, isKey }] of turn) {
    if (found === undefined || key === undefined) continue;
    const member = found === binding ? ownMember(found) : memberOf(found, binding);
    if (isKey === undefined ? member === '0' : found === binding && member === undefined) return key;
  }
  return undefined;
}

/** An expression with what a turn gives its variable: `route.path` is the member of the element. */
export function inTurn(names: JavaScriptNames, value: Range, turn: Turn): Range {
  const { source, scopes } = names;
  for (const [binding, element] of turn) {
    const found = scopes.find(source.word(value.from) ?? '', value.from);
    if (found === undefined) continue;
    if (element.key !== undefined) {
      const entry = entryInTurn(names, value, found, binding, element);
      if (entry !== undefined) return entry;
      continue;
    }
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

/** `router` of `([path, router]) => …`, `routers[path]` of `(path) => …` */
function entryInTurn(
  { source, scopes }: JavaScriptNames,
  { from, to }: Range,
  found: Binding,
  binding: Binding,
  { isKey, keyOf, ...value }: Element,
): Range | undefined {
  if (isKey === undefined) {
    const member = found === binding ? ownMember(found) : memberOf(found, binding);
    return member === '1' && to === from + 1 ? value : undefined;
  }
  const key = source.is(from + 1, '[') && to === from + 4 ? source.word(from + 2) : undefined;
  const isOwn = key !== undefined && found === keyOf && scopes.find(key, from + 2) === binding;
  return isOwn ? value : undefined;
}

/** What a variable takes out of an element. */
function ownMember({ parameter, member }: Binding): string | undefined {
  return parameter === undefined ? member : parameter.member;
}

/** What a variable takes out of the same element as another one: `{ path, route }`. */
function memberOf(found: Binding, other: Binding): string | undefined {
  if (found.parameter !== undefined && other.parameter !== undefined)
    return found.parameter.of === other.parameter.of && found.parameter.index === 0
      ? found.parameter.member
      : undefined;
  return found.loop !== undefined && found.loop.from === other.loop?.from ? found.member : undefined;
}
