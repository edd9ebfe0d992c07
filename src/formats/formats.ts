import { loadFullParser, parseDocument } from '../codec/document.ts';
import { isList, valueFrom } from '../codec/value.ts';
import type { ImportSource } from '../domain/import-source.ts';
import type { ImportedTask } from '../domain/imported-task.ts';
import { GitTaskError } from '../errors.ts';
import { guessJson, withoutEnvelope } from './guess.ts';
import { entriesOf, type JsonEntry, type JsonText, readJson } from './json-entries.ts';
import { type FolderFile, readBacklog } from './read-backlog.ts';
import { readBeads } from './read-beads.ts';
import { readCheckList } from './read-check-list.ts';
import { readGitHub, readGitLab } from './read-forge.ts';
import { readGitTask } from './read-git-task.ts';
import { readTaskwarrior } from './read-taskwarrior.ts';
import { type Reading, Report, type Surroundings } from './report.ts';
import { type FoundTask, settle } from './settle.ts';

export { exportValues, writeExport } from './write-export.ts';

/** More entries than this are refused. */
const MOST_ENTRIES = 100_000;

type ReadEntry = (entry: JsonEntry, report: Report, around: Surroundings) => FoundTask | undefined;

const JSON_READERS: Readonly<Record<Exclude<ImportSource, 'backlog' | 'markdown'>, ReadEntry>> = {
  'git-task': readGitTask,
  beads: readBeads,
  taskwarrior: readTaskwarrior,
  gh: readGitHub,
  glab: readGitLab,
};

/**
 * Reads what another tracker wrote. All values of the tasks are valid; what was made of others is remarked.
 *
 * @param from undefined: guessed from the content
 * @returns undefined where that can't be guessed
 */
export async function readTasks(
  input: { readonly text: string } | { readonly files: readonly FolderFile[] },
  from: ImportSource | undefined,
  around: Surroundings,
): Promise<(Reading & { readonly from: ImportSource }) | undefined> {
  const report = new Report();
  if ('files' in input) {
    const tasks = settled(await readBacklog(input.files, report), report);
    return { from: 'backlog', tasks, ...report.sorted() };
  }
  const json = readJson(input.text);
  const source = from ?? (json === undefined ? guessText(input.text) : guessJson(json));
  if (source === undefined) return undefined;
  const found =
    source === 'markdown'
      ? readCheckList(input.text, around.name)
      : await readEntries(input.text, json, source, report, around);
  return { from: source, tasks: settled(found, report), ...report.sorted() };
}

/** A list of items with boxes is taken for a check list, a document of our own for an export. */
function guessText(text: string): ImportSource | undefined {
  if (/^- id: [a-z][0-9a-z]{9}\n {2}title: /.test(text)) return 'git-task';
  return /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]/m.test(text) ? 'markdown' : undefined;
}

async function readEntries(
  text: string,
  json: JsonText | undefined,
  source: ImportSource,
  report: Report,
  around: Surroundings,
): Promise<readonly FoundTask[]> {
  if (source === 'backlog' || source === 'markdown') {
    report.problem(around.name, 'is no folder: name the one that has tasks/ in it');
    return [];
  }
  const whole = json ?? (source === 'git-task' ? await yamlEntries(text, around.name, report) : undefined);
  if (whole === undefined) {
    if (report.problems.length === 0)
      report.problem(around.name, text.trim() === '' ? 'is empty' : 'is not JSON');
    return [];
  }
  const entries = entriesOf(source === 'git-task' ? withoutEnvelope(whole) : whole, report);
  if (entries.length > MOST_ENTRIES) {
    report.problem(around.name, `has ${entries.length} entries, more than ${MOST_ENTRIES}`);
    return [];
  }
  return entries.flatMap((entry) => JSON_READERS[source](entry, report, around) ?? []);
}

async function yamlEntries(text: string, name: string, report: Report): Promise<JsonText | undefined> {
  try {
    await loadFullParser();
    const tree = parseDocument(text, name);
    return isList(tree) ? { kind: 'json', value: valueFrom(tree) } : undefined;
  } catch (error) {
    if (!(error instanceof GitTaskError)) throw error;
    report.problem(name, error.message);
    return undefined;
  }
}

/** Fits tasks into the limits, and leaves out those that stand a second time. */
function settled(found: readonly FoundTask[], report: Report): readonly ImportedTask[] {
  const seen = new Map<string, string>();
  return found.flatMap((one) => {
    const first = seen.get(one.handle);
    if (first !== undefined) {
      report.remark(one.place, 'id', `${one.handle} stands here a second time; ${first} is taken`);
      return [];
    }
    seen.set(one.handle, one.place);
    return settle(one, report) ?? [];
  });
}
