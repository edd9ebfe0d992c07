import type { Range } from '../lexer/plain-source.ts';
import { entriesOf, valueAt } from './calls.ts';
import type { PhpClass } from './class-shapes.ts';
import type { PhpNames, Texts } from './names.ts';

/** More turns than anybody writes out. */
const MOST_TURNS = 100;

export interface Loop {
  readonly body: Range;
  /** What it goes over, and what it calls each of it. */
  readonly over: Range;
  readonly value: string;
  /** What its variables are in each turn; empty where it is not known over what it goes. */
  readonly turns: readonly Texts[];
}

/** Tokens that all turns of the loops of one file may pass. */
const MOST_PASSED = 100_000;

/** Counts what the turns of loops cost, so that loops in loops end. */
export class Turns {
  #passed = 0;

  /** Tells whether there is time for all turns of a loop. */
  take({ body, turns }: Loop): boolean {
    this.#passed += turns.length * (body.to - body.from + 1);
    return this.#passed <= MOST_PASSED;
  }
}

/** Finds the array that is written out at a place, or that a member of the class or a constant of it has. */
function listed({ source }: PhpNames, range: Range, owner?: PhpClass): Range {
  if (range.to - range.from !== 3 || !/^(\$this|self|static)$/.test(source.word(range.from) ?? ''))
    return range;
  const name = source.word(range.from + 2)?.replace(/^\$/, '');
  const members = [...(owner?.fields ?? []), ...(owner?.constants ?? [])];
  return members.find((member) => member.name === name)?.value ?? range;
}

/** Reads `foreach (['a', 'b'] as $x) { … }`, which begins at `at`. */
export function loopAt(
  names: PhpNames,
  at: number,
  texts: Texts,
  lists: ReadonlyMap<string, Range>,
  owner?: PhpClass,
): Loop | undefined {
  const { source } = names;
  if (!source.is(at, 'foreach') || !source.is(at + 1, '(')) return undefined;
  const head = source.inside(at + 1);
  const open = source.after(at + 1);
  const body = source.is(open, '{') ? source.inside(open) : valueAt(source, open);
  const as = source.find(head, 'as');
  const variable = source.word(head.from) ?? '';
  const over = (as - head.from === 1 ? lists.get(variable) : undefined) ?? { from: head.from, to: as };
  const entries = entriesOf(source, listed(names, over, owner)) ?? [];
  const arrow = source.find({ from: as, to: head.to }, '=>');
  const keyed = arrow < head.to;
  const [key, value] = [source.word(as + 1), source.word(keyed ? arrow + 1 : as + 1)];
  const turns = entries.slice(0, MOST_TURNS).map((entry) => {
    const turn = new Map(texts);
    const set = (name: string | undefined, range: Range | undefined): void => {
      const text = range && names.wholeText(range, texts, owner);
      if (name === undefined) return;
      if (text === undefined) turn.delete(name);
      else turn.set(name, text);
    };
    if (keyed) set(key, entry.key);
    set(value, entry.value);
    return turn;
  });
  return { body, over, value: value ?? '', turns };
}
