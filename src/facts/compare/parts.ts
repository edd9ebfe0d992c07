import type { NamedFact } from './named-facts.ts';

/** What parts are found by. */
export function wholeKey({ kind, name }: NamedFact): string {
  return `${kind}\0${name}`;
}

/** What parts of each kind are parts of. */
const WHOLES: ReadonlyMap<string, string> = new Map([
  ['symbol', 'symbol'],
  ['column', 'table'],
  ['field', 'type'],
]);

/** Methods by class, columns by table and fields by type, each by what is left of their names. */
export function partsOf(facts: Iterable<NamedFact>): Map<string, Map<string, NamedFact>> {
  const wholes = new Map<string, Map<string, NamedFact>>();
  for (const fact of facts) {
    const dot = fact.name.lastIndexOf('.');
    const kind = WHOLES.get(fact.kind);
    if (kind === undefined || (kind === fact.kind && dot < fact.name.indexOf('#'))) continue;
    const key = `${kind}\0${fact.name.slice(0, dot)}`;
    const parts = wholes.get(key) ?? new Map<string, NamedFact>();
    parts.set(fact.name.slice(dot + 1), fact);
    wholes.set(key, parts);
  }
  return wholes;
}

/** Tells whether most parts of two wholes go by the same names and contracts. */
export function haveMost(old: ReadonlyMap<string, NamedFact>, now: ReadonlyMap<string, NamedFact>): boolean {
  let same = 0;
  for (const [tail, part] of old) if (now.get(tail)?.first.contract === part.first.contract) same += 1;
  return same * 2 > Math.max(old.size, now.size);
}
