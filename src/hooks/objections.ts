import { parseResource } from '../domain/resource.ts';
import { resourceCovers } from '../domain/resource-covers.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { openAlerts, type TaskSummary } from '../domain/task.ts';
import { oneLine, shellQuote } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';

/** What speaks against a commit, and the calls that settle it. */
export interface Objection {
  readonly text: string;
  readonly calls: readonly string[];
}

const SHOWN = 5;

function nameOf(snapshot: Snapshot, task: TaskSummary): string {
  return `${snapshot.short(task.id)} "${oneLine(task.title)}"`;
}

/** Best first: something that waits to be taken, else a task of one's own. */
export function withoutTask(snapshot: Snapshot): Objection {
  const calls = ['git task add "<title>" --start'];
  if ([...snapshot.open.values()].some(({ status }) => status === 'pending'))
    calls.unshift('git task next --claim');
  return { text: 'no task is in progress in this worktree', calls };
}

/** Who did it: the task, else the commit. */
function causeOf(snapshot: Snapshot, cause: string): string {
  const task = snapshot.summary(cause);
  return task === undefined ? cause.slice(0, 12) : nameOf(snapshot, task);
}

/** Conflicts of the tasks at hand that nobody has looked at yet. */
export function unseenConflicts(snapshot: Snapshot, tasks: readonly TaskSummary[]): readonly Objection[] {
  return tasks.flatMap((task) => {
    const conflicts = openAlerts(task).filter(({ type }) => type === 'impact_conflict');
    if (conflicts.length === 0) return [];
    const said = conflicts
      .slice(0, SHOWN)
      .map(({ text, cause }) => `${causeOf(snapshot, cause)} ${oneLine(text)}`);
    const more = conflicts.length > SHOWN ? ` and ${conflicts.length - SHOWN} more` : '';
    return [
      {
        text: `${nameOf(snapshot, task)} has ${conflicts.length === 1 ? 'a conflict' : `${conflicts.length} conflicts`} to acknowledge: ${said.join('; ')}${more}`,
        calls: [`git task ack ${snapshot.short(task.id)} -m "<decision>"`],
      },
    ];
  });
}

/** The globs that a task asks others to keep out of while it is in progress. */
function ownedBy(task: TaskSummary): readonly string[] {
  return task.resources.flatMap((line) => {
    if (!line.startsWith('owns:')) return [];
    try {
      return [parseResource(line).name];
    } catch (error) {
      // A line that another hand wrote on the branch asks for nothing.
      if (error instanceof GitTaskError) return [];
      throw error;
    }
  });
}

/**
 * Files that another one's task in progress owns.
 *
 * @param others tasks in progress elsewhere
 * @param paths of what is to be committed, asked for only where somebody owns anything
 */
export function ownedFiles(
  snapshot: Snapshot,
  others: readonly TaskSummary[],
  actor: string,
  paths: () => readonly string[],
): readonly Objection[] {
  const owners = others
    .filter(({ claim }) => claim !== undefined && claim.by !== actor)
    .map((task) => ({ task, globs: ownedBy(task) }))
    .filter(({ globs }) => globs.length > 0);
  if (owners.length === 0) return [];
  const staged = paths();
  return owners.flatMap(({ task, globs }) => {
    const hit = staged.filter((path) =>
      globs.some(
        (glob) => resourceCovers({ kind: 'file', name: glob }, { kind: 'file', name: path }) !== undefined,
      ),
    );
    if (hit.length === 0) return [];
    const shown = hit.slice(0, SHOWN).map(oneLine).join(', ');
    const more = hit.length > SHOWN ? ` and ${hit.length - SHOWN} more` : '';
    const by = oneLine(task.claim?.by ?? '');
    return [
      {
        text: `${shown}${more} ${hit.length === 1 ? 'is' : 'are'} owned by ${nameOf(snapshot, task)} (in progress, ${by})`,
        calls: [
          `git task wait ${snapshot.short(task.id)} --until completed`,
          `git restore --staged -- ${hit.length > SHOWN ? '<path>' : hit.map(shellQuote).join(' ')}`,
        ],
      },
    ];
  });
}

/** The veto that all objections together are; `git` undoes nothing of what was staged. */
export function veto(objections: readonly Objection[]): GitTaskError {
  return new GitTaskError('COMMIT_VETOED', objections.map(({ text }) => text).join('; '), {
    hint: 'GIT_TASK_SKIP=1, or --no-verify, commits all the same and is recorded',
    template: objections.flatMap(({ calls }) => calls),
    details: { objections: objections.map(({ text }) => text) },
  });
}

/** The same, said and no more. */
export function warnings(objections: readonly Objection[]): readonly string[] {
  return objections.map(({ text, calls }) => `warning: ${text}: ${calls[0] ?? ''}`);
}
