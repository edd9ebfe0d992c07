import { type Event, textOf, textsOf } from './event.ts';
import { PRIORITIES } from './task.ts';
import { displayText, oneLine } from './text.ts';

/** What a sentence about an event may need beyond the event. */
export interface Telling {
  /** What the task of the event is called in the sentence: `it`, or its id and title. */
  readonly it: string;
  /** A task by its id, as people know it. */
  readonly name: (id: string) => string;
  /** What the task said under a key before the event, where that is known. */
  readonly before: (key: string) => string | undefined;
  /** The text of a note, criterion or alert by its event, where that is known. */
  readonly textOf: (id: string) => string | undefined;
}

type Sentence = (event: Event, telling: Telling) => string;

const OID_SHOWN = 12;
const EDITED = ['title', 'type', 'priority', 'due', 'parent', 'plan_key', 'discovered_from'] as const;
const NAMES: Readonly<Record<string, string>> = {
  due: 'due date',
  plan_key: 'plan key',
  discovered_from: 'task it was found in',
};

function commitOf(event: Event): string | undefined {
  return textOf(event, 'commit')?.slice(0, OID_SHOWN);
}

/** The text behind a colon; nothing where there is none. */
function said(text: string | undefined): string {
  return text === undefined || text.trim() === '' ? '' : `: ${displayText(text).trim()}`;
}

/** A value of a task as people read it. */
function shown(key: string, value: string, { name }: Telling): string {
  if (key === 'priority') return PRIORITIES[Number(value)] ?? value;
  if (key === 'parent' || key === 'discovered_from') return name(value);
  return key === 'title' ? `"${value}"` : value;
}

function edited(event: Event, telling: Telling): string {
  const { it, before } = telling;
  const changes: string[] = [];
  // Whose it is, is said once.
  const named = (name: string): string =>
    `the ${name}${it === 'it' || changes.length > 0 ? '' : ` of ${it}`}`;
  for (const key of EDITED) {
    const value = textOf(event, key);
    if (value === undefined) continue;
    const old = before(key);
    const from = old === undefined || old === value ? '' : ` from ${shown(key, old, telling)}`;
    changes.push(`changed ${named(NAMES[key] ?? key)}${from} to ${shown(key, value, telling)}`);
  }
  if (textOf(event, 'description') !== undefined)
    changes.push(
      `${it === 'it' && before('description') === undefined ? 'wrote' : 'changed'} ${named('description')}`,
    );
  for (const key of textsOf(event, 'unset')) {
    const old = key === 'description' ? undefined : before(key);
    const was = old === undefined ? '' : ` (${shown(key, old, telling)})`;
    changes.push(`took away ${named(NAMES[key] ?? key)}${was}`);
  }
  return changes.length === 0 ? `edited ${it}` : changes.join('; ');
}

function completed(event: Event, { it }: Telling): string {
  const commit = commitOf(event);
  const where = [
    commit && `commit ${commit}`,
    textOf(event, 'branch') && `branch ${textOf(event, 'branch')}`,
  ];
  const known = where.filter((part) => part !== undefined);
  return `completed ${it}${said(textOf(event, 'message'))}${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
}

function started(event: Event, { it }: Telling): string {
  const [worktree, branch] = [textOf(event, 'worktree'), textOf(event, 'branch')];
  const where = worktree === undefined ? '' : ` in worktree ${worktree}`;
  return `started ${it}${where}${branch === undefined ? '' : ` on branch ${branch}`}`;
}

function reopened(event: Event, { it }: Telling): string {
  const { claim } = event.data;
  const author = typeof claim === 'object' && 'by' in claim ? claim.by : undefined;
  const what = typeof author === 'string' ? `gave ${it} back to ${author}` : `reopened ${it}`;
  return `${what}${said(textOf(event, 'reason'))}`;
}

function assigned(event: Event, { it, before }: Telling): string {
  const [assignee, old] = [textOf(event, 'assignee'), before('assignee')];
  const from = old === undefined || old === assignee ? '' : ` (was ${old})`;
  return assignee === undefined ? `assigned ${it} to nobody${from}` : `assigned ${it} to ${assignee}${from}`;
}

function created(event: Event, telling: Telling): string {
  const { it, name } = telling;
  const title = it === 'it' ? `${said(textOf(event, 'title'))}` : '';
  const [priority, assignee] = [textOf(event, 'priority'), textOf(event, 'assignee')];
  const waits = textsOf(event, 'depends_on').map(name).join(', ');
  const more = [
    priority && priority !== '0' && `priority ${shown('priority', priority, telling)}`,
    assignee && `for ${assignee}`,
    waits && `waits for ${waits}`,
  ].filter((part) => typeof part === 'string' && part !== '');
  return `created ${it}${title}${more.length === 0 ? '' : ` (${more.join('; ')})`}`;
}

/** What somebody is told of their task: the sentence is about the task, and by nobody. */
function told(word: string): Sentence {
  return (event, { it, name }) => {
    const cause = textOf(event, 'cause');
    const at = textOf(event, 'at');
    const where = [cause && /^[a-z0-9]{10}$/.test(cause) && `by ${name(cause)}`, at && `at ${at}`];
    const known = where.filter((part) => typeof part === 'string' && part !== '');
    const about = it === 'it' ? '' : ` on ${it}`;
    return `${word}${about}${said(textOf(event, 'text'))}${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
  };
}

/** Verb, and the value that was added or removed. */
function entry(before: string, key: string, behind = ''): Sentence {
  return (event, { it }) =>
    `${before.replace('it', it)} ${textOf(event, key) ?? '?'}${behind.replace('it', it)}`;
}

const SENTENCES: Readonly<Record<string, Sentence>> = {
  task_created: created,
  task_edited: edited,
  task_assigned: assigned,
  task_started: started,
  task_submitted: (event, { it }) => `submitted ${it} for review${said(textOf(event, 'message'))}`,
  task_released: (event, { it }) => `released ${it}${said(textOf(event, 'reason'))}`,
  task_held: (event, { it }) => `put ${it} on hold${said(textOf(event, 'reason'))}`,
  task_unheld: (event, { it }) => `took the hold off ${it}${said(textOf(event, 'reason'))}`,
  task_completed: completed,
  task_cancelled: (event, { it }) => `cancelled ${it}${said(textOf(event, 'reason'))}`,
  task_reopened: reopened,
  task_deleted: (_, { it }) => `deleted ${it}`,
  dependency_added: (event, { it, name }) => `made ${it} wait for ${name(textOf(event, 'on') ?? '?')}`,
  dependency_removed: (event, { it, name }) =>
    `made ${it} wait no longer for ${name(textOf(event, 'on') ?? '?')}`,
  note_added: (event, { it }) => {
    const file = textOf(event, 'file');
    return `noted${it === 'it' ? '' : ` on ${it}`}${file === undefined ? '' : ` at ${file}`}${said(textOf(event, 'text'))}`;
  },
  note_removed: (event, { it, textOf: text }) =>
    `took a note off ${it}${said(text(textOf(event, 'note') ?? ''))}`,
  link_added: entry('linked it to', 'link'),
  link_removed: entry('took the link to', 'link', ' off it'),
  resource_added: entry('declared of it', 'resource'),
  resource_removed: entry('took', 'resource', ' off it'),
  label_added: entry('labelled it', 'label'),
  label_removed: entry('took the label', 'label', ' off it'),
  acceptance_added: (event, { it }) => `asked of ${it}${said(textOf(event, 'text'))}`,
  acceptance_met: (event, { it, textOf: text }) =>
    `found met what was asked of ${it}${said(text(textOf(event, 'criterion') ?? ''))}`,
  commit_recorded: (event, { it }) => {
    const old = textsOf(event, 'replaces').map((oid) => oid.slice(0, OID_SHOWN));
    return `committed ${commitOf(event) ?? '?'} for ${it}${old.length === 0 ? '' : ` (in place of ${old.join(', ')})`}`;
  },
  impact_conflict: told('impact, conflict'),
  impact_warning: told('impact, warning'),
  impact_notice: told('impact, notice'),
  claim_conflict: told('claim conflict'),
  merge_resolved: told('merge'),
  dependency_cycle: told('dependency cycle'),
  impact_withdrawn: (event, { it }) => `withdrew ${countOf(event, 'alert')} on ${it}`,
  impact_acknowledged: (event, { it }) =>
    `acknowledged ${countOf(event, 'alert')} on ${it}${said(textOf(event, 'decision'))}`,
  enforcement_bypassed: (event) => `committed ${commitOf(event) ?? '?'} around the hooks`,
  redacted: (event, { it }) => `redacted ${countOf(event, 'event')} of ${it}${said(textOf(event, 'reason'))}`,
  undone: (event, { it }) => `undid ${countOf(event, 'event')} of ${it}`,
  purged: (event) => `purged the history: epoch ${textOf(event, 'epoch') ?? '?'}`,
  imported: (_, { it }) => `imported ${it}`,
};

/** Told by nobody in particular: a clone noticed it. */
const NOTICED: ReadonlySet<Sentence | undefined> = new Set(
  [
    'impact_conflict',
    'impact_warning',
    'impact_notice',
    'claim_conflict',
    'merge_resolved',
    'dependency_cycle',
  ].map((type) => SENTENCES[type]),
);

function countOf(event: Event, what: string): string {
  const count = textsOf(event, 'events').length;
  return count === 1 ? `an ${what}` : `${count} ${what}s`;
}

/** What happened, as a sentence: who did what, with its reason. May be of several lines. */
export function eventSentence(event: Event, telling: Telling): string {
  const sentence = Object.hasOwn(SENTENCES, event.type) ? SENTENCES[event.type] : undefined;
  const text = sentence?.(event, telling) ?? `${event.type.replaceAll('_', ' ')} (${telling.it})`;
  return NOTICED.has(sentence) ? text : `${oneLine(event.by)} ${text}`;
}
