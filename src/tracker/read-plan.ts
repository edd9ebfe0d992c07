import { loadFullParser, locator, parseDocument, withFullParser } from '../codec/document.ts';
import { findTwiceKey } from '../codec/json-text.ts';
import {
  type ListKey,
  type PlannedText,
  type PlanProblem,
  readPlanFile,
  type TextKey,
  treeOfJson,
} from '../codec/plan-file.ts';
import type { YamlPlace, YamlTree } from '../codec/yaml/tree.ts';
import { parseLink } from '../domain/link.ts';
import { parsePriority } from '../domain/priority.ts';
import { parseResource } from '../domain/resource.ts';
import { oneLine, shellQuote } from '../domain/text.ts';
import { validName, validText, validTitle } from '../domain/valid-values.ts';
import { GitTaskError } from '../errors.ts';
import type { LostName, PlanInput, PlannedTask } from '../operations/plan.ts';
import { dayReader } from './read-day.ts';
import { readTextFile } from './read-text-file.ts';

/** Bytes. Ten thousand tasks take two million. */
const LARGEST = 64 * 1024 * 1024;
/** Of YAML, which takes a second for each million. */
const LARGEST_YAML = 8 * 1024 * 1024;
const READER = { code: 'PLAN_INVALID', call: 'git task plan' } as const;
const LONGEST_KEY = 60;
const LONGEST_HINT = 60;

export type { PlanProblem };

/** A plan as it was read, and how to say where something in it stands. */
export interface PlanFile {
  readonly input: PlanInput;
  /** What is wrong with it; then the input is not to be used. */
  readonly problems: readonly PlanProblem[];
  /** What was understood by days in words. */
  readonly days: ReadonlyMap<string, string>;
  /** `plan.yaml:3:5` */
  readonly locate: (place: YamlPlace) => Promise<string>;
  /** The place of a word that leads to no task. */
  readonly placeOf: (lost: LostName) => YamlPlace;
}

/**
 * Reads a plan, YAML or JSON, and checks every value of it.
 *
 * @param file where it stands; `-` is standard input
 * @param now milliseconds since the epoch: what `tomorrow` is counted from
 * @throws PLAN_INVALID where it is neither YAML nor JSON, or too large; IO_FAILED where it can't be read
 */
export async function readPlan(file: string, stdin: () => string, now: number): Promise<PlanFile> {
  const text = file === '-' ? stdin() : readTextFile(file, file, READER);
  const name = file === '-' ? 'stdin' : file;
  if (text.length > LARGEST)
    throw new GitTaskError('PLAN_INVALID', `${name} is larger than ${LARGEST} bytes`, {
      hint: 'nothing was written; two plans of different names may refer to each other',
      template: 'git task plan <file>',
    });
  const { plan, problems } = readPlanFile(await parsePlan(text, name));
  const found = [...problems];
  const days = new Map<string, string>();
  const readDay = await dayReader(
    plan.tasks.flatMap(({ texts }) => texts.get('due') ?? []),
    now,
  );
  const readDue = (words: string): string => {
    const day = readDay(words);
    if (day !== words.trim()) days.set(words.trim(), day);
    return day;
  };
  const tasks = plan.tasks.map((task) => checkedTask(task, readDue, found));
  if (plan.name !== undefined) check(found, ['plan'], () => validName(plan.name ?? '', 'plan'));
  refuseTwins(tasks, plan.tasks, found);
  const find = locator(text, name);
  return {
    input: { ...(plan.name === undefined ? {} : { name: plan.name.trim() }), tasks },
    problems: found.sort((one, two) => comparePlaces(one.place, two.place)),
    days,
    async locate(place) {
      await loadFullParser();
      return find(place);
    },
    placeOf: ({ task, key, at }) => [
      ...(plan.tasks[task]?.place ?? []),
      key,
      ...(at === undefined ? [] : [at]),
    ],
  };
}

function comparePlaces(one: YamlPlace, two: YamlPlace): number {
  const at = one.findIndex((step, depth) => step !== two[depth]);
  const [a, b] = [one[at], two[at]];
  return typeof a === 'number' && typeof b === 'number' ? a - b : 0;
}

/** The call with a plan that has been put right. */
function callOf(name: string): string {
  return `git task plan ${name === 'stdin' ? '-' : shellQuote(name)}`;
}

/** @throws PLAN_INVALID */
function jsonTree(value: unknown, name: string): YamlTree {
  try {
    return treeOfJson(value);
  } catch (error) {
    if (!(error instanceof GitTaskError)) throw error;
    throw new GitTaskError('PLAN_INVALID', `${name}: ${error.message}`, {
      hint: 'nothing was written; once that is right:',
      template: callOf(name),
      cause: error,
    });
  }
}

/** @throws PLAN_INVALID with line and column */
async function parsePlan(text: string, name: string): Promise<YamlTree> {
  if (/^\s*[{[]/.test(text)) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // YAML in flow style begins like that too, and its reader says what is wrong, and where.
    }
    if (value !== undefined) {
      const twice = findTwiceKey(text);
      if (twice === undefined) return jsonTree(value, name);
      const { key, line, column } = twice;
      throw new GitTaskError(
        'PLAN_INVALID',
        `${name}:${line}:${column}: the key "${oneLine(key)}" stands here twice`,
        {
          hint: 'nothing was written; once that is right:',
          template: callOf(name),
        },
      );
    }
  }
  try {
    return await withFullParser(() => parseDocument(text, name, LARGEST_YAML));
  } catch (error) {
    if (!(error instanceof GitTaskError) || error.code !== 'STORE_CORRUPT') throw error;
    throw new GitTaskError('PLAN_INVALID', error.message, {
      hint: 'nothing was written; once that is right:',
      template: callOf(name),
      details: error.details,
      cause: error,
    });
  }
}

function check<T>(problems: PlanProblem[], place: YamlPlace, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GitTaskError)) throw error;
    const { message, hint } = error;
    const more = hint === undefined || hint.length > LONGEST_HINT ? '' : ` (${hint})`;
    problems.push({ place, text: message + more });
    return undefined;
  }
}

/** A key made of a title, for tasks that nobody gave one: `Add login endpoint` is `add-login-endpoint`. */
function keyOf(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, LONGEST_KEY);
}

function checkedTask(
  { place, texts, lists }: PlannedText,
  readDue: (text: string) => string,
  problems: PlanProblem[],
): PlannedTask {
  const text = <T>(key: TextKey, read: (value: string) => T): T | undefined => {
    const value = texts.get(key);
    return value === undefined ? undefined : check(problems, [...place, key], () => read(value));
  };
  const list = (key: ListKey, read: (value: string) => unknown): readonly string[] => {
    const values = lists.get(key) ?? [];
    for (const [at, value] of values.entries()) check(problems, [...place, key, at], () => read(value));
    return values.map((value) => value.trim());
  };
  if (!texts.has('title')) problems.push({ place, text: 'title: is missing' });
  const title = text('title', validTitle) ?? '';
  const values = {
    description: text('description', (value) => validText(value, 'description')),
    type: text('type', (value) => validName(value, 'type')),
    priority: text('priority', parsePriority),
    assignee: text('assignee', (value) => validName(value, 'assignee')),
    due: text('due', readDue),
    parent: text('parent', (value) => value.trim()),
  };
  const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  return {
    ...said,
    key: text('key', (value) => validName(value, 'key')) ?? keyOf(title),
    title,
    depends_on: list('depends_on', (value) => validName(value, 'dependency')),
    labels: list('labels', (value) => validName(value, 'label')),
    links: list('links', parseLink),
    resources: list('resources', parseResource),
    acceptance: list('acceptance', (value) => validText(value, 'acceptance criterion')),
  };
}

function refuseTwins(
  tasks: readonly PlannedTask[],
  written: readonly PlannedText[],
  problems: PlanProblem[],
): void {
  const seen = new Set<string>();
  for (const [at, { key, title }] of tasks.entries()) {
    const place = written[at]?.place ?? [];
    if (seen.has(key))
      problems.push({ place: [...place, 'key'], text: `key: another task has "${key}" already` });
    else if (key === '' && title !== '') problems.push({ place, text: 'key: is missing' });
    seen.add(key);
  }
}
