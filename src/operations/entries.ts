import type { EventType } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { formatLink, parseLink } from '../domain/link.ts';
import { formatResource, parseResource } from '../domain/resource.ts';
import { GitTaskError } from '../errors.ts';
import { nameOf, type Operation, type Outcome, requireTask } from './operation.ts';
import { validName } from './validate.ts';

export interface EntriesInput {
  readonly id: TaskId;
  readonly entries: readonly string[];
}

interface Kind {
  readonly word: 'label' | 'link' | 'resource';
  readonly key: 'labels' | 'links' | 'resources';
  readonly added: EventType;
  readonly removed: EventType;
  readonly normal: (text: string) => string;
}

const KINDS = {
  label: {
    word: 'label',
    key: 'labels',
    added: 'label_added',
    removed: 'label_removed',
    normal: (text) => validName(text, 'label'),
  },
  link: {
    word: 'link',
    key: 'links',
    added: 'link_added',
    removed: 'link_removed',
    normal: (text) => formatLink(parseLink(text)),
  },
  resource: {
    word: 'resource',
    key: 'resources',
    added: 'resource_added',
    removed: 'resource_removed',
    normal: (text) => formatResource(parseResource(text)),
  },
} as const satisfies Record<string, Kind>;

/** The operation that adds entries of one kind to a task. */
function adding(kind: Kind): Operation<EntriesInput, Outcome> {
  return {
    name: kind.word,
    run(draft, { id, entries }) {
      const task = requireTask(draft, id);
      const changed: string[] = [];
      const already: string[] = [];
      for (const entry of new Set(entries.map(kind.normal))) {
        if (task[kind.key].includes(entry)) already.push(entry);
        else {
          draft.record(kind.added, id, { [kind.word]: entry });
          changed.push(entry);
        }
      }
      return { changed, already };
    },
  };
}

/** The operation that takes entries of one kind off a task. An entry is matched as it stands, else by its normal form. */
function removing(kind: Kind): Operation<EntriesInput, Outcome> {
  return {
    name: `un${kind.word}`,
    run(draft, { id, entries }) {
      const task = requireTask(draft, id);
      const changed: string[] = [];
      for (const text of new Set(entries)) {
        const entry = task[kind.key].includes(text) ? text : kind.normal(text);
        if (!task[kind.key].includes(entry))
          throw new GitTaskError('ENTRY_NOT_FOUND', `${nameOf(draft, task)} has no ${kind.word} ${entry}`, {
            hint:
              task[kind.key].length === 0 ? `it has no ${kind.key}` : `it has: ${task[kind.key].join(', ')}`,
            template: `git task show ${draft.short(id)}`,
            details: { task: id, [kind.key]: task[kind.key] },
          });
        draft.record(kind.removed, id, { [kind.word]: entry });
        changed.push(entry);
      }
      return { changed, already: [] };
    },
  };
}

export const label = adding(KINDS.label);
export const unlabel = removing(KINDS.label);
export const link = adding(KINDS.link);
export const unlink = removing(KINDS.link);
export const resource = adding(KINDS.resource);
export const unresource = removing(KINDS.resource);
