import type { Command } from 'commander';
import { createParser } from '../../src/cli/parser.ts';
import type { Verb } from '../../src/cli/verb.ts';
import { loadVerb, VERBS } from '../../src/cli/verbs.ts';

interface DescribedOption {
  readonly long: string;
  readonly short: string | undefined;
  /** As usage writes it: `-d, --description <text>`. */
  readonly flags: string;
}

/** A verb with all that its definition says of it. */
export interface DescribedVerb {
  readonly name: string;
  readonly group: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly verb: Verb;
  /** Its own, without those of every verb. */
  readonly options: readonly DescribedOption[];
  readonly common: readonly string[];
  /** Throws where its parser refuses the words. */
  readonly parse: (argv: readonly string[]) => void;
}

/** What every verb takes. */
export const COMMON = ['--json', '--quiet', '--as', '--help'];

export async function describeVerbs(): Promise<readonly DescribedVerb[]> {
  const described: DescribedVerb[] = [];
  for (const [name, entry] of Object.entries(VERBS)) {
    const verb = await loadVerb(name);
    if (verb === undefined) throw new Error(`${name} can't be loaded`);
    const parser = createParser(name, entry, verb);
    const all = optionsOf(parser);
    described.push({
      name,
      group: entry.group,
      aliases: entry.aliases ?? [],
      summary: entry.summary,
      verb,
      options: all.filter(({ long }) => !COMMON.includes(long)),
      common: all.filter(({ long }) => COMMON.includes(long)).map(({ flags }) => flags),
      parse: (argv) => {
        const fresh = createParser(name, entry, verb).configureOutput({ writeErr: () => {} });
        fresh.parse([...(verb.rewrite?.(argv, fresh) ?? argv)], { from: 'user' });
      },
    });
  }
  return described;
}

function optionsOf(parser: Command): readonly DescribedOption[] {
  return parser
    .createHelp()
    .visibleOptions(parser)
    .map(({ long, short, flags }) => ({ long: long ?? '', short, flags }));
}

/** The words of an example, as a shell cuts them; `< file` and `> file` are the shell's. */
export function shellWords(line: string): readonly string[] {
  const words = line.replace(/ [<>] \S+$/, '').match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replace(/["']/g, ''));
}

const WIDTH = 120;

/** All verbs with arguments and options, as docs/cli.md has them. */
export function verbsInWords(verbs: readonly DescribedVerb[]): string {
  const groups = [...new Set(verbs.map(({ group }) => group))];
  const common = verbs[0]?.common.map((flags) => `\`${flags}\``).join(', ');
  const lists = groups.map((group) => {
    const items = verbs.filter((verb) => verb.group === group).map(item);
    return `### ${group}\n\n${items.join('\n')}\n`;
  });
  return `\nEvery verb takes ${common}.\n\n${lists.join('\n')}\n`;
}

function item({ name, aliases, summary, verb, options }: DescribedVerb): string {
  const also = aliases.length === 0 ? '' : ` (${aliases.map((alias) => `\`${alias}\``).join(', ')})`;
  const takes = [
    ...(verb.arguments === undefined ? [] : [verb.arguments]),
    ...options.map(({ flags }) => flags),
  ];
  const pieces = [
    `- **\`${name}\`**${also}:`,
    ...summary.split(' '),
    ...(takes.length === 0 ? [] : ['-', ...takes.map((one) => `\`${one}\``)]),
  ];
  const lines = [''];
  for (const piece of pieces) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + piece.length >= WIDTH) lines.push(`  ${piece}`);
    else lines[lines.length - 1] = line === '' ? piece : `${line} ${piece}`;
  }
  return lines.join('\n');
}
