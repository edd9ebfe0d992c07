import type { CodeChange } from '../domain/change.ts';
import { isGlob } from '../domain/glob.ts';
import { formatLink, type Link, parseLink } from '../domain/link.ts';
import { formatResource } from '../domain/resource.ts';
import { resourceCovers } from '../domain/resource-covers.ts';
import { GitTaskError } from '../errors.ts';
import { addressees, evidenceOf, type Impact, type Target, tellsOf } from './impact.ts';
import { mapLines, meetsHunks } from './line-map.ts';
import { type LinkHit, linkReason } from './link-reason.ts';
import { compareSeverity, type Effect, severityOfLink } from './severity.ts';

/** The detected changes of one cause, as links need them. */
export interface LinkedChanges {
  /** Changes of files, by old and by new path. */
  readonly files: ReadonlyMap<string, readonly CodeChange[]>;
  /** The directories that those are in. */
  readonly directories: ReadonlySet<string>;
  /** Changes of symbols, by the path in their names. */
  readonly symbolsOf: (path: string) => readonly CodeChange[];
}

/** A line that a newer version wrote may mean nothing here: it hits nothing. */
function readLink(text: string): Link | undefined {
  try {
    return parseLink(text);
  } catch (error) {
    if (error instanceof GitTaskError && error.code === 'LINK_INVALID') return undefined;
    throw error;
  }
}

/** The file that a link names is gone from its path. */
function isGone({ relation, name }: CodeChange, path: string): boolean {
  return (relation === 'removes' || relation === 'renames') && name === path;
}

function effectOf({ relation, aspect, name }: CodeChange, path: string): Effect {
  if (relation === 'renames') return name === path ? 'renames' : 'renames_to';
  return relation === 'modifies' && aspect === 'body' ? 'modifies_body' : relation;
}

function hitFile(link: Link, change: CodeChange): LinkHit {
  const gone = isGone(change, link.path);
  const { lines, symbol } = link;
  if (gone || change.relation !== 'modifies' || (lines === undefined && symbol === undefined)) {
    const severity = severityOfLink(effectOf(change, link.path), { linesOverlap: false, gone });
    const now = lines === undefined ? undefined : mapLines(lines, change.hunks ?? []);
    return { link, change, severity, files: 1, ...(now === undefined ? {} : { now }) };
  }
  if (lines === undefined)
    // A symbol of a file that nobody here can read: all that is known is that the file changed.
    return {
      link,
      change,
      severity: tellsOf(change, `${link.path}#${symbol}`) ? 'none' : 'notice',
      files: 1,
    };
  const { hunks } = change;
  // Without hunks, as of a binary file, nobody knows which lines changed.
  if (hunks === undefined) return { link, change, severity: 'notice', files: 1 };
  const linesOverlap = meetsHunks(lines, hunks);
  const now = mapLines(lines, hunks);
  const severity = severityOfLink('touch', { linesOverlap, gone: false });
  return { link, change, severity, files: 1, overlap: linesOverlap, ...(now === undefined ? {} : { now }) };
}

function hitSymbol(link: Link, change: CodeChange): LinkHit | undefined {
  const whole = `${link.path}#${link.symbol}`;
  const names = [change.name, change.to ?? change.name];
  if (!names.some((name) => name === whole || name.startsWith(`${whole}.`))) return undefined;
  const gone = isGone(change, whole);
  const effect = change.relation === 'modifies' ? 'touch' : effectOf(change, whole);
  const severity = severityOfLink(effect, { linesOverlap: change.relation === 'modifies', gone });
  return { link, change, severity, files: 1 };
}

/** All changed files that a directory or a glob takes in, as one hit: their number, and the first of them. */
function hitMany(link: Link, changes: readonly CodeChange[]): LinkHit | undefined {
  const [change] = changes;
  return change === undefined ? undefined : { link, change, severity: 'notice', files: changes.length };
}

function hitsOf(link: Link, { files, directories, symbolsOf }: LinkedChanges): LinkHit[] {
  const exact = files.get(link.path);
  if (exact !== undefined) {
    const { symbol, path } = link;
    const own = symbol === undefined ? [] : symbolsOf(path);
    return [
      ...exact.map((change) => hitFile(link, change)),
      ...own.flatMap((change) => hitSymbol(link, change) ?? []),
    ];
  }
  // A file that did not change itself: other files may be in it, if it is a directory or a glob.
  if (!isGlob(link.path) && !directories.has(link.path)) return [];
  const within = new Set<CodeChange>();
  for (const [path, changes] of files) {
    if (resourceCovers({ kind: 'file', name: link.path }, { kind: 'file', name: path }) !== undefined)
      for (const change of changes) within.add(change);
  }
  return [hitMany(link, [...within])].flatMap((hit) => hit ?? []);
}

/** Tells whether lines that the task is linked to changed in a file. */
export function linkedLinesOverlap(target: Target, changes: LinkedChanges): (path: string) => boolean {
  let ranges: readonly Link[] | undefined;
  return (path) => {
    ranges ??= (target.links ?? []).flatMap((text) => readLink(text) ?? []);
    return ranges.some(
      (link) =>
        link.lines !== undefined &&
        (changes.files.get(path) ?? []).some(
          ({ name, hunks }) =>
            name === link.path && meetsHunks(link.lines ?? { from: 1, to: 1 }, hunks ?? []),
        ),
    );
  };
}

/**
 * Finds what the changes do to the places that a task is linked to: of each link the worst.
 *
 * @param told impacts on what the task declares; a link to the same file that is hit no harder adds nothing
 */
export function linkImpacts(target: Target, changes: LinkedChanges, told: readonly Impact[]): Impact[] {
  const to = addressees(target);
  return (target.links ?? []).flatMap((text) => {
    const link = readLink(text);
    if (link === undefined) return [];
    const [worst] = hitsOf(link, changes).sort((a, b) => compareSeverity(b.severity, a.severity));
    if (worst === undefined || worst.severity === 'none') return [];
    const { severity, change, files } = worst;
    const known = told.some(
      (impact) =>
        impact.evidence?.path === change.path &&
        compareSeverity(impact.severity, severity) >= 0 &&
        files === 1,
    );
    if (known) return [];
    const { relation, kind, name, to: newName } = change;
    const many = files > 1 || link.path !== (kind === 'file' ? name : link.path);
    const resource = many
      ? ({ relation: 'touch', kind: 'file', name: link.path } as const)
      : { relation, kind, name, ...(newName === undefined ? {} : { to: newName }) };
    return {
      task: target.id,
      severity,
      change: formatResource(resource),
      resource: formatLink(link),
      to,
      reason: linkReason(worst),
      evidence: evidenceOf(change),
    };
  });
}
