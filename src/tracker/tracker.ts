import type { Place } from '../domain/actor.ts';
import type { Event } from '../domain/event.ts';
import type { TaskId } from '../domain/id.ts';
import { isTaskId } from '../domain/id.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { type Stamp, stampSequence } from '../domain/stamp.ts';
import type { TaskSummary } from '../domain/task.ts';
import { oneLine } from '../domain/text.ts';
import { discoverRepository } from '../git/discover.ts';
import { lastCommitWithLine, quotePattern } from '../git/history.ts';
import { readCommit } from '../git/objects.ts';
import { readHead } from '../git/ref.ts';
import type { Repository } from '../git/repository.ts';
import type { Context } from '../operations/context.ts';
import { Draft } from '../operations/draft.ts';
import type { Operation } from '../operations/operation.ts';
import { GitStore, TASKS_REF } from '../store/git-store.ts';
import type { StoreSnapshot } from '../store/store.ts';
import { takeWord } from './background-push.ts';
import { clockWarning } from './clock.ts';
import { cloneId } from './clone-id.ts';
import { Code, type Ends } from './code.ts';
import { type CodeImpact, codeImpact, lookForSymbols, type Touchable } from './code-impact.ts';
import { parseSince, parseUntil, type Since } from './cursor.ts';
import { eventsAsTheyCome, eventsUntilNow, type SeenEvent } from './event-stream.ts';
import { type MissingGroundwork, missingGroundwork } from './groundwork.ts';
import { resolveActor, resolveAuthor } from './identity.ts';
import { alertsFor, type InboxItem, type Reader } from './inbox.ts';
import { LocalMarks } from './marks.ts';
import type { Ports } from './ports.ts';
import { readInbox } from './read-inbox.ts';
import { resolveId } from './resolve.ts';
import { Settings } from './settings.ts';
import { leaveSign, staleClaims } from './signs-of-life.ts';
import { subjectOf } from './subject.ts';
import { type TipWatch, watchTip } from './watch.ts';

export type { SeenEvent, StoreSnapshot };

export interface RunResult<Result> {
  readonly result: Result;
  /** What was written; nothing where all was so already. */
  readonly events: readonly Event[];
}

/** The one object that every face talks to: tasks of the repository around a directory, for one actor. */
export class Tracker {
  readonly ports: Ports;
  readonly repository: Repository;
  readonly store: GitStore;
  readonly settings: Settings;
  readonly #as: string | undefined;
  #actor: string | undefined;
  #place: Place | undefined;
  #marks: LocalMarks | undefined;
  #code: Code | undefined;
  #signed = false;
  #warnedOfClock = false;

  /**
   * @param as the actor that the caller names
   * @throws NOT_A_REPOSITORY
   */
  constructor(ports: Ports, as?: string) {
    this.ports = ports;
    this.#as = as;
    this.repository = discoverRepository(ports.cwd, ports.env);
    this.settings = new Settings(this.repository, () => this.store.directory, ports.now);
    this.store = new GitStore({
      repository: this.repository,
      settings: () => this.settings.task(),
      durable: () => this.settings.flag('task.durable', true),
      author: (actor) => resolveAuthor(ports, this.settings, actor),
      now: ports.now,
      sleep: ports.sleep,
      warn: ports.warn,
      packDue: () => ports.background(['maintain']),
    });
  }

  /** Whether `--as` said who acts. */
  get actsAs(): boolean {
    return this.#as !== undefined && oneLine(this.#as) !== '';
  }

  get actor(): string {
    this.#actor ??= resolveActor(this.ports, this.repository, this.settings, this.#as);
    return this.#actor;
  }

  get place(): Place {
    if (this.#place === undefined) {
      const { repository } = this;
      const { branch, oid } = readHead(repository);
      const worktree = repository.worktree?.name;
      this.#place = {
        clone: cloneId(this.store.directory, repository.commonDir, this.ports),
        ...(worktree === undefined ? {} : { worktree }),
        ...(branch === undefined ? {} : { branch }),
        ...(oid === undefined ? {} : { head: oid }),
      };
    }
    return this.#place;
  }

  get marks(): LocalMarks {
    this.#marks ??= new LocalMarks(this.store.directory, this.actor);
    return this.#marks;
  }

  get code(): Code {
    this.#code ??= new Code(this.repository, this.store.directory);
    return this.#code;
  }

  get #reader(): Reader & { readonly marks: LocalMarks } {
    return { actor: this.actor, place: this.place, marks: this.marks };
  }

  /** All tasks as they stand now. */
  read(): Promise<StoreSnapshot> {
    this.#leaveSign();
    return this.store.snapshot();
  }

  /** All tasks as the last write here left them; as they stand now where it wrote nothing. */
  settled(): Promise<StoreSnapshot> {
    this.#leaveSign();
    return this.store.settled();
  }

  /** Once per call: a call of git-task is a sign of life of whoever works in this worktree. */
  #leaveSign(): void {
    if (!this.#signed) leaveSign(this.store.directory, this.repository);
    this.#signed = true;
  }

  /**
   * Runs an operation and writes its events in one commit.
   *
   * @param about names the task in the log where the operation touched several
   * @throws whatever the operation refuses; REF_CONTENDED, STORE_READ_ONLY
   */
  async run<Input, Result>(operation: Operation<Input, Result>, input: Input): Promise<RunResult<Result>> {
    const { actor } = this;
    this.#leaveSign();
    const { result, events } = await this.store.transact((snapshot) => {
      const draft = new Draft(snapshot, this.#context(snapshot));
      const answer = operation.run(draft, input);
      if (draft.events.length === 0) return { result: answer };
      const subject = subjectOf(operation.name, draft);
      return {
        result: answer,
        transaction: {
          events: draft.events,
          changed: draft.changed,
          rewritten: draft.rewritten,
          subject,
          actor,
        },
      };
    });
    if (events.length > 0 && this.settings.get('task.autosync')?.toLowerCase() === 'push') {
      const word = takeWord(this.store.directory);
      if (word !== undefined) this.ports.warn(word);
      this.ports.background(['push', '--quiet']);
    }
    return { result, events };
  }

  /** What an operation would answer, and the tasks as they would be; nothing is written. */
  async rehearse<Input, Result>(
    operation: Operation<Input, Result>,
    input: Input,
  ): Promise<{ readonly result: Result; readonly after: Snapshot }> {
    const snapshot = await this.read();
    const draft = new Draft(snapshot, this.#context(snapshot));
    return { result: operation.run(draft, input), after: draft };
  }

  #context(snapshot: StoreSnapshot): Context {
    const { entropy } = this.ports;
    const now = this.ports.now();
    this.#warnOfClock(now, snapshot.stamp);
    return {
      actor: this.actor,
      place: this.place,
      now,
      stamps: stampSequence(now, snapshot.stamp, entropy),
      entropy,
      stale: this.stale(snapshot),
    };
  }

  #warnOfClock(now: number, newest: Stamp | undefined): void {
    const warning = clockWarning(now, newest);
    if (warning === undefined || this.#warnedOfClock) return;
    this.#warnedOfClock = true;
    this.ports.warn(warning);
  }

  /** Tasks in progress whose holder gives no sign of life. */
  stale(snapshot: StoreSnapshot): ReadonlySet<TaskId> {
    return staleClaims(snapshot, this.repository, this.store.directory, this.place.clone, this.ports.now());
  }

  /**
   * Turns what a person typed into a full id.
   *
   * @throws TASK_NOT_FOUND, TASK_ID_AMBIGUOUS
   */
  resolve(snapshot: StoreSnapshot, text: string, callWith: (id: string) => string): TaskId {
    const { actor, place } = this;
    return resolveId(snapshot, { actor, place, lastCreated: () => this.#lastCreated() }, text, callWith);
  }

  /** The log knows: subjects of `add` begin with it, and the actor is a trailer. */
  #lastCreated(): TaskId | undefined {
    const line = `Actor: ${quotePattern(oneLine(this.actor))}$`;
    const found = lastCommitWithLine(this.repository, TASKS_REF, ['add [a-z0-9]\\{10\\}:', line]);
    const id = found === undefined ? '' : readCommit(this.repository, found.oid).message.slice(4, 14);
    return isTaskId(id) ? id : undefined;
  }

  /** Finished dependencies whose work is not in this worktree's history. */
  groundwork(snapshot: StoreSnapshot, task: TaskSummary): readonly MissingGroundwork[] {
    return missingGroundwork(this.repository, snapshot, task, this.place.head);
  }

  /**
   * Looks from now on, besides facts, for the symbols that open tasks name, private and nested ones included, in the
   * syntax trees of changed files.
   *
   * @param cause the task that is never hit
   * @throws PARSER_MISSING
   */
  async lookDeeper(cause?: TaskId): Promise<void> {
    await lookForSymbols(this.code, await this.#touchable(), cause);
  }

  /**
   * Whom a difference between two states of the files touches: nobody, where there are no tasks. It is looked at no
   * closer than open tasks ask for, unless the whole is wanted.
   *
   * @param cause the task whose work it is, which is never hit by it
   */
  async impact(ends: Ends, cause?: TaskId, { whole = false } = {}): Promise<CodeImpact> {
    return codeImpact(this.code, await this.#touchable(), { ends, cause, whole });
  }

  async #touchable(): Promise<Touchable | undefined> {
    if (this.store.tip() === undefined) return undefined;
    const snapshot = await this.read();
    return { tasks: snapshot.touchable(), ignore: snapshot.policy.ignore };
  }

  /** Unacknowledged alerts of a task that concern the actor. */
  alerts(task: TaskSummary): ReturnType<typeof alertsFor> {
    return alertsFor(this.#reader, task);
  }

  /** Everything that waits for the actor. */
  inbox(snapshot: StoreSnapshot): Promise<readonly InboxItem[]> {
    return readInbox(this.store, snapshot, this.#reader);
  }

  /** Events since a cursor or time, from the branch's beginning without one, up to now. */
  events(since: Since | undefined): AsyncGenerator<SeenEvent> {
    return eventsUntilNow(this.store, since);
  }

  /**
   * Events as they come, for ever; from now on without `since`.
   *
   * @param stop ends the stream
   */
  follow(since: Since | undefined, stop: AbortSignal): AsyncGenerator<SeenEvent> {
    return eventsAsTheyCome(this.store, () => this.watch(), since, stop);
  }

  watch(): Promise<TipWatch> {
    return watchTip(this.repository);
  }

  /** @throws CURSOR_INVALID, DATE_INVALID */
  since(text: string): Promise<Since> {
    return parseSince(this.repository, text, this.ports.now());
  }

  /** @throws DATE_INVALID */
  until(text: string): Promise<Stamp> {
    return parseUntil(text, this.ports.now());
  }
}
