import { heldHere } from '../../domain/lifecycle.ts';
import { parsePriority } from '../../domain/priority.ts';
import { PRIORITIES } from '../../domain/task.ts';
import { oneLine } from '../../domain/text.ts';
import { type AddInput, add } from '../../operations/add.ts';
import { announceAlerts, viewNow } from '../answer-tasks.ts';
import { resourceFromRoot } from '../arguments.ts';
import { dueText, readDue } from '../due.ts';
import { taskJson } from '../render/task-json.ts';
import { rewriteAdd } from '../rewrite-add.ts';
import { gather, type Verb } from '../verb.ts';

interface Options {
  readonly description: string;
  readonly assignee: string;
  readonly priority: string;
  readonly type: string;
  readonly due: string;
  readonly parent: string;
  readonly label: readonly string[];
  readonly dependsOn: readonly string[];
  readonly link: readonly string[];
  readonly resource: readonly string[];
  readonly accept: readonly string[];
  readonly key: string;
  readonly start: boolean;
}

export const verb: Verb = {
  arguments: '<title>',
  examples: [
    'add "<title>"',
    'add "Implement auth" -d "Add login + signup" -a alice -p high --due 2025-09-01',
    'add "Add login endpoint" --depends-on <id> --resource "modifies:endpoint:POST /api/login" --link app/server/auth.py',
    'add "Fix the flaky test" --start',
  ],
  options: (command) =>
    command
      .option('-d, --description <text>', 'what it is about; - reads stdin')
      .option('-a, --assignee <name>', 'whose it is')
      .option('-p, --priority <priority>', '0-4, or none, low, medium, high, critical')
      .option('-t, --type <type>', 'feature, bug, chore, idea, …')
      .option('--due <day>', 'yyyy-mm-dd, or in words: tomorrow, fri, +3d, "1 sep"')
      .option('--parent <id>', 'the task this is a part of')
      .option('-l, --label <label>', 'a label; may be repeated', gather)
      .option('--depends-on <id>', 'a task this waits for; may be repeated (--depends)', gather)
      .option(
        '-f, --link <path>',
        'a path it is about: file, directory, glob, path#Lline, path#symbol (--files)',
        gather,
      )
      .option(
        '--resource <resource>',
        'relation:kind:name, such as "modifies:endpoint:POST /api/login"',
        gather,
      )
      .option('--accept <text>', 'what must be shown before it is done; may be repeated', gather)
      .option('--key <key>', 'a handle of your own for it')
      .option('--start', 'claim it at once'),
  rewrite: rewriteAdd,
  async run(call) {
    const [title = ''] = call.args;
    const options = call.options<Options>();
    const snapshot = await call.snapshot();
    const priority = options.priority === undefined ? undefined : parsePriority(options.priority);
    const due = options.due === undefined ? undefined : await readDue(call, options.due);
    const [current] =
      options.parent === undefined ? heldHere(snapshot, call.tracker.actor, call.tracker.place) : [];
    const dependsOn: string[] = [];
    for (const text of options.dependsOn ?? []) dependsOn.push(await call.id(text));
    const input: AddInput = {
      title: call.text(title),
      ...(options.description === undefined ? {} : { description: call.text(options.description) }),
      ...(options.type === undefined ? {} : { type: options.type }),
      ...(priority === undefined ? {} : { priority }),
      ...(options.assignee === undefined ? {} : { assignee: options.assignee }),
      ...(due === undefined ? {} : { due }),
      ...(options.parent === undefined ? {} : { parent: await call.id(options.parent) }),
      ...(current === undefined ? {} : { discovered_from: current.id }),
      ...(options.key === undefined ? {} : { plan_key: options.key }),
      labels: options.label ?? [],
      depends_on: dependsOn,
      links: (options.link ?? []).map((link) => call.path(link)),
      resources: (options.resource ?? []).map((text) =>
        resourceFromRoot(text, (path) => call.path(path, 'RESOURCE_INVALID')),
      ),
      acceptance: options.accept ?? [],
      start: options.start ?? false,
    };
    const { result } = await call.tracker.run(add, input);
    const view = await viewNow(call);
    const task = view.snapshot.task(result.id);
    const short = view.snapshot.short(result.id);
    const named = priority === undefined ? '' : `, priority ${PRIORITIES[priority]}`;
    const day = due === undefined ? '' : `, ${dueText(call, due)}`;
    call.out.hint(
      `added ${short} "${oneLine(task?.title ?? '')}"${named}${day}${input.start === true ? ', started' : ''}`,
    );
    if (current !== undefined)
      call.out.hint(
        `  found while working on ${view.snapshot.short(current.id)} "${oneLine(current.title)}"`,
      );
    if (result.twin !== undefined)
      call.out.hint(`  an open task has the same title: git task show ${view.snapshot.short(result.twin)}`);
    call.out.answer({
      kind: 'task',
      data: () => (task === undefined ? null : { ...taskJson(view, task), twin: result.twin ?? null }),
      ids: () => [result.id],
      text: () => [result.id],
    });
    announceAlerts(call, view, [result.id]);
  },
};
