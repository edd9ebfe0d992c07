import type { ImportedNote } from '../domain/imported-task.ts';
import type { Priority } from '../domain/task.ts';
import { Entry, isObject, textOf, timeOf } from './entry.ts';
import type { JsonEntry } from './json-entries.ts';
import { datedNote } from './read-beads.ts';
import type { Report, Surroundings } from './report.ts';
import type { FoundTask } from './settle.ts';

const PRIORITY: ReadonlyMap<string, Priority> = new Map([
  ['H', 3],
  ['M', 2],
  ['L', 1],
]);

const handleOf = (uuid: string): string => `taskwarrior/${uuid}`;

/** Reads a task of Taskwarrior's `task export`. */
export function readTaskwarrior(
  { value, place }: JsonEntry,
  report: Report,
  { now, dayOf }: Surroundings,
): FoundTask | undefined {
  const entry = new Entry(value, place, report);
  const uuid = entry.text('uuid');
  if (uuid === undefined) {
    report.problem(place, 'has no uuid');
    return undefined;
  }
  // A number that changes with every call, and what follows from other values.
  entry.done('id', 'urgency');
  const status = entry.text('status') ?? 'pending';
  const at = entry.time('end');
  const project = entry.text('project');
  const due = entry.time('due');
  if (due?.endsWith('T00:00:00.000Z') === true) entry.done('due');
  const priority = PRIORITY.get(entry.text('priority') ?? '');
  return {
    from: 'taskwarrior',
    handle: handleOf(uuid),
    place,
    title: entry.text('description') ?? '',
    ...(priority === undefined ? {} : { priority }),
    due: due === undefined ? undefined : dayOf(Date.parse(due)),
    labels: [...(project === undefined ? [] : [project]), ...entry.names('tags')],
    depends_on: entry
      .list('depends')
      .flatMap((item) => textOf(item)?.split(',') ?? [])
      .filter((one) => one.trim() !== '')
      .map((one) => handleOf(one.trim())),
    notes: readAnnotations(entry),
    status: status === 'completed' ? 'completed' : status === 'deleted' ? 'cancelled' : 'pending',
    end: at === undefined ? {} : { at },
    hold: holdOf(entry, status, now),
    rest: entry.rest(),
  };
}

function holdOf(entry: Entry, status: string, now: number): string | undefined {
  if (status === 'recurring') return `a template that recurs ${textOf(entry.value('recur')) ?? ''}`.trim();
  if (status === 'completed' || status === 'deleted') return undefined;
  const wait = entry.time('wait');
  return wait !== undefined && Date.parse(wait) > now ? `waits until ${wait.slice(0, 10)}` : undefined;
}

function readAnnotations(entry: Entry): readonly ImportedNote[] {
  return entry.list('annotations').flatMap((item) => {
    const text = isObject(item) ? textOf(item.description) : undefined;
    return !isObject(item) || text === undefined ? [] : [datedNote(text, undefined, timeOf(item.entry))];
  });
}
