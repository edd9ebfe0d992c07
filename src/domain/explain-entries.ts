import type { EditRecorder } from './edit-recorder.ts';
import { formatLink, parseLink } from './link.ts';
import { NO_STAMP, type Stamp } from './stamp.ts';
import type { Task } from './task.ts';
import { validText } from './valid-values.ts';

/** Something that a person added, so that only its text tells it from others until git-task has stamped it. */
interface Unstamped {
  readonly id: Stamp;
  readonly text: string;
}

/** How often each text stands among entries without a stamp. */
class Unstampeds {
  readonly #counts = new Map<string, number>();

  constructor(entries: readonly Unstamped[]) {
    for (const { id, text } of entries)
      if (id === NO_STAMP) this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
  }

  /** Whether one of this text is left; it is not there any more afterwards. */
  take(text: string): boolean {
    const count = this.#counts.get(text) ?? 0;
    this.#counts.set(text, count - 1);
    return count > 0;
  }
}

function explainNotes(recorder: EditRecorder, before: Task, after: Task): void {
  const known = new Map(before.notes.map((note) => [note.id, note]));
  const kept = new Set(after.notes.map(({ id }) => id));
  const [old, wanted] = [new Unstampeds(before.notes), new Unstampeds(after.notes)];
  for (const { id, text } of before.notes) {
    if (id === NO_STAMP ? wanted.take(text) : kept.has(id)) continue;
    // One that an earlier commit added by hand has its stamp by now, though that file does not say so.
    const note = id === NO_STAMP ? recorder.task.notes.find((one) => one.text === text)?.id : id;
    if (note !== undefined) recorder.record('note_removed', { note });
  }
  for (const [at, { id, by, file, text }] of after.notes.entries()) {
    const place = ['notes', at];
    const same = id === NO_STAMP ? undefined : known.get(id);
    if (id === NO_STAMP && old.take(text)) continue;
    if (same !== undefined) {
      if (same.text !== text || same.by !== by || same.file !== file)
        recorder.object(
          place,
          `notes[${at}]: a note is never changed: take it away, and add another without id`,
        );
      continue;
    }
    if (id !== NO_STAMP) {
      recorder.object([...place, 'id'], `notes[${at}] id: no event made it: a new note has no id yet`);
      continue;
    }
    if (by !== '' && by !== recorder.editor.by)
      recorder.object([...place, 'by'], `notes[${at}] by: it is ${recorder.editor.by}'s, who committed it`);
    const note = recorder.checked(place, () => validText(text, 'note'));
    const link =
      file === undefined
        ? undefined
        : recorder.checked([...place, 'file'], () => formatLink(parseLink(file)));
    if (note !== undefined)
      recorder.record('note_added', { text: note, ...(link === undefined ? {} : { file: link }) });
  }
}

function explainAcceptance(recorder: EditRecorder, before: Task, after: Task): void {
  const known = new Map(before.acceptance.map((criterion) => [criterion.id, criterion]));
  const kept = new Set(after.acceptance.map(({ id }) => id));
  const [unstamped, wanted] = [new Unstampeds(before.acceptance), new Unstampeds(after.acceptance)];
  for (const { id, text } of before.acceptance)
    if (id === NO_STAMP ? !wanted.take(text) : !kept.has(id))
      recorder.object(['acceptance'], `acceptance: "${text}" can't be taken away`);
  for (const [at, { id, text, met }] of after.acceptance.entries()) {
    const place = ['acceptance', at];
    if (id === NO_STAMP && unstamped.take(text)) continue;
    const old = id === NO_STAMP ? undefined : known.get(id);
    if (old === undefined && id !== NO_STAMP) {
      recorder.object(
        [...place, 'id'],
        `acceptance[${at}] id: no event made it: a new criterion has no id yet`,
      );
    } else if (old === undefined) {
      const said = recorder.checked(place, () => validText(text, 'acceptance criterion'));
      if (said !== undefined) recorder.record('acceptance_added', { text: said });
      const added = recorder.events.at(-1);
      if (met !== undefined && said !== undefined && added !== undefined)
        recorder.record('acceptance_met', { criterion: added.id });
    } else if (old.text !== text || (old.met !== undefined && old.met !== met)) {
      recorder.object(place, `acceptance[${at}]: a criterion is never changed once it is there`);
    } else if (old.met === undefined && met !== undefined) {
      recorder.record('acceptance_met', { criterion: id });
    }
  }
}

function explainCommits(recorder: EditRecorder, before: Task, after: Task): void {
  for (const commit of before.commits)
    if (!after.commits.includes(commit))
      recorder.object(['commits'], `commits: ${commit} can't be taken away`);
  for (const [at, commit] of after.commits.entries()) {
    if (before.commits.includes(commit)) continue;
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) recorder.record('commit_recorded', { commit });
    else recorder.object(['commits', at], `commits[${at}]: it is no oid of a commit`);
  }
}

/** Explains what an edit did to notes, criteria and commits: entries of a story, which grow and don't change. */
export function explainEntries(recorder: EditRecorder, before: Task, after: Task): void {
  explainNotes(recorder, before, after);
  explainAcceptance(recorder, before, after);
  explainCommits(recorder, before, after);
}
