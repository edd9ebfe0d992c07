import { methodOf, type NamedFact, segmentsOf, tailOf } from './named-facts.ts';

/** Tells whether two words begin and end alike over half their length. */
export function areAlike(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let front = 0;
  while (front < shorter && a[front] === b[front]) front += 1;
  let back = 0;
  while (back < shorter - front && a[a.length - 1 - back] === b[b.length - 1 - back]) back += 1;
  return (front + back) * 2 >= Math.max(a.length, b.length);
}

/** What a name says of itself: without the class that it is of, and what all accessors begin with. */
function ownWords(names: readonly [string, string]): [string, string] {
  const [a, b] = names.map((name) => name.slice(name.lastIndexOf('.') + 1));
  const [one = '', two = ''] = [a, b];
  const accessor = /^(get|set|is|has|with)(?=[A-Z_])/.exec(one)?.[0];
  return accessor !== undefined && two.startsWith(accessor)
    ? [one.slice(accessor.length), two.slice(accessor.length)]
    : [one, two];
}

/** Tells whether the segments of one path are in the other, in their order. */
function isWithin(some: readonly string[], all: readonly string[]): boolean {
  let next = 0;
  for (const segment of all) if (segment === some[next]) next += 1;
  return next === some.length;
}

function similarEndpoints(a: string, b: string): boolean {
  const [one, two] = [segmentsOf(a), segmentsOf(b)];
  if (methodOf(a) !== methodOf(b)) return one.join('/') === two.join('/');
  if (one.length === 0 || two.length === 0) return false;
  if (one.length !== two.length) return one.length < two.length ? isWithin(one, two) : isWithin(two, one);
  const different = one.flatMap((segment, at) =>
    segment === two[at] ? [] : [[segment, two[at] ?? ''] as const],
  );
  return different.length === 1 && different.every(([old, now]) => areAlike(old, now));
}

/**
 * Tells whether a thing that is gone and one that is new at the same place, with another text, may be one: by their
 * paths, their contracts or their names.
 */
export function isSimilar(old: NamedFact, now: NamedFact): boolean {
  if (old.kind === 'endpoint') return similarEndpoints(old.name, now.name);
  const [a, b] = [old.first, now.first];
  if (a.contract !== '' && a.contract === b.contract) return true;
  if (old.kind === 'column') return false;
  return (a.body !== '' && a.body === b.body) || areAlike(...ownWords([tailOf(old), tailOf(now)]));
}
