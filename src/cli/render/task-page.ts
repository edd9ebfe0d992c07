import { openAncestors } from '../../domain/blockers.ts';
import { type Stamp, stampTime } from '../../domain/stamp.ts';
import { type Alert, PRIORITIES, type Task } from '../../domain/task.ts';
import { displayText, oneLine } from '../../domain/text.ts';
import { describeBlocker } from '../../operations/refusals.ts';
import type { Move } from '../last-moves.ts';
import { blockersIn, stateOf, type View } from '../view.ts';
import type { Style } from './style.ts';

/** A stamp's time to the minute, UTC. */
function minute(stamp: Stamp): string {
  return `${new Date(stampTime(stamp)).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

function named(view: View, id: string): string {
  const task = view.snapshot.summary(id);
  return task === undefined
    ? `${id} (gone)`
    : `${view.snapshot.short(id)} "${oneLine(task.title)}" (${stateOf(view, task)})`;
}

function indented(text: string): readonly string[] {
  return displayText(text)
    .split('\n')
    .map((line) => `  ${line}`.trimEnd());
}

function standing(view: View, task: Task): string {
  const state = stateOf(view, task);
  const { claim, completed } = task;
  if (claim !== undefined) {
    const where = claim.worktree === undefined ? '' : `, worktree ${oneLine(claim.worktree)}`;
    const branch = claim.branch === undefined ? '' : `, branch ${oneLine(claim.branch)}`;
    return `${state}: ${oneLine(claim.by)} since ${minute(claim.since)}${where}${branch}`;
  }
  if (completed === undefined) return state;
  const at = completed.commit === undefined ? '' : `, commit ${completed.commit.slice(0, 12)}`;
  const on = completed.branch === undefined ? '' : ` on ${oneLine(completed.branch)}`;
  const said = completed.message === undefined ? '' : `: ${oneLine(completed.message)}`;
  return `${state} by ${oneLine(completed.by)}${at}${on}${said}`;
}

/** An alert in one line, with the call that looks at its cause. */
export function alertLine(view: View, alert: Alert): string {
  const cause = view.snapshot.summary(alert.cause);
  const by = cause === undefined ? '' : `, by ${view.snapshot.short(cause.id)} "${oneLine(cause.title)}"`;
  return `${alert.type.replace('impact_', '').replace('_', ' ')}: ${oneLine(alert.text)}${by}`;
}

/** A task whole, as `show` prints it. */
export function taskPage(view: View, task: Task, style: Style, move?: Move): readonly string[] {
  const lines = [`${style.cyan(task.id)}  ${style.bold(oneLine(task.title))}`];
  const field = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') lines.push(`${name.padEnd(12)}${value}`);
  };
  const section = (name: string, body: readonly string[]): void => {
    if (body.length > 0) lines.push(style.dim(name), ...body);
  };
  field('status', standing(view, task));
  if (move !== undefined) {
    const [first = '', ...rest] = displayText(move.reason.trim()).split('\n');
    field(move.done, `${first} (${oneLine(move.by)}, ${minute(move.id)})`);
    lines.push(...rest.map((line) => `${' '.repeat(12)}${line}`.trimEnd()));
  }
  field('type', task.type && oneLine(task.type));
  field('priority', task.priority === 0 ? undefined : PRIORITIES[task.priority]);
  field('assignee', task.assignee && oneLine(task.assignee));
  field('due', task.due && oneLine(task.due));
  field('labels', task.labels.map(oneLine).join(', '));
  field('parent', task.parent && named(view, task.parent));
  field('found in', task.discovered_from && named(view, task.discovered_from));
  field('created', minute(task.created));
  section(
    'alerts',
    task.alerts
      .filter((alert) => alert.acknowledged === undefined)
      .map((alert) => `  ${style.red(alertLine(view, alert))}`),
  );
  section(
    'blocked by',
    blockersIn(view, task).map((blocker) => `  ${oneLine(describeBlocker(view.snapshot, blocker, task))}`),
  );
  const inherited = openAncestors(view.snapshot, task).flatMap((parent) => parent.depends_on);
  const done = [...new Set([...task.depends_on, ...inherited])].filter(
    (id) => view.snapshot.summary(id)?.status === 'completed',
  );
  section(
    'builds on',
    done.map((id) => `  ${named(view, id)}`),
  );
  section(
    'open children',
    view.snapshot.children(task.id).map(({ id }) => `  ${named(view, id)}`),
  );
  section(
    'waited for by',
    view.snapshot.dependents(task.id).map(({ id }) => `  ${named(view, id)}`),
  );
  section('description', task.description === undefined ? [] : indented(task.description));
  section(
    'acceptance',
    task.acceptance.map(
      ({ text, met }, at) => `  ${at + 1}. [${met === undefined ? ' ' : 'x'}] ${oneLine(text)}`,
    ),
  );
  section(
    'links',
    task.links.map((link) => `  ${oneLine(link)}`),
  );
  section(
    'resources',
    task.resources.map((resource) => `  ${oneLine(resource)}`),
  );
  section(
    'notes',
    task.notes.flatMap(({ id, by, file, text }, at) => {
      const where = file === undefined ? '' : ` ${oneLine(file)}`;
      const [first = '', ...rest] = displayText(text).split('\n');
      return [
        `  ${at + 1}. ${minute(id)} ${oneLine(by)}${where}: ${first}`,
        ...rest.map((line) => `     ${line}`.trimEnd()),
      ];
    }),
  );
  section(
    'commits',
    task.commits.map((commit) => `  ${oneLine(commit)}`),
  );
  return lines;
}
