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

const BEGUN = { MERGE_HEAD: 'merge', REVERT_HEAD: 'revert', CHERRY_PICK_HEAD: 'pick' } as const;

/** What git began and the commit concludes, if anything: that is no work that a task is wanted for. */
export function concluded({ gitDir }: Repository): 'merge' | 'revert' | 'pick' | undefined {
  for (const [name, what] of Object.entries(BEGUN)) if (existsSync(join(gitDir, name))) return what;
  return undefined;
}
