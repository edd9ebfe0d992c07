import { nearest } from '../domain/nearest.ts';
import { PRIORITIES, type Task } from '../domain/task.ts';
import { oneLine } from '../domain/text.ts';
import { isList, isMap } from './value.ts';
import { formatYaml } from './yaml/format.ts';
import type { YamlPlace, YamlTree } from './yaml/tree.ts';

export const EDITABLE_TEXTS = [
  'title',
  'type',
  'priority',
  'assignee',
  'due',
  'parent',
  'plan_key',
  'description',
] as const;
export const EDITABLE_LISTS = ['labels', 'depends_on', 'links', 'resources', 'acceptance'] as const;
export type EditableText = (typeof EDITABLE_TEXTS)[number];
export type EditableList = (typeof EDITABLE_LISTS)[number];
type EditableKey = EditableText | EditableList;

const ORDER: readonly EditableKey[] = [
  ...EDITABLE_TEXTS.filter((key) => key !== 'description'),
  ...EDITABLE_LISTS,
  'description',
];

/** What may be edited of a task: absent texts are empty. */
export interface EditableValues {
  readonly texts: ReadonlyMap<EditableText, string>;
  readonly lists: ReadonlyMap<EditableList, readonly string[]>;
}

/** Something wrong with a text, and where it stands. */
export interface EditProblem {
  readonly place: YamlPlace;
  readonly text: string;
}

const isTextKey = (key: string): key is EditableText => (EDITABLE_TEXTS as readonly string[]).includes(key);
const isListKey = (key: string): key is EditableList => (EDITABLE_LISTS as readonly string[]).includes(key);

/** Every value of a task that may be edited. */
export function editableValues(task: Task): EditableValues {
  const textOf = (key: EditableText): string =>
    key === 'priority' ? (task.priority === 0 ? '' : PRIORITIES[task.priority]) : (task[key] ?? '');
  return {
    texts: new Map(EDITABLE_TEXTS.map((key) => [key, textOf(key)])),
    lists: new Map(
      EDITABLE_LISTS.map((key) => [
        key,
        key === 'acceptance' ? task.acceptance.map(({ text }) => text) : task[key],
      ]),
    ),
  };
}

const HEAD = `# A line that is emptied or taken away takes its value off the task. Only these keys may stand here:
# title, type, priority (none, low, medium, high, critical), assignee, due (yyyy-mm-dd), parent, plan_key, labels,
# depends_on, links, resources (relation:kind:name), acceptance (may only grow), description. Save and close: what changed
# meanwhile stays, unless you changed it too. An empty file changes nothing.
`;

/**
 * Writes what may be edited of a task as YAML, with a head that says so.
 *
 * @param tip the commit that it was read from, for {@link readBase}
 * @param titleOf what a task that is only named by its id is called
 */
export function formatEditable(task: Task, tip: string, titleOf: (id: string) => string | undefined): string {
  const { texts, lists } = editableValues(task);
  const body = ORDER.map((key) => {
    const value = isTextKey(key) ? (texts.get(key) ?? '') : (lists.get(key) ?? []);
    if (value === '') return `${key}:\n`;
    if (key === 'parent' || key === 'depends_on')
      return formatYaml(new Map([[key, value]])).replace(
        /^(?:parent: |\s*- )(\S+)$/gm,
        (line, id: string) => {
          const title = titleOf(id);
          return title === undefined ? line : `${line}  # ${oneLine(title)}`;
        },
      );
    return formatYaml(new Map([[key, value]]));
  });
  return `# task ${task.id} as of ${tip}\n${HEAD}${body.join('')}`;
}

/** The commit that a text of {@link formatEditable} says it was read from. */
export function readBase(text: string, id: string): string | undefined {
  const [, task, tip] = /^# task (\w{10}) as of ([0-9a-f]{40,64})\r?$/m.exec(text.slice(0, 200)) ?? [];
  return task === id ? tip : undefined;
}

/** Reads an edited text: the keys that it names, word for word, and all that is wrong with its form. */
export function readEditable(tree: YamlTree): {
  readonly values: EditableValues;
  readonly problems: readonly EditProblem[];
} {
  const problems: EditProblem[] = [];
  const texts = new Map<EditableText, string>();
  const lists = new Map<EditableList, readonly string[]>();
  if (!isMap(tree)) problems.push({ place: [], text: 'is not a map: title: …' });
  for (const [key, value] of isMap(tree) ? tree : []) {
    const complain = (text: string): void => void problems.push({ place: [key], text: `${key}: ${text}` });
    if (isTextKey(key)) {
      if (typeof value === 'string') texts.set(key, value);
      else complain('is not a text');
    } else if (isListKey(key)) {
      if (value === '') lists.set(key, []);
      else if (typeof value === 'string') lists.set(key, [value]);
      else if (isList(value) && value.every((item) => typeof item === 'string')) lists.set(key, value);
      else complain('is not a list of texts');
    } else {
      const meant = nearest(key, ORDER, 3);
      complain(`may not be edited${meant === undefined ? `; there are ${ORDER.join(', ')}` : `: ${meant}?`}`);
    }
  }
  return { values: { texts, lists }, problems };
}
