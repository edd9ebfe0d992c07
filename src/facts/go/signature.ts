import type { PlainSource, Range } from '../lexer/plain-source.ts';

/** Without a name it is empty. */
export interface Parameter {
  readonly name: string;
  readonly type: Range;
}

const TYPE_WORDS: ReadonlySet<string> = new Set(['func', 'map', 'chan', 'interface', 'struct']);
/** Longer results than anybody writes. */
const LONGEST_RESULT = 60;

/** Whether `name type` stands there, not a type alone. */
function isNamed(source: PlainSource, { from, to }: Range): boolean {
  const word = source.word(from);
  if (word === undefined || TYPE_WORDS.has(word) || from + 1 >= to || source.is(from + 1, '.')) return false;
  if (!source.is(from + 1, '[')) return true;
  return source.is(from + 2, ']') || source.after(from + 1) < to;
}

/** Reads parameters or results: of `a, b int` both have the type. */
export function readParameters(source: PlainSource, elements: readonly Range[]): Parameter[] {
  if (!elements.some((element) => isNamed(source, element))) {
    return elements.map((type) => ({ name: '', type }));
  }
  const parameters: Parameter[] = [];
  let type: Range = { from: 0, to: 0 };
  for (const element of [...elements].reverse()) {
    if (isNamed(source, element)) type = { from: element.from + 1, to: element.to };
    parameters.push({ name: source.word(element.from) ?? '', type });
  }
  return parameters.reverse();
}

/** What a method belongs to, and what it calls it: `s *Server`. */
export function receiverType(
  source: PlainSource,
  open: number,
): { readonly name: string; readonly type: string; readonly pointer: boolean } {
  const { from, to } = source.inside(open);
  const pointer = source.is(from, '*') || source.is(from + 1, '*');
  const named = source.word(from) !== undefined && from + 1 < to && !source.is(from + 1, '[');
  const at = from + (named ? 1 : 0) + (pointer ? 1 : 0);
  return { name: named ? (source.word(from) ?? '') : '', type: source.word(at) ?? '~', pointer };
}

/** What stands behind the parameters of a function: its results, and the brace of its body. */
export function resultAndBody(
  source: PlainSource,
  from: number,
): { readonly results: Range; readonly open?: number } {
  let at = source.is(from, '(') ? source.after(from) : from;
  for (let steps = 0; steps < LONGEST_RESULT && at < source.tokens.length; steps++) {
    if (source.is(at, '{')) return { results: { from, to: at }, open: at };
    if (/^[;,=:]$/.test(source.at(at).text) || source.isCloser(at)) break;
    const block = (source.is(at, 'struct') || source.is(at, 'interface')) && source.is(at + 1, '{');
    at = source.after(block ? at + 1 : at);
  }
  return { results: { from, to: Math.min(at, source.tokens.length) } };
}
