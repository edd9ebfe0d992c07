import { NAME_LIMIT } from '../domain/limits.ts';
import { oneLine } from '../domain/text.ts';
import type { Repository } from '../git/repository.ts';
import type { Ports } from './ports.ts';
import type { Settings } from './settings.ts';

/**
 * Who acts: `--as`, else GIT_TASK_ACTOR, else `task.actor`, else the user's name with the linked worktree behind a
 * slash, so that agents in different worktrees differ with no set-up.
 */
export function resolveActor(
  ports: Ports,
  repository: Repository,
  settings: Settings,
  as: string | undefined,
): string {
  const named = as ?? ports.env.GIT_TASK_ACTOR;
  if (named !== undefined && oneLine(named) !== '') return clean(named);
  const configured = settings.get('task.actor');
  if (configured !== undefined && oneLine(configured) !== '') return clean(configured);
  const person = clean(settings.get('user.name') ?? ports.loginName());
  const worktree = repository.worktree?.name;
  return worktree === undefined ? person : `${person}/${clean(worktree)}`;
}

function clean(name: string): string {
  return oneLine(name.toWellFormed()).slice(0, NAME_LIMIT);
}

/** Who git's log names: git's own identity; where none is set, the actor at the host. */
export function resolveAuthor(
  ports: Ports,
  settings: Settings,
  actor: string,
): { name: string; email: string } {
  const { env } = ports;
  return {
    name: env.GIT_AUTHOR_NAME ?? settings.get('author.name') ?? settings.get('user.name') ?? actor,
    email:
      env.GIT_AUTHOR_EMAIL ??
      settings.get('author.email') ??
      settings.get('user.email') ??
      `${actor.replace(/[^\w.+-]+/g, '-')}@${ports.hostname()}`,
  };
}
