import type { Argument, Option } from 'commander';
import { PRIORITIES, STATUSES } from '../../domain/task.ts';

/** Values that are looked up when a shell asks. */
export type Live = 'tasks' | 'labels' | 'links' | 'resources' | 'actors' | 'types' | 'remotes';

/** What may stand for an argument: one of a closed list, something that is looked up, or a file. */
export type Wanted = readonly string[] | Live | 'files' | undefined;

/** By what usage calls the value. */
const BY_PLACEHOLDER: Readonly<Record<string, Wanted>> = {
  id: 'tasks',
  ids: 'tasks',
  more: 'tasks',
  task: 'tasks',
  tasks: 'tasks',
  label: 'labels',
  labels: 'labels',
  links: 'links',
  resources: 'resources',
  actor: 'actors',
  assignee: 'actors',
  type: 'types',
  remote: 'remotes',
  file: 'files',
  path: 'files',
  paths: 'files',
  dir: 'files',
  directory: 'files',
  status: STATUSES,
  priority: PRIORITIES,
  'cursor|time': undefined,
};

/** Where the placeholder is only `<name>`: by the option that takes it. */
const BY_OPTION: Readonly<Record<string, Wanted>> = { remote: 'remotes', assignee: 'actors' };

/** `json|csv`, alone or with something to say behind it. */
const CLOSED_LIST = /^([\w-]+(?:\|[\w-]+)+)(?:[;,:] .*)?$/;

/** What the value of an option may be; undefined too where it takes none. */
export function wantedByOption(option: Option): Wanted {
  const placeholder = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1]?.replace('...', '');
  if (placeholder === undefined) return undefined;
  if (option.argChoices !== undefined) return option.argChoices;
  return closedList(option.description) ?? BY_OPTION[option.attributeName()] ?? wantedBy(placeholder);
}

/** What an argument may be. */
export function wantedByArgument(argument: Argument): Wanted {
  return argument.argChoices ?? wantedBy(argument.name());
}

function wantedBy(placeholder: string): Wanted {
  if (Object.hasOwn(BY_PLACEHOLDER, placeholder)) return BY_PLACEHOLDER[placeholder];
  return closedList(placeholder);
}

function closedList(text: string): readonly string[] | undefined {
  return CLOSED_LIST.exec(text)?.[1]?.split('|');
}
