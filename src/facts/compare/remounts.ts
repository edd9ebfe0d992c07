import { methodOf, type NamedFact, segmentsOf } from './named-facts.ts';

/** Something whose full name is known in one tree only. */
export interface Remount {
  readonly exact: NamedFact;
  readonly suffix: NamedFact;
}

function endsIn(name: string, end: string): boolean {
  const [all, last] = [segmentsOf(name), segmentsOf(end)];
  return (
    methodOf(name) === methodOf(end) &&
    last.every((segment, at) => all[all.length - last.length + at] === segment)
  );
}

/**
 * Finds endpoints whose registration is in both trees while only one of them tells where it is mounted. The longest end
 * is the nearest.
 *
 * @param sameFile whether an exact and a suffix are of the same file, wherever that is now
 */
export function findRemounts(
  exacts: Iterable<NamedFact>,
  suffixes: Iterable<NamedFact>,
  fileOfExact: (fact: NamedFact) => string,
  fileOfSuffix: (fact: NamedFact) => string,
): Remount[] {
  const candidates = new Map<string, NamedFact[]>();
  for (const suffix of suffixes) {
    if (suffix.kind !== 'endpoint' || suffix.certainty !== 'suffix') continue;
    const file = fileOfSuffix(suffix);
    const group = candidates.get(file);
    if (group === undefined) candidates.set(file, [suffix]);
    else group.push(suffix);
  }
  const taken = new Set<NamedFact>();
  const remounts: Remount[] = [];
  for (const exact of exacts) {
    if (exact.kind !== 'endpoint' || exact.certainty !== 'exact') continue;
    const found = (candidates.get(fileOfExact(exact)) ?? [])
      .filter((suffix) => !taken.has(suffix) && endsIn(exact.name, suffix.name))
      .sort((a, b) => b.name.length - a.name.length);
    const same = found.find((suffix) => suffix.first.body === exact.first.body);
    const suffix = same ?? found[0];
    if (suffix === undefined) continue;
    taken.add(suffix);
    remounts.push({ exact, suffix });
  }
  return remounts;
}
