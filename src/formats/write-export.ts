import { stringify } from 'csv-stringify/sync';
import { formatTask } from '../codec/task-file.ts';
import type { ExportFormat } from '../domain/export-format.ts';
import { stampTime } from '../domain/stamp.ts';
import { PRIORITIES, type Task } from '../domain/task.ts';
import { taskValues } from '../domain/task-values.ts';
import { displayText, escapeUnsafe, oneLine } from '../domain/text.ts';

/** A task, and how many parents it has among those that are exported. */
export interface ExportedTask {
  readonly task: Task;
  readonly depth: number;
}

/** A task with everything it holds, and when it was created. */
export function exportValues(task: Task): Record<string, unknown> {
  return { ...taskValues(task), created_at: createdAt(task) };
}

function createdAt(task: Task): string {
  return new Date(stampTime(task.created)).toISOString();
}

/** Writes tasks in a format that holds nothing but them; JSON has an envelope, which is the command line's. */
export function writeExport(tasks: readonly ExportedTask[], format: Exclude<ExportFormat, 'json'>): string {
  switch (format) {
    case 'ndjson':
      return tasks.map(({ task }) => `${escapeUnsafe(JSON.stringify(exportValues(task)))}\n`).join('');
    case 'yaml':
      return tasks.length === 0 ? '[]\n' : tasks.map(({ task }) => listItem(formatTask(task))).join('');
    case 'markdown':
      return tasks.map(({ task, depth }) => `${'  '.repeat(depth)}${checkListItem(task)}\n`).join('');
    case 'csv':
      return stringify([COLUMNS, ...tasks.map(({ task }) => row(task))], {
        record_delimiter: 'windows',
        // A spreadsheet runs what begins like a formula, whoever wrote the title.
        escape_formulas: true,
      });
  }
}

/** A document of a map as an item of a list. */
function listItem(text: string): string {
  return `- ${text.trimEnd().replace(/\n(?=[^\n])/g, '\n  ')}\n`;
}

const BOXES = { pending: ' ', in_progress: ' ', in_review: ' ', completed: 'x', cancelled: '-' } as const;

function checkListItem(task: Task): string {
  const { status, assignee, claim, due, labels, depends_on } = task;
  const facts = [
    `\`${task.id}\``,
    ...(status === 'in_progress' || status === 'in_review' || status === 'cancelled'
      ? [status.replace('_', ' ')]
      : []),
    ...(task.type === undefined ? [] : [escapeMarkdown(task.type)]),
    ...(task.priority === 0 ? [] : [PRIORITIES[task.priority]]),
    ...(assignee === undefined && claim === undefined ? [] : [escapeMarkdown(assignee ?? claim?.by ?? '')]),
    ...(due === undefined ? [] : [`due ${escapeMarkdown(due)}`]),
    ...(labels.length === 0 ? [] : [`labels ${labels.map(escapeMarkdown).join(' ')}`]),
    ...(depends_on.length === 0 ? [] : [`waits for ${depends_on.map((id) => `\`${id}\``).join(' ')}`]),
  ];
  return `- [${BOXES[status]}] ${escapeMarkdown(task.title)} (${facts.join(', ')})`;
}

/** One line in which nothing of the text is markup; an underline within a word is none. */
function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[\\`*<>[\]]/g, '\\$&');
}

const COLUMNS = [
  ...[
    'id',
    'title',
    'status',
    'type',
    'priority',
    'assignee',
    'due',
    'parent',
    'labels',
    'depends_on',
    'links',
  ],
  ...['resources', 'hold', 'claimed_by', 'completed_by', 'commits', 'plan_key', 'created_at', 'description'],
];

function row(task: Task): readonly string[] {
  return [
    task.id,
    task.title,
    task.status,
    task.type ?? '',
    PRIORITIES[task.priority],
    task.assignee ?? '',
    task.due ?? '',
    task.parent ?? '',
    task.labels.join('; '),
    task.depends_on.join('; '),
    task.links.join('; '),
    task.resources.join('; '),
    task.hold ?? '',
    task.claim?.by ?? '',
    task.completed?.by ?? '',
    task.commits.join('; '),
    task.plan_key ?? '',
    createdAt(task),
    task.description ?? '',
  ].map(displayText);
}
