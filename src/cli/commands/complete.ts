import type { TaskId } from '../../domain/id.ts';
import { GitTaskError } from '../../errors.ts';
import type { CompleteInput, CompleteOutcome } from '../../operations/complete.ts';
import { complete } from '../../operations/complete.ts';
import type { NextResult } from '../../operations/next.ts';
import { next } from '../../operations/next.ts';
import type { Operation } from '../../operations/operation.ts';
import { answerCompleted } from '../answer-completed.ts';
import { announceAlerts, answerPages, viewNow } from '../answer-tasks.ts';
import type { Call } from '../call.ts';
import { adviceJson, claimAdvice } from '../claim-advice.ts';
import type { Verb } from '../verb.ts';
import { workOn } from '../work-on.ts';

interface Options {
  readonly message: string;
  readonly force: boolean;
  readonly next: boolean;
}

interface Both {
  readonly outcome: CompleteOutcome;
  readonly next: NextResult | GitTaskError;
}

/** Finishes and claims in one transaction, so that nobody takes what the first half made ready. */
const completeAndNext: Operation<CompleteInput, Both> = {
  name: 'complete',
  run(draft, input) {
    const outcome = complete.run(draft, input);
    try {
      return { outcome, next: next.run(draft, { claim: true, another: false, anyone: false }) };
    } catch (error) {
      // Nothing to claim is no reason not to finish.
      if (error instanceof GitTaskError && error.status === 5) return { outcome, next: error };
      throw error;
    }
  },
};

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['complete', 'complete k7x2 -m "Merged PR #123"', 'complete --next'],
  statuses: [
    [4, "blocked, children open, criteria unmet, or another's claim"],
    [5, 'with --next: completed, and nothing is left to claim'],
  ],
  see: ['submit', 'next', 'reopen'],
  options: (command) =>
    command
      .option('-m, --message <text>', 'what was done; - reads stdin')
      .option('--next', 'and claim the next task in the same transaction')
      .option('--force', "over blockers, open children, unmet criteria or another's claim"),
  async run(call) {
    const options = call.options<Options>();
    const ids = await call.ids(call.args);
    const input: CompleteInput = {
      ids,
      changes: workOn(call, await call.snapshot(), ids),
      force: options.force ?? false,
      ...(options.message === undefined ? {} : { message: call.text(options.message) }),
    };
    if (options.next === true) return completeThenNext(call, input);
    const { result } = await call.tracker.run(complete, input);
    return answerCompleted(call, ids, result);
  },
};

async function completeThenNext(call: Call, input: CompleteInput): Promise<void> {
  const { result } = await call.tracker.run(completeAndNext, input);
  const view = await viewNow(call);
  for (const id of input.ids) call.out.hint(`completed ${view.snapshot.short(id)}`);
  for (const { task, severity, reason } of result.outcome.effects.flatMap((effect) => effect.impacts))
    call.out.hint(`  ${severity} for ${view.snapshot.short(task)}: ${reason}`);
  if (result.next instanceof GitTaskError) throw withCompleted(result.next, input.ids);
  const { id, former, from } = result.next;
  const advice = claimAdvice(call, view, id, former);
  answerPages(call, view, [id], () => ({ from, completed_before: input.ids, ...adviceJson(advice) }));
  call.out.hint(`started ${view.snapshot.short(id)}`);
  for (const line of advice.lines) call.out.hint(line);
  announceAlerts(call, view, [id], true);
}

/** Says beside the refusal of a next task that the first half was done. */
function withCompleted(
  { code, message, hint, templates, details, cause }: GitTaskError,
  completed: readonly TaskId[],
): GitTaskError {
  return new GitTaskError(code, message, {
    ...(hint === undefined ? {} : { hint }),
    template: templates,
    details: { ...details, completed },
    cause,
  });
}
