import type { Fact } from '../../domain/fact.ts';
import { splitAnchor } from '../../domain/path.ts';

/** All facts of one name: an endpoint registered twice is one endpoint. */
export interface NamedFact {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly certainty: Fact['certainty'];
  /** In the order of path and line; never empty. */
  readonly facts: readonly Fact[];
  /** The first of them. */
  readonly first: Fact;
}

/** Groups facts by name. A name whose beginning is unknown is not the same as one that is sure. */
export function byName(facts: readonly Fact[]): Map<string, NamedFact> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const own = `${fact.kind}\0${fact.certainty}\0${fact.name}`;
    const key = fact.api === undefined ? own : `${own}\0${fact.api}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  const named = new Map<string, NamedFact>();
  for (const [key, group] of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const { kind, name, certainty } = first;
    named.set(key, { key, kind, name, certainty, facts: group, first });
  }
  return named;
}

/** Contract and body in one; '' where there is nothing to know a thing by. */
export function signatureOf({ contract, body }: Fact): string {
  return contract === '' && body === '' ? '' : `${contract} ${body}`;
}

/** The file in whose name a fact is: of a symbol the one before its `#`, wherever it is defined. */
export function fileOf({ kind, name, first }: NamedFact): string {
  return kind === 'symbol' ? splitAnchor(name).path : first.path;
}

/** What is left of a name when its file, table or the front of its path is gone: the part people would know it by. */
export function tailOf({ kind, name }: Pick<NamedFact, 'kind' | 'name'>): string {
  if (kind === 'symbol') return splitAnchor(name).anchor ?? '';
  if (kind === 'endpoint') return `${methodOf(name)} ${name.slice(name.lastIndexOf('/'))}`;
  return name.slice(name.lastIndexOf('.') + 1);
}

export function methodOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.indexOf(' '));
}

export function segmentsOf(endpoint: string): string[] {
  return endpoint
    .slice(endpoint.indexOf(' ') + 1)
    .split('/')
    .filter((segment) => segment !== '');
}
