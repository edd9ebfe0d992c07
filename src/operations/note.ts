import type { TaskId } from '../domain/id.ts';
import { formatLink, parseLink } from '../domain/link.ts';
import type { Stamp } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import { nameOf, type Operation, requireTask } from './operation.ts';
import { validText } from './validate.ts';

export interface NoteInput {
  readonly id: TaskId;
  readonly text: string;
  /** The place the note is about: a path, perhaps with lines or a symbol. */
  readonly file?: string;
}

/** Writes a note on a task: open or closed, whoever holds it. */
export const note: Operation<NoteInput, { readonly note: Stamp }> = {
  name: 'note',
  run(draft, { id, text, file }) {
    requireTask(draft, id);
    const event = draft.record('note_added', id, {
      text: validText(text, 'note'),
      ...(file === undefined ? {} : { file: formatLink(parseLink(file)) }),
    });
    return { note: event.id };
  },
};

export interface UnnoteInput {
  readonly id: TaskId;
  /** Counted from 1, as `show` lists them. */
  readonly index: number;
}

/** Takes a note off a task. */
export const unnote: Operation<UnnoteInput, { readonly note: Stamp }> = {
  name: 'unnote',
  run(draft, { id, index }) {
    const task = requireTask(draft, id);
    const found = task.notes[index - 1];
    if (found === undefined)
      throw new GitTaskError('ENTRY_NOT_FOUND', `${nameOf(draft, task)} has no note ${index}`, {
        hint: task.notes.length === 0 ? 'it has no notes' : `it has notes 1 to ${task.notes.length}`,
        template: `git task show ${draft.short(id)}`,
        details: { task: id, notes: task.notes.length },
      });
    draft.record('note_removed', id, { note: found.id });
    return { note: found.id };
  },
};
