import type { EditRecorder } from './edit-recorder.ts';
import type { EventData, EventType } from './event.ts';
import { mayBecome } from './lifecycle.ts';
import { type Completion, isOpen, type Status, type Task, workflowHeads } from './task.ts';
import { validName, validText } from './valid-values.ts';

/** The event by which a task comes to a status. */
function eventTo(status: Status, from: Task): EventType {
  switch (status) {
    case 'in_progress':
      return from.status === 'in_review' && from.claim !== undefined ? 'task_reopened' : 'task_started';
    case 'in_review':
      return 'task_submitted';
    case 'completed':
      return 'task_completed';
    case 'cancelled':
      return 'task_cancelled';
    case 'pending':
      return isOpen(from) ? 'task_released' : 'task_reopened';
  }
}

function completion(recorder: EditRecorder, { by, commit, branch, message }: Completion): EventData {
  const data: Record<string, string> = {};
  if (by !== '' && by !== recorder.editor.by)
    recorder.object(['completed', 'by'], `completed by: it is ${recorder.editor.by}, who committed it`);
  if (commit !== undefined) {
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) data.commit = commit;
    else recorder.object(['completed', 'commit'], 'completed commit: it is no oid of a commit');
  }
  const texts = {
    branch:
      branch === undefined
        ? undefined
        : recorder.checked(['completed', 'branch'], () => validName(branch, 'branch')),
    message:
      message === undefined
        ? undefined
        : recorder.checked(['completed', 'message'], () => validText(message, 'message')),
  };
  for (const [key, text] of Object.entries(texts)) if (text !== undefined) data[key] = text;
  return data;
}

/**
 * Explains a change of status by the event that leads there, where the lifecycle knows a way. Nobody is asked whether
 * the task is blocked or whose it is: it was done, and is told.
 */
export function explainStatus(recorder: EditRecorder, before: Task, after: Task): void {
  const { status } = after;
  const moved = before.status !== status;
  const claim = JSON.stringify(after.claim);
  if (moved) {
    const { task } = recorder;
    if (task.status !== status && !mayBecome(task.status, status)) {
      recorder.object(['status'], `status: a task that is ${task.status} can't become ${status}`);
      return;
    }
    const type = eventTo(status, task);
    const keeps = (type === 'task_submitted' || type === 'task_reopened') && status !== 'pending';
    const done = type === 'task_completed' && after.completed !== undefined;
    if (task.status !== status)
      recorder.record(
        type,
        {
          ...(keeps && task.claim !== undefined ? { claim: { ...task.claim } } : {}),
          ...(done && after.completed !== undefined ? completion(recorder, after.completed) : {}),
        },
        workflowHeads(task),
      );
  }
  const gone = after.claim === undefined && moved;
  if (claim !== JSON.stringify(before.claim) && !gone)
    recorder.object(['claim'], 'claim: it follows from the status: git task start, git task release');
  const completedNow = moved && status === 'completed';
  const reopened = moved && after.completed === undefined;
  if (!completedNow && !reopened && JSON.stringify(after.completed) !== JSON.stringify(before.completed))
    recorder.object(['completed'], 'completed: it follows from the status');
}
