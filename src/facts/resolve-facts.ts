import type { Fact } from '../domain/fact.ts';
import type { FileFacts } from './file-facts.ts';
import { treePacks } from './packs/tree-packs.ts';
import { CalledFunctions, dropUncalled } from './resolve/called-functions.ts';
import { controllersOf } from './resolve/controllers.ts';
import { documentsOf } from './resolve/documents.ts';
import { endpointsOf } from './resolve/endpoints.ts';
import { GivenCalls } from './resolve/given-calls.ts';
import { modelsOf } from './resolve/models.ts';
import { Prefixes } from './resolve/prefixes.ts';
import { schemaOf } from './resolve/schema.ts';
import { definesAll, symbolsOf } from './resolve/symbols.ts';
import { TreeNames } from './resolve/tree-names.ts';
import { settleViews } from './resolve/views.ts';

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Puts what the files of one tree say together: mounts are followed through imports and re-exports, migrations replayed
 * in the order of their paths.
 *
 * @param sources by path from the root of the repository
 * @param same files that another tree has too, just as they are: symbols that no other file has a say in are left out
 * @returns in the order of path and line
 */
export function resolveFacts(
  sources: ReadonlyMap<string, FileFacts>,
  same: ReadonlySet<string> = NONE,
): readonly Fact[] {
  const files = new Map(sources);
  for (const pack of treePacks) for (const [path, file] of pack.read(files)) files.set(path, file);
  const names = new TreeNames(files);
  const facts = modelsOf(files, names);
  // One file may give more of them than a call takes arguments.
  const add = (found: Iterable<Fact>): void => {
    for (const fact of found) facts.push(fact);
  };
  add(schemaOf(files));
  add(documentsOf(files));
  add(controllersOf(files, names));
  const called = new CalledFunctions(files, names);
  const settled = settleViews(dropUncalled(files, called), names);
  const given = new GivenCalls(settled, names, called);
  const prefixes = new Prefixes(settled, names, called, given);
  for (const [path, file] of settled) {
    add(endpointsOf(path, file, names, prefixes, given));
    if (!same.has(path) || !definesAll(file)) add(symbolsOf(path, names));
    for (const fact of file.local ?? []) facts.push({ ...fact, certainty: 'exact', path });
  }
  return facts.sort(
    (a, b) => compareText(a.path, b.path) || a.line - b.line || compareText(a.kind + a.name, b.kind + b.name),
  );
}
