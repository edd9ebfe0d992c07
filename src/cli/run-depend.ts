import { isTaskId, type TaskId } from '../domain/id.ts';
import type { DependInput } from '../operations/depend.ts';
import type { Operation, Outcome } from '../operations/operation.ts';
import { answerActed } from './answer-tasks.ts';
import type { Call } from './call.ts';

/** Runs `depend` or `undepend`: `<id> --on <id>`, where --on takes several; alone it speaks of `@`. */
export async function runDepend(
  call: Call,
  operation: Operation<DependInput, Outcome>,
  done: string,
): Promise<void> {
  const { on = [] } = call.options<{ on: readonly string[] }>();
  const [first = '@', ...more] = call.args;
  if (on.length === 0) {
    const wanted = more[0] ?? '<id>';
    throw call.usage(`${call.verb} wants --on`, `git task ${call.verb} ${first} --on ${wanted}`);
  }
  const id = await call.id(first);
  const others: TaskId[] = [];
  const depends = (await call.snapshot()).summary(id)?.depends_on ?? [];
  // A dependency that was deleted has no task to find, but its full id can be named.
  for (const text of [...on, ...more])
    others.push(isTaskId(text) && depends.includes(text) ? text : await call.id(text));
  const { result } = await call.tracker.run(operation, { id, on: others });
  const view = await answerActed(call, { ids: [id], done, changed: result.changed.length > 0 ? [id] : [] });
  call.out.hint(`  on ${others.map((other) => view.snapshot.short(other)).join(', ')}`);
}
