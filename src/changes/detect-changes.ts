import type { CodeChange } from '../domain/change.ts';
import type { Fact } from '../domain/fact.ts';
import { affectedParts, compareFacts, joinTree, resolveFacts } from '../facts/analysis.ts';
import { languageOf } from '../facts/language.ts';
import { type DiffTarget, diffFilesAndHunks, type FileDiff } from '../git/diff.ts';
import type { Repository } from '../git/repository.ts';
import { withUntracked } from '../git/untracked.ts';
import { fileChanges } from './file-changes.ts';
import type { SourceFile, Sources } from './source-file.ts';
import { type IsLate, type KeptFacts, readSources, sourcesAfter } from './sources.ts';
import { type SymbolSearch, withSymbolChanges } from './symbol-changes.ts';
import { keepTree, sourcesOfTree } from './tree-sources.ts';

/** What a commit or tree became. `file` names another index than the worktree's own, as git hands it to hooks. */
export type After =
  | { readonly kind: 'tree'; readonly oid: string }
  | { readonly kind: 'index'; readonly file?: string }
  | { readonly kind: 'worktree' };

/** How far to look: at files alone, or at what their sources define too. */
export type DetectionDepth = 'files' | 'facts';

export interface Detection {
  /** What was done to endpoints, symbols, tables …, then what was done to files; by path and line. */
  readonly changes: readonly CodeChange[];
  /** Untracked files that were too many to be looked at. */
  readonly leftOut: number;
  /** It grew late before all sources were read: only files were compared. */
  readonly late?: true;
}

const NEVER: IsLate = () => false;

/** The lines of more files than this tell nobody anything. */
const MOST_FILES_WITH_HUNKS = 2000;
/** Somebody forgot to ignore them. */
const MOST_UNTRACKED = 2000;

interface Compared {
  readonly before: string;
  readonly diffs: readonly FileDiff[];
  readonly files: readonly CodeChange[];
  readonly leftOut: number;
}

function compareFiles(repository: Repository, before: string, after: After): Compared {
  const compare = (target: DiffTarget, leftOut: number): Compared => {
    const { files: diffs, hunks } = diffFilesAndHunks(repository, before, target, MOST_FILES_WITH_HUNKS);
    return { before, diffs, files: fileChanges(diffs, hunks), leftOut };
  };
  if (after.kind !== 'worktree') return compare(after, 0);
  return withUntracked(repository, MOST_UNTRACKED, compare);
}

/** Whether a source is among what differs: the only files that facts are read from. */
function touchesSources(diffs: readonly FileDiff[]): boolean {
  return diffs.some(
    ({ path, oldPath }) =>
      languageOf(path) !== undefined || (oldPath !== undefined && languageOf(oldPath) !== undefined),
  );
}

export interface DetectionOptions {
  readonly depth?: DetectionDepth;
  /** Asked while sources are read that no call has read before. */
  readonly isLate?: IsLate;
  /** Symbols to look for besides those that facts tell of. */
  readonly search?: SymbolSearch;
}

/**
 * Detects what happened between a commit or tree and what became of it: to files, and to whatever the sources of the two
 * whole trees define.
 *
 * @throws GIT_COMMAND_FAILED where one of them is missing
 */
export function detectChanges(
  kept: KeptFacts,
  before: string,
  after: After,
  { depth = 'facts', isLate = NEVER, search }: DetectionOptions = {},
): Detection {
  const { repository } = kept;
  const compared = compareFiles(repository, before, after);
  const detection = detectFacts(kept, compared, after, depth, isLate);
  if (search === undefined) return detection;
  return {
    ...detection,
    changes: withSymbolChanges(repository, compared.diffs, detection.changes, search),
  };
}

function detectFacts(
  kept: KeptFacts,
  { before, diffs, files, leftOut }: Compared,
  target: After,
  depth: DetectionDepth,
  isLate: IsLate,
): Detection {
  if (depth === 'files' || !touchesSources(diffs)) return { changes: files, leftOut };
  const old = sourcesOfTree(kept, before);
  const now = sourcesAfter(kept, old, diffs);
  const read = readSources(kept, [old, now], isLate);
  const touched = diffs.flatMap(({ path, oldPath }) => (oldPath === undefined ? [path] : [oldPath, path]));
  const parts = read ? affectedParts(old, now, touched) : undefined;
  kept.cache.save(filesOf(old, now));
  if (parts === undefined) return { changes: files, leftOut, late: true };
  keepTree(kept, before, old);
  if (target.kind === 'tree') keepTree(kept, target.oid, now);
  const moved = new Map(
    diffs.flatMap(({ path, oldPath }) => (oldPath === undefined ? [] : [[oldPath, path] as const])),
  );
  const facts = compareFacts(
    resolveFacts(parts.before, parts.same),
    resolveFacts(parts.after, parts.same),
    moved,
  );
  return { changes: [...facts, ...files], leftOut };
}

function* filesOf(...trees: readonly Sources[]): Generator<SourceFile> {
  for (const sources of trees) for (const [, file] of sources) yield file;
}

/** Reads what the sources define: of a commit or tree, or of what became of it. */
export function readTreeFacts(kept: KeptFacts, before: string, after?: After): readonly Fact[] {
  const { repository } = kept;
  const old = sourcesOfTree(kept, before);
  const sources =
    after === undefined ? old : sourcesAfter(kept, old, compareFiles(repository, before, after).diffs);
  readSources(kept, [sources], NEVER);
  const files = new Map([...sources].map(([path, file]) => [path, file.facts()]));
  kept.cache.save(filesOf(sources));
  return joinTree(resolveFacts(files));
}
