import type { ImportedCriterion, ImportedEnd, ImportedNote, ImportedTask } from '../domain/imported-task.ts';
import { LIST_LIMIT, NAME_LIMIT, TEXT_LIMIT, TITLE_LIMIT } from '../domain/limits.ts';
import { formatLink, parseLink } from '../domain/link.ts';
import { formatResource, parseResource } from '../domain/resource.ts';
import type { Value } from '../domain/task.ts';
import { oneLine } from '../domain/text.ts';
import { validDay } from '../domain/valid-values.ts';
import { GitTaskError } from '../errors.ts';
import type { Report } from './report.ts';

/** Bytes of all texts of a task as they are written; a file may have 1 MiB, and has more than texts. */
const TASK_BYTES = 800 * 1024;
/** Bytes of what is kept under the foreign key. */
const REST_BYTES = 128 * 1024;
/** Bytes that an entry of a list takes besides its text. */
const ENTRY_BYTES = 300;
/** Controls that no text needs; tabs and line ends stay. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;

/** A task as a reader found it: values may be too long, or not be what they have to be. */
export type FoundTask = Pick<
  ImportedTask,
  'handle' | 'place' | 'title' | 'parent' | 'discovered_from' | 'status' | 'priority' | 'id' | 'plan_key'
> & {
  readonly from: string;
  readonly description?: string | undefined;
  readonly type?: string | undefined;
  readonly assignee?: string | undefined;
  readonly due?: string | undefined;
  readonly hold?: string | undefined;
  readonly depends_on?: readonly string[];
  readonly labels?: readonly string[];
  readonly links?: readonly string[];
  readonly resources?: readonly string[];
  readonly commits?: readonly string[];
  readonly acceptance?: readonly ImportedCriterion[];
  readonly notes?: readonly ImportedNote[];
  readonly end?: ImportedEnd;
  /** What has no place in git-task, kept under the key of where it comes from. */
  readonly rest: Readonly<Record<string, Value>>;
  /** Other unknown keys. */
  readonly extra?: Readonly<Record<string, Value>>;
};

/** Fits one task into the limits; what had to give way is kept beside it where it can be, and remarked. */
class Fitting {
  readonly rest: Record<string, Value>;
  /** Its texts are kept to the letter. */
  readonly isOurs: boolean;
  readonly #found: FoundTask;
  readonly #report: Report;
  #bytes = TASK_BYTES;

  constructor(found: FoundTask, report: Report) {
    this.#found = found;
    this.#report = report;
    this.rest = { ...found.rest };
    this.isOurs = found.from === 'git-task';
  }

  remark(field: string, text: string): void {
    this.#report.remark(this.#found.place, field, text);
  }

  /** Keeps under the foreign key what can't stand in its own place. */
  keep(field: string, value: Value, why: string): void {
    this.remark(field, why);
    if (!Object.hasOwn(this.rest, field)) this.rest[field] = value;
  }

  /** A text within its limit and what is left of the task's; undefined where it says nothing. */
  text(field: string, text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const lines = this.isOurs ? text.toWellFormed() : text.toWellFormed().replace(/\r\n?/g, '\n');
    const clean = this.isOurs ? lines : lines.replace(CONTROLS, '\ufffd');
    if (clean !== lines) this.remark(field, 'has control characters, which are replaced');
    const most = Math.min(TEXT_LIMIT, this.#bytes);
    const cut = cost(clean) > most ? fitting(clean, most) : clean;
    if (cut !== clean) this.remark(field, `is cut: ${clean.length} characters, of which ${cut.length} stay`);
    if (cut.trim() === '') return undefined;
    this.#bytes -= cost(cut);
    return cut;
  }

  name(field: string, text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const name = text
      .toWellFormed()
      .replace(/\p{Cc}/gu, ' ')
      .trim();
    if (name === '') return undefined;
    if (name.length <= NAME_LIMIT) return name;
    this.keep(field, name, `is longer than ${NAME_LIMIT} characters`);
    return undefined;
  }

  valid(field: string, text: string, read: (text: string) => string): string | undefined {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
      this.keep(field, text.toWellFormed(), error.message);
      return undefined;
    }
  }

  /** The first entries of a list, as many as a task may have. */
  list<T>(field: string, items: readonly T[] = []): readonly T[] {
    if (items.length <= LIST_LIMIT) return items;
    this.remark(field, `${items.length} entries, of which the first ${LIST_LIMIT} stay`);
    return items.slice(0, LIST_LIMIT);
  }

  /** Entries that cost more than their text, within what is left of the task. */
  entries<T extends { readonly text: string }>(field: string, items: readonly T[] = []): readonly T[] {
    return this.list(field, items).flatMap((item) => {
      this.#bytes -= ENTRY_BYTES;
      const text = this.text(field, item.text);
      return text === undefined ? [] : [{ ...item, text }];
    });
  }

  /** The foreign key and its map, within their limit. */
  foreign(): Readonly<Record<string, Value>> {
    let left = REST_BYTES;
    const entries = Object.entries(this.rest).filter(([field, value]) => {
      const size = cost(JSON.stringify(value)) + field.length;
      if (size > left) {
        this.remark(field, `is left out: it takes ${size} bytes`);
        return false;
      }
      left -= size;
      return true;
    });
    return entries.length === 0 ? {} : { [`x-${this.#found.from}`]: Object.fromEntries(entries) };
  }
}

/** Bytes that a text takes in a file, at most: quoted, with escapes. */
function cost(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

/** The longest beginning of a text that costs no more than so many bytes. */
function fitting(text: string, most: number): string {
  let [low, high] = [0, Math.min(text.length, Math.max(most, 0))];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (cost(text.slice(0, middle)) <= most) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low).toWellFormed();
}

/** Makes of what a reader found a task that can be written; what gives way is remarked. */
export function settle(found: FoundTask, report: Report): ImportedTask | undefined {
  const fit = new Fitting(found, report);
  const given = found.title.toWellFormed();
  const whole = fit.isOurs ? given.replace(/[\r\n]+/g, ' ').trim() : oneLine(given);
  const handle = found.handle.toWellFormed();
  if (whole === '') report.problem(found.place, 'has no title');
  if (handle.length > NAME_LIMIT || /\p{Cc}/u.test(handle))
    report.problem(found.place, `its id is no line of at most ${NAME_LIMIT} characters`);
  if (whole === '' || handle.length > NAME_LIMIT || /\p{Cc}/u.test(handle)) return undefined;
  const title = whole.length > TITLE_LIMIT ? `${whole.slice(0, TITLE_LIMIT - 1).toWellFormed()}…` : whole;
  if (title !== whole)
    fit.remark('title', `is longer than ${TITLE_LIMIT} characters: all of it begins the description`);
  const described = title === whole ? found.description : `${whole}\n\n${found.description ?? ''}`;
  const names = (field: 'labels' | 'assignee', items: readonly string[] = []): readonly string[] =>
    fit.list(field, [...new Set(items)]).flatMap((item) => fit.name(field, item) ?? []);
  const parsed = (field: string, items: readonly string[] | undefined, read: (text: string) => string) =>
    fit.list(field, items).flatMap((item) => fit.valid(field, item, read) ?? []);
  const values = {
    description: fit.text('description', described),
    type: fit.name('type', found.type),
    assignee: fit.name('assignee', found.assignee),
    due: found.due === undefined ? undefined : fit.valid('due', found.due, validDay),
    hold: fit.text('hold', found.hold),
    priority: found.priority,
    parent: found.parent,
    discovered_from: found.discovered_from,
    id: found.id,
    plan_key: fit.name('plan_key', found.plan_key),
    end: found.end === undefined ? undefined : settledEnd(found.end, fit),
  };
  return {
    ...present(values),
    handle,
    place: found.place,
    title,
    status: found.status,
    labels: names('labels', found.labels),
    depends_on: fit.list('depends_on', [...new Set(found.depends_on)]),
    links: parsed('links', found.links, (text) => formatLink(parseLink(text))),
    resources: parsed('resources', found.resources, (text) => formatResource(parseResource(text))),
    commits: fit.list('commits', found.commits),
    acceptance: fit.entries('acceptance', found.acceptance),
    notes: fit.entries('notes', found.notes).map((note) => {
      const by = fit.name('notes', note.by);
      const { by: _by, ...rest } = note;
      return by === undefined ? rest : { ...rest, by };
    }),
    extra: { ...found.extra, ...fit.foreign() },
  };
}

function settledEnd({ by, at, commit, branch, message }: ImportedEnd, fit: Fitting): ImportedEnd {
  return present({
    by: fit.name('end', by),
    at,
    commit,
    branch: fit.name('branch', branch),
    message: fit.text('message', message),
  });
}

type Present<T> = { readonly [key in keyof T]?: Exclude<T[key], undefined> };

/** The values that are there. */
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
