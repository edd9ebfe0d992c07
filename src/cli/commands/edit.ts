import { parsePriority } from '../../domain/priority.ts';
import type { Status } from '../../domain/task.ts';
import { type EditInput, edit } from '../../operations/edit.ts';
import type { Operation } from '../../operations/operation.ts';
import { type StatusOutcome, setStatus } from '../../operations/set-status.ts';
import { answerActed } from '../answer-tasks.ts';

import { answerStatus, parseStatus } from '../change-status.ts';
import { dueText, readDue } from '../due.ts';
import { canOpenEditor, editFrom, editInEditor, hasEditor } from '../edit-in-editor.ts';
import { gather, type Verb } from '../verb.ts';

interface Options {
  readonly title: string;
  readonly description: string | false;
  readonly type: string | false;
  readonly priority: string;
  readonly assignee: string | false;
  readonly due: string | false;
  readonly parent: string | false;
  readonly key: string | false;
  readonly accept: readonly string[];
  readonly status: string;
  readonly from: string;
}

/** A commander option that `--no-…` turns into false, as an edit wants it: null takes the value away. */
function orNull(
  value: string | false | undefined,
  read: (text: string) => string = (text) => text,
): string | null | undefined {
  return value === undefined ? undefined : value === false ? null : read(value);
}

export const verb: Verb = {
  arguments: '[ids...]',
  examples: [
    'edit <id> --title "<title>"',
    'edit @ -p high --due 2025-09-01',
    'edit k7x2 --no-due --no-parent',
    'edit <id>',
    'edit <id> --from <file>',
  ],
  about: `Without an option, on a terminal: opens the task in your editor.`,
  options: (command) =>
    command
      .option('--title <title>', 'a new title')
      .option('-d, --description <text>', 'what it is about; - reads stdin')
      .option('--no-description', 'take the description away')
      .option('-t, --type <type>', 'feature, bug, chore, idea, …')
      .option('--no-type', 'take the type away')
      .option('-p, --priority <priority>', '0-4, or none, low, medium, high, critical')
      .option('-a, --assignee <name>', 'whose it is')
      .option('--no-assignee', "make it nobody's")
      .option('--due <day>', 'yyyy-mm-dd, or in words: tomorrow, fri, +3d, "1 sep"')
      .option('--no-due', 'take the due date away')
      .option('--parent <id>', 'the task this is a part of')
      .option('--no-parent', 'make it a part of nothing')
      .option('--key <key>', 'a handle of your own for it')
      .option('--no-key', 'take the handle away')
      .option('--accept <text>', 'add an acceptance criterion; may be repeated', gather)
      .option('-s, --status <status>', 'as `git task status`, after the edits')
      .option('--from <file>', 'take the values out of a YAML text; - reads stdin'),
  async run(call) {
    const options = call.options<Options>();
    // commander presets every `--no-…` option to true.
    const value = (key: keyof Options): string | false | undefined => {
      const given: unknown = options[key];
      return typeof given === 'string' || given === false ? given : undefined;
    };
    const parent = value('parent');
    const due = value('due');
    const description = orNull(value('description'), (text) => call.text(text));
    const found = {
      title: options.title,
      description,
      type: orNull(value('type')),
      priority: options.priority === undefined ? undefined : parsePriority(options.priority),
      assignee: orNull(value('assignee')),
      due: typeof due === 'string' ? await readDue(call, due) : orNull(due),
      parent: typeof parent === 'string' ? await call.id(parent) : orNull(parent),
      plan_key: orNull(value('key')),
      acceptance: options.accept,
    };
    const given = Object.entries(found).filter(([, entry]) => entry !== undefined);
    const [first = '@'] = call.args;
    const flagged = given.length > 0 || options.status !== undefined;
    if (options.from !== undefined || (!flagged && canOpenEditor(call))) {
      if (flagged || call.args.length > 1)
        throw call.usage(
          'a text is taken for one task, without other options',
          `git task edit ${first} --from <file>`,
        );
      const id = await call.id(first);
      return options.from === undefined ? editInEditor(call, id) : editFrom(call, id, options.from);
    }
    if (!flagged)
      throw call.usage(hasEditor(call) ? 'there is no terminal for an editor' : 'nothing to change', [
        `git task edit ${first} --title "<title>"`,
        `git task edit ${first} --from <file>`,
      ]);
    const status =
      options.status === undefined
        ? undefined
        : parseStatus(options.status, `git task edit ${first} --status`);
    const ids = await call.ids(call.args);
    const values: Omit<EditInput, 'ids'> = Object.fromEntries(given);
    const { result } = await call.tracker.run(editThenMove, {
      ids,
      ...values,
      ...(status === undefined ? {} : { status }),
    });
    if (status === undefined) await answerActed(call, { ids, done: 'edited', changed: result.changed });
    else await answerStatus(call, ids, status, result);
    if (typeof found.due === 'string') call.out.hint(`  ${dueText(call, found.due)}`);
  },
};

/** Edits and moves in one transaction: where the move is refused, nothing was edited. */
const editThenMove: Operation<EditInput & { readonly status?: Status }, StatusOutcome> = {
  name: 'edit',
  run(draft, input) {
    const edited = edit.run(draft, input);
    if (input.status === undefined) return { ...edited, effects: [] };
    const moved = setStatus.run(draft, { ids: input.ids, status: input.status });
    const changed = [...new Set([...edited.changed, ...moved.changed])];
    return { changed, already: input.ids.filter((id) => !changed.includes(id)), effects: moved.effects };
  },
};
