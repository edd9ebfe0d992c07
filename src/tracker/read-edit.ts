import { loadFullParser, locator, parseDocument, withFullParser } from '../codec/document.ts';
import {
  EDITABLE_LISTS,
  EDITABLE_TEXTS,
  type EditableList,
  type EditableText,
  type EditableValues,
  type EditProblem,
  editableValues,
  readBase,
  readEditable,
} from '../codec/editable-task.ts';
import { taskPath } from '../codec/paths.ts';
import { parseTaskText } from '../codec/task-text.ts';
import type { TaskId } from '../domain/id.ts';
import { formatLink, parseLink } from '../domain/link.ts';
import { parsePriority } from '../domain/priority.ts';
import { formatResource, parseResource } from '../domain/resource.ts';
import { isTombstone, PRIORITIES, type Task } from '../domain/task.ts';
import { validName, validText, validTitle } from '../domain/valid-values.ts';
import { GitTaskError } from '../errors.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import type { EditTextInput, ListChange, TextChange } from '../operations/edit-text.ts';
import { dayReader } from './read-day.ts';

export { formatEditable } from '../codec/editable-task.ts';

/** An edited text: what it changes, and what is wrong with it. */
export interface ReadEdit {
  readonly input: EditTextInput;
  /** Each with `name:line:column`; where there are some, the input is not to be used. */
  readonly problems: readonly { readonly at: string; readonly text: string }[];
}

/** What of the task a text is compared with. */
export interface EditBase {
  readonly task: Task;
  /** Whether a key that the text lacks was taken out of it; else it is left alone. */
  readonly whole: boolean;
  /** Milliseconds since the epoch: what `tomorrow` is counted from. */
  readonly now: number;
}

/**
 * The task as it was when a text was written out, as the text's head says.
 *
 * @returns undefined where the text says nothing of it
 * @throws ENTRY_NOT_FOUND where that state is gone
 */
export async function baseOfText(
  repository: Repository,
  text: string,
  id: TaskId,
): Promise<Task | undefined> {
  const tip = readBase(text, id);
  if (tip === undefined) return undefined;
  const [blob] = readBlobs(repository, [`${tip}:${taskPath(id)}`]);
  const task =
    blob === undefined ? undefined : await withFullParser(() => parseTaskText(blob.toString('utf8'), id));
  if (task !== undefined && !isTombstone(task)) return task;
  throw new GitTaskError('ENTRY_NOT_FOUND', `the tasks as of ${tip} are not in this repository any more`, {
    hint: 'without its first line the text is taken as it is, whatever changed meanwhile',
    template: `git task show ${id}`,
    details: { task: id, tip },
  });
}

/**
 * Reads an edited text and checks every value that it changes.
 *
 * @param name what messages call it
 * @param idOf the full id of what somebody typed
 * @throws EDIT_INVALID where it is no YAML
 */
export async function readEdit(
  text: string,
  name: string,
  { task, whole, now }: EditBase,
  idOf: (text: string) => TaskId,
): Promise<ReadEdit> {
  const { values, problems } = readEditable(await parseEdit(text, name));
  const due = values.texts.get('due');
  const readDue = await dayReader(due === undefined ? [] : [due], now);
  const checks = new Checks([...problems], idOf, readDue);
  const base = editableValues(task);
  const texts = EDITABLE_TEXTS.flatMap((key) => checks.text(key, base, values, whole));
  const lists = EDITABLE_LISTS.flatMap((key) => checks.list(key, base, values, whole));
  if (checks.problems.length > 0) await loadFullParser();
  const locate = locator(text, name);
  return {
    input: { id: task.id, texts, lists },
    problems: checks.problems
      .map((one) => ({ at: locate(one.place), text: one.text }))
      .sort((one, two) => lineOf(one.at) - lineOf(two.at)),
  };
}

function lineOf(at: string): number {
  return Number(at.split(':').at(-2));
}

async function parseEdit(text: string, name: string): Promise<ReturnType<typeof parseDocument>> {
  try {
    return await withFullParser(() => parseDocument(text, name));
  } catch (error) {
    if (!(error instanceof GitTaskError) || error.code !== 'STORE_CORRUPT') throw error;
    throw new GitTaskError('EDIT_INVALID', error.message, { details: error.details, cause: error });
  }
}

class Checks {
  readonly problems: EditProblem[];
  readonly #idOf: (text: string) => TaskId;
  readonly #readDue: (text: string) => string;

  constructor(problems: EditProblem[], idOf: (text: string) => TaskId, readDue: (text: string) => string) {
    this.#readDue = readDue;
    this.problems = problems;
    this.#idOf = idOf;
  }

  #check(place: EditProblem['place'], read: () => string): string | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
      this.problems.push({ place, text: error.message });
      return undefined;
    }
  }

  text(
    key: EditableText,
    base: EditableValues,
    { texts }: EditableValues,
    whole: boolean,
  ): readonly TextChange[] {
    const [old = '', written] = [base.texts.get(key), texts.get(key)];
    if (written === undefined && !whole) return [];
    if ((written ?? '').trim() === '') {
      if (key === 'title')
        this.problems.push({ place: texts.has(key) ? [key] : [], text: 'title: is missing' });
      return old === '' || key === 'title' ? [] : [{ key, base: old, wanted: '' }];
    }
    const value = written ?? '';
    // A block of text ends with a line end, whether or not the value did.
    if (value === old || value === `${old}\n`) return [];
    const wanted = this.#check([key], () => this.#normal(key, value));
    return wanted === undefined || wanted === old ? [] : [{ key, base: old, wanted }];
  }

  #normal(key: EditableText, value: string): string {
    switch (key) {
      case 'title':
        return validTitle(value);
      case 'priority': {
        const priority = parsePriority(value);
        return priority === 0 ? '' : PRIORITIES[priority];
      }
      case 'due':
        return this.#readDue(value);
      case 'parent':
        return this.#idOf(value.trim());
      case 'description':
        return validText(value, 'description');
      default:
        return validName(value, key.replace('_', ' '));
    }
  }

  list(
    key: EditableList,
    base: EditableValues,
    { lists }: EditableValues,
    whole: boolean,
  ): readonly ListChange[] {
    const [old = [], written] = [base.lists.get(key), lists.get(key)];
    if (written === undefined && !whole) return [];
    const wanted = (written ?? []).flatMap((entry, at) =>
      old.includes(entry) ? [entry] : (this.#check([key, at], () => this.#entry(key, entry)) ?? []),
    );
    const added = [...new Set(wanted)].filter((entry) => !old.includes(entry));
    const removed = old.filter((entry) => !wanted.includes(entry));
    if (key === 'acceptance')
      for (const entry of removed)
        this.problems.push({
          place: lists.has(key) ? [key] : [],
          text: `acceptance: "${entry}" can't be taken away or changed`,
        });
    return added.length + removed.length === 0 ? [] : [{ key, added, removed }];
  }

  #entry(key: EditableList, entry: string): string {
    switch (key) {
      case 'labels':
        return validName(entry, 'label');
      case 'depends_on':
        return this.#idOf(entry.trim());
      case 'links':
        return formatLink(parseLink(entry));
      case 'resources':
        return formatResource(parseResource(entry));
      default:
        return validText(entry, 'acceptance criterion');
    }
  }
}
