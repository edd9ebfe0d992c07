import type { WrittenText } from '../file-facts/names.ts';
import { hashText } from '../hash.ts';
import { argumentsOf } from './annotation-arguments.ts';
import type { Annotation, JavaClass, JavaMethod } from './class-shapes.ts';
import type { JavaNames } from './names.ts';

/** Which annotations and parameters of a framework callers notice. */
export interface EndpointWords {
  /** Annotations that decide who may call, and what is taken and given. */
  readonly contract: RegExp;
  /** Types, and annotations, of parameters that do not come from the request. */
  readonly injected: RegExp;
}

/** The paths that arguments of some names write, with a slash in front; none where there is no such argument. */
export function pathsOf(
  names: JavaNames,
  annotation: Annotation,
  owner: JavaClass,
  ...keys: readonly string[]
): WrittenText[] {
  const given = argumentsOf(names, annotation);
  const written = keys.map((key) => given.get(key)).find((value) => value !== undefined);
  if (written === undefined) return [];
  return names.elementsOf(written).map((path) => slashed(names.textOf(path, owner) ?? [{ ref: '~' }]));
}

function slashed(path: WrittenText): WrittenText {
  const [first] = path;
  return typeof first === 'string' && first !== '' && !first.startsWith('/')
    ? [`/${first}`, ...path.slice(1)]
    : path;
}

/** What of the annotations of a class or method is contract. */
export function contractOf(
  names: JavaNames,
  annotations: readonly Annotation[],
  words: EndpointWords,
): string[] {
  return annotations.filter(({ name }) => words.contract.test(name)).map(({ all }) => names.source.hash(all));
}

/** @param registering the annotations that say where the method is */
export function shapeOf(
  names: JavaNames,
  method: JavaMethod,
  registering: readonly Annotation[],
  above: readonly string[],
  words: EndpointWords,
): { readonly line: number; readonly endLine: number; readonly contract: string; readonly body: string } {
  const { source } = names;
  const others = method.annotations.filter((one) => !registering.includes(one));
  const parameters = method.parameters.filter(
    ({ type, all }) =>
      !words.injected.test(source.at(type.from).text) &&
      !(source.is(all.from, '@') && words.injected.test(source.at(all.from + 1).text)),
  );
  const contract = [
    ...above,
    ...contractOf(names, others, words),
    source.hash(method.result),
    ...parameters.map(({ all }) => source.hash(all)),
  ];
  const quiet = others.filter(({ name }) => !words.contract.test(name)).map(({ all }) => all);
  const first = registering[0]?.all.from ?? method.all.from;
  return {
    line: source.at(Math.min(first, ...registering.map(({ all }) => all.from))).line,
    endLine: source.lines(method.all).endLine,
    contract: hashText(contract.join(' ')),
    body: source.hash(...quiet, method.body),
  };
}
