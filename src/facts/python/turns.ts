import type { PythonNames, Turn } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';

const NO_TURN: Turn = new Map();

/** The turns of the loop that some expressions take a variable from; one without variables where none does. */
export function turnsOf(names: PythonNames, ranges: readonly (Range | undefined)[]): readonly Turn[] {
  for (const range of ranges) {
    for (let at = range?.from ?? 0; at < (range?.to ?? 0); at++) {
      const word = names.source.word(at);
      const loop =
        word === undefined || names.source.is(at - 1, '.') ? undefined : names.scopes.find(word, at)?.loop;
      if (loop !== undefined) return turnsOver(names, loop.over, names.scopes.scopeAt(at).names.values());
    }
  }
  return [NO_TURN];
}

function turnsOver(names: PythonNames, over: Range, bindings: Iterable<Binding>): readonly Turn[] {
  const { of, method } = dictionaryOf(names, over);
  const elements = names.elementsOf(of);
  if (elements === undefined) return [NO_TURN];
  const variables = [...bindings].filter(({ loop }) => loop?.over.from === over.from);
  return elements.slice(0, 100).map((element) => {
    const turn = new Map<Binding, Range>();
    const pair = pairOf(names, element);
    for (const variable of variables) {
      const { index } = variable.loop ?? {};
      const whole = index === undefined;
      let one: Range | undefined;
      if (method === 'items') one = whole ? undefined : pair?.[index];
      else if (pair !== undefined) one = whole ? pair[method === 'values' ? 1 : 0] : undefined;
      else one = whole ? element : names.elementsOf(element)?.[index];
      if (one !== undefined) turn.set(variable, one);
    }
    return turn;
  });
}

/** What a loop over `routes.items()` goes over. */
function dictionaryOf(names: PythonNames, over: Range): { readonly of: Range; readonly method?: string } {
  const chain = names.chainOf(over);
  const [member, call, ...others] = chain?.links ?? [];
  if (chain === undefined || member?.does !== 'member' || call?.does !== 'call' || others.length > 0)
    return { of: over };
  if (!/^(items|keys|values)$/.test(member.name)) return { of: over };
  const value = names.scopes.find(names.source.word(chain.head) ?? '', chain.head)?.value;
  return { of: value ?? over, method: member.name };
}

/** `"key": value` of a dictionary. */
function pairOf({ source }: PythonNames, element: Range): readonly [Range, Range] | undefined {
  const colon = source.find(element, ':', 'lambda');
  if (!source.is(colon, ':') || colon >= element.to) return undefined;
  return [
    { from: element.from, to: colon },
    { from: colon + 1, to: element.to },
  ];
}
