import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import type { Stamp } from '../domain/stamp.ts';
import { taskNamed } from '../domain/task-name.ts';
import { oneLine } from '../domain/text.ts';
import { changesByOthers } from '../domain/told-changes.ts';
import type { GitStore } from '../store/git-store.ts';
import type { StoreSnapshot } from '../store/store.ts';
import { type History, type InboxItem, inboxFrom, type Reader } from './inbox.ts';
import type { LocalMarks } from './marks.ts';

/** Characters of a sentence: a note may be long, and `git task log` has it whole. */
const LONGEST = 200;

/** Everything that waits for the reader. git is started only where something that it knows is to be told. */
export async function readInbox(
  store: Pick<GitStore, 'authors' | 'eventsAfter'>,
  snapshot: StoreSnapshot,
  { marks, ...reader }: Reader & { readonly marks: LocalMarks },
): Promise<readonly InboxItem[]> {
  const seen = { ...reader, marks: marks.asTheyStand() };
  const assigned = new Map<TaskId, Stamp>();
  const changed = new Map<TaskId, Stamp>();
  const tasks = snapshot.warm();
  const items = inboxFrom(snapshot, tasks, seen, {
    assignedBy(task, event) {
      assigned.set(task, event);
      return undefined;
    },
    changes(task, after) {
      changed.set(task, after);
      return [];
    },
  });
  // Most calls come twice before anybody writes again.
  const state = `${snapshot.tip} ${reader.place.worktree ?? ''}`;
  if (changed.size > 0 && marks.isQuiet(state)) changed.clear();
  if (assigned.size === 0 && changed.size === 0) return items;
  const authors = await store.authors(assigned);
  const changes = await readChanges(store, snapshot, reader.actor, changed);
  if (changed.size > 0 && changes.size === 0) marks.keepQuiet(state);
  return inboxFrom(snapshot, tasks, seen, {
    assignedBy: (task) => authors.get(task),
    changes: (task) => changes.get(task) ?? [],
  });
}

/** What others did to some tasks after a stamp of each, in sentences; an empty map where they did nothing. */
async function readChanges(
  store: Pick<GitStore, 'eventsAfter'>,
  snapshot: StoreSnapshot,
  actor: string,
  after: ReadonlyMap<TaskId, Stamp>,
): Promise<ReadonlyMap<TaskId, ReturnType<History['changes']>>> {
  const stories = await store.eventsAfter(after);
  const told = [...stories].map(
    ([id, events]) => [id, changesByOthers(events, actor, after.get(id) ?? '')] as const,
  );
  if (told.every(([, events]) => events.length === 0)) return new Map();
  const { eventSentence } = await import('../domain/event-sentence.ts');
  const telling = {
    it: 'it',
    name: (id: TaskId) => taskNamed(snapshot, id),
    before: () => undefined,
    textOf: () => undefined,
  };
  const sentence = (event: Event): string => shortened(oneLine(eventSentence(event, telling)));
  return new Map(
    told.map(([id, events]) => [id, events.map((event) => ({ event: event.id, text: sentence(event) }))]),
  );
}

function shortened(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}
