import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { ExportFormat } from '../domain/export-format.ts';
import type { ImportSource } from '../domain/import-source.ts';
import type { Task } from '../domain/task.ts';
import { shellQuote } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import type { FolderFile } from '../formats/read-backlog.ts';
import type { Reading } from '../formats/report.ts';
import type { ExportedTask } from '../formats/write-export.ts';
import { localDay } from './calendar.ts';
import { readTextFile } from './read-text-file.ts';
import type { Tracker } from './tracker.ts';

/** Bytes of all that is read. */
const LARGEST = 128 * 1024 * 1024;
const READER = { code: 'IMPORT_INVALID', call: 'git task import' } as const;
const FOLDERS = ['tasks', 'completed', 'drafts'];

/** What a file of another tracker says, and of which tracker it is. */
export interface ForeignTasks extends Reading {
  readonly from: ImportSource;
  readonly name: string;
}

/**
 * Reads tasks of another tracker.
 *
 * @param path a file, a Backlog.md folder, or `-` for standard input
 * @param from undefined: guessed
 * @throws IO_FAILED; IMPORT_INVALID where it is too large, or no guess can be made
 */
export async function readForeignTasks(
  tracker: Tracker,
  path: string,
  from: ImportSource | undefined,
  stdin: () => string,
): Promise<ForeignTasks> {
  const { readTasks } = await import('../formats/formats.ts');
  const input =
    path === '-' ? { text: limited(path, stdin()) } : readPath(resolve(tracker.ports.cwd, path), path);
  const name = path === '-' ? 'stdin' : nameOf(tracker, resolve(tracker.ports.cwd, path));
  const reading = await readTasks(input, from, { name, now: tracker.ports.now(), dayOf: localDay });
  if (reading !== undefined) return { ...reading, name };
  throw new GitTaskError('IMPORT_INVALID', `${name} does not say which tracker wrote it`, {
    hint: 'name the tracker',
    template: `git task import ${shellQuote(path)} --from <tracker>`,
  });
}

/** The tasks as text, in any format but JSON, whose envelope is the command line's. */
export async function formatExport(
  tasks: readonly ExportedTask[],
  format: Exclude<ExportFormat, 'json'>,
): Promise<string> {
  const { writeExport } = await import('../formats/formats.ts');
  return writeExport(tasks, format);
}

/** Tasks with everything they hold, for JSON. */
export async function exportData(tasks: readonly Task[]): Promise<readonly Record<string, unknown>[]> {
  const { exportValues } = await import('../formats/formats.ts');
  return tasks.map(exportValues);
}

/** @throws IO_FAILED */
export function writeExportFile(tracker: Tracker, path: string, text: string): void {
  try {
    writeFileSync(resolve(tracker.ports.cwd, path), text);
  } catch (cause) {
    throw new GitTaskError('IO_FAILED', `${path} can't be written`, {
      template: 'git task export --output <file>',
      cause,
    });
  }
}

/** What handles call a file: its path within the worktree, so that it is the same for all, else its name. */
function nameOf(tracker: Tracker, path: string): string {
  const root = tracker.repository.worktree?.root;
  const inside = root === undefined ? '..' : relative(realpathSync(root), realpathSync(path));
  return inside.startsWith('..') || inside === '' ? basename(path) : inside.replaceAll('\\', '/');
}

function tooLarge(path: string): GitTaskError {
  return new GitTaskError('IMPORT_INVALID', `${path} is larger than ${LARGEST} bytes`, {
    template: 'git task import <file>',
  });
}

function limited(path: string, text: string): string {
  if (text.length > LARGEST) throw tooLarge(path);
  return text;
}

function readPath(
  path: string,
  typed: string,
): { readonly text: string } | { readonly files: readonly FolderFile[] } {
  try {
    const info = statSync(path);
    if (info.isDirectory()) return { files: readFolder(path, typed) };
    if (info.size > LARGEST) throw tooLarge(typed);
    return { text: readTextFile(path, typed, READER) };
  } catch (cause) {
    if (cause instanceof GitTaskError) throw cause;
    throw new GitTaskError('IO_FAILED', `${typed} can't be read`, {
      template: ['git task import <file>', 'git task import - < <file>'],
      cause,
    });
  }
}

/** The files of a Backlog.md folder, or of the repository that has it as `backlog` or `.backlog`. */
function readFolder(path: string, typed: string): readonly FolderFile[] {
  const root = [path, join(path, 'backlog'), join(path, '.backlog')].find((one) =>
    isFolder(join(one, 'tasks')),
  );
  if (root === undefined)
    throw new GitTaskError('IMPORT_INVALID', `${typed} is no folder of Backlog.md: it has no tasks/`, {
      template: 'git task import backlog/ --from backlog',
    });
  const names = FOLDERS.flatMap((folder) =>
    isFolder(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [],
  );
  let bytes = 0;
  const files: FolderFile[] = [];
  for (const name of [...readdirSync(root).filter((one) => /^config\.ya?ml$/.test(one)), ...names].sort(
    byNumber,
  )) {
    const info = statSync(join(root, name));
    if (!info.isFile()) continue;
    bytes += info.size;
    if (bytes > LARGEST) throw tooLarge(typed);
    files.push({ path: name, text: readFileSync(join(root, name), 'utf8') });
  }
  return files;
}

/** As people count: task-2 before task-10. */
function byNumber(one: string, two: string): number {
  return one.localeCompare(two, 'en', { numeric: true });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
