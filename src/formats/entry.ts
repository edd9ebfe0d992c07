import type { Value } from '../domain/task.ts';
import type { Report } from './report.ts';

/** Maps and lists deeper than this are kept as JSON: a file on the branch may nest to 16. */
const DEEPEST = 10;
const LONGEST_KEY = 100;

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What another tool's value says as a text; undefined where it is none, or empty. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** A time as ISO 8601 UTC; undefined where it is none that events can carry. */
export function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-?\d\d-?\d\d[T ]/.test(value)) return undefined;
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  const [, year, month, day, hour, minute, second] = compact ?? [];
  // A time that names no zone is UTC: the same in every place that it is read.
  const plain = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/.test(value)
    ? `${value.replace(' ', 'T')}Z`
    : value;
  const time = Date.parse(compact === null ? plain : `${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time)) return undefined;
  const iso = new Date(time).toISOString();
  return /^\d{4}-/.test(iso) ? iso : undefined;
}

/** Anything JSON can say as a value that a task can keep; undefined where it says nothing. */
export function kept(value: unknown, depth = 1): Value | undefined {
  if (value === null || value === undefined || value === '' || value === false) return undefined;
  if (typeof value !== 'object') return String(value).toWellFormed();
  if (depth >= DEEPEST) return jsonOf(value);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => kept(item, depth + 1)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  const entries = Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const inner = kept(item, depth + 1);
    return inner === undefined ? [] : [[sound(key), inner] as const];
  });
  // fromEntries defines own properties: a key `__proto__` stays a key.
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function jsonOf(value: object): string {
  try {
    return JSON.stringify(value).toWellFormed();
  } catch (error) {
    // What is nested deeper than the stack is a joke at somebody's expense.
    if (error instanceof RangeError) return '(nested too deep)';
    throw error;
  }
}

function sound(key: string): string {
  const clean = key
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\ufffd')
    .slice(0, LONGEST_KEY)
    .toWellFormed();
  return clean === '' ? '(empty)' : clean;
}

/** One entry of another tool's file. What nobody asked it for is left as its rest. */
export class Entry {
  readonly place: string;
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #asked = new Set<string>();
  readonly #report: Report;

  constructor(values: Json, place: string, report: Report) {
    this.#values = new Map(Object.entries(values));
    this.place = place;
    this.#report = report;
  }

  /** Any value of a key, or of the first of several that has one. */
  value(...keys: readonly string[]): unknown {
    for (const key of keys) {
      const value = this.#values.get(key);
      if (value === undefined || value === null || value === '') continue;
      this.#asked.add(key);
      return value;
    }
    return undefined;
  }

  /** A text; what is none is remarked and stays in the rest. */
  text(key: string): string | undefined {
    const value = this.#values.get(key);
    const text = textOf(value);
    if (text !== undefined) this.#asked.add(key);
    else if (typeof value === 'object' && value !== null)
      this.#report.remark(this.place, key, 'is not a text');
    return text;
  }

  time(key: string): string | undefined {
    return timeOf(this.#values.get(key));
  }

  /** The entries of a list; one alone counts as a list. GraphQL's `{nodes: […]}` is one too. */
  list(key: string): readonly unknown[] {
    const value = this.value(key);
    if (Array.isArray(value)) return value;
    if (isObject(value) && Array.isArray(value.nodes)) return value.nodes;
    return value === undefined ? [] : [value];
  }

  /**
   * Names in a list: texts, or objects that have one under one of the keys.
   *
   * @param keys where the name stands in an object, first found first
   */
  names(key: string, ...keys: readonly string[]): readonly string[] {
    return this.list(key).flatMap((item) => nameOf(item, keys) ?? []);
  }

  /** Says of a key that it is carried, or not worth it. */
  done(...keys: readonly string[]): void {
    for (const key of keys) this.#asked.add(key);
  }

  /** What was not asked for, as a task can keep it. */
  rest(): Record<string, Value> {
    const entries = [...this.#values].flatMap(([key, value]) => {
      const inner = this.#asked.has(key) ? undefined : kept(value, 3);
      return inner === undefined ? [] : [[sound(key), inner] as const];
    });
    return Object.fromEntries(entries);
  }
}

/** The name of a thing that stands as a text, or as an object with its name under one of the keys. */
export function nameOf(item: unknown, keys: readonly string[]): string | undefined {
  if (!isObject(item)) return textOf(item)?.trim();
  for (const key of keys) {
    const name = Object.hasOwn(item, key) ? textOf(item[key])?.trim() : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}
