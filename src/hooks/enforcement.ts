import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Enforcement, Policy } from '../domain/policy.ts';
import type { Environment } from '../git/git-env.ts';
import type { Repository } from '../git/repository.ts';

/** What is enforced in one worktree: nothing outside of the scope, and no veto where a machine builds. */
export function enforcementHere(
  { enforce, enforceScope }: Policy,
  repository: Repository,
  env: Environment,
): Enforcement {
  if (enforceScope === 'linked' && repository.worktree?.name === undefined) return 'off';
  const isCi = env.CI === 'true' || env.CI === '1';
  return enforce === 'strict' && isCi ? 'warn' : enforce;
}

/** Whether the commit concludes what git began: a merge, a revert or a pick is no work that a task is wanted for. */
export function concludesOther({ gitDir }: Repository): boolean {
  return ['MERGE_HEAD', 'REVERT_HEAD', 'CHERRY_PICK_HEAD'].some((name) => existsSync(join(gitDir, name)));
}
