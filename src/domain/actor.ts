import { NAME_LIMIT } from './limits.ts';
import { oneLine } from './text.ts';

/** The person or agent a name stands for: what precedes the slash of `alice/wt-auth`. */
function personOf(actor: string): string {
  const slash = actor.indexOf('/');
  return slash <= 0 ? actor : actor.slice(0, slash);
}

/** The name that an actor is known by: one line, not too long, never empty. */
export function actorNamed(name: string): string {
  return oneLine(name.toWellFormed()).slice(0, NAME_LIMIT) || 'unknown';
}

/** Whether a name means this actor: the actor itself, or the person before its slash. */
export function isMe(actor: string, name: string | undefined): boolean {
  return name !== undefined && (name === actor || name === personOf(actor));
}

/** Where a call is made: what tells one holder from another, whatever their names. */
export interface Place {
  /** Id of the clone. */
  readonly clone: string;
  /** Name of the linked worktree; absent in the main one. */
  readonly worktree?: string;
  readonly branch?: string;
  /** Oid of the worktree's HEAD. */
  readonly head?: string;
}
