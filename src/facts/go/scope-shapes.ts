import type { Ref } from '../file-facts/names.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import type { Parameter } from './signature.ts';

/** A name and what it is given where it is declared. */
export interface Binding {
  readonly ref: Ref;
  value?: Range;
  readonly type?: Range;
  /** What it is declared by: the name means what is around there, as in `mux := mux.NewRouter()`. */
  readonly by?: Range;
  /** What a loop goes through, of which it is one by one. */
  readonly each?: Range;
  /** What the name means from a token on, where it is given another router there. */
  next?: { readonly from: number; readonly binding: Binding };
}

/** Nobody gives a variable more routers, one after the other. */
const MOST_GIVEN = 60;

/** What a name means at a token, among all that it is given. */
export function bindingAt(first: Binding, at: number): Binding {
  let binding = first;
  for (let steps = 0; steps < MOST_GIVEN && binding.next !== undefined && binding.next.from <= at; steps++)
    binding = binding.next.binding;
  return binding;
}

/** A function, a method or a function literal. */
export interface GoFunction {
  /** `Name` or `Type.Method`; undefined for a literal. */
  readonly name?: string;
  readonly pointer: boolean;
  /** From `func` to behind its body. */
  readonly all: Range;
  readonly typeParameters: Range;
  readonly parameters: readonly Parameter[];
  readonly results: Range;
  readonly body?: Range;
  /** What stands behind its first `return`s. */
  readonly returns: Range[];
}

/** A name that a package declares by `type`, `const` or `var`. */
export interface Declaration {
  readonly word: string;
  readonly name: string;
  readonly all: Range;
  readonly type: Range;
  readonly value?: Range;
}

/** `s.router = …`: what is assigned to, and what it gets. */
export interface Assignment {
  readonly head: number;
  readonly to: number;
  readonly value: Range;
}

/** The names of a block. */
export interface Scope {
  readonly parent?: Scope;
  /** The index of the brace that ends it. */
  readonly end: number;
  readonly names: Map<string, Binding>;
  readonly within?: GoFunction;
}

/** The named function whose text a token stands in, of those that stand one behind the other. */
export function functionAround(functions: readonly GoFunction[], at: number): GoFunction | undefined {
  let [low, high] = [0, functions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((functions[middle]?.all.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const found = functions[low];
  return found !== undefined && found.all.from <= at ? found : undefined;
}

/** Packages of what runs in tests alone. */
const OF_TESTS = /^(testing|net\/http\/httptest)$/;

/** Tells whether a function is given a test, or what it gives is a server of one. */
export function isOfTests(
  source: PlainSource,
  imports: ReadonlyMap<string, string>,
  { parameters, results }: GoFunction,
): boolean {
  return [...parameters.map(({ type }) => type), results].some(({ from, to }) => {
    for (let at = from; at < to; at++)
      if (source.is(at + 1, '.') && OF_TESTS.test(imports.get(source.word(at) ?? '') ?? '')) return true;
    return false;
  });
}
