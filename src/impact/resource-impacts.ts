import { formatResource, KINDS, parseResource, type Resource } from '../domain/resource.ts';
import { type Coverage, resourceCovers, subjectKey } from '../domain/resource-covers.ts';
import { GitTaskError } from '../errors.ts';
import type { Change, ChangeIndex } from './change-index.ts';
import { addressees, evidenceOf, type Impact, type Target, tellsOf } from './impact.ts';
import { type Declared, type Meeting, reasonOf } from './reason.ts';
import { compareSeverity, type Effect, severityOf } from './severity.ts';

/** A line that a newer version wrote may mean nothing here: it hits nothing. */
export function readResource(line: string): Resource | undefined {
  try {
    return parseResource(line);
  } catch (error) {
    if (error instanceof GitTaskError && error.code === 'RESOURCE_INVALID') return undefined;
    throw error;
  }
}

/** The kind of a line in its normal form, as most are, without reading all of it; undefined where that is not plain. */
function plainKind(line: string): string | undefined {
  const [, kind] = /^[a-z]+:([a-z]+):/.exec(line) ?? [];
  return KINDS.find((known) => known === kind);
}

/** What a task declares by one line: a rename wants the old name gone and the new one free. */
function declarationsOf({ relation, kind, name, to }: Resource, status: string): Declared[] {
  if (relation === 'owns') {
    return status === 'in_progress' ? [{ relation, declaration: 'owns', kind, name }] : [];
  }
  if (relation !== 'renames') return [{ relation, declaration: relation, kind, name }];
  const old: Declared = { relation, declaration: 'modifies', kind, name };
  return to === undefined ? [old] : [old, { relation, declaration: 'adds', kind, name: to }];
}

/** A whole that goes takes its parts along; any other change of a whole need not reach each part. */
function isCertain(effect: Effect, coverage: Coverage, covering: Meeting['covering']): boolean {
  if (coverage === 'exact') return true;
  return coverage === 'contains' && covering === 'change' && (effect === 'removes' || effect === 'renames');
}

/** Whether a change whose name lacks its beginning may be of the declared thing. */
function endsAlike({ certainty, kind, name }: Change, declared: Declared): boolean {
  if (certainty !== 'suffix' || kind !== 'endpoint' || declared.kind !== kind) return false;
  const [method = '', path = ''] = name.split(' ');
  const [otherMethod = '', otherPath = ''] = declared.name.split(' ');
  return (method === '*' || otherMethod === '*' || method === otherMethod) && otherPath.endsWith(path);
}

/**
 * What a detected change does within another kind of thing. A file that changed means nothing for a symbol in it, where
 * symbols are read and tell for themselves; nor a symbol for its file, which tells for itself.
 */
function effectWithin({ effect, found }: Change, declared: Declared): Effect | undefined {
  if (found === undefined || found.kind === declared.kind) return effect;
  if (declared.kind === 'file') return undefined;
  if (found.kind !== 'file' || found.relation !== 'modifies') return effect;
  return tellsOf(found, declared.name) ? undefined : 'modifies_body';
}

function meet(change: Change, declared: Declared, linesOverlap: boolean): Meeting | undefined {
  const effect = effectWithin(change, declared);
  if (effect === undefined) return undefined;
  const forward = resourceCovers(change, declared);
  const coverage =
    forward ?? resourceCovers(declared, change) ?? (endsAlike(change, declared) ? 'pattern' : undefined);
  if (coverage === undefined) return undefined;
  const covering = forward === undefined && !endsAlike(change, declared) ? 'declared' : 'change';
  const certain = change.certainty === 'exact' && isCertain(effect, coverage, covering);
  const certainty = certain ? 'exact' : 'pattern';
  return {
    change,
    declared,
    covering,
    coverage,
    ...severityOf(effect, declared.declaration, { certainty, linesOverlap }),
  };
}

/** What one line of a task has to do with one change. */
interface Hit {
  readonly meeting: Meeting;
  readonly resource: Resource;
}

/** The worst first; of the same severity what is surest, and what a diff shows before what is only declared. */
function compareHits({ meeting: a }: Hit, { meeting: b }: Hit): number {
  const sureness = ({ coverage, change }: Meeting): number =>
    (coverage === 'exact' ? 2 : 0) + (change.found === undefined ? 0 : 1);
  return compareSeverity(b.severity, a.severity) || sureness(b) - sureness(a);
}

function hitsOf(
  resource: Resource,
  status: string,
  index: ChangeIndex,
  overlaps: (path: string) => boolean,
): Hit[] {
  const hits: Hit[] = [];
  for (const declared of declarationsOf(resource, status)) {
    for (const change of index.near(declared)) {
      const overlap = change.found !== undefined && overlaps(change.found.path);
      const meeting = meet(change, declared, overlap);
      if (meeting !== undefined && meeting.severity !== 'none') hits.push({ meeting, resource });
    }
  }
  return hits;
}

/** Of what lies within a declared whole, this many changes are told; of a declared file, directory or glob the worst. */
const MOST_WITHIN = 5;

/** Leaves out of one line's hits what says no more than others: a thing and the whole it went with, all of a directory. */
function withoutRepetition(hits: readonly Hit[]): { readonly hit: Hit; readonly more: number }[] {
  const sorted = [...hits].sort(compareHits);
  const exact = sorted.find(({ meeting }) => meeting.coverage === 'exact');
  const telling = sorted.filter(
    ({ meeting }) =>
      exact === undefined ||
      meeting.covering === 'declared' ||
      meeting.coverage === 'exact' ||
      compareSeverity(meeting.severity, exact.meeting.severity) > 0,
  );
  const isGathered = ({ meeting, resource }: Hit): boolean =>
    resource.kind === 'file' || meeting.covering === 'declared';
  const gathered = telling.filter(isGathered);
  const most = hits[0]?.resource.kind === 'file' ? 1 : MOST_WITHIN;
  const told = gathered.slice(0, most).map((hit, at, all) => ({
    hit,
    more: at === all.length - 1 ? gathered.length - all.length : 0,
  }));
  return [...telling.filter((hit) => !isGathered(hit)).map((hit) => ({ hit, more: 0 })), ...told];
}

/**
 * Finds what the changes do to what a task declares: of each changed thing the worst.
 *
 * @param overlaps whether lines that the task is linked to changed in a file
 */
export function resourceImpacts(
  target: Target,
  index: ChangeIndex,
  overlaps: (path: string) => boolean,
): Impact[] {
  const worst = new Map<string, { readonly hit: Hit; readonly more: number }>();
  for (const line of target.resources) {
    const kind = plainKind(line);
    const resource = kind !== undefined && !index.hasNear(kind) ? undefined : readResource(line);
    if (resource === undefined) continue;
    for (const told of withoutRepetition(hitsOf(resource, target.status, index, overlaps))) {
      const key = subjectKey(told.hit.meeting.change.resource);
      const known = worst.get(key);
      if (known === undefined || compareHits(told.hit, known.hit) < 0) worst.set(key, told);
    }
  }
  const to = addressees(target);
  return [...worst.values()].flatMap(({ hit: { meeting, resource }, more }) => {
    const { severity, change } = meeting;
    if (severity === 'none') return [];
    return {
      task: target.id,
      severity,
      change: formatResource(change.resource),
      resource: formatResource(resource),
      to,
      reason: reasonOf(meeting, more),
      ...(change.found === undefined ? {} : { evidence: evidenceOf(change.found) }),
    };
  });
}
