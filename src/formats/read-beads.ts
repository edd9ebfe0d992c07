import type { ImportedCriterion, ImportedNote } from '../domain/imported-task.ts';
import type { Priority, Value } from '../domain/task.ts';
import { Entry, isObject, nameOf, timeOf } from './entry.ts';
import type { JsonEntry } from './json-entries.ts';
import type { Report } from './report.ts';
import type { FoundTask } from './settle.ts';

const handleOf = (id: string): string => `beads/${id}`;

/** Reads an issue of beads, one line of `issues.jsonl`; one that was deleted there is none. */
export function readBeads({ value, place }: JsonEntry, report: Report): FoundTask | undefined {
  const entry = new Entry(value, place, report);
  const id = entry.text('id');
  if (id === undefined) {
    report.problem(place, 'has no id');
    return undefined;
  }
  const status = entry.text('status') ?? 'open';
  if (status === 'tombstone') {
    report.remark(place, 'status', `${id} was deleted there, and is passed over`);
    return undefined;
  }
  const design = entry.text('design');
  const ties = readTies(entry, id);
  const closed = status === 'closed';
  const at = entry.time('closed_at');
  const message = closed ? entry.text('close_reason') : undefined;
  return {
    from: 'beads',
    handle: handleOf(id),
    place,
    title: entry.text('title') ?? '',
    description: [entry.text('description'), design === undefined ? undefined : `## Design\n\n${design}`]
      .filter((part) => part !== undefined)
      .join('\n\n'),
    type: entry.text('issue_type'),
    ...readPriority(entry, report),
    assignee: entry.text('assignee'),
    labels: entry.names('labels', 'label'),
    ...ties.known,
    acceptance: criteriaOf(entry.text('acceptance_criteria')),
    notes: readNotes(entry),
    status: closed ? 'completed' : 'pending',
    ...(closed
      ? {
          end: {
            ...(at === undefined ? {} : { at }),
            ...(message === undefined ? {} : { message }),
          },
        }
      : {}),
    ...holdOf(status, ties.known.depends_on.length > 0),
    rest: {
      ...entry.rest(),
      // What was in progress there is claimed by nobody here.
      ...(status === 'open' || closed ? {} : { status }),
      ...(ties.others.length === 0 ? {} : { dependencies: ties.others }),
    },
  };
}

/** 0 is the highest there, and 4 here. */
function readPriority(entry: Entry, report: Report): { readonly priority?: Priority } {
  const value = entry.value('priority');
  if (value === 0) return { priority: 4 };
  if (value === 1) return { priority: 3 };
  if (value === 2) return { priority: 2 };
  if (value === 3) return { priority: 1 };
  if (value !== undefined && value !== 4) report.remark(entry.place, 'priority', 'is not 0 to 4');
  return {};
}

/** What keeps agents away there and has no other form here; a task that depends on others is blocked by those. */
function holdOf(status: string, waits: boolean): { readonly hold?: string } {
  if (status === 'deferred') return { hold: 'deferred in beads' };
  return status === 'blocked' && !waits ? { hold: 'blocked in beads' } : {};
}

interface Ties {
  readonly known: {
    readonly depends_on: readonly string[];
    readonly parent?: string;
    readonly discovered_from?: string;
  };
  readonly others: readonly Value[];
}

function readTies(entry: Entry, id: string): Ties {
  const depends: string[] = [];
  const others: Value[] = [];
  let [parent, origin]: (string | undefined)[] = [];
  for (const item of entry.list('dependencies')) {
    const on = isObject(item) ? nameOf(item, ['depends_on_id', 'id']) : undefined;
    if (!isObject(item) || on === undefined) continue;
    const type = nameOf(item, ['type', 'dependency_type']) ?? 'blocks';
    // One issue may list what stands on another one's account.
    const owner = nameOf(item, ['issue_id']) ?? id;
    if (owner !== id) others.push({ issue_id: owner, depends_on_id: on, type });
    else if (type === 'blocks') depends.push(handleOf(on));
    else if (type === 'parent-child' && parent === undefined) parent = handleOf(on);
    else if (type === 'discovered-from' && origin === undefined) origin = handleOf(on);
    else others.push({ depends_on_id: on, type });
  }
  return {
    known: {
      depends_on: depends,
      ...(parent === undefined ? {} : { parent }),
      ...(origin === undefined ? {} : { discovered_from: origin }),
    },
    others,
  };
}

/** Criteria out of a text: each item of a list is one, else all of it. */
export function criteriaOf(text: string | undefined): readonly ImportedCriterion[] {
  if (text === undefined) return [];
  const items = text.split('\n').flatMap((line) => {
    const item = /^[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(\S.*)$/.exec(line);
    return item === null ? [] : [{ text: (item[2] ?? '').trim(), met: /x/i.test(item[1] ?? '') }];
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return items.length === lines.length ? items : [{ text: text.trim(), met: false }];
}

function readNotes(entry: Entry): readonly ImportedNote[] {
  const text = entry.text('notes');
  const comments = entry.list('comments').flatMap((item): ImportedNote[] => {
    const body = nameOf(item, ['text', 'body']);
    return body === undefined ? [] : [noteOf(body, item)];
  });
  return [...(text === undefined ? [] : [{ text }]), ...comments];
}

/** A note with who wrote it and when. The day stands in the text too, as a task shows when a note came here. */
export function noteOf(text: string, item: unknown): ImportedNote {
  const values = isObject(item) ? item : {};
  const by = nameOf(values.author, ['login', 'username', 'name']);
  const at = timeOf(values.created_at ?? values.createdAt ?? values.entry);
  return datedNote(text, by, at);
}

export function datedNote(text: string, by: string | undefined, at: string | undefined): ImportedNote {
  return {
    text: at === undefined ? text : `(${at.slice(0, 16).replace('T', ' ')}Z) ${text}`,
    ...(by === undefined ? {} : { by }),
    ...(at === undefined ? {} : { at }),
  };
}
