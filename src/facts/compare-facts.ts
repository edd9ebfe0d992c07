import type { CodeChange } from '../domain/change.ts';
import type { Fact } from '../domain/fact.ts';
import { subjectKey, wholesOf } from '../domain/resource-covers.ts';
import { joinTrees } from './compare/join-trees.ts';
import { byName, type NamedFact, signatureOf } from './compare/named-facts.ts';
import { withPassedOn } from './compare/passed-on.ts';
import { findRemounts, isPlaceless } from './compare/remounts.ts';
import { Renames } from './compare/renames.ts';

function placed(relation: 'adds' | 'removes', { kind, name, certainty, first }: NamedFact): CodeChange {
  return { relation, kind, name, certainty, path: first.path, line: first.line };
}

/** The fact among `facts` that is not the same in the others; the first where all are. */
function different(facts: NamedFact, others: NamedFact): Fact {
  const known = new Set(others.facts.map(signatureOf));
  return facts.facts.find((fact) => !known.has(signatureOf(fact))) ?? facts.first;
}

/** How often something is said makes no difference: a variable that is read once more is the same one. */
function sameSet(old: NamedFact, now: NamedFact, part: (fact: Fact) => string): boolean {
  const [was, is] = [new Set(old.facts.map(part)), new Set(now.facts.map(part))];
  return was.size === is.size && [...was].every((one) => is.has(one));
}

/** What is said of a name that is in both trees: nothing where contract and body are the same. */
function modified(old: NamedFact, now: NamedFact, name = now.name): CodeChange[] {
  const single = old.facts.length === 1 && now.facts.length === 1;
  if (single && old.first.contract === now.first.contract && old.first.body === now.first.body) return [];
  const contract = !sameSet(old, now, (fact) => fact.contract);
  if (!contract && sameSet(old, now, (fact) => fact.body)) return [];
  const { path, line } = different(now, old);
  const { kind, certainty } = old.certainty === 'suffix' ? old : now;
  return [
    { relation: 'modifies', aspect: contract ? 'contract' : 'body', kind, name, certainty, path, line },
  ];
}

/** What a whole takes along needs no word of its own: the columns of a table, the fields of a type, the methods of a class. */
function withoutParts(changes: readonly CodeChange[]): CodeChange[] {
  const wholes = new Map(
    changes
      .filter(({ relation, kind }) => relation !== 'modifies' && /^(table|symbol|type)$/.test(kind))
      .map((change) => [`${change.relation} ${subjectKey(change)}`, change]),
  );
  return changes.filter((change) => {
    if (change.relation === 'modifies') return true;
    return !wholesOf(change).some((whole) => {
      const found = wholes.get(`${change.relation} ${subjectKey(whole)}`);
      if (found === undefined || change.relation !== 'renames') return found !== undefined;
      // A part that got another name of its own, besides that of its whole, is told.
      return change.to === (found.to ?? '') + change.name.slice(found.name.length);
    });
  });
}

/** The same of two types of one name is told of the first. */
function withoutRepeated(changes: readonly CodeChange[]): readonly CodeChange[] {
  const told = new Set<string>();
  return changes.filter((change) => {
    if (change.kind !== 'type' && change.kind !== 'field') return true;
    const key = `${change.relation} ${change.aspect ?? ''} ${subjectKey(change)} ${change.to ?? ''}`;
    const known = told.has(key);
    told.add(key);
    return !known;
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Tells what became of the facts of one tree in another: added, removed, renamed, or modified in contract or body. A name
 * that lives on, wherever it is defined now, is neither removed nor renamed; a file that moved changes no endpoint. An
 * endpoint that is still registered while its mount cannot be told any longer is `modifies` of its contract, with the
 * certainty `suffix`: it may be mounted elsewhere.
 *
 * @param moved old path to new path of files that were renamed
 * @returns in the order of path and line
 */
export function compareFacts(
  before: readonly Fact[],
  after: readonly Fact[],
  moved: ReadonlyMap<string, string> = new Map(),
): readonly CodeChange[] {
  const [joinedBefore = before, joinedAfter = after] = joinTrees([before, after]);
  const [old, now] = [byName(joinedBefore), byName(joinedAfter)];
  const here = (path: string): string => moved.get(path) ?? path;
  const gone = new Set([...old.values()].filter(({ key }) => !now.has(key)));
  const added = new Set([...now.values()].filter(({ key }) => !old.has(key)));
  const changes: CodeChange[] = [];

  for (const { exact, suffix, at } of findRemounts(
    gone,
    now.values(),
    old,
    (fact) => here(fact.path),
    (fact) => fact.path,
  )) {
    gone.delete(exact);
    added.delete(suffix);
    const { path, line } = at;
    const { kind, name } = exact;
    changes.push({ relation: 'modifies', aspect: 'contract', kind, name, certainty: 'suffix', path, line });
  }
  for (const { exact, suffix } of findRemounts(
    added,
    old.values(),
    now,
    (fact) => fact.path,
    (fact) => here(fact.path),
  )) {
    added.delete(exact);
    gone.delete(suffix);
    changes.push(...modified(suffix, exact));
  }

  for (const facts of [gone, added]) for (const fact of facts) if (isPlaceless(fact)) facts.delete(fact);

  const renames = new Renames(gone, added, here);
  if (gone.size > 0 && added.size > 0) {
    renames.byMove();
    renames.byParts(old.values(), now.values());
    renames.byText();
    renames.elsewhere();
    const stayed = new Set([...old.keys()].filter((key) => now.has(key)));
    renames.inPlace(old.values(), now.values(), stayed);
  }
  for (const { old: was, now: is } of renames.pairs) {
    gone.delete(was);
    added.delete(is);
    const { kind, name, certainty } = was;
    const { path, line } = is.first;
    changes.push({ relation: 'renames', kind, name, to: is.name, certainty, path, line });
  }
  for (const fact of gone) changes.push(placed('removes', fact));
  for (const fact of added) changes.push(placed('adds', fact));
  for (const [key, fact] of now) {
    const was = isPlaceless(fact) ? undefined : old.get(key);
    if (was !== undefined) changes.push(...modified(was, fact));
  }
  const told = withoutParts(changes).sort(
    (a, b) => compareText(a.path, b.path) || a.line - b.line || compareText(a.kind + a.name, b.kind + b.name),
  );
  return withPassedOn(withoutRepeated(told), old, now);
}
