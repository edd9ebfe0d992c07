import { readMembers } from './classes.ts';
import type { FunctionShape } from './functions.ts';
import type { JavaScriptNames } from './names.ts';
import type { Range } from './source.ts';
import { readText } from './written-text.ts';

/** More ways there than one migration has. */
const MOST = 20;

/** Tells whether a function is called `up`: declared, assigned, a method, or a member of an object. */
function isUp({ source }: JavaScriptNames, { from }: FunctionShape): boolean {
  const start = source.is(from - 1, 'async') ? from - 1 : from;
  if (source.is(from, 'function')) {
    const name = source.is(from + 1, '*') ? from + 2 : from + 1;
    if (source.word(name) !== undefined) return source.is(name, 'up');
  } else if (source.is(from, 'up')) return true;
  return (source.is(start - 1, '=') || source.is(start - 1, ':')) && source.is(start - 2, 'up');
}

/** The ways there of a migration: the bodies of its functions `up`. What takes it back is no fact. */
export function upFunctions(names: JavaScriptNames): Range[] {
  const found = new Set<FunctionShape>();
  for (const shape of names.shapes.all) if (found.size < MOST && isUp(names, shape)) found.add(shape);
  for (const { ref, value } of names.scopes.bindings) {
    const shape = ref === 'up' ? names.functionAt(value) : undefined;
    if (shape !== undefined) found.add(shape);
  }
  return [...found].map((shape) => names.scopes.bodyOf(shape));
}

function constantOf(
  names: JavaScriptNames,
  word: string | undefined,
  at: Range | undefined,
): Range | undefined {
  return word === undefined ? undefined : names.scopes.find(word, at?.from ?? 0)?.value;
}

/** What the class says of a field: `this.tableName`. */
function fieldOf(names: JavaScriptNames, value: Range | undefined): Range | undefined {
  const { source, scopes, shapes } = names;
  const shape = value && scopes.classAt(value.from);
  if (value === undefined || shape === undefined || value.to !== value.from + 3) return undefined;
  const name = source.word(value.from + 2);
  return readMembers(source, shape, shapes).find((member) => member.name === name)?.value;
}

/** A text that is written out, here or as a constant of this source. */
export function literalText(names: JavaScriptNames, value: Range | undefined): string | undefined {
  const text = value && readText(names, value);
  const [part, ...others] = text ?? [];
  if (part === undefined || others.length > 0) return undefined;
  if (typeof part === 'string') return part;
  const word = names.source.word(value?.from ?? -1);
  const constant = word === 'this' ? fieldOf(names, value) : constantOf(names, word, value);
  const [written, ...more] = (constant && readText(names, constant)) ?? [];
  return typeof written === 'string' && more.length === 0 ? written : undefined;
}
