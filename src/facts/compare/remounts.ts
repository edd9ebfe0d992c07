import type { Fact } from '../../domain/fact.ts';
import { methodOf, type NamedFact, segmentsOf } from './named-facts.ts';

/** Something whose full name is known in one tree only. */
export interface Remount {
  readonly exact: NamedFact;
  readonly suffix: NamedFact;
  /** Where the suffix is registered. */
  readonly at: Fact;
}

function endsIn(name: string, end: string): boolean {
  const [all, last] = [segmentsOf(name), segmentsOf(end)];
  return (
    methodOf(name) === methodOf(end) &&
    last.every((segment, at) => all[all.length - last.length + at] === segment)
  );
}

/** Tells an endpoint of which nothing but the method is known: that it is there at all helps to know it again. */
export function isPlaceless({
  kind,
  name,
  certainty,
}: Pick<NamedFact, 'kind' | 'name' | 'certainty'>): boolean {
  return kind === 'endpoint' && certainty === 'suffix' && name.endsWith(' /');
}

/** A suffix in one file: others may have one of the same name. */
interface Place {
  readonly suffix: NamedFact;
  readonly at: Fact;
}

function placesByFile(
  suffixes: Iterable<NamedFact>,
  fileOf: (fact: Fact) => string,
  isKnown: (name: string, file: string) => boolean,
): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const suffix of suffixes) {
    if (suffix.kind !== 'endpoint' || suffix.certainty !== 'suffix') continue;
    for (const fact of suffix.facts) {
      const file = fileOf(fact);
      if (isKnown(suffix.name, file)) continue;
      const known = places.get(file);
      if (known === undefined) places.set(file, [{ suffix, at: fact }]);
      else known.push({ suffix, at: fact });
    }
  }
  return places;
}

/**
 * Finds endpoints whose registration is in both trees while only one of them tells where it is mounted. The longest end
 * is the nearest.
 *
 * @param exacts those of the one tree that the other does not have
 * @param suffixes all of the other tree
 * @param others all of the tree of the exact ones
 * @param fileOfExact the file of a fact of the one tree, as both call it
 * @param fileOfSuffix that of a fact of the other one
 */
export function findRemounts(
  exacts: Iterable<NamedFact>,
  suffixes: Iterable<NamedFact>,
  others: ReadonlyMap<string, NamedFact>,
  fileOfExact: (fact: Fact) => string,
  fileOfSuffix: (fact: Fact) => string,
): Remount[] {
  const known = new Set<string>();
  for (const { kind, certainty, name, facts } of others.values())
    if (kind === 'endpoint' && certainty === 'suffix')
      for (const fact of facts) known.add(`${name}\0${fileOfExact(fact)}`);
  const places = placesByFile(suffixes, fileOfSuffix, (name, file) => known.has(`${name}\0${file}`));
  const taken = new Set<Place>();
  const remounts: Remount[] = [];
  for (const exact of exacts) {
    if (exact.kind !== 'endpoint' || exact.certainty !== 'exact') continue;
    const found = (places.get(fileOfExact(exact.first)) ?? [])
      .filter((place) => !taken.has(place) && endsIn(exact.name, place.suffix.name))
      .sort((a, b) => b.suffix.name.length - a.suffix.name.length);
    const place = found.find(({ at }) => at.body === exact.first.body) ?? found[0];
    if (place === undefined || (isPlaceless(place.suffix) && place.at.body !== exact.first.body)) continue;
    taken.add(place);
    remounts.push({ exact, ...place });
  }
  return remounts;
}
