import type { Command } from 'commander';
import { createParser } from '../parser.ts';
import type { Verb } from '../verb.ts';
import { loadVerb, VERBS } from '../verbs.ts';
import { type Edition, page, paragraph, type Roff, type Section, tagged, verbatim } from './roff.ts';

interface Described {
  readonly name: string;
  readonly summary: string;
  readonly aliases: readonly string[];
  readonly verb: Verb;
  readonly parser: Command;
}

/** What all verbs take: told once a page. */
const COMMON: ReadonlySet<string> = new Set(['--json', '--quiet', '--as', '--help']);

const STATUSES: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ['1', 'failed outside our rules: git, the file system, a remote'],
  ['2', 'a wrong call; the error says the right one'],
  ['3', 'not found, or not unique'],
  ['4', 'refused by the state of things'],
  ['5', 'nothing to give'],
  ['6', 'try again'],
  ['70', 'a bug in git-task'],
];

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['GIT_TASK_ACTOR', 'who you are, before any configuration'],
  ['NO_COLOR, FORCE_COLOR', 'never or always colour; else only on a terminal, as color.ui says'],
];

/** The manual page that a group of verbs is on. */
export function pageOf(group: string): string {
  return `git-task-${group.replace(/ /g, '-')}`;
}

/** All manual pages: one of the program, and one for each group of verbs. */
export async function manPages(edition: Edition): Promise<ReadonlyMap<string, string>> {
  const groups = new Map<string, Described[]>();
  for (const [name, entry] of Object.entries(VERBS)) {
    const verb = await loadVerb(name);
    if (verb === undefined) continue;
    const parser = createParser(name, entry, verb);
    const described = { name, summary: entry.summary, aliases: entry.aliases ?? [], verb, parser };
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), described]);
  }
  return new Map([
    ['git-task.1', mainPage(groups, edition)],
    ...[...groups].map(
      ([group, verbs]) =>
        [`${pageOf(group)}.1`, groupPage(group, verbs, [...groups.keys()], edition)] as const,
    ),
  ]);
}

function mainPage(groups: ReadonlyMap<string, readonly Described[]>, edition: Edition): string {
  return page('git-task', 'tasks of a git repository, shared by all its worktrees', edition, [
    {
      heading: 'SYNOPSIS',
      body: [verbatim(['git task [<verb>] [<options>]', 'git task help [<verb>]'])],
    },
    {
      heading: 'DESCRIPTION',
      body: [
        paragraph(
          'A task tracker for agents and people who work in parallel, each in a git worktree of their own. Tasks and events live in git itself, on refs/tasks/main: every worktree of a clone sees them the moment they are written.',
        ),
        paragraph('Alone, it says who you are, what you are at, what waits for you and what is ready.'),
        paragraph(
          'An id is any unique prefix of it; @ is your newest task in progress in this worktree, @last the task you created last. Data goes to stdout, talk to stderr. A text given as - is read from standard input.',
        ),
      ],
    },
    ...[...groups].map(([group, verbs]) => ({
      heading: `VERBS: ${group.toUpperCase()}`,
      body: [
        ...verbs.map(({ name, aliases, summary }) => tagged([name, ...aliases].join(', '), summary)),
        paragraph(`See ${pageOf(group)}(1).`),
      ],
    })),
    { heading: 'OPTIONS OF EVERY VERB', body: commonOptions(groups) },
    { heading: 'EXIT STATUS', body: STATUSES.map(([status, text]) => tagged(status, text)) },
    { heading: 'ENVIRONMENT', body: ENVIRONMENT.map(([name, text]) => tagged(name, text)) },
    {
      heading: 'EXAMPLES',
      body: [
        verbatim([
          'git task init',
          'git task add "Add the login endpoint" -p high',
          'git task next --claim',
          'git task complete -m "what was done"',
        ]),
      ],
    },
    seeAlso([...groups.keys()].map(pageOf)),
  ]);
}

function groupPage(
  group: string,
  verbs: readonly Described[],
  groups: readonly string[],
  edition: Edition,
): string {
  const names = verbs.map(({ name }) => name).join(', ');
  return page(pageOf(group), `${group}: ${names}`, edition, [
    { heading: 'SYNOPSIS', body: [verbatim(verbs.map(usage))] },
    ...verbs.map((described) => ({ heading: described.name.toUpperCase(), body: describe(described) })),
    { heading: 'OPTIONS OF EVERY VERB', body: commonOptions(new Map([[group, verbs]])) },
    seeAlso(['git-task', ...groups.filter((other) => other !== group).map(pageOf)]),
  ]);
}

function usage({ name, parser }: Described): string {
  return `git task ${name} ${parser.usage()}`;
}

function describe(described: Described): readonly Roff[] {
  const { aliases, summary, verb, parser } = described;
  return [
    verbatim([usage(described)]),
    paragraph(`${summary}.${aliases.length === 0 ? '' : ` Also called ${aliases.join(', ')}.`}`),
    ...(verb.about === undefined ? [] : [verbatim(verb.about.split('\n'))]),
    ...options(parser, (flag) => !COMMON.has(flag)),
    ...(verb.statuses ?? []).map(([status, meaning]) => tagged(`Exit status ${status}`, meaning)),
    paragraph('Examples:'),
    verbatim(verb.examples.map((example) => `git task ${example}`)),
    ...(verb.see === undefined
      ? []
      : [paragraph(`See also ${verb.see.map((see) => `git task ${see}`).join(', ')}.`)]),
  ];
}

function options(parser: Command, wanted: (flag: string) => boolean): readonly Roff[] {
  const help = parser.createHelp();
  return help
    .visibleOptions(parser)
    .filter(({ long }) => typeof long === 'string' && wanted(long))
    .map((option) => tagged(help.optionTerm(option), help.optionDescription(option)));
}

/** As the first verb's parser has them: they are those of all. */
function commonOptions(groups: ReadonlyMap<string, readonly Described[]>): readonly Roff[] {
  const [any] = [...groups.values()].flat();
  return any === undefined ? [] : options(any.parser, (flag) => COMMON.has(flag));
}

function seeAlso(pages: readonly string[]): Section {
  return {
    heading: 'SEE ALSO',
    body: [paragraph(`${pages.map((name) => `${name}(1)`).join(', ')}, git(1)`)],
  };
}
