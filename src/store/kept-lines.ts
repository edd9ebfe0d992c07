import { parseFlows } from '../codec/flow-line.ts';
import type { TaskId } from '../domain/id.ts';
import type { SearchPart } from '../domain/search-part.ts';
import type { TaskFlow } from '../domain/task-flow.ts';
import { DamagedFile } from '../domain/word-index/indexed-file.ts';
import type { Repository } from '../git/repository.ts';
import { FLOW_LINES } from './flow-lines.ts';
import { currentLines, forgetLines, LineFile, type LineKind } from './line-file.ts';
import type { PrivateDirectory } from './private-directory.ts';
import {
  CLOSED_CHILDREN,
  type ClosedChild,
  parseClosedChild,
  SEARCH_LINES,
  searchPartOf,
} from './task-lines.ts';

/** Answers the questions that few calls ask by lines that are kept of each task, closed or not. */
export class KeptLines {
  readonly #repository: Repository;
  readonly #directory: PrivateDirectory;
  readonly #tip: () => string | undefined;

  constructor(repository: Repository, directory: PrivateDirectory, tip: () => string | undefined) {
    this.#repository = repository;
    this.#directory = directory;
    this.#tip = tip;
  }

  #fileOf(kind: LineKind): LineFile {
    return new LineFile(kind, this.#repository, this.#directory, this.#tip);
  }

  /**
   * What a question about the texts of all tasks on a tip finds.
   *
   * @param ask called once more where what is kept of them proves damaged
   */
  async searched<Answer>(tip: string, ask: (parts: readonly SearchPart[]) => Answer): Promise<Answer> {
    const file = this.#fileOf(SEARCH_LINES);
    try {
      return ask((await file.at(tip)).map(searchPartOf));
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      return ask((await file.anew(tip)).map(searchPartOf));
    }
  }

  /** How each task on a tip went through the lifecycle. */
  async flows(tip: string): Promise<ReadonlyMap<TaskId, TaskFlow>> {
    const parts = await this.#fileOf(FLOW_LINES).at(tip);
    return parseFlows(parts.flatMap(currentLines));
  }

  /** Closed tasks on a tip that are part of another. */
  async closedChildren(tip: string): Promise<readonly ClosedChild[]> {
    const parts = await this.#fileOf(CLOSED_CHILDREN).at(tip);
    return parts.flatMap(currentLines).map(parseClosedChild);
  }

  /** Forgets all lines, also where they stand on the disk. */
  forget(): void {
    for (const kind of [SEARCH_LINES, FLOW_LINES, CLOSED_CHILDREN]) forgetLines(this.#directory, kind);
  }
}
