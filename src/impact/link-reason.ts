import type { CodeChange } from '../domain/change.ts';
import { formatLink, type LineRange, type Link } from '../domain/link.ts';
import type { Severity } from './severity.ts';

/** What one link of a task has to do with one change. */
export interface LinkHit {
  readonly link: Link;
  /** Of several files within a directory or a glob, the first. */
  readonly change: CodeChange;
  readonly severity: Severity;
  /** How many files changed within the link. */
  readonly files: number;
  /** Whether the linked lines themselves changed. */
  readonly overlap?: boolean;
  /** Where the linked lines are now. */
  readonly now?: LineRange;
}

const SAYS: Readonly<Record<CodeChange['relation'], string>> = {
  adds: 'adds',
  removes: 'removes',
  renames: 'renames',
  modifies: 'modifies',
};

/** The link as it would be written now. */
function linkNow({ link, change, now }: LinkHit): string {
  const { relation, kind, to, name } = change;
  const path = relation === 'renames' && kind === 'file' && name === link.path ? (to ?? name) : link.path;
  if (link.symbol !== undefined) return formatLink({ path, symbol: link.symbol });
  return formatLink(now === undefined ? { path } : { path, lines: now });
}

/** Says in one sentence what a change does to a place that the task is linked to, and what to do about it. */
export function linkReason(hit: LinkHit): string {
  const { link, change, files, overlap } = hit;
  const { relation, kind, name, to, path, line } = change;
  const asked = formatLink(link);
  const verb = SAYS[relation];
  if (files > 1)
    return `changes ${files} files in ${asked}, which this task is linked to: look at them before you go on`;
  if (relation === 'renames' && (name === link.path || kind === 'symbol') && to !== undefined) {
    const next = kind === 'symbol' ? to : linkNow(hit);
    return `renames ${name}, which this task is linked to, to ${to}: go on with ${next}`;
  }
  if (relation === 'removes') {
    const part = name === asked || name === link.path ? '' : `, part of ${asked}`;
    return `removes ${name}${part}, which this task is linked to: settle first whether it is still needed`;
  }
  if (overlap === true) {
    const now = hit.now === undefined ? 'nothing is left of them' : `now ${linkNow(hit)}`;
    return `modifies ${asked}, which this task is linked to (${now}): look at it before you go on`;
  }
  const place = kind === 'file' ? '' : ` (${path}:${line})`;
  const thing = to ?? name;
  const part =
    thing === asked
      ? ''
      : thing === link.path
        ? `, where this task is linked to ${asked}`
        : `, part of ${asked}`;
  return `${verb} ${thing}${place}${part}${part.startsWith(', where') ? '' : ', which this task is linked to'}: look at it before you go on`;
}
