import { Command, Help, type Option } from 'commander';
import type { Verb } from './verb.ts';
import type { VERBS } from './verbs.ts';

type Entry = (typeof VERBS)[string];

/** As wide as the narrowest usual terminal, whatever the terminal: help and man pages are the same everywhere. */
const HELP_WIDTH = 80;

/** The parser of one verb, of which help, man pages and completion are made: what it takes, and what all verbs take. */
export function createParser(name: string, entry: Entry | undefined, definition: Verb): Command {
  const command = new Command(`git task ${name}`)
    .exitOverride()
    .configureHelp({ helpWidth: HELP_WIDTH, optionDescription: describeOption })
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(false)
    .showSuggestionAfterError(false);
  if (entry !== undefined) command.description(entry.summary);
  if (definition.arguments !== undefined) command.arguments(definition.arguments);
  definition.options?.(command);
  return command
    .option('--json', 'one JSON object on stdout')
    .option('-q, --quiet', 'full ids only')
    .option('--as <actor>', 'act under this name')
    .addHelpText('after', () => appendix(entry, definition));
}

/** A closed list, which is one word to whoever breaks lines, as several. */
function describeOption(option: Option): string {
  return new Help()
    .optionDescription(option)
    .replace(/[\w-]+(?:\|[\w-]+)+/g, (list) => `one of ${list.replace(/\|/g, ', ')}`);
}

function appendix(entry: Entry | undefined, { about, statuses, examples, see = [] }: Verb): string {
  const sections = [
    ...(about === undefined ? [] : [about]),
    ...(statuses === undefined
      ? []
      : [
          `Exit status, beside those of every verb:\n${statuses.map(([status, text]) => `  ${status}  ${text}`).join('\n')}`,
        ]),
    `Examples:\n${examples.map((example) => `  git task ${example}`).join('\n')}`,
    ...(entry?.aliases === undefined ? [] : [`Also: ${entry.aliases.join(', ')}`]),
    ...(see.length === 0 ? [] : [`See also: ${see.join(', ')}`]),
  ];
  return `\n${sections.join('\n\n')}\n`;
}
