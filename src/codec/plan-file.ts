import { nearest } from '../domain/nearest.ts';
import { GitTaskError } from '../errors.ts';
import { isList, isMap } from './value.ts';
import { MAX_YAML_DEPTH } from './yaml/limits.ts';
import type { YamlMap, YamlPlace, YamlTree } from './yaml/tree.ts';

/** What a plan says of one task, word for word: whether it makes sense is not known yet. */
export interface PlannedText {
  /** Where it stands in the document. */
  readonly place: YamlPlace;
  readonly texts: ReadonlyMap<TextKey, string>;
  readonly lists: ReadonlyMap<ListKey, readonly string[]>;
}

export interface PlanText {
  /** Goes before all keys, so that two plans may both have a task `api`. */
  readonly name?: string;
  readonly tasks: readonly PlannedText[];
}

/** Something wrong with a plan, and where it stands. */
export interface PlanProblem {
  readonly place: YamlPlace;
  readonly text: string;
}

const TEXT_KEYS = ['key', 'title', 'description', 'type', 'priority', 'assignee', 'due', 'parent'] as const;
const LIST_KEYS = ['depends_on', 'labels', 'links', 'resources', 'acceptance'] as const;
export type TextKey = (typeof TEXT_KEYS)[number];
export type ListKey = (typeof LIST_KEYS)[number];

/** As `--depends-on`, `--label` … are called on the command line. */
const OTHER_NAMES: ReadonlyMap<string, ListKey> = new Map([
  ['depends', 'depends_on'],
  ['label', 'labels'],
  ['link', 'links'],
  ['resource', 'resources'],
  ['accept', 'acceptance'],
]);

function isTextKey(key: string): key is TextKey {
  return (TEXT_KEYS as readonly string[]).includes(key);
}

function isListKey(key: string): key is ListKey {
  return (LIST_KEYS as readonly string[]).includes(key);
}

/** Nobody reads on behind so many. */
const MOST_PROBLEMS = 1000;

/**
 * What `JSON.parse` gives, as the YAML reader would have read it: all scalars as texts, `null` as nothing.
 *
 * @throws STORE_CORRUPT where it is nested deeper than YAML may be
 */
export function treeOfJson(value: unknown, depth = 0): YamlTree {
  if (depth > MAX_YAML_DEPTH)
    throw new GitTaskError('STORE_CORRUPT', `maps and lists are nested deeper than ${MAX_YAML_DEPTH}`);
  if (Array.isArray(value)) return value.map((item) => treeOfJson(item, depth + 1));
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, item]) => [key, treeOfJson(item, depth + 1)]));
  return value === null || value === undefined ? '' : String(value);
}

/**
 * Reads a plan: `{tasks: [{key, title, …}]}`, or the list alone.
 *
 * @returns what it says, and all that is wrong with its form
 */
export function readPlanFile(tree: YamlTree): {
  readonly plan: PlanText;
  readonly problems: readonly PlanProblem[];
} {
  const problems: PlanProblem[] = [];
  const complain = (place: YamlPlace, text: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push({ place, text });
  };
  const whole = isMap(tree) ? tree : new Map<string, YamlTree>();
  for (const key of whole.keys()) {
    if (problems.length === MOST_PROBLEMS) break;
    if (key !== 'tasks' && key !== 'plan') complain([key], unknownKey(key, ['tasks', 'plan']));
  }
  const name = whole.get('plan');
  if (name !== undefined && typeof name !== 'string') complain(['plan'], 'plan: is not a text');
  const list = isList(tree) ? tree : whole.get('tasks');
  const place: YamlPlace = isList(tree) ? [] : ['tasks'];
  if (!isList(list)) {
    complain(place, 'tasks: is not a list of tasks');
    return { plan: { tasks: [] }, problems };
  }
  const tasks = list.flatMap((item, at) => {
    if (isMap(item)) return readTask(item, [...place, at], complain);
    complain([...place, at], 'a task is a map: {key: …, title: …}');
    return [];
  });
  return { plan: { ...(typeof name === 'string' && name !== '' ? { name } : {}), tasks }, problems };
}

function readTask(
  task: YamlMap,
  place: YamlPlace,
  complain: (place: YamlPlace, text: string) => void,
): PlannedText {
  const texts = new Map<TextKey, string>();
  const lists = new Map<ListKey, readonly string[]>();
  for (const [written, value] of task) {
    const key = OTHER_NAMES.get(written) ?? written;
    const at = [...place, written];
    // `assignee:` with nothing behind it says nothing.
    if (value === '') continue;
    if (isTextKey(key)) {
      if (typeof value === 'string') texts.set(key, value);
      else complain(at, `${written}: is not a text`);
    } else if (!isListKey(key)) complain(at, unknownKey(written, [...TEXT_KEYS, ...LIST_KEYS]));
    else if (typeof value === 'string') lists.set(key, [value]);
    else if (isList(value) && value.every((item) => typeof item === 'string')) lists.set(key, value);
    else complain(at, `${written}: is not a list of texts`);
  }
  return { place, texts, lists };
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known, 3);
  return `${key}: no task has such a key${meant === undefined ? `; there are ${known.join(', ')}` : `: ${meant}?`}`;
}
