import { type After, type Detection, detectChanges, readTreeFacts } from '../changes/detect-changes.ts';
import { type KeptFacts, keptFacts } from '../changes/sources.ts';
import type { SymbolSearch } from '../changes/symbol-changes.ts';
import { joinChanges, type LinkedCommit, type Segment, segmentsOf } from '../changes/work.ts';
import type { Place } from '../domain/actor.ts';
import type { CodeChange } from '../domain/change.ts';
import type { Fact } from '../domain/fact.ts';
import type { Task } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { isAncestor } from '../git/history.ts';
import { objectExists } from '../git/objects.ts';
import { readHead } from '../git/ref.ts';
import { emptyTree, type Repository } from '../git/repository.ts';
import { resolveRange, resolveTree } from '../git/revision.ts';
import { firstParentCommits, type TrailedCommit, trailersOf } from '../git/trailers.ts';
import type { Depth } from '../impact/asked.ts';
import type { PrivateDirectory } from '../store/private-directory.ts';

/** The trailer that ties a commit to a task. */
export const TASK_TRAILER = 'Task';
/** Commits of one task beyond this are compared as a whole, whoever made those between. */
const MOST_COMMITS = 500;
const MOST_SEGMENTS = 30;

/** What to compare, as a caller names it. */
export type Comparison =
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'staged'; readonly index?: string }
  | { readonly kind: 'worktree' };

/** A commit or tree, and what became of it. */
export interface Ends {
  readonly before: string;
  readonly after: After;
}

/** Whether a trailer's value means the task: its id, or a beginning of it. */
function isNamed(values: readonly string[], id: string): boolean {
  return values.some((value) => value.length >= 4 && id.startsWith(value.toLowerCase()));
}

/** What the code of a repository says: what differs, and what is defined. Knows of tasks only whose commits are whose. */
export class Code {
  readonly #repository: Repository;
  readonly #directory: PrivateDirectory;
  #facts: KeptFacts | undefined;
  #isLate: (() => boolean) | undefined;
  #wasLate = false;
  #search: SymbolSearch | undefined;

  constructor(repository: Repository, directory: PrivateDirectory) {
    this.#repository = repository;
    this.#directory = directory;
  }

  get #kept(): KeptFacts {
    this.#facts ??= keptFacts(this.#repository, this.#directory);
    return this.#facts;
  }

  /** @throws REVISION_NOT_FOUND; USAGE where there is no worktree to look at */
  ends(comparison: Comparison): Ends {
    const repository = this.#repository;
    if (comparison.kind === 'range') {
      const { before, after } = resolveRange(repository, comparison.range);
      return { before, after: { kind: 'tree', oid: after } };
    }
    if (repository.worktree === undefined)
      throw new GitTaskError('USAGE', 'there is no worktree here, only history', {
        template: 'git task impact HEAD',
      });
    const before = readHead(repository).oid ?? emptyTree(repository);
    if (comparison.kind === 'worktree') return { before, after: { kind: 'worktree' } };
    const { index } = comparison;
    return { before, after: { kind: 'index', ...(index === undefined ? {} : { file: index }) } };
  }

  /** Looks no further than at files once it is late; sources that were read are known the next time. */
  stopWhen(isLate: () => boolean): void {
    this.#isLate = isLate;
  }

  /** Looks from now on for these symbols too, in the syntax trees of changed files. */
  lookFor(search: SymbolSearch): void {
    this.#search = search;
  }

  /** Whether something was not looked at as closely as was asked. */
  get wasLate(): boolean {
    return this.#wasLate;
  }

  /** @param depth nothing is looked at, the files, or what the sources define too */
  detect({ before, after }: Ends, depth: Depth = 'facts'): Detection {
    if (depth === 'nothing') return { changes: [], leftOut: 0 };
    const detection = detectChanges(this.#kept, before, after, {
      depth,
      ...(this.#isLate !== undefined && { isLate: this.#isLate }),
      ...(this.#search !== undefined && { search: this.#search }),
    });
    if (detection.late) this.#wasLate = true;
    return detection;
  }

  /**
   * What the sources define: of a commit or tree, else of the worktree.
   *
   * @throws REVISION_NOT_FOUND
   */
  facts(treeish?: string): readonly Fact[] {
    const repository = this.#repository;
    if (treeish === undefined && repository.worktree !== undefined) {
      const { before, after } = this.ends({ kind: 'worktree' });
      return readTreeFacts(this.#kept, before, after);
    }
    const tree = resolveTree(repository, treeish ?? 'HEAD');
    if (tree === undefined)
      throw new GitTaskError('REVISION_NOT_FOUND', `there is no tree ${JSON.stringify(treeish)} here`, {
        template: 'git task impact --facts HEAD',
        details: { revision: treeish },
      });
    return readTreeFacts(this.#kept, tree);
  }

  /** What the `Task:` trailers of each commit between two say, merges left out; none where `after` is no commit. */
  trailers({ before, after }: Ends): readonly (readonly string[])[] {
    if (after.kind !== 'tree') return [];
    const repository = this.#repository;
    const empty = before === emptyTree(repository);
    const commits = firstParentCommits(repository, {
      ...(empty ? {} : { before }),
      after: after.oid,
      key: TASK_TRAILER,
      most: MOST_COMMITS,
    });
    return commits.filter(({ parents }) => parents.length < 2).map(({ values }) => values);
  }

  /**
   * What the work on a task has changed so far: from where it was claimed, in the worktree that holds it, else by the
   * commits that are recorded. Merges, and commits that name another task, are not its work. Undefined where nothing
   * tells.
   *
   * @param commit counts as its own although it may not be recorded yet
   */
  workOf(
    task: Task,
    place: Place,
    commit?: string,
    depth: Depth = 'facts',
  ): readonly CodeChange[] | undefined {
    if (depth === 'nothing') return [];
    const segments = this.#segmentsOf(task, place, commit);
    return segments === undefined
      ? undefined
      : joinChanges(
          segments.map(
            ({ before, after }) =>
              this.detect({ before, after: { kind: 'tree', oid: after } }, depth).changes,
          ),
        );
  }

  /**
   * What commits that are left of the work on a task did, and what its holder's worktree has of it.
   *
   * @param place of the holder
   */
  whatIsLeft(task: Task, place: Place, commits: readonly string[], depth: Depth): readonly CodeChange[] {
    const segments = [
      ...segmentsOf(
        trailersOf(this.#repository, TASK_TRAILER, [...commits].reverse()).map((found) =>
          this.#linked(found, true),
        ),
      ),
      ...(task.claim === undefined || place.head === undefined ? [] : (this.#segmentsOf(task, place) ?? [])),
    ];
    return segments.flatMap(
      ({ before, after }) => this.detect({ before, after: { kind: 'tree', oid: after } }, depth).changes,
    );
  }

  #segmentsOf(task: Task, { clone, worktree, head }: Place, commit?: string): readonly Segment[] | undefined {
    const { claim } = task;
    const repository = this.#repository;
    const base = claim?.clone === clone && claim.worktree === worktree ? claim.base : undefined;
    if (base === undefined || head === undefined || !objectExists(repository, base))
      return this.#recorded(task, commit);
    const isOwn = ({ oid, values }: TrailedCommit): boolean =>
      oid === commit || values.length === 0 || isNamed(values, task.id);
    const commits = firstParentCommits(repository, {
      before: base,
      after: head,
      key: TASK_TRAILER,
      most: MOST_COMMITS,
    });
    const segments = segmentsOf(commits.map((found) => this.#linked(found, isOwn(found))));
    if (commits.length === MOST_COMMITS || segments.length > MOST_SEGMENTS)
      return [{ before: base, after: head }];
    return segments;
  }

  #recorded(task: Task, commit: string | undefined): readonly Segment[] | undefined {
    const repository = this.#repository;
    const oids = [...new Set([...task.commits, ...(commit === undefined ? [] : [commit])])];
    const newest = commit ?? readHead(repository).oid;
    if (oids.length === 0 || newest === undefined) return undefined;
    // Amended away or on another branch: not part of what is here.
    const present = oids.slice(-MOST_SEGMENTS).filter((oid) => isAncestor(repository, oid, newest) === true);
    const commits = trailersOf(repository, TASK_TRAILER, present);
    return segmentsOf([...commits].reverse().map((found) => this.#linked(found, true)));
  }

  /** The first commit of all came after nothing. */
  #linked({ oid, parents }: TrailedCommit, own: boolean): LinkedCommit {
    return { oid, parents: parents.length === 0 ? [emptyTree(this.#repository)] : parents, own };
  }
}
