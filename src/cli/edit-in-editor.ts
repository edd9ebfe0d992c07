import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { TaskId } from '../domain/id.ts';
import { oneLine, shellQuote } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import { editText } from '../operations/edit-text.ts';
import { requireTask } from '../operations/operation.ts';
import { baseOfText, type EditBase, formatEditable, readEdit } from '../tracker/read-edit.ts';
import { readTextFile } from '../tracker/read-text-file.ts';
import type { StoreSnapshot } from '../tracker/tracker.ts';
import { answerActed } from './answer-tasks.ts';
import type { Call } from './call.ts';

const LARGEST = 1024 * 1024;
const SHOWN = 20;

/**
 * Whether somebody is there to edit a text, or named for this what edits it. `VISUAL` and `EDITOR` are a person's habits,
 * which an agent's shell inherits: what they name would wait for ever for a terminal that is not there.
 */
export function canOpenEditor(call: Call): boolean {
  const { env } = call.ports;
  return call.io.interactive?.() === true || (env.GIT_EDITOR ?? '') !== '';
}

/** Whether the environment names an editor for terminals. */
export function hasEditor({ ports: { env } }: Call): boolean {
  return [env.VISUAL, env.EDITOR].some((name) => (name ?? '') !== '');
}

/**
 * Opens what may be edited of a task in the editor that git would start, and applies what changed.
 *
 * @throws IO_FAILED where the editor fails; EDIT_INVALID, CHANGED_SINCE and what else is refused: the text is kept
 */
export async function editInEditor(call: Call, id: TaskId): Promise<void> {
  const { tracker } = call;
  const { editFile, gitEditor } = await import('../tracker/open-editor.ts');
  const editor = gitEditor(tracker.repository, call.ports.env);
  if (editor === undefined)
    throw call.usage('git knows no editor for this terminal', [
      `git task edit ${id} --title "<title>"`,
      `git task edit ${id} --from <file>`,
    ]);
  const snapshot = await call.snapshot();
  const task = requireTask(snapshot, id);
  const opened = formatEditable(task, snapshot.tip, (other) => snapshot.summary(other)?.title);
  const file = writeDraft(call, id, opened);
  const failure = editFile(editor, file, call.ports.env);
  if (failure !== undefined)
    throw kept(
      call,
      id,
      file,
      new GitTaskError('IO_FAILED', `the editor ended with ${failure}: nothing was changed`, {
        details: { editor },
      }),
    );
  const text = readText(id, file, shortName(call, file));
  if (text === opened || isEmpty(text)) {
    rmSync(file, { force: true });
    if (isEmpty(text)) call.out.hint('the text is empty: nothing was changed');
    await answerActed(call, { ids: [id], done: 'edited', changed: [] });
    return;
  }
  try {
    await apply(call, snapshot, text, file, { task, whole: true });
  } catch (error) {
    throw error instanceof GitTaskError ? kept(call, id, file, error) : error;
  }
  rmSync(file, { force: true });
}

/**
 * Applies a text without an editor. One that was opened before is compared with the task as it was then; of any other,
 * the keys that it names are taken over.
 *
 * @param file `-` is standard input
 */
export async function editFrom(call: Call, id: TaskId, file: string): Promise<void> {
  const text = file === '-' ? call.io.stdin() : readText(id, resolve(call.ports.cwd, file), file);
  if (isEmpty(text))
    throw new GitTaskError('EDIT_INVALID', `${file === '-' ? 'the text' : file} is empty`, {
      template: `git task edit ${id} --from <file>`,
    });
  const snapshot = await call.snapshot();
  const base = await baseOfText(call.tracker.repository, text, id);
  const task = base ?? requireTask(snapshot, id);
  await apply(call, snapshot, text, file, { task, whole: base !== undefined });
  const path = resolve(call.ports.cwd, file);
  if (dirname(path) === draftDirectory(call) && basename(path).startsWith(`edit-${id}-`))
    rmSync(path, { force: true });
}

async function apply(
  call: Call,
  snapshot: StoreSnapshot,
  text: string,
  file: string,
  base: Omit<EditBase, 'now'>,
): Promise<void> {
  const { tracker } = call;
  const name = file === '-' ? 'stdin' : shortName(call, file);
  const idOf = (typed: string): TaskId =>
    tracker.resolve(snapshot, typed, (other) => `git task edit ${base.task.id} --parent ${other}`);
  const { input, problems } = await readEdit(text, name, { ...base, now: call.ports.now() }, idOf);
  if (problems.length > 0) throw refusal(call, base.task.id, file, problems);
  const { result } = await tracker.run(editText, input);
  await answerActed(call, { ids: [input.id], done: 'edited', changed: result.changed });
}

/** Says each of the problems on its own line; the error counts them. */
function refusal(
  call: Call,
  id: TaskId,
  file: string,
  problems: readonly { readonly at: string; readonly text: string }[],
): GitTaskError {
  if (!call.out.format.json) {
    for (const { at, text } of problems.slice(0, SHOWN)) call.out.say(`${oneLine(at)}: ${oneLine(text)}`);
    if (problems.length > SHOWN) call.out.say(`\u2026 and ${problems.length - SHOWN} more`);
  }
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new GitTaskError('EDIT_INVALID', `the text has ${count}`, {
    hint: 'nothing was changed; once that is right:',
    template: `git task edit ${id} --from ${shellQuote(file)}`,
    details: { problems },
  });
}

/** The error, with where the text is and the call that takes it up again. */
function kept(call: Call, id: TaskId, file: string, error: GitTaskError): GitTaskError {
  const name = shortName(call, file);
  return new GitTaskError(error.code, error.message, {
    hint: `your text is kept in ${name}${error.code === 'CHANGED_SINCE' ? '; without its first line it is taken as it is' : ''}`,
    template: `git task edit ${id} --from ${shellQuote(name)}`,
    details: { ...error.details, kept: file },
    cause: error,
  });
}

/** A path as it is typed here, where that is shorter. */
function shortName(call: Call, file: string): string {
  const near = relative(call.ports.cwd, resolve(call.ports.cwd, file));
  return near.length < file.length ? near : file;
}

function draftDirectory(call: Call): string {
  return call.tracker.store.directory.path;
}

/** @throws IO_FAILED */
function writeDraft(call: Call, id: TaskId, text: string): string {
  const suffix = [...call.ports.entropy(4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const file = join(draftDirectory(call), `edit-${id}-${suffix}.yaml`);
  try {
    mkdirSync(draftDirectory(call), { recursive: true });
    // What is edited may be nobody else's to read yet.
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new GitTaskError('IO_FAILED', `${file} can't be written`, {
      template: `git task edit ${id} --title "<title>"`,
      cause,
    });
  }
  return file;
}

/** @throws IO_FAILED, EDIT_INVALID */
function readText(id: TaskId, file: string, name: string): string {
  const text = readTextFile(file, name, { code: 'EDIT_INVALID', call: `git task edit ${id} --from` });
  if (text.length <= LARGEST) return text;
  throw new GitTaskError('EDIT_INVALID', `${name} is larger than ${LARGEST} bytes`, {
    template: `git task edit ${id} --from <file>`,
  });
}

/** Whether nothing but comments is left. */
function isEmpty(text: string): boolean {
  return text.split('\n').every((line) => line.trim() === '' || line.startsWith('#'));
}
