import type { CallValue } from '../file-facts/calls.ts';
import type { Range, RubySource } from './source.ts';

const LITERALS: ReadonlyMap<string, CallValue> = new Map<string, CallValue>([
  ['nil', null],
  ['true', true],
  ['false', false],
]);
/** Methods that leave what they are called on as it is, for a reader. */
const SAME = /^(freeze|to_s|to_sym|compact|flatten|keys|sort|uniq)$/;
const DEEPEST = 10;
const LONGEST = 400;

function nameOf(source: RubySource, { from, to }: Range): string | undefined {
  if (to - from > 20) return undefined;
  let name = '';
  for (let at = from; at < to; at++) {
    const { kind, text } = source.at(at);
    if (kind === 'name') name += text;
    else if (text === '::' || text === '.') name += at === from ? '' : text;
    else return undefined;
  }
  return /^[@$\w.:?!]+$/.test(name) && name.length <= LONGEST ? name : undefined;
}

/** What a text with `#{…}` is made of, and where it ends. */
function readTemplate(source: RubySource, from: number): { readonly value: CallValue; readonly end: number } {
  const text: (string | { readonly name: string })[] = [source.at(from).text];
  let at = from + 1;
  while (source.is(at, '${')) {
    const close = source.partner[at] ?? at;
    text.push({ name: nameOf(source, { from: at + 1, to: close }) ?? '' });
    if (source.at(close + 1).kind !== 'template') return { value: { text }, end: source.after(at) };
    text.push(source.at(close + 1).text);
    at = close + 2;
  }
  return { value: { text }, end: at };
}

function partsOf(value: CallValue): readonly (string | { readonly name: string })[] | undefined {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  if ('text' in value) return value.text;
  return 'name' in value ? [value] : undefined;
}

/** Reads an argument as far as it is written out; of anything else the text is hashed. */
export function readValue(source: RubySource, range: Range, depth = 0): CallValue {
  const { from, to: end } = source.trim(range);
  let to = end;
  while (to - from > 2 && source.is(to - 2, '.') && SAME.test(source.word(to - 1) ?? '')) to -= 2;
  // What is merged into options says less than they do.
  const behind = source.after(from);
  const merges = source.is(behind, '.') && source.is(behind + 1, 'merge') && behind < to;
  if (merges && (source.is(from, '{') || source.is(from, '('))) to = behind;
  const code = { code: source.hash({ from, to }) };
  if (from >= to || depth > DEEPEST) return code;
  const plus = source.find({ from, to }, '+');
  if (plus < to && plus > from) {
    const [left, right] = [
      readValue(source, { from, to: plus }, depth + 1),
      readValue(source, { from: plus + 1, to }, depth + 1),
    ];
    if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
    const parts = [partsOf(left), partsOf(right)];
    return parts[0] && parts[1] ? { text: [...parts[0], ...parts[1]] } : code;
  }
  const { kind, text } = source.at(from);
  if (source.is(from, '*') || source.is(from, '**'))
    return readValue(source, { from: from + 1, to }, depth + 1);
  if (kind === 'string') {
    if (to === from + 1) return source.isSymbol(from) ? { symbol: text } : text.slice(0, LONGEST);
    return code;
  }
  if (kind === 'template') {
    const { value, end: behind } = readTemplate(source, from);
    return behind === to ? value : code;
  }
  const whole = source.after(from) === to;
  if (source.is(from, '[') && whole)
    return source.parts(from).map((part) => readValue(source, part, depth + 1));
  if (source.is(from, '(') && whole) return readValue(source, { from: from + 1, to: to - 1 }, depth + 1);
  if (source.is(from, '{') && whole) {
    const { options, pairs } = readPairs(source, source.parts(from), depth + 1);
    return { options, pairs };
  }
  const literal = to === from + 1 && kind === 'name' ? LITERALS.get(text) : undefined;
  if (literal !== undefined) return literal;
  if (to === from + 1 && kind === 'number') return text;
  const name = nameOf(source, { from, to });
  return name === undefined ? code : { name };
}

export interface Pairs {
  readonly options: Readonly<Record<string, CallValue>>;
  /** Of keys that are no symbols: `'x' => 'y'`, `Engine => '/'`. */
  readonly pairs: readonly (readonly [CallValue, CallValue])[];
  readonly args: readonly CallValue[];
}

/** Tells arguments from options. */
export function readPairs(source: RubySource, parts: readonly Range[], depth = 0): Pairs {
  const options = new Map<string, CallValue>();
  const pairs: (readonly [CallValue, CallValue])[] = [];
  const args: CallValue[] = [];
  for (const part of parts) {
    const arrow = source.find(part, '=>');
    if (arrow >= part.to) {
      const value = readValue(source, part, depth);
      const spread = value !== null && typeof value === 'object' && 'options' in value;
      // `get :x, { to: 'y' }`
      if (!spread) args.push(value);
      else {
        for (const [key, one] of Object.entries(value.options)) options.set(key, one);
        pairs.push(...value.pairs);
      }
      continue;
    }
    const value = readValue(source, { from: arrow + 1, to: part.to }, depth);
    const isKey = arrow === part.from + 1 && source.isSymbol(part.from);
    if (isKey)
      options.set(
        source.at(part.from).text,
        arrow + 1 < part.to ? value : { name: source.at(part.from).text },
      );
    else pairs.push([readValue(source, { from: part.from, to: arrow }, depth), value]);
  }
  return { options: Object.fromEntries(options), pairs, args };
}
