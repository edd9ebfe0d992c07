import { isMe } from '../../domain/actor.ts';
import { heldHere } from '../../domain/lifecycle.ts';
import { readyTasks } from '../../domain/ready.ts';
import type { TaskSummary } from '../../domain/task.ts';
import { oneLine } from '../../domain/text.ts';
import { knownRemotes } from '../../tracker/share.ts';
import type { StoreSnapshot, Tracker } from '../../tracker/tracker.ts';
import type { Proposal } from './proposal.ts';
import type { Live } from './wanted.ts';

/** More than anybody reads. */
const MOST = 100;
const TITLE = 60;

type Choose = (snapshot: StoreSnapshot, tracker: Tracker) => readonly TaskSummary[];

const mine: Choose = (snapshot, { actor }) =>
  snapshot.inProgress.filter(({ claim }) => isMe(actor, claim?.by));

/** The tasks that a verb is most likely meant for; others are proposed where none of these fits. */
const LIKELY: Readonly<Record<string, Choose>> = {
  start: (snapshot, { actor }) => readyTasks(snapshot, actor, true).slice(),
  complete: mine,
  submit: mine,
  release: mine,
  unblock: (snapshot) => [...snapshot.open.values()].filter(({ hold }) => hold !== undefined),
};

/** What is looked up for one word: in the index alone, as long as open tasks are asked for. */
export interface Question {
  readonly wanted: Live;
  /** What is typed so far. */
  readonly typed: string;
  readonly verb: string;
  /** The verb's first argument, where the word is a later one. */
  readonly first: string | undefined;
}

/** Looks values up. It is no call of git-task that anybody made: it leaves no sign of life. */
export async function liveValues(tracker: Tracker, question: Question): Promise<readonly Proposal[]> {
  const { wanted, typed } = question;
  if (wanted === 'remotes') return named(knownRemotes(tracker), typed);
  if (tracker.store.tip() === undefined) return [];
  const snapshot = await tracker.store.snapshot();
  if (wanted === 'tasks') return tasks(snapshot, tracker, question);
  return named(entries(snapshot, tracker, question), typed);
}

function tasks(snapshot: StoreSnapshot, tracker: Tracker, { verb, typed }: Question): readonly Proposal[] {
  if (typed.startsWith('@')) {
    const [current] = heldHere(snapshot, tracker.actor, tracker.place);
    return [
      { value: '@', about: current === undefined ? 'your task in this worktree' : titleOf(current) },
      { value: '@last', about: 'the task you created last' },
    ].filter(({ value }) => value.startsWith(typed));
  }
  const fits = ({ id }: { readonly id: string }): boolean => id.startsWith(typed.toLowerCase());
  const propose = (found: readonly TaskSummary[]): readonly Proposal[] =>
    found.slice(0, MOST).map((task) => ({
      value: task.id.slice(0, Math.max(snapshot.short(task.id).length, typed.length)),
      about: titleOf(task),
    }));
  if (verb === 'reopen') return propose(closed(snapshot, typed));
  const likely = LIKELY[verb]?.(snapshot, tracker).filter(fits) ?? [];
  if (likely.length > 0) return propose(likely);
  const open = [...snapshot.open.values()].filter(fits).sort((one, two) => two.priority - one.priority);
  return propose(open.length > 0 || typed === '' ? open : closed(snapshot, typed));
}

/** Closed tasks are read from git, so no more of them than are shown. */
function closed(snapshot: StoreSnapshot, typed: string): readonly TaskSummary[] {
  const ids = snapshot.ids().filter((id) => id.startsWith(typed.toLowerCase()) && !snapshot.open.has(id));
  const shown = ids.slice(0, MOST);
  snapshot.load(shown);
  return shown.flatMap((id) => snapshot.summary(id) ?? []);
}

/** Values of open tasks; of one task, where it stands before them and they are taken off it. */
function entries(
  snapshot: StoreSnapshot,
  tracker: Tracker,
  { wanted, verb, first }: Question,
): readonly string[] {
  const [only] = first !== undefined && verb.startsWith('un') ? taskNamed(snapshot, tracker, first) : [];
  const from = only === undefined ? [...snapshot.open.values()] : [only];
  const of: Partial<Record<Live, (task: TaskSummary) => readonly (string | undefined)[]>> = {
    labels: ({ labels }) => labels,
    links: ({ links }) => links,
    resources: ({ resources }) => resources,
    types: ({ type }) => [type],
    actors: ({ assignee, claim }) => [assignee, claim?.by],
  };
  const values = from.flatMap((task) => of[wanted]?.(task) ?? []);
  return [...(wanted === 'actors' ? [tracker.actor] : []), ...values].filter((value) => value !== undefined);
}

function taskNamed(snapshot: StoreSnapshot, tracker: Tracker, text: string): readonly TaskSummary[] {
  if (text === '@') return heldHere(snapshot, tracker.actor, tracker.place).slice(0, 1);
  const ids = snapshot.matches(text.toLowerCase());
  return ids.length === 1 ? ids.flatMap((id) => snapshot.summary(id) ?? []) : [];
}

function titleOf({ title }: TaskSummary): string {
  const line = oneLine(title);
  return line.length <= TITLE ? line : `${line.slice(0, TITLE - 1).toWellFormed()}…`;
}

/** Names as they can be typed: none that holds what could turn a terminal, or would be taken for an option. */
function named(values: readonly string[], typed: string): readonly Proposal[] {
  return [...new Set(values)]
    .filter((value) => value.startsWith(typed) && oneLine(value) === value && !value.startsWith('-'))
    .sort()
    .slice(0, MOST)
    .map((value) => ({ value }));
}
