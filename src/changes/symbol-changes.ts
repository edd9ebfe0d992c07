import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeChange } from '../domain/change.ts';
import type { ReadSymbols, SourceSymbol, SourceSymbols } from '../domain/source-symbols.ts';
import type { FileDiff } from '../git/diff.ts';
import { readBlobs } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';

/** Symbols that somebody wants to hear of, by the path of their file, and what reads them. */
export interface SymbolSearch {
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly read: ReadSymbols;
}

/** Bytes; a larger blob is not worth its reading: the parser takes half as many characters. */
const LARGEST = 1024 * 1024;

interface Versions {
  readonly before: SourceSymbols;
  readonly after: SourceSymbols;
}

/** A blob's text, or what stands in the worktree where git has not hashed it. */
function readText(repository: Repository, { path, newOid }: FileDiff): string | undefined {
  if (newOid !== undefined) return textOf(readBlobs(repository, [newOid])[0]);
  const file = join(repository.worktree?.root ?? '', path);
  const found = lstatSync(file, { throwIfNoEntry: false });
  return found?.isFile() && found.size <= LARGEST ? textOf(readFileSync(file)) : undefined;
}

function textOf(bytes: Buffer | undefined): string | undefined {
  return bytes === undefined || bytes.length > LARGEST ? undefined : bytes.toString('utf8');
}

function readVersions(repository: Repository, diff: FileDiff, read: ReadSymbols): Versions | undefined {
  const old = diff.oldOid === undefined ? undefined : textOf(readBlobs(repository, [diff.oldOid])[0]);
  const now = readText(repository, diff);
  const before = old === undefined ? undefined : read(diff.path, old);
  const after = now === undefined ? undefined : read(diff.path, now);
  return before === undefined || after === undefined ? undefined : { before, after };
}

function lineOf({ places }: SourceSymbol): number {
  return places[0]?.nameLine ?? 1;
}

/** The only symbol that is new and does what the one that is gone did. */
function renamed(was: SourceSymbol, { before, after }: Versions): SourceSymbol | undefined {
  const own = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
  const shape = ({ name, contract, body }: SourceSymbol): string =>
    `${contract
      .split(' ')
      .filter((word) => word !== own(name))
      .join(' ')}\n${body}`;
  if (was.body === '') return undefined;
  const known = new Set(before.names);
  const found = after.names.flatMap((name) => {
    const is = known.has(name) ? undefined : after.find(name);
    return is !== undefined && shape(is) === shape(was) ? [is] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

/** What became of one symbol; undefined where nobody can tell. */
function compareSymbol(name: string, path: string, versions: Versions): CodeChange | 'same' | undefined {
  const { before, after } = versions;
  const [was, is] = [before.find(name), after.find(name)];
  const whole = `${path}#${name}`;
  const change = { kind: 'symbol', name: whole, certainty: 'exact', path } as const;
  if (was === undefined) {
    if (is === undefined || !before.sound) return undefined;
    return { ...change, relation: 'adds', line: lineOf(is) };
  }
  if (is === undefined) {
    if (!after.sound) return undefined;
    const to = renamed(was, versions);
    return to === undefined
      ? { ...change, relation: 'removes', line: lineOf(was) }
      : { ...change, relation: 'renames', to: `${path}#${to.name}`, line: lineOf(to) };
  }
  if (was.broken || is.broken) return undefined;
  const aspect = was.contract !== is.contract ? 'contract' : was.body !== is.body ? 'body' : undefined;
  return aspect === undefined ? 'same' : { ...change, relation: 'modifies', aspect, line: lineOf(is) };
}

/** Names of symbols that changes tell of already, and of what is within them. */
function toldOf(changes: readonly CodeChange[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ kind, name, to }) =>
      kind === 'symbol' ? [name, ...(to === undefined ? [] : [to])] : [],
    ),
  );
}

/**
 * Adds what became of symbols that are searched for, in files that were modified, and says of each
 * file which of them were found.
 *
 * @param changes what is known already; what it tells of a symbol stands
 */
export function withSymbolChanges(
  repository: Repository,
  diffs: readonly FileDiff[],
  changes: readonly CodeChange[],
  { names, read }: SymbolSearch,
): readonly CodeChange[] {
  const told = toldOf(changes);
  const found: CodeChange[] = [];
  const known = new Map<string, readonly string[]>();
  for (const diff of diffs) {
    const wanted = diff.status === 'M' ? (names.get(diff.path) ?? []) : [];
    const versions = wanted.length === 0 ? undefined : readVersions(repository, diff, read);
    if (versions === undefined) continue;
    const results = wanted.map((name) => compareSymbol(name, diff.path, versions));
    const settled = wanted.filter((_, at) => results[at] !== undefined);
    if (settled.length > 0)
      known.set(
        diff.path,
        settled.map((name) => `${diff.path}#${name}`),
      );
    for (const result of results)
      if (result !== undefined && result !== 'same' && !told.has(result.name)) found.push(result);
  }
  if (found.length + known.size === 0) return changes;
  const marked = changes.map((change) => {
    const settled = change.kind === 'file' ? known.get(change.path) : undefined;
    return settled === undefined ? change : { ...change, found: settled };
  });
  const firstFile = marked.findIndex(({ kind }) => kind === 'file');
  return marked.toSpliced(firstFile === -1 ? marked.length : firstFile, 0, ...found);
}
