import { alsoOf, withAlert } from './alert.ts';
import { REDACTED } from './redaction.ts';
import type { Stamp } from './stamp.ts';
import {
  type Alert,
  type Criterion,
  descriptionHeads,
  isTombstone,
  type Task,
  type Tombstone,
  type Value,
  workflowHeads,
} from './task.ts';
import { mergeText } from './text-merge.ts';
import { RANK } from './workflow.ts';

/** The versions of one task that a merge in git sees, the sides in an order that does not depend on which is ours. */
interface Met {
  /** Undefined where both sides added the task. */
  readonly base: Task | undefined;
  readonly one: Task;
  readonly two: Task;
}

const OPTIONAL = [
  'type',
  'assignee',
  'due',
  'parent',
  'discovered_from',
  'hold',
  'plan_key',
] as const satisfies readonly (keyof Task)[];
type SingleKey = 'title' | 'priority' | (typeof OPTIONAL)[number];
type Standing = Pick<Task, 'status' | 'claim' | 'completed'>;

function sameValue(one: unknown, two: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(two);
}

/**
 * Where no stamp decides, as after an edit by hand or a redaction: what one side changed; both: always the same one of
 * them.
 */
function changed<T>(base: T | undefined, one: T, two: T): T {
  if (one === REDACTED || two === REDACTED) return one === REDACTED ? one : two;
  return sameValue(base, two) ? one : two;
}

/** The event that last set a value. */
function stampOf(task: Task, key: string): Stamp {
  return (Object.hasOwn(task.set, key) ? task.set[key]?.at(-1) : undefined) ?? task.created;
}

/** What the later event set. */
function later<T>({ base, one, two }: Met, key: string, read: (task: Task) => T): T {
  const [first, second] = [stampOf(one, key), stampOf(two, key)];
  if (first !== second) return read(first > second ? one : two);
  return changed(base === undefined ? undefined : read(base), read(one), read(two));
}

function single<K extends SingleKey>(met: Met, key: K): Task[K] {
  return later(met, key, (task) => task[key]);
}

function optionals(met: Met): Partial<Task> {
  let found: Partial<Task> = {};
  for (const key of OPTIONAL) {
    const value = single(met, key);
    if (value !== undefined) found = { ...found, [key]: value };
  }
  return found;
}

function extras(met: Met): Task['extra'] {
  const entries = [...new Set([met.one, met.two].flatMap(({ extra }) => Object.keys(extra)))].flatMap(
    (key): readonly (readonly [string, Value])[] => {
      const value = later(met, key, ({ extra }) => (Object.hasOwn(extra, key) ? extra[key] : undefined));
      return value === undefined ? [] : [[key, value]];
    },
  );
  // fromEntries defines own properties: a key `__proto__` stays a key.
  return Object.fromEntries(entries);
}

/** What both sides have, and what one has that the base had not: neither side's removal is undone. */
function kept(base: readonly string[], one: readonly string[], two: readonly string[]): readonly string[] {
  const [before, first, second] = [new Set(base), new Set(one), new Set(two)];
  return [...new Set([...one, ...two])].filter(
    (item) => (first.has(item) && second.has(item)) || !before.has(item),
  );
}

function elements({ base, one, two }: Met, key: 'labels' | 'depends_on' | 'links' | 'resources'): string[] {
  return [...kept(base?.[key] ?? [], one[key], two[key])].sort();
}

function entries<T extends { readonly id: Stamp }>(
  { base, one, two }: Met,
  read: (task: Task) => readonly T[],
  unite: (mine: T, other: T) => T,
): readonly T[] {
  const [mine, other] = [one, two].map((task) => new Map(read(task).map((entry) => [entry.id, entry])));
  const ids = (task: Task): readonly Stamp[] => read(task).map(({ id }) => id);
  return [...kept(base === undefined ? [] : ids(base), ids(one), ids(two))].sort().flatMap((id) => {
    const [first, second] = [mine?.get(id), other?.get(id)];
    if (first === undefined || second === undefined) return first ?? second ?? [];
    return unite(first, second);
  });
}

/** The later of two stamps under a key that is only ever set. */
function newer<K extends string>(key: K, one: { [key in K]?: Stamp }, two: { [key in K]?: Stamp }): object {
  const stamp = [one[key], two[key]]
    .filter((each) => each !== undefined)
    .sort()
    .at(-1);
  return stamp === undefined ? {} : { [key]: stamp };
}

/** One entry as both sides have it: where one side redacted it, as that side has it. */
function unitedEntry<T extends { readonly text: string }>(one: T, two: T): T {
  if (one.text === REDACTED || two.text === REDACTED) return one.text === REDACTED ? one : two;
  return { ...one, ...two };
}

function criteria(met: Met): readonly Criterion[] {
  return entries(
    met,
    (task) => task.acceptance,
    (one, two) => ({ ...unitedEntry(one, two), ...newer('met', one, two) }),
  );
}

const NO_ALERTS: readonly Alert[] = [];

function alerts(met: Met): readonly Alert[] {
  const all = entries(
    met,
    (task) => task.alerts,
    (one, two) => ({ ...unitedEntry(one, two), ...alsoOf(one, two), ...newer('acknowledged', one, two) }),
  );
  return all.reduce(withAlert, NO_ALERTS);
}

/** The heads that are left where both sides' meet; whoever came after the creation came over it. */
function mergeHeads({ base, one, two }: Met, read: (task: Task) => readonly Stamp[]): readonly Stamp[] {
  const all = kept(base === undefined ? [] : read(base), read(one), read(two));
  const heads = all.length > 0 ? all : [...new Set([...read(one), ...read(two)])];
  const after = heads.filter((head) => head !== one.created && head !== two.created);
  return [...(after.length > 0 ? after : heads)].sort();
}

/** The heads that one side brings and the other has not. */
function broughtBy(
  task: Task,
  other: Task,
  heads: readonly Stamp[],
  read: (task: Task) => readonly Stamp[],
): readonly Stamp[] {
  const known = new Set(read(other));
  return read(task).filter((head) => heads.includes(head) && !known.has(head));
}

function standingOf({ status, claim, completed }: Task): Standing {
  return {
    status,
    ...(claim === undefined ? {} : { claim }),
    ...(completed === undefined ? {} : { completed }),
  };
}

/** The further status; then the one that was reached earlier, so that the first claim keeps the task. */
function mergeStanding({ base, one, two }: Met, heads: readonly Stamp[]): Standing {
  const [mine, other] = [
    broughtBy(one, two, heads, workflowHeads),
    broughtBy(two, one, heads, workflowHeads),
  ];
  const [first, second] = [standingOf(one), standingOf(two)];
  if (mine.length === 0 && other.length === 0)
    return changed(base === undefined ? undefined : standingOf(base), first, second);
  if (mine.length === 0 || other.length === 0) return mine.length === 0 ? second : first;
  if (RANK[one.status] !== RANK[two.status]) return RANK[one.status] > RANK[two.status] ? first : second;
  return reached(one, mine) < reached(two, other) ? first : second;
}

function earliest(stamps: readonly Stamp[]): Stamp {
  return [...stamps].sort()[0] ?? '';
}

/** When a side came to its status, as far as its heads tell. */
function reached({ claim }: Task, heads: readonly Stamp[]): Stamp {
  const since = claim?.since ?? '';
  return heads.includes(since) ? since : earliest(heads);
}

function mergeDescription({ base, one, two }: Met, heads: readonly Stamp[]): Pick<Task, 'description'> {
  const mine = broughtBy(one, two, heads, descriptionHeads);
  const other = broughtBy(two, one, heads, descriptionHeads);
  const [first, second] = [one.description, two.description];
  let text: string | undefined;
  if (mine.length === 0 && other.length === 0) text = changed(base?.description, first, second);
  else if (mine.length === 0 || other.length === 0) text = mine.length === 0 ? second : first;
  else {
    const [early, late] = (mine.at(-1) ?? '') < (other.at(-1) ?? '') ? [first, second] : [second, first];
    text = mergeText(base?.description ?? '', early ?? '', late ?? '').text || undefined;
  }
  return text === undefined ? {} : { description: text };
}

function mergeSet(
  met: Met,
  heads: { readonly status: readonly Stamp[]; readonly description: readonly Stamp[] },
): Task['set'] {
  const { one, two } = met;
  const set = new Map<string, readonly Stamp[]>();
  for (const key of [...Object.keys(one.set), ...Object.keys(two.set)]) {
    if (key !== 'status' && key !== 'description')
      set.set(key, [later(met, key, (task) => stampOf(task, key))]);
    else if (heads[key].some((head) => head !== one.created && head !== two.created))
      set.set(key, heads[key]);
  }
  return Object.fromEntries(set);
}

/** The sides in an order that both callers agree on. */
function inOrder<T>(ours: T, theirs: T): readonly [T, T] {
  return JSON.stringify(ours) < JSON.stringify(theirs) ? [ours, theirs] : [theirs, ours];
}

/**
 * Merges two versions of a task field by field, without their events: what a merge driver can do for plain git. Mostly
 * that is what folding the events of both sides gives; where it is not, the next write folds them.
 *
 * Symmetric, and never refuses.
 *
 * @param base what both grew from; undefined where both added the task
 */
export function mergeFields(
  base: Task | Tombstone | undefined,
  ours: Task | Tombstone,
  theirs: Task | Tombstone,
): Task | Tombstone {
  const deletions = [ours, theirs]
    .filter(isTombstone)
    .sort((one, two) => (one.deleted < two.deleted ? -1 : 1));
  if (deletions[0] !== undefined) return deletions[0];
  if (isTombstone(ours) || isTombstone(theirs)) return ours;
  const [one, two] = inOrder(ours, theirs);
  const met: Met = { base: base === undefined || isTombstone(base) ? undefined : base, one, two };
  const heads = {
    status: mergeHeads(met, workflowHeads),
    description: mergeHeads(met, descriptionHeads),
  };
  return {
    ...optionals(met),
    ...mergeStanding(met, heads.status),
    ...mergeDescription(met, heads.description),
    id: one.id,
    title: single(met, 'title'),
    priority: single(met, 'priority'),
    labels: elements(met, 'labels'),
    depends_on: elements(met, 'depends_on'),
    links: elements(met, 'links'),
    resources: elements(met, 'resources'),
    acceptance: criteria(met),
    notes: entries(
      met,
      (task) => task.notes,
      (mine, other) => (other.text === REDACTED ? other : mine),
    ),
    commits: kept(met.base?.commits ?? [], one.commits, two.commits),
    alerts: alerts(met),
    created: earliest([one.created, two.created]),
    set: mergeSet(met, heads),
    extra: extras(met),
  };
}
