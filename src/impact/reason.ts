import type { Relation } from '../domain/resource.ts';
import type { Coverage, Subject } from '../domain/resource-covers.ts';
import type { Change } from './change-index.ts';
import type { Declaration, Severity } from './severity.ts';

const SAYS: Readonly<Record<Relation, string>> = {
  touch: 'touches',
  adds: 'adds',
  removes: 'removes',
  modifies: 'modifies',
  renames: 'renames',
  depends: 'depends on',
  owns: 'owns',
};

/** Kinds whose names tell by themselves what they are. */
const TELLING: ReadonlySet<string> = new Set(['file', 'endpoint', 'symbol']);

/** A resource of the task that is hit, as it meets one change. */
export interface Declared extends Subject {
  readonly relation: Relation;
  readonly declaration: Declaration;
}

export interface Meeting {
  readonly change: Change;
  readonly declared: Declared;
  /** Whether the change's name takes in the declared one, or the other way round. */
  readonly covering: 'change' | 'declared';
  readonly coverage: Coverage;
  readonly severity: Severity;
  readonly words?: string;
}

function show({ kind, name }: Subject): string {
  return TELLING.has(kind) ? name : `${kind} ${name}`;
}

/** The changed thing, and how it relates to the declared one where they are not the same. */
function meetingPoint({ change, declared, covering, coverage }: Meeting, place: string): string {
  const name = `${show(change)}${place}`;
  if (coverage === 'exact') return name;
  if (covering === 'declared') return `${name}, part of ${show(declared)}`;
  if (change.certainty === 'suffix') return `${name}, which may be ${show(declared)}`;
  if (coverage !== 'contains') return `${name}, which covers ${show(declared)}`;
  const gone = change.effect === 'removes' || change.effect === 'renames';
  return `${name}${gone ? ' and with it ' : ', which holds '}${show(declared)}`;
}

/** What the task had better do, by what is done and what it declares. */
function advice({ change, declared, severity, words }: Meeting): string {
  if (declared.declaration === 'owns') return 'look at the change before you go on';
  switch (change.effect) {
    case 'removes':
      if (words === 'already done') return 'drop it from this task';
      return severity === 'notice' ? 'check what is left to do' : 'settle first which of the two holds';
    case 'renames':
      return `go on with ${show({ kind: change.kind, name: change.resource.to ?? change.name })}`;
    case 'renames_to':
    case 'adds':
      if (declared.declaration === 'adds') return 'use what is there or choose another name';
      return declared.declaration === 'depends' ? 'build on it' : 'look at it before you go on';
    case 'modifies':
    case 'modifies_body':
    case 'touch':
      return declared.declaration === 'depends'
        ? 'check that this task still fits'
        : 'look at it before you go on';
  }
}

/** What is done, and where a diff shows it. A file's own line says nothing that its name does not. */
function deed({ change }: Meeting): { readonly verb: string; readonly place: string } {
  const { effect, kind, found, resource } = change;
  const place = found === undefined || kind === 'file' ? '' : ` (${found.path}:${found.line})`;
  if (found === undefined || kind === 'file') return { verb: SAYS[resource.relation], place };
  if (effect === 'modifies_body') return { verb: 'modifies the body of', place };
  return { verb: effect === 'modifies' ? 'modifies the contract of' : SAYS[resource.relation], place };
}

/**
 * Says in one sentence what the change does to what the task declares, and what to do about it.
 *
 * @param more further changes within what is declared, which are not told one by one
 */
export function reasonOf(meeting: Meeting, more = 0): string {
  const { change, declared, words } = meeting;
  const { to, kind, name } = change.resource;
  const { verb, place } = deed(meeting);
  const point = meetingPoint(meeting, place);
  const what =
    change.effect === 'renames'
      ? `renames ${point}`
      : change.effect === 'renames_to'
        ? `renames ${show({ kind, name })} to ${point}`
        : `${verb} ${point}`;
  const target =
    declared.relation === 'renames' && declared.declaration === 'adds'
      ? 'which this task gives as a new name'
      : `which this task ${SAYS[declared.relation]}`;
  const into = change.effect === 'renames' && to !== undefined ? `, to ${show({ kind, name: to })}` : '';
  const why = words === undefined || words === 'use the new name' ? '' : ` (${words})`;
  const others = more === 0 ? '' : `, and changes ${more} more there`;
  return `${what}, ${target}${into}${why}${others}: ${advice(meeting)}`;
}
