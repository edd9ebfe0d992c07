import { openAncestors } from '../domain/blockers.ts';
import type { TaskId } from '../domain/id.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { TaskSummary } from '../domain/task.ts';
import { shellQuote } from '../domain/text.ts';
import { isAncestor } from '../git/history.ts';
import type { Repository } from '../git/repository.ts';

/** A finished dependency whose work is not in this worktree's history. */
export interface MissingGroundwork {
  readonly id: TaskId;
  readonly title: string;
  readonly commit: string;
  readonly branch?: string;
  /** The call that brings it here. */
  readonly call: string;
}

/** Finds dependencies, own and inherited, that were completed with a commit which `head` does not contain. */
export function missingGroundwork(
  repository: Repository,
  snapshot: Snapshot,
  task: TaskSummary,
  head: string | undefined,
): readonly MissingGroundwork[] {
  if (head === undefined) return [];
  const ids = new Set([task, ...openAncestors(snapshot, task)].flatMap((holder) => holder.depends_on));
  const missing: MissingGroundwork[] = [];
  for (const id of ids) {
    const dependency = snapshot.summary(id);
    const completed = dependency?.completed;
    if (dependency === undefined || completed?.commit === undefined) continue;
    const known = isAncestor(repository, completed.commit, head);
    if (known === true) continue;
    const { commit, branch } = completed;
    missing.push({
      id,
      title: dependency.title,
      commit,
      ...(branch === undefined ? {} : { branch }),
      call: known === undefined ? 'git fetch --all' : `git merge ${shellQuote(branch ?? commit)}`,
    });
  }
  return missing;
}
