import type { Place } from '../domain/actor.ts';
import { isIdPrefix, type TaskId } from '../domain/id.ts';
import { heldHere } from '../domain/lifecycle.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { oneLine } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';

const CANDIDATES_SHOWN = 5;

export interface Asker {
  readonly actor: string;
  readonly place: Place;
  /** The task this actor created last. */
  readonly lastCreated: () => TaskId | undefined;
}

/**
 * Turns what a person typed into an id: a full id, any unique prefix, `@` or `@last`.
 *
 * @param callWith the caller's call with another id in the place of this one
 * @throws TASK_NOT_FOUND, TASK_ID_AMBIGUOUS
 */
export function resolveId(
  snapshot: Snapshot,
  asker: Asker,
  text: string,
  callWith: (id: string) => string,
): TaskId {
  if (text === '@') {
    const [held] = heldHere(snapshot, asker.actor, asker.place);
    if (held !== undefined) return held.id;
    throw new GitTaskError('TASK_NOT_FOUND', `${asker.actor} has no task in progress in this worktree`, {
      template: ['git task next --claim', callWith('<id>')],
    });
  }
  if (text === '@last') {
    const last = asker.lastCreated();
    if (last !== undefined && snapshot.summary(last) !== undefined) return last;
    throw new GitTaskError('TASK_NOT_FOUND', `${asker.actor} has created no task here`, {
      template: 'git task add "<title>"',
    });
  }
  const prefix = text.toLowerCase();
  const matches = isIdPrefix(prefix) ? snapshot.matches(prefix) : [];
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  if (matches.length > 1)
    throw new GitTaskError('TASK_ID_AMBIGUOUS', `${matches.length} tasks begin with ${prefix}`, {
      template: matches.slice(0, CANDIDATES_SHOWN).map((id) => callWith(snapshot.short(id))),
      details: { prefix, matches: matches.slice(0, 50) },
    });
  throw notFound(snapshot, text, callWith);
}

function notFound(snapshot: Snapshot, text: string, callWith: (id: string) => string): GitTaskError {
  const shown = oneLine(text).slice(0, 40);
  const [first] = snapshot.open.keys();
  const example = first === undefined ? 'git task add "<title>"' : callWith(snapshot.short(first));
  const number = /^#?\d+$/.test(text);
  return new GitTaskError('TASK_NOT_FOUND', `there is no task ${shown === '' ? '""' : shown}`, {
    ...(number ? { hint: 'ids are not numbers here: the list names them' } : {}),
    template: number ? [example, 'git task list'] : ['git task list --all', callWith('<id>')],
    details: { id: shown },
  });
}
