import type { TaskId } from '../domain/id.ts';
import { oneLine } from '../domain/text.ts';
import type { CompleteOutcome } from '../operations/complete.ts';
import { answerActed } from './answer-tasks.ts';
import type { Call } from './call.ts';
import { impactJson } from './render/impact.ts';
import { taskLines } from './render/task-line.ts';

/** Answers for completed tasks: what they unblocked as lines on stdout, whom they touch on stderr. */
export async function answerCompleted(
  call: Call,
  ids: readonly TaskId[],
  outcome: CompleteOutcome,
): Promise<void> {
  const effectsOf = (id: TaskId): CompleteOutcome['effects'][number] | undefined =>
    outcome.effects.find((effect) => effect.id === id);
  const unblocked = outcome.effects.flatMap((effect) => effect.unblocked);
  const view = await answerActed(call, {
    ids,
    done: 'completed',
    changed: outcome.changed,
    extra: (id, now) => ({
      unblocked: effectsOf(id)?.unblocked ?? [],
      impacts: (effectsOf(id)?.impacts ?? []).map((impact) => impactJson(now.snapshot, impact)),
    }),
    text: (now) =>
      taskLines(
        now,
        unblocked.flatMap((id) => now.snapshot.summary(id) ?? []),
        call.style,
      ),
  });
  if (unblocked.length > 0)
    call.out.hint(`  unblocked: ${unblocked.map((id) => view.snapshot.short(id)).join(', ')}`);
  for (const { task, severity, reason, to } of outcome.effects.flatMap((effect) => effect.impacts)) {
    const told = to.length === 0 ? 'nobody holds it' : `told ${to.map(oneLine).join(', ')}`;
    const title = oneLine(view.snapshot.summary(task)?.title ?? '');
    call.out.hint(`  ${severity} for ${view.snapshot.short(task)} "${title}": ${oneLine(reason)} (${told})`);
  }
}
