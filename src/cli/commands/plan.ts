import { oneLine, shellQuote } from '../../domain/text.ts';
import { GitTaskError } from '../../errors.ts';
import { type LostName, type PlanInput, type PlanResult, plan } from '../../operations/plan.ts';
import { deletedHandles } from '../../tracker/deleted-handles.ts';
import { type PlanFile, type PlanProblem, readPlan } from '../../tracker/read-plan.ts';
import { viewNow } from '../answer-tasks.ts';
import type { Call } from '../call.ts';
import { dueText } from '../due.ts';
import { planWaves } from '../plan-waves.ts';
import type { Verb } from '../verb.ts';

const SHOWN = 20;

interface Options {
  readonly dryRun: boolean;
  readonly deleted: boolean;
}

export const verb: Verb = {
  arguments: '<file>',
  examples: ['plan <file>', 'plan plan.yaml --dry-run', 'plan - < plan.json'],
  about: `The file, YAML or JSON:
  plan: launch                   # goes before the keys; may be left out
  tasks:
    - key: db                    # a handle within the plan; a run that finds it creates nothing
      title: Add the users table
      resources: [adds:table:users]
    - key: api
      title: Add the login endpoint
      depends_on: [db]           # keys, handles of earlier plans, or ids
      priority: high
Keys of a task: key, title, description, type, priority, assignee, due, parent, depends_on, labels, links, resources,
acceptance. A task without a key gets one from its title. Paths are relative to the repository's root.`,
  options: (command) =>
    command
      .option('--deleted', 'what was deleted here, too')
      .option(
        '-n, --dry-run',
        'write nothing; show what would be there, and what can go on at the same time',
      ),
  async run(call) {
    const [name = ''] = call.args;
    const { dryRun = false, deleted = false } = call.options<Options>();
    const file = await readPlan(name, () => call.io.stdin(), call.ports.now());
    if (file.problems.length > 0) throw await refusal(call, name, file, file.problems);
    const input: PlanInput = deleted
      ? file.input
      : { ...file.input, deleted: await deletedHandles(call.tracker) };
    try {
      if (dryRun) await rehearse(call, name, input);
      else await write(call, name, input);
      sayDays(call, file);
    } catch (error) {
      if (error instanceof GitTaskError && error.code === 'DEPENDENCY_CYCLE')
        throw new GitTaskError(error.code, error.message, {
          hint: 'nothing was written; once one of these waits is gone:',
          template: sameCall(call, name),
          details: error.details,
          cause: error,
        });
      const lost = error instanceof GitTaskError && error.code === 'PLAN_INVALID' ? error.details.lost : [];
      if (!isLost(lost)) throw error;
      throw await refusal(
        call,
        name,
        file,
        lost.map((one) => ({
          place: file.placeOf(one),
          text: `${one.key}: "${one.text}" is neither a key of the plan nor a task`,
        })),
      );
    }
  },
};

function sameCall(call: Call, name: string): string {
  const { deleted = false } = call.options<Options>();
  return `git task plan ${shellQuote(name)}${deleted ? ' --deleted' : ''}`;
}

function isLost(value: unknown): value is readonly LostName[] {
  return Array.isArray(value) && value.length > 0;
}

/** Says each of the problems on its own line; the error counts them. */
async function refusal(
  call: Call,
  name: string,
  file: PlanFile,
  problems: readonly PlanProblem[],
): Promise<GitTaskError> {
  const places = await Promise.all(
    problems.map(async ({ place, text }) => ({ at: await file.locate(place), text })),
  );
  if (!call.out.format.json) {
    for (const { at, text } of places.slice(0, SHOWN)) call.out.say(`${oneLine(at)}: ${oneLine(text)}`);
    if (places.length > SHOWN) call.out.say(`… and ${places.length - SHOWN} more`);
  }
  const count = places.length === 1 ? 'one problem' : `${places.length} problems`;
  return new GitTaskError('PLAN_INVALID', `${name === '-' ? 'the plan' : name} has ${count}`, {
    hint: 'nothing was written; once that is right:',
    template: sameCall(call, name),
    details: { problems: places },
  });
}

async function write(call: Call, name: string, input: PlanInput): Promise<void> {
  const { result } = await call.tracker.run(plan, input);
  const { snapshot } = await viewNow(call);
  const { ids, added } = result;
  if (added.length > 0) call.out.hint(`added ${countOf(result)}`);
  else if (ids.size > 0) call.out.hint(allThere(result));
  sayDeleted(call, name, result);
  sayDifferences(call, result, (id) => `${snapshot.short(id)} "${snapshot.summary(id)?.title ?? ''}"`);
  call.out.answer({
    kind: 'plan',
    data: () => Object.fromEntries(ids),
    ids: () => [...ids.values()],
    text: () => [...ids].map(([key, id]) => `${id}  ${oneLine(key)}`),
  });
}

async function rehearse(call: Call, name: string, input: PlanInput): Promise<void> {
  const { result, after } = await call.tracker.rehearse(plan, input);
  const { ids, added } = result;
  const fresh = new Set(added);
  const rows = planWaves(after, ids);
  call.out.answer({
    kind: 'plan_dry_run',
    data: () =>
      rows.map(({ key, id, title, wave, waitsFor }) => ({
        key,
        // What would be created has no id yet.
        id: fresh.has(id) ? null : id,
        title,
        wave: wave ?? null,
        depends_on: waitsFor,
      })),
    ids: () => [...ids.values()].filter((id) => !fresh.has(id)),
    text: () => {
      const width = Math.max(0, ...rows.map(({ key }) => key.length));
      return rows.map(({ key, id, title, wave, waitsFor, depth }) => {
        const waits = waitsFor.length === 0 ? '' : `  <- ${waitsFor.join(', ')}`;
        const there = fresh.has(id) ? '' : `  (there already: ${after.short(id)})`;
        const name = oneLine(key).padEnd(width);
        return `${String(wave ?? '-').padStart(3)}  ${name}  ${'  '.repeat(depth)}${oneLine(title + waits)}${there}`;
      });
    },
  });
  sayDifferences(call, result, (id) => `${after.short(id)} "${after.summary(id)?.title ?? ''}"`);
  sayDeleted(call, name, result);
  if (added.length > 0)
    call.out.hint(
      `would add ${countOf(result)}; what has the same number in front can go on at the same time: ${sameCall(call, name)}`,
    );
  else if (ids.size > 0) call.out.hint(allThere(result));
}

function sayDays(call: Call, { days }: PlanFile): void {
  for (const [text, day] of [...days].slice(0, SHOWN))
    call.out.hint(`  ${oneLine(text)}: ${dueText(call, day)}`);
}

function countOf({ ids, added }: PlanResult): string {
  const all = ids.size === 1 ? '1 task' : `${ids.size} tasks`;
  return added.length === ids.size ? all : `${added.length} of ${all}`;
}

function allThere({ deleted }: PlanResult): string {
  return `all of the plan is there already${deleted.length === 0 ? '' : ', but for what was deleted'}`;
}

/** Says what stays deleted, what would be tied to it, and the call that creates it all the same. */
function sayDeleted(call: Call, name: string, { deleted, untied }: PlanResult): void {
  if (deleted.length === 0) return;
  const names = deleted.slice(0, SHOWN).map(oneLine).join(', ');
  const more = deleted.length > SHOWN ? ', …' : '';
  call.out.hint(`  passed over, since deleted here (${deleted.length}): ${names}${more}`);
  for (const { task, key, on } of untied.slice(0, SHOWN))
    call.out.hint(`  left out: ${oneLine(task)} ${key} ${oneLine(on)}`);
  if (untied.length > SHOWN) call.out.hint(`  and ${untied.length - SHOWN} more`);
  call.out.hint(`  git task plan ${shellQuote(name)} --deleted creates that too`);
}

function sayDifferences(call: Call, { differs }: PlanResult, nameOf: (id: string) => string): void {
  for (const [id, keys] of [...differs].slice(0, SHOWN))
    call.out.hint(`  the plan says something else of ${oneLine(nameOf(id))}: ${keys.join(', ')}`);
  if (differs.size > SHOWN) call.out.hint(`  and of ${differs.size - SHOWN} more`);
  if (differs.size > 0) call.out.hint('  what is there stays as it is: git task edit changes it');
}
