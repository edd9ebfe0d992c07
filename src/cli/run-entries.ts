import type { EntriesInput } from '../operations/entries.ts';
import type { Operation, Outcome } from '../operations/operation.ts';
import { answerActed } from './answer-tasks.ts';
import { resourceFromRoot } from './arguments.ts';
import type { Call } from './call.ts';
import { joinEndpoints } from './rewrite-add.ts';

/** Runs a verb of the form `<id> <entry...>` that adds entries to a task or takes them off. */
export async function runEntries(
  call: Call,
  operation: Operation<EntriesInput, Outcome>,
  done: string,
  fromRoot: (text: string) => string = (text) => text,
): Promise<void> {
  const [first = '@', ...rest] = call.args;
  const id = await call.id(first);
  const entries = joinEndpoints(rest).map(fromRoot);
  const { result } = await call.tracker.run(operation, { id, entries });
  const list = [...result.changed, ...result.already].join(', ');
  await answerActed(call, {
    ids: [id],
    done: `${done}`,
    changed: result.changed.length > 0 ? [id] : [],
    extra: () => ({ entries: result.changed, already: result.already }),
  });
  call.out.hint(`  ${list}`);
}

/** Relates the paths in resources to the repository's root. */
export function resourcePath(call: Call): (text: string) => string {
  return (text) => resourceFromRoot(text, (path) => call.path(path, 'RESOURCE_INVALID'));
}
