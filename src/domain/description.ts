import { type Event, textOf } from './event.ts';
import type { Stamp } from './stamp.ts';
import type { Task } from './task.ts';
import { mergeText } from './text-merge.ts';

/** Ancestors that are themselves undecided heads are merged first, so deep; below that the latest text stands for them. */
const DEEPEST = 100;

/** An event and everything it came after, by `over`. */
function ancestry(head: Event, byId: ReadonlyMap<Stamp, Event>): Set<Stamp> {
  const seen = new Set<Stamp>([head.id]);
  for (const id of seen) for (const over of byId.get(id)?.over ?? []) seen.add(over);
  return seen;
}

/** The events that none of the others names. */
function headsOf(events: readonly Event[]): readonly Event[] {
  const named = new Set(events.flatMap((event) => event.over ?? []));
  return events.filter((event) => !named.has(event.id));
}

function textOfHead(head: Event | undefined): string {
  return head === undefined ? '' : (textOf(head, 'description') ?? '');
}

export interface DescriptionMerge {
  readonly text: string;
  /** The events that met, by stamp. */
  readonly heads: readonly Event[];
  /** Those of them whose lines gave way to a later one's. */
  readonly overlapped: readonly Event[];
}

/** Merges the descriptions of one task; what it merged once, it knows. */
class Merger {
  readonly #byId: ReadonlyMap<Stamp, Event>;
  readonly #known = new Map<string, string>();

  constructor(events: readonly Event[]) {
    this.#byId = new Map(events.map((event) => [event.id, event]));
  }

  /** The events of some heads and of all they came after, by stamp. */
  #line(...heads: readonly Event[]): readonly Event[] {
    const ids = new Set(heads.flatMap((head) => [...ancestry(head, this.#byId)]));
    return [...this.#byId.values()].filter((event) => ids.has(event.id));
  }

  /** The text that the heads make together, merged one after the other. */
  merge(heads: readonly Event[], depth = 0): string {
    if (heads.length < 2 || depth === DEEPEST) return textOfHead(heads.at(-1));
    const key = heads.map((head) => head.id).join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const [first, ...others] = heads;
    let text = textOfHead(first);
    for (const [at, head] of others.entries())
      text = mergeText(this.#base(heads.slice(0, at + 1), head, depth), text, textOfHead(head)).text;
    this.#known.set(key, text);
    return text;
  }

  /** What the heads so far and a further one grew from. */
  #base(merged: readonly Event[], head: Event, depth: number): string {
    const before = new Set(this.#line(...merged));
    const common = this.#line(head).filter((event) => before.has(event));
    return this.merge(headsOf(common), depth + 1);
  }

  gaveWay(heads: readonly Event[]): readonly Event[] {
    return heads.filter((head, at) =>
      heads
        .slice(at + 1)
        .some(
          (later) => mergeText(this.#base([head], later, 0), textOfHead(head), textOfHead(later)).overlapped,
        ),
    );
  }
}

/**
 * Merges the heads of a description line by line against their nearest common ancestor, or against the merge of
 * several nearest ones; where lines overlap the later text's stay.
 *
 * @param events the events that set or removed the description, by stamp
 * @returns undefined where there is one head, which needs no merge
 */
export function mergeDescriptions(events: readonly Event[]): DescriptionMerge | undefined {
  const heads = headsOf(events);
  if (heads.length < 2) return undefined;
  const merger = new Merger(events);
  return { text: merger.merge(heads), heads, overlapped: merger.gaveWay(heads) };
}

/** Decides the description by all events that set or removed it, given by stamp. */
export function settleDescription(task: Task, events: readonly Event[]): Task {
  const merge = mergeDescriptions(events);
  if (merge === undefined) return task;
  const { text, heads } = merge;
  const { description: _standing, ...rest } = task;
  return {
    ...rest,
    ...(text === '' ? {} : { description: text }),
    set: { ...task.set, description: heads.map((head) => head.id) },
  };
}
