import { loadFullParser, parseDocument } from '../codec/document.ts';
import { isMap, valueFrom } from '../codec/value.ts';
import type { ImportedCriterion, ImportedNote } from '../domain/imported-task.ts';
import type { Priority } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { backlogSections, type Sections } from './backlog-sections.ts';
import { Entry, isObject, textOf, timeOf } from './entry.ts';
import { criteriaOf, datedNote } from './read-beads.ts';
import type { Report } from './report.ts';
import type { FoundTask } from './settle.ts';

/** A file of a folder: `tasks/task-1 - Title.md`. */
export interface FolderFile {
  readonly path: string;
  readonly text: string;
}

const PRIORITY: ReadonlyMap<string, Priority> = new Map([
  ['critical', 4],
  ['high', 3],
  ['medium', 2],
  ['low', 1],
]);

/** Whether a reference is a path of the repository, and no address. */
function isLinkPath(text: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(text);
}

const handleOf = (id: string): string => `backlog/${id.toLowerCase()}`;

/** Reads the tasks of a Backlog.md folder: `tasks/`, `completed/` and `drafts/`. */
export async function readBacklog(
  files: readonly FolderFile[],
  report: Report,
): Promise<readonly FoundTask[]> {
  await loadFullParser();
  const statuses = statusesOf(files.find(({ path }) => /^config\.ya?ml$/.test(path))?.text);
  return files.flatMap((file) => (file.path.endsWith('.md') ? (readFile(file, statuses, report) ?? []) : []));
}

/** What the folder's configuration calls open and done: the first and the last of its statuses. */
function statusesOf(config: string | undefined): readonly string[] {
  const standard = ['To Do', 'In Progress', 'Done'];
  if (config === undefined) return standard;
  try {
    const tree = parseDocument(config, 'config.yml');
    const list = isMap(tree) ? valueFrom(tree.get('statuses') ?? '') : '';
    const names = Array.isArray(list) ? list.flatMap((item) => textOf(item) ?? []) : [];
    return names.length < 2 ? standard : names;
  } catch (error) {
    if (error instanceof GitTaskError) return standard;
    throw error;
  }
}

function readFile(
  { path, text }: FolderFile,
  statuses: readonly string[],
  report: Report,
): FoundTask | undefined {
  const [, front, body = ''] =
    /^\ufeff?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(text) ?? [];
  const values = front === undefined ? undefined : frontMatter(front, path, report);
  if (values === undefined) {
    if (front === undefined) report.problem(path, 'has no front matter');
    return undefined;
  }
  const entry = new Entry(values, path, report);
  const id = entry.text('id');
  if (id === undefined) {
    report.problem(path, 'has no id');
    return undefined;
  }
  entry.done('ordinal', 'reporter', 'created_date');
  const status = entry.text('status') ?? '';
  const isClosed = path.startsWith('completed/') || same(status, statuses.at(-1) ?? 'Done');
  const isDraft = path.startsWith('drafts/');
  const isPlain = isClosed || isDraft || same(status, statuses[0] ?? 'To Do');
  const people = entry.names('assignee').map((name) => name.replace(/^@/, ''));
  const references = entry.names('references');
  const parent = entry.text('parent_task_id');
  const priority = PRIORITY.get((entry.text('priority') ?? '').toLowerCase());
  const sections = backlogSections(body);
  const created = textOf(values.created_date);
  return {
    from: 'backlog',
    handle: handleOf(id),
    place: path,
    title: entry.text('title') ?? '',
    description: describe(sections),
    type: entry.text('type'),
    ...(priority === undefined ? {} : { priority }),
    assignee: people[0],
    due: entry.text('due_date'),
    ...(parent === undefined ? {} : { parent: handleOf(parent) }),
    labels: entry.names('labels'),
    depends_on: entry.names('dependencies').map(handleOf),
    links: references.filter(isLinkPath),
    acceptance: [
      ...criteria(sections.get('Acceptance Criteria')),
      ...criteria(sections.get('Definition of Done')),
    ],
    notes: notesOf(sections, isClosed),
    status: isClosed ? 'completed' : 'pending',
    ...(isClosed && sections.has('Final Summary')
      ? { end: { message: sections.get('Final Summary') ?? '' } }
      : {}),
    hold: isDraft && !isClosed ? 'a draft in Backlog.md' : undefined,
    rest: {
      ...entry.rest(),
      ...(created === undefined ? {} : { created_date: created }),
      ...(isPlain ? {} : { status }),
      ...(people.length < 2 ? {} : { assignee: people }),
      ...(references.every(isLinkPath) ? {} : { references: references.filter((one) => !isLinkPath(one)) }),
    },
  };
}

function frontMatter(text: string, path: string, report: Report): Record<string, unknown> | undefined {
  try {
    const value = valueFrom(parseDocument(`${text}\n`, path));
    if (isObject(value)) return { ...value };
    report.problem(path, 'has no map as its front matter');
  } catch (error) {
    if (!(error instanceof GitTaskError)) throw error;
    report.problem(path, error.message);
  }
  return undefined;
}

function same(one: string, two: string): boolean {
  return one.trim().toLowerCase() === two.trim().toLowerCase();
}

function describe(sections: Sections): string {
  const plan = sections.get('Implementation Plan');
  const parts = [sections.get(''), sections.get('Description'), plan && `## Implementation Plan\n\n${plan}`];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

function criteria(text: string | undefined): readonly ImportedCriterion[] {
  return criteriaOf(text?.replace(/^([ \t]*- \[[ xX]\]) #\d{1,6} /gm, '$1 '));
}

function notesOf(sections: Sections, isClosed: boolean): readonly ImportedNote[] {
  const texts = [sections.get('Implementation Notes'), isClosed ? undefined : sections.get('Final Summary')];
  return [
    ...texts.flatMap((text) => (text === undefined ? [] : [{ text }])),
    ...comments(sections.get('Comments')),
  ];
}

/** Comments stand one after the other: lines of `key: value`, a line `---`, the text, a line `---`. */
function comments(text: string | undefined): readonly ImportedNote[] {
  const parts = (text ?? '').split(/^---[ \t]*$/m).map((part) => part.trim());
  const notes: ImportedNote[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const head = parts[at] ?? '';
    const body = parts[at + 1] ?? '';
    const by = /^author:[ \t]*@?(\S.*)$/m.exec(head)?.[1]?.trim();
    if (body !== '')
      notes.push(datedNote(body, by, timeOf(/^created:[ \t]*(\S.*)$/m.exec(head)?.[1]?.trim())));
  }
  return notes;
}
