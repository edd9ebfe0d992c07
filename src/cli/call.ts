import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import type { TaskId } from '../domain/id.ts';
import { resolvePath } from '../domain/path.ts';
import { GitTaskError } from '../errors.ts';
import type { Ports } from '../tracker/ports.ts';
import type { StoreSnapshot } from '../tracker/tracker.ts';
import { Tracker } from '../tracker/tracker.ts';
import type { Io } from './io.ts';
import type { Output } from './output.ts';
import { createStyle, type Style } from './render/style.ts';
import type { TypedCall } from './typed-call.ts';

interface Parts {
  readonly verb: string;
  readonly typed: TypedCall;
  /** The right call, for a wrong one. */
  readonly example: string;
  readonly args: readonly string[];
  readonly options: object;
  readonly io: Io;
  readonly out: Output;
  readonly ports: Ports;
  readonly as: string | undefined;
}

/** Verbs that end or give up work: a task that was not meant is looked at first. */
const ENDING: ReadonlySet<string> = new Set([
  'cancel',
  'complete',
  'delete',
  'release',
  'submit',
  'reopen',
  'status',
]);

/** One call of a verb: what was typed, and what it works on. */
export class Call {
  readonly verb: string;
  /** Positional arguments. */
  readonly args: readonly string[];
  readonly out: Output;
  readonly io: Io;
  readonly ports: Ports;
  /** Of a call that did what was asked. */
  exitStatus = 0;
  readonly #parts: Parts;
  #tracker: Tracker | undefined;
  #snapshot: StoreSnapshot | undefined;
  #style: Style | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.verb = parts.verb;
    this.args = parts.args;
    this.out = parts.out;
    this.io = parts.io;
    this.ports = parts.ports;
  }

  /** The verb's options, as its own definition declares them. */
  options<T extends object>(): Partial<T> {
    return this.#parts.options as Partial<T>;
  }

  get tracker(): Tracker {
    this.#tracker ??= new Tracker(this.ports, this.#parts.as);
    return this.#tracker;
  }

  /** Tasks as they stood when first asked. */
  async snapshot(): Promise<StoreSnapshot> {
    this.#snapshot ??= await this.tracker.read();
    return this.#snapshot;
  }

  /** Tasks as they stand now. */
  async fresh(): Promise<StoreSnapshot> {
    this.#snapshot = await this.tracker.read();
    return this.#snapshot;
  }

  get style(): Style {
    this.#style ??= createStyle(this.io.isTerminal.stdout, this.ports.env, () =>
      this.tracker.settings.get('color.ui'),
    );
    return this.#style;
  }

  /** @throws TASK_NOT_FOUND, TASK_ID_AMBIGUOUS */
  async id(text: string): Promise<TaskId> {
    const { typed } = this.#parts;
    const callWith = (id: string): string =>
      ENDING.has(this.verb) && id !== '<id>'
        ? `git task show ${id}`
        : (typed.corrected(text, id) ?? typed.with([id, ...typed.words]));
    return this.tracker.resolve(await this.snapshot(), text, callWith);
  }

  /** The ids of all texts; of `@` where there are none. */
  async ids(texts: readonly string[]): Promise<readonly TaskId[]> {
    const ids: TaskId[] = [];
    for (const text of texts.length === 0 ? ['@'] : texts) ids.push(await this.id(text));
    return ids;
  }

  /** A text argument; `-` is standard input. */
  text(argument: string): string {
    if (argument !== '-') return argument;
    const text = this.io.stdin().replace(/\n$/, '');
    this.#parts.typed.learn(text, argument);
    return text;
  }

  /** A path as typed here, relative to the repository's root. */
  path(text: string, code: 'LINK_INVALID' | 'RESOURCE_INVALID' = 'LINK_INVALID'): string {
    // An empty shell variable must not become the whole repository.
    if (text.trim() === '') return text;
    // A URL is no path, and whoever reads it says so better.
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
    const prefix = this.#prefix();
    this.#parts.typed.standIn(prefix);
    const path = resolvePath(prefix, this.#fromRoot(text), code);
    this.#parts.typed.learn(path, text);
    return path;
  }

  /** An absolute path within the worktree, relative to the caller; other paths stay as they are. */
  #fromRoot(text: string): string {
    const root = this.tracker.repository.worktree?.root;
    if (root === undefined || !isAbsolute(text)) return text;
    const inside = relative(root, text);
    return inside.startsWith('..') || isAbsolute(inside)
      ? text
      : relative(realpathSync(this.ports.cwd), text) || '.';
  }

  /** Where the caller stands, relative to the root; empty at the root or without a worktree. */
  #prefix(): string {
    const root = this.tracker.repository.worktree?.root;
    if (root === undefined) return '';
    const prefix = relative(root, realpathSync(this.ports.cwd));
    return prefix.startsWith('..') ? '' : prefix;
  }

  /** The error of a wrong call: the message, and the right call. */
  usage(message: string, template?: string | readonly string[], hint?: string): GitTaskError {
    return new GitTaskError('USAGE', message, {
      template: template ?? `git task ${this.#parts.example}`,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
