import type { CodeChange } from '../../domain/change.ts';
import { parseResource } from '../../domain/resource.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { oneLine } from '../../domain/text.ts';
import { GitTaskError } from '../../errors.ts';
import type { Impact } from '../../operations/impacts.ts';
import type { Style } from './style.ts';

/** A detected change under `--json`. */
export function changeJson(change: CodeChange): Record<string, unknown> {
  const { relation, kind, name, to, path, line, certainty, aspect, also = [] } = change;
  return { relation, kind, name, to: to ?? null, path, line, certainty, aspect: aspect ?? null, also };
}

/** A resource line under `--json`, in the shape of a change that nobody has seen yet. */
export function declaredJson(resource: string): Record<string, unknown> | undefined {
  try {
    const { relation, kind, name, to } = parseResource(resource);
    const nowhere = { path: null, line: null, certainty: 'declared', aspect: null, also: [] };
    return { relation, kind, name, to: to ?? null, ...nowhere };
  } catch (error) {
    // A newer version may write lines that mean nothing here.
    if (error instanceof GitTaskError && error.code === 'RESOURCE_INVALID') return undefined;
    throw error;
  }
}

/** An impact under `--json`. */
export function impactJson(snapshot: Snapshot, impact: Impact): Record<string, unknown> {
  const { task, severity, reason, to, change, resource, evidence } = impact;
  return {
    task,
    short: snapshot.short(task),
    title: snapshot.summary(task)?.title ?? null,
    severity,
    change,
    resource,
    to,
    reason,
    evidence:
      evidence === undefined
        ? null
        : {
            path: evidence.path,
            line: evidence.line,
            name: evidence.name,
            new_name: evidence.newName ?? null,
          },
  };
}

const COLOUR = { conflict: 'red', warning: 'yellow', notice: 'dim' } as const;

/** An impact in one line: how bad, which task, what was done where and what to do, and who must know. */
export function impactLine(snapshot: Snapshot, impact: Impact, style: Style): string {
  const { task, severity, reason, to } = impact;
  const title = oneLine(snapshot.summary(task)?.title ?? '');
  const told = to.length === 0 ? '' : `  (${to.map(oneLine).join(', ')})`;
  const shown = style[COLOUR[severity]](severity.padEnd(8));
  return `${shown}  ${snapshot.short(task)} "${title}"  ${oneLine(reason)}${told}`;
}

/** Those that are told by themselves. */
export function ownChanges(changes: readonly CodeChange[]): readonly CodeChange[] {
  return changes.filter(({ passedOn }) => passedOn !== true);
}

/** A file's own line says nothing that its path does not. */
function placeOf({ kind, path, line }: CodeChange): string {
  return kind === 'file' ? '' : `${path}:${line}`;
}

/** Changes, one line each: what was done to what, and where it shows. */
export function changeLines(changes: readonly CodeChange[], style: Style): readonly string[] {
  const widest = Math.max(0, ...changes.map(({ kind }) => kind.length));
  return changes.map((change) => {
    const { relation, kind, name, to, aspect, certainty, also } = change;
    const what = to === undefined ? oneLine(name) : `${oneLine(name)} -> ${oneLine(to)}`;
    const doubts = [aspect, certainty === 'exact' ? undefined : certainty].filter(
      (text) => text !== undefined,
    );
    const doubt = doubts.length === 0 ? '' : `  (${doubts.join(', ')})`;
    const others = also === undefined ? '' : `, also ${also.join(', ')}`;
    const place = oneLine(placeOf(change) + others);
    return `${relation.padEnd(8)}  ${kind.padEnd(widest)}  ${what}${doubt}  ${style.dim(place)}`.trimEnd();
  });
}
