import type { TaskId } from '../../domain/id.ts';
import { GitTaskError } from '../../errors.ts';
import { tasksOfCommit } from '../../tracker/task-of-commit.ts';
import { announceAlerts, answerPages, viewNow } from '../answer-tasks.ts';
import type { Call } from '../call.ts';
import { lastMoves } from '../last-moves.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['show <id>', 'show', 'show @last --json', 'show <commit>'],
  async run(call) {
    const ids: TaskId[] = [];
    for (const text of call.args.length === 0 ? ['@'] : call.args)
      for (const id of await tasksCalled(call, text)) if (!ids.includes(id)) ids.push(id);
    const view = await viewNow(call);
    const moves = await lastMoves(call, view, ids);
    answerPages(call, view, ids, (task) => ({ reason: moves.get(task.id)?.reason ?? null }), moves);
    announceAlerts(call, view, ids, true);
  },
};

/** A task by its id, or the tasks of a commit. */
async function tasksCalled(call: Call, text: string): Promise<readonly TaskId[]> {
  try {
    return [await call.id(text)];
  } catch (error) {
    // An at sign alone is HEAD to git.
    if (!(error instanceof GitTaskError) || error.code !== 'TASK_NOT_FOUND' || text.startsWith('@'))
      throw error;
    const ids = tasksOfCommit(call.tracker, await call.snapshot(), text);
    if (ids === undefined) throw error;
    if (ids.length > 0) return ids;
    throw new GitTaskError('TASK_NOT_FOUND', `no task has the commit ${text}`, {
      hint: 'a commit belongs to the tasks that its Task: trailers name, or that recorded it',
      template: 'git task list --all',
      details: { commit: text },
    });
  }
}
