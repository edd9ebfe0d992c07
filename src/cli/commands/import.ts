import { IMPORT_SOURCES, type ImportSource } from '../../domain/import-source.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { oneLine, shellQuote } from '../../domain/text.ts';
import { GitTaskError } from '../../errors.ts';
import { foreignKey, type ImportResult, importTasks } from '../../operations/import.ts';
import { deletedHandles } from '../../tracker/deleted-handles.ts';
import { type ForeignTasks, readForeignTasks } from '../../tracker/foreign-tasks.ts';
import { viewNow } from '../answer-tasks.ts';
import type { Call } from '../call.ts';
import type { Verb } from '../verb.ts';

/** Lines of one kind. */
const SHOWN = 10;

interface Options {
  readonly from: string;
  readonly dryRun: boolean;
  readonly deleted: boolean;
}

export const verb: Verb = {
  arguments: '<file>',
  examples: [
    'import .beads/issues.jsonl --dry-run',
    'import backlog/ --from backlog',
    'import - --from gh < issues.json',
  ],
  about: `What writes a file that can be read:
  git task export --all                                             git-task
  bd export, or .beads/issues.jsonl                                 beads
  the folder backlog/                                               backlog
  task export                                                       taskwarrior
  gh issue list --state all --limit 1000 --json number,title,body,state,labels,assignees,milestone,url,comments,closedAt
    (gh 2.23 does not know stateReason, a newer one does: with it, what was closed as not planned is cancelled, not completed)
  glab issue list --all --output json                               glab
  a check list: - [ ] to do, - [x] done, children indented          markdown`,
  options: (command) =>
    command
      .option('--from <tracker>', `${IMPORT_SOURCES.join('|')}; guessed where the content says it`)
      .option('--deleted', 'what was deleted here, too')
      .option('-n, --dry-run', 'write nothing; say what would be done'),
  async run(call) {
    const [path = ''] = call.args;
    const { from, dryRun = false, deleted = false } = call.options<Options>();
    if (from !== undefined && !isSource(from))
      throw call.usage(
        `"${from}" is no tracker that can be read`,
        `git task import ${shellQuote(path)} --from beads`,
        IMPORT_SOURCES.join(', '),
      );
    const read = await readForeignTasks(call.tracker, path, from, () => call.io.stdin());
    if (read.problems.length > 0) throw refusal(call, path, read);
    const input = {
      from: read.from,
      tasks: read.tasks,
      deleted: deleted ? new Set<string>() : await deletedHandles(call.tracker),
    };
    if (dryRun) {
      const { result, after } = await call.tracker.rehearse(importTasks, input);
      answer(call, read, result, after, true);
    } else {
      const { result } = await call.tracker.run(importTasks, input);
      const { snapshot } = await viewNow(call);
      answer(call, read, result, snapshot, false);
    }
  },
};

function isSource(text: string): text is ImportSource {
  return (IMPORT_SOURCES as readonly string[]).includes(text);
}

/** Says each of the problems on its own line; the error counts them. */
function refusal(call: Call, path: string, { name, problems }: ForeignTasks): GitTaskError {
  const { from } = call.options<Options>();
  if (!call.out.format.json) {
    for (const { place, text } of problems.slice(0, SHOWN))
      call.out.say(oneLine(place === name ? `${name}: ${text}` : `${name}: ${place}: ${text}`));
    if (problems.length > SHOWN) call.out.say(`… and ${problems.length - SHOWN} more`);
  }
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new GitTaskError('IMPORT_INVALID', `${name} has ${count}`, {
    hint: 'nothing was written; once that is right:',
    template: `git task import ${shellQuote(path)}${from === undefined ? '' : ` --from ${from}`}`,
    details: { problems },
  });
}

/** What was not carried over as it stands there: one line of the report. */
interface NotCarried {
  readonly field: string;
  readonly place: string;
  readonly text: string;
}

function notCarried({ remarks }: ForeignTasks, { lost }: ImportResult): readonly NotCarried[] {
  const why = {
    unknown: 'is neither read here nor known',
    cycle: 'would make it wait for itself',
    deleted: 'was deleted here',
  };
  return [
    ...remarks,
    ...lost.map(({ place, key, handle, why: reason }) => ({
      field: key,
      place,
      text: `${handle} ${why[reason]}`,
    })),
  ];
}

/** How many new tasks keep which value under the foreign key. */
function keptFields(
  { from, tasks }: ForeignTasks,
  { ids, added }: ImportResult,
): ReadonlyMap<string, number> {
  const fresh = new Set(added);
  const counts = new Map<string, number>();
  for (const { handle, extra } of tasks) {
    const values = fresh.has(ids.get(handle) ?? '') ? extra[foreignKey(from)] : undefined;
    for (const field of typeof values === 'object' ? Object.keys(values) : [])
      counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return counts;
}

function answer(
  call: Call,
  read: ForeignTasks,
  result: ImportResult,
  tasks: Pick<Snapshot, 'summary' | 'short'>,
  isDry: boolean,
): void {
  const { ids, added, differs } = result;
  const fresh = new Set(added);
  const left = notCarried(read, result);
  const kept = keptFields(read, result);
  // What would be created has no id yet.
  const idOf = (id: string): string | null => (isDry && fresh.has(id) ? null : id);
  call.out.answer({
    kind: isDry ? 'import_dry_run' : 'import',
    data: () => ({
      from: read.from,
      tasks: Object.fromEntries([...ids].map(([handle, id]) => [handle, idOf(id)])),
      added: added.length,
      differs: Object.fromEntries(differs),
      kept: Object.fromEntries(kept),
      deleted: result.deleted,
      not_carried: left,
    }),
    ids: () => [...ids.values()].filter((id) => idOf(id) !== null),
    text: () =>
      [...ids].map(([handle, id]) => {
        const about = isDry ? `  ${oneLine(tasks.summary(id)?.title ?? '')}` : '';
        return `${idOf(id) ?? '-'.padEnd(id.length)}  ${oneLine(handle)}${about}`;
      }),
  });
  sayOutcome(call, read, result, isDry);
  sayDeleted(call, result);
  if (kept.size > 0)
    call.out.hint(
      `  kept under ${foreignKey(read.from)}: ${[...kept].map(([field, count]) => `${oneLine(field)} (${count})`).join(', ')}`,
    );
  sayNotCarried(call, left);
  for (const [id, keys] of [...differs].slice(0, SHOWN))
    call.out.hint(
      `  ${read.name} says something else of ${tasks.short(id)} "${oneLine(tasks.summary(id)?.title ?? '')}": ${keys.join(', ')}`,
    );
  if (differs.size > SHOWN) call.out.hint(`  and of ${differs.size - SHOWN} more`);
  if (differs.size > 0) call.out.hint('  what is here stays as it is: git task edit changes it');
}

function sayOutcome(
  call: Call,
  { from, tasks }: ForeignTasks,
  { ids, added, deleted }: ImportResult,
  isDry: boolean,
): void {
  if (added.length === 0) {
    if (ids.size === 0 && deleted.length > 0) return;
    call.out.hint(
      ids.size === 0 ? `there are no tasks of ${from} in it` : `all ${ids.size} tasks are here already`,
    );
    return;
  }
  const fresh = new Set(added);
  const states = new Map<string, number>();
  for (const { handle, status } of tasks)
    if (fresh.has(ids.get(handle) ?? '') && status !== 'pending')
      states.set(status, (states.get(status) ?? 0) + 1);
  const all = ids.size === 1 ? '1 task' : `${ids.size} tasks`;
  const count = added.length === ids.size ? all : `${added.length} of ${all}`;
  const about = [...states].map(([status, number]) => `${number} ${status.replace('_', ' ')}`).join(', ');
  call.out.hint(
    `${isDry ? 'would import' : 'imported'} ${count} of ${from}${about === '' ? '' : ` (${about})`}`,
  );
}

/** Says what stays deleted, and the call that takes it in all the same. */
function sayDeleted(call: Call, { deleted }: ImportResult): void {
  if (deleted.length === 0) return;
  const names = deleted.slice(0, SHOWN).map(oneLine).join(', ');
  const more = deleted.length > SHOWN ? ', \u2026' : '';
  call.out.hint(`  passed over, since deleted here (${deleted.length}): ${names}${more}`);
  const [path = ''] = call.args;
  const { from } = call.options<Options>();
  const source = from === undefined ? '' : ` --from ${from}`;
  call.out.hint(`  git task import ${shellQuote(path)}${source} --deleted takes that in too`);
}

/** Counts by field what was not carried, with its first places. */
function sayNotCarried(call: Call, left: readonly NotCarried[]): void {
  const fields = new Map<string, NotCarried[]>();
  for (const one of left) {
    const some = fields.get(one.field);
    if (some === undefined) fields.set(one.field, [one]);
    else some.push(one);
  }
  for (const [field, some] of fields) {
    call.out.hint(`  not carried over as it is: ${oneLine(field)} (${some.length})`);
    for (const { place, text } of some.slice(0, 3)) call.out.hint(`    ${oneLine(place)}: ${oneLine(text)}`);
    if (some.length > 3) call.out.hint('    …');
  }
}
