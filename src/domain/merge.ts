import { mergeDescriptions } from './description.ts';
import { type Event, type EventData, isDescriptionEvent, removedKeys, textOf } from './event.ts';
import { SET_EVENTS } from './fold.ts';
import type { TaskId } from './id.ts';
import { redactEvents, redactionOfQuote, redactionsIn, stubData } from './redaction.ts';
import type { Stamp } from './stamp.ts';
import { undoneIn, withoutUndone } from './undo.ts';
import { workflowContest } from './workflow.ts';

/** An event that a merge records. Its stamp follows from the merge, so that two clones record the same one. */
export interface MergeEvent {
  readonly type: 'claim_conflict' | 'merge_resolved' | 'note_added' | 'dependency_cycle' | 'impact_warning';
  readonly task: TaskId;
  readonly over?: readonly Stamp[];
  readonly data: EventData;
}

/** Events of one task: those that both sides have, and those that only one has. */
export interface MetEvents {
  readonly shared: readonly Event[];
  readonly ours: readonly Event[];
  readonly theirs: readonly Event[];
}

const VALUE_SHOWN = 200;

function byStamp(one: Event, two: Event): number {
  return one.id < two.id ? -1 : 1;
}

/** The values and set elements that an event sets, each with what it sets it to. */
function settingsOf(event: Event): readonly (readonly [key: string, value: string])[] {
  const element = SET_EVENTS[event.type];
  if (element !== undefined) {
    const [set, key, present] = element;
    const value = textOf(event, key);
    return value === undefined ? [] : [[`${set} ${value}`, present ? 'added' : 'removed']];
  }
  switch (event.type) {
    case 'task_assigned':
      return [['assignee', textOf(event, 'assignee') ?? '']];
    case 'task_held':
      return [['hold', textOf(event, 'reason') ?? '']];
    case 'task_unheld':
      return [['hold', '']];
    case 'task_edited': {
      const values = Object.entries(event.data).filter(
        ([key]) => key !== 'unset' && key !== 'description' && key !== 'redacted',
      );
      const gone = removedKeys(event).filter((key) => key !== 'description');
      return [
        ...values.map(
          ([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
        ),
        ...gone.map((key) => [key, ''] as const),
      ];
    }
    default:
      return [];
  }
}

function lastSettings(
  events: readonly Event[],
): ReadonlyMap<string, { readonly event: Event; readonly value: string }> {
  const last = new Map<string, { event: Event; value: string }>();
  for (const event of [...events].sort(byStamp))
    for (const [key, value] of settingsOf(event)) last.set(key, { event, value });
  return last;
}

/** Values that both sides set, differently: the earlier setting lost. */
function lostValues(task: TaskId, { ours, theirs }: MetEvents): readonly MergeEvent[] {
  const others = lastSettings(theirs);
  const events: MergeEvent[] = [];
  for (const [key, mine] of lastSettings(ours)) {
    const rival = others.get(key);
    if (rival === undefined || rival.value === mine.value) continue;
    const [loser, winner] = mine.event.id < rival.event.id ? [mine, rival] : [rival, mine];
    const what = loser.value === '' ? 'to take it away' : `"${loser.value.slice(0, VALUE_SHOWN)}"`;
    events.push({
      type: 'merge_resolved',
      task,
      data: {
        cause: loser.event.id,
        kept: winner.event.id,
        key,
        value: loser.value,
        to: [loser.event.by],
        text: `${key}: ${winner.event.by} came later than ${loser.event.by}, who wanted ${what}`,
      },
    });
  }
  return events;
}

function verbOf(event: Event): string {
  return event.type.replace('task_', '');
}

/** Claims and other moves that lost against a concurrent one. */
function lostMoves(task: TaskId, all: readonly Event[]): readonly MergeEvent[] {
  const contest = workflowContest([...all].sort(byStamp));
  if (contest === undefined) return [];
  const { winner, losers } = contest;
  return losers.map((loser): MergeEvent => {
    const data = { cause: loser.id, kept: winner.id, to: [loser.by] };
    if (loser.type === 'task_started')
      return {
        type: 'claim_conflict',
        task,
        // Naming the start that lost takes it out of the contest for ever.
        over: [loser.id],
        data: { ...data, text: `the claim of ${loser.by} is lost: ${winner.by} ${verbOf(winner)} it` },
      };
    return {
      type: 'merge_resolved',
      task,
      data: {
        ...data,
        key: 'status',
        value: verbOf(loser),
        text: `status: ${winner.by} ${verbOf(winner)} it, so that ${loser.by} ${verbOf(loser)} it lost`,
      },
    };
  });
}

/** Descriptions whose lines gave way: kept as notes, and told. */
function lostDescriptions(task: TaskId, all: readonly Event[]): readonly MergeEvent[] {
  const merge = mergeDescriptions([...all].filter(isDescriptionEvent).sort(byStamp));
  const kept = merge?.heads.at(-1);
  if (merge === undefined || kept === undefined) return [];
  return merge.overlapped.flatMap((loser): readonly MergeEvent[] => [
    {
      type: 'note_added',
      task,
      data: {
        // What is redacted takes along what quotes it.
        cause: loser.id,
        text: `description by ${loser.by}, replaced in part by ${kept.by}:\n${textOf(loser, 'description') ?? ''}`,
      },
    },
    {
      type: 'merge_resolved',
      task,
      data: {
        cause: loser.id,
        kept: kept.id,
        key: 'description',
        value: textOf(loser, 'description') ?? '',
        to: [loser.by],
        text: `description: lines of ${loser.by} gave way to ${kept.by}'s; a note keeps them`,
      },
    },
  ]);
}

/** What of one side's work was lost with a task that the other side deleted. */
function lostToDeletion(task: TaskId, deletion: Event, others: readonly Event[]): readonly MergeEvent[] {
  const last = [...others].sort(byStamp).at(-1);
  if (last === undefined) return [];
  return [
    {
      type: 'merge_resolved',
      task,
      data: {
        cause: last.id,
        kept: deletion.id,
        key: 'deleted',
        value: verbOf(last),
        to: [...new Set(others.map((event) => event.by))].sort(),
        text: `${deletion.by} deleted this task`,
      },
    },
  ];
}

/** Tells one loss from another: the losing event, and the value of it that lost. */
function lossOf(data: EventData): string {
  return `${String(data.cause)} ${String(data.key ?? '')}`;
}

/** What earlier merges told already. */
function toldLosses(events: readonly Event[]): ReadonlySet<string> {
  const telling = events.filter(({ type }) => type === 'merge_resolved' || type === 'claim_conflict');
  return new Set(telling.map(({ data }) => lossOf(data)));
}

/**
 * Finds what lost where new events of one task meet, and says so by events: every loser once, none in silence.
 *
 * Symmetric: which side is called ours makes no difference.
 */
export function mergeEvents(task: TaskId, found: MetEvents): readonly MergeEvent[] {
  const redactions = redactionsIn([...found.shared, ...found.ours, ...found.theirs]);
  // What one side redacted is not quoted, though the other side still has it.
  const undone = undoneIn([...found.shared, ...found.ours, ...found.theirs]);
  const seen = (events: readonly Event[]): readonly Event[] =>
    withoutUndone(redactEvents(events, redactions), undone);
  const met: MetEvents = { shared: seen(found.shared), ours: seen(found.ours), theirs: seen(found.theirs) };
  const all = [...met.shared, ...met.ours, ...met.theirs];
  const deleted = (events: readonly Event[]): Event | undefined =>
    events.find(({ type }) => type === 'task_deleted');
  if (deleted(met.shared) !== undefined) return [];
  const [mine, other] = [deleted(met.ours), deleted(met.theirs)];
  const told = toldLosses(all);
  const events =
    mine !== undefined && other === undefined
      ? lostToDeletion(task, mine, met.theirs)
      : other !== undefined && mine === undefined
        ? lostToDeletion(task, other, met.ours)
        : mine !== undefined
          ? []
          : [...lostMoves(task, all), ...lostValues(task, met), ...lostDescriptions(task, all)];
  const fresh = events.filter(({ type, data }) => type === 'note_added' || !told.has(lossOf(data)));
  // A note that keeps a lost description goes with the word about it: told already, kept already.
  const tells = fresh.some(({ data }) => data.key === 'description');
  return (tells ? fresh : fresh.filter(({ type }) => type !== 'note_added')).map((event) => {
    const by = redactionOfQuote(event, redactions);
    return by === undefined ? event : { ...event, data: stubData(event, by) };
  });
}
