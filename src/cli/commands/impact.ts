import type { Fact } from '../../domain/fact.ts';
import type { TaskId } from '../../domain/id.ts';
import { oneLine } from '../../domain/text.ts';
import type { Comparison } from '../../tracker/code.ts';
import type { CodeImpact } from '../../tracker/code-impact.ts';
import { causeOf } from '../../tracker/impact-cause.ts';
import type { Call } from '../call.ts';
import { changeJson, changeLines, impactJson, impactLine, ownChanges } from '../render/impact.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly staged: boolean;
  readonly worktree: boolean;
  readonly task: string;
  readonly exitCode: boolean;
  readonly facts: true | string;
  readonly deep: boolean;
}

/** Findings, with `--exit-code`. */
const FOUND = 4;
const LINES_SHOWN = 50;

export const verb: Verb = {
  arguments: '[range]',
  examples: [
    'impact',
    'impact main..HEAD',
    'impact --staged',
    'impact HEAD~2',
    'impact --facts',
    'impact --deep',
  ],
  statuses: [[4, 'with --exit-code: an open task is touched']],
  see: ['check', 'ack'],
  options: (command) =>
    command
      .option('--staged', 'what the index would commit')
      .option('--worktree', 'what differs from HEAD here, untracked files included (the default)')
      .option('--task <id>', 'whose work it is, and so not hit by it; else told by trailers or this worktree')
      .option('--exit-code', 'end with status 4 where a task is touched')
      .option('--deep', 'find linked symbols with a full parser: also private, nested ones, in ten languages')
      .option('--facts [tree]', 'what the sources define: here, or in a commit or tree'),
  async run(call) {
    const { facts, exitCode = false, task, deep = false } = call.options<Options>();
    const comparison = comparisonOf(call);
    if (facts !== undefined) return answerFacts(call, facts === true ? undefined : facts);
    const ends = call.tracker.code.ends(comparison);
    const cause = task === undefined ? await causeOf(call.tracker, ends) : await call.id(task);
    if (deep) await call.tracker.lookDeeper(cause);
    const found = await call.tracker.impact(ends, cause, { whole: true });
    await answerImpact(call, found, cause);
    if (exitCode && found.impacts.length > 0) call.exitStatus = FOUND;
  },
};

/** @throws USAGE where more than one thing to compare is named */
function comparisonOf(call: Call): Comparison {
  const { staged = false, worktree = false, facts, deep = false } = call.options<Options>();
  const [range] = call.args;
  const named = [range, staged || undefined, worktree || undefined, facts].filter((one) => one !== undefined);
  if (named.length > 1)
    throw call.usage('a range, --staged, --worktree and --facts exclude each other', [
      'git task impact --staged',
      'git task impact --facts',
    ]);
  if (deep && facts !== undefined)
    throw call.usage('--deep finds linked symbols in a difference; --facts lists what is read without it', [
      'git task impact --facts',
      'git task impact --deep',
    ]);
  if (range !== undefined) return { kind: 'range', range };
  // Hooks get an index of their own; git takes a relative name from the root, as we do.
  const index = call.ports.env.GIT_INDEX_FILE;
  if (staged) return { kind: 'staged', ...(index === undefined ? {} : { index }) };
  return { kind: 'worktree' };
}

async function answerImpact(call: Call, found: CodeImpact, cause: TaskId | undefined): Promise<void> {
  const { impacts, leftOut } = found;
  const changes = ownChanges(found.changes);
  const snapshot = call.tracker.store.tip() === undefined ? undefined : await call.snapshot();
  call.out.answer({
    kind: 'impact',
    data: () => ({
      changes: changes.map(changeJson),
      impacts: snapshot === undefined ? [] : impacts.map((impact) => impactJson(snapshot, impact)),
    }),
    ids: () => [...new Set(impacts.map((impact) => impact.task))],
    text: () => [
      ...changeLines(changes.slice(0, LINES_SHOWN), call.style),
      ...(impacts.length === 0 || snapshot === undefined
        ? []
        : ['', ...impacts.map((impact) => impactLine(snapshot, impact, call.style))]),
    ],
  });
  if (leftOut > 0)
    call.out.hint(`${leftOut} untracked files are not looked at: too many; .gitignore what is not yours`);
  const { json, quiet } = call.out.format;
  if (changes.length > LINES_SHOWN && !json && !quiet)
    call.out.hint(`${changes.length - LINES_SHOWN} more changes: --json has them all`);
  if (changes.length === 0) return call.out.hint('nothing changed');
  if (snapshot === undefined) return call.out.hint('there are no tasks here to touch');
  const touched = impacts.length === 0 ? ['no open task is touched'] : [];
  const title = cause === undefined ? undefined : oneLine(snapshot.summary(cause)?.title ?? '');
  const work = cause === undefined ? [] : [`as the work of ${snapshot.short(cause)} "${title}"`];
  if (touched.length + work.length > 0) call.out.hint([...touched, ...work].join(', '));
}

function answerFacts(call: Call, treeish: string | undefined): void {
  const facts = call.tracker.code.facts(treeish);
  call.out.answer({
    kind: 'facts',
    data: () => facts.map(factJson),
    text: () => {
      const widest = Math.max(0, ...facts.map(({ kind }) => kind.length));
      return facts.map(({ kind, name, certainty, path, line }) => {
        const doubt = certainty === 'exact' ? '' : `  (${certainty})`;
        return `${kind.padEnd(widest)}  ${oneLine(name)}${doubt}  ${oneLine(`${path}:${line}`)}`;
      });
    },
  });
  if (facts.length === 0) call.out.hint('no source here defines anything that is known of');
}

function factJson({ kind, name, path, line, endLine, certainty }: Fact): Record<string, unknown> {
  return { kind, name, path, line, end_line: endLine, certainty };
}
