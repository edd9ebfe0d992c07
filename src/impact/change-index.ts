import type { ChangeCertainty, CodeChange } from '../domain/change.ts';
import type { Resource } from '../domain/resource.ts';
import { isPattern, type Subject, subjectKey, wholesOf } from '../domain/resource-covers.ts';
import type { Effect } from './severity.ts';

/** One name that a change bears on; a rename bears on two. */
export interface Change extends Subject {
  readonly effect: Effect;
  readonly resource: Resource;
  readonly certainty: ChangeCertainty;
  /** What the diff shows; absent where somebody only said so. */
  readonly found?: CodeChange;
}

/** Kinds whose names may take in, or lie in, names of another kind. */
const KIN: Readonly<Record<string, readonly string[]>> = {
  file: ['file', 'symbol'],
  symbol: ['symbol', 'file'],
  table: ['table', 'column'],
  column: ['column', 'table'],
};

/** Lists what a resource line of a finished task did. Needs (`depends`) and claims (`owns`) change nothing. */
export function changesOf(resource: Resource): Change[] {
  const { relation, kind, name, to } = resource;
  if (relation === 'depends' || relation === 'owns') return [];
  const changes: Change[] = [{ effect: relation, kind, name, resource, certainty: 'exact' }];
  if (relation === 'renames' && to !== undefined) {
    changes.push({ effect: 'renames_to', kind, name: to, resource, certainty: 'exact' });
  }
  return changes;
}

/** Lists the names that a detected change bears on. */
function changesFound(found: CodeChange): Change[] {
  const { relation, kind, name, to, aspect, certainty } = found;
  const resource: Resource = { relation, kind, name, ...(to === undefined ? {} : { to }) };
  // Where nobody can tell contract from body, as in a file of any kind, it may be the contract.
  const effect: Effect = relation === 'modifies' && aspect === 'body' ? 'modifies_body' : relation;
  const changes: Change[] = [{ effect, kind, name, resource, certainty, found }];
  if (to !== undefined) changes.push({ effect: 'renames_to', kind, name: to, resource, certainty, found });
  return changes;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/**
 * The changes of one cause, found by name. Names are looked up, as are the wholes they lie in and the parts that lie in
 * them; only wildcards and parameters are tried one by one, against their own kind. What nobody asks for is not entered:
 * a commit may change thousands of symbols, and no task may name one.
 */
export class ChangeIndex {
  readonly #found = new Map<string, CodeChange[]>();
  readonly #declared: readonly Change[];
  readonly #byKind = new Map<string, Change[]>();
  readonly #byName = new Map<string, Change[]>();
  readonly #byWhole = new Map<string, Change[]>();
  readonly #patternsByKind = new Map<string, Change[]>();

  /**
   * @param found what a diff shows
   * @param declared what somebody said
   */
  constructor(found: Iterable<CodeChange>, declared: readonly Change[] = []) {
    for (const change of found) append(this.#found, change.kind, change);
    this.#declared = declared;
  }

  /** Tells whether anything may be near a subject of a kind. */
  hasNear(kind: string): boolean {
    return (KIN[kind] ?? [kind]).some(
      (kin) => this.#found.has(kin) || this.#declared.some((change) => change.kind === kin),
    );
  }

  #ofKind(kind: string): readonly Change[] {
    const known = this.#byKind.get(kind);
    if (known !== undefined) return known;
    const changes = [
      ...(this.#found.get(kind) ?? []).flatMap(changesFound),
      ...this.#declared.filter((change) => change.kind === kind),
    ];
    this.#byKind.set(kind, changes);
    for (const change of changes) {
      append(this.#byName, subjectKey(change), change);
      if (isPattern(change) || change.certainty === 'suffix') append(this.#patternsByKind, kind, change);
      for (const whole of wholesOf(change)) append(this.#byWhole, subjectKey(whole), change);
    }
    return changes;
  }

  /** Lists the changes that may take in the subject or be taken in by it: none is missed, some may not fit. */
  near(subject: Subject): Iterable<Change> {
    const kin = KIN[subject.kind] ?? [subject.kind];
    const all = kin.map((kind) => this.#ofKind(kind));
    if (isPattern(subject)) return all.flat();
    const found = new Set(kin.flatMap((kind) => this.#patternsByKind.get(kind) ?? []));
    for (const change of this.#byWhole.get(subjectKey(subject)) ?? []) found.add(change);
    for (const named of [subject, ...wholesOf(subject)]) {
      for (const change of this.#byName.get(subjectKey(named)) ?? []) found.add(change);
    }
    return found;
  }
}
