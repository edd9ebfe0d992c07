import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

/** Whether a remote promised what is not here: then git asks it for each missing object by itself. */
export function isPartial({ commonDir }: Repository): boolean {
  try {
    return /\b(?:promisor|partialclone)\b/i.test(readFileSync(join(commonDir, 'config'), 'utf8'));
  } catch {
    return false;
  }
}

/**
 * The oids of what a tip leads to and is not here, without asking a remote for any of it.
 *
 * @param known what it has in common with this tip is here
 * @throws GIT_COMMAND_FAILED
 */
export function missingObjects(
  repository: Repository,
  tip: string,
  known: string | undefined,
): readonly string[] {
  const args = [
    'rev-list',
    '--objects',
    '--missing=print',
    tip,
    ...(known === undefined ? [] : [`^${known}`]),
  ];
  const lines = runGit(repository, [...args, '--'])
    .stdout.toString('latin1')
    .split('\n');
  return lines.flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : []));
}
