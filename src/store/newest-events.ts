import { parseDocument, withFullParser } from '../codec/document.ts';
import { parseEvents } from '../codec/event-file.ts';
import { parsePath } from '../codec/paths.ts';
import type { Event } from '../domain/event.ts';
import { newestCommits, pathsAddedBy } from '../git/newest-commits.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';

/** Commits looked at first; each further round looks at so many times as many. */
const FIRST_ROUND = 100;
const GROWTH = 4;
/** Event files read by one process. */
const FILES_AT_ONCE = 200;

/**
 * The events of a tip's history, newest first, as far as the caller goes on: piece by piece, each in the order of stamps.
 * The pieces follow the dates of the commits, which another clock may have given. Redacted events come as they are now.
 */
export async function* newestEvents(repository: Repository, tip: string): AsyncGenerator<readonly Event[]> {
  const seen = new Set<string>();
  let [skip, count] = [0, FIRST_ROUND];
  for (;;) {
    const commits = newestCommits(repository, tip, { skip, count });
    if (commits.length === 0) return;
    const files = pathsAddedBy(repository, commits).flatMap((path) => {
      const place = parsePath(path);
      if (place.kind !== 'events' || seen.has(path)) return [];
      seen.add(path);
      return [{ path, first: place.first }];
    });
    files.sort((one, two) => (one.first < two.first ? 1 : -1));
    for (let from = 0; from < files.length; from += FILES_AT_ONCE) {
      const paths = files.slice(from, from + FILES_AT_ONCE).map(({ path }) => path);
      yield await withFullParser(() => readNewest(repository, tip, paths));
    }
    skip += count;
    count *= GROWTH;
  }
}

function readNewest(repository: Repository, tip: string, paths: readonly string[]): readonly Event[] {
  const blobs = readBlobs(
    repository,
    paths.map((path) => `${tip}:${path}`),
  );
  return paths
    .flatMap((path, at) => {
      const text = blobs[at]?.toString('utf8');
      // Gone from the tip: another hand took it away.
      return text === undefined ? [] : parseEvents(parseDocument(text, path), path);
    })
    .sort((one, two) => (one.id < two.id ? 1 : -1));
}
