import type { Command, Option } from 'commander';
import { createParser } from '../parser.ts';
import { findVerb, loadVerb, VERBS } from '../verbs.ts';
import type { Question } from './live-values.ts';
import type { Proposal, Proposals } from './proposal.ts';
import { type Wanted, wantedByArgument, wantedByOption } from './wanted.ts';

/** Looks values up in the repository. */
export type LookUp = (question: Question) => Promise<readonly Proposal[]>;

/** What may stand before a verb. */
const LEADING: readonly Proposal[] = [
  { value: '--json', about: 'one JSON object on stdout' },
  { value: '--quiet', about: 'full ids only' },
  { value: '--help', about: 'the verbs by group' },
  { value: '--version', about: 'the version' },
];

/**
 * What may be meant by the last word of a line.
 *
 * @param words what follows the program's name; the last one is being typed
 */
export async function propose(words: readonly string[], lookUp: LookUp): Promise<Proposals> {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const at = before.findIndex((word) => !word.startsWith('-'));
  if (at < 0) return matching(typed.startsWith('-') ? LEADING : verbs(), typed);
  const word = before[at] ?? '';
  if (word === 'help') return at === before.length - 1 ? matching(verbs(), typed) : [];
  const name = findVerb(word);
  const definition = name === undefined ? undefined : await loadVerb(name);
  if (name === undefined || definition === undefined) return [];
  const parser = createParser(name, VERBS[name], definition);
  return proposeFor(parser, name, [...before.slice(0, at), ...before.slice(at + 1)], typed, lookUp);
}

async function proposeFor(
  parser: Command,
  verb: string,
  before: readonly string[],
  typed: string,
  lookUp: LookUp,
): Promise<Proposals> {
  const { operands, pending, literal } = readLine(parser, before);
  const first = operands[0];
  const values = async (wanted: Wanted, text: string): Promise<Proposals> => {
    if (wanted === undefined) return [];
    if (wanted === 'files') return 'files';
    if (typeof wanted === 'string') return lookUp({ wanted, typed: text, verb, first });
    return matching(
      wanted.map((value) => ({ value })),
      text,
    );
  };
  if (pending !== undefined) return values(wantedByOption(pending), typed);
  const inline = literal ? null : /^(--[\w-]+=)(.*)$/s.exec(typed);
  if (inline !== null) {
    const [, flag = '', text = ''] = inline;
    const option = parser.options.find(({ long }) => `${long}=` === flag);
    const found = option === undefined ? [] : await values(wantedByOption(option), text);
    return found === 'files' ? found : found.map((one) => ({ ...one, value: flag + one.value }));
  }
  if (typed.startsWith('-') && !literal) return matching(options(parser, before), typed);
  const slots = parser.registeredArguments;
  const last = slots.at(-1);
  const slot = slots[operands.length] ?? (last?.variadic === true ? last : undefined);
  if (slot !== undefined) return values(wantedOf(verb, wantedByArgument(slot)), typed);
  return typed === '' && !literal ? options(parser, before) : [];
}

/** What is taken off a task is what stands on it, not a file. */
function wantedOf(verb: string, wanted: Wanted): Wanted {
  return verb === 'unlink' && wanted === 'files' ? 'links' : wanted;
}

interface Line {
  readonly operands: readonly string[];
  /** The option whose value comes next. */
  readonly pending: Option | undefined;
  /** Behind `--`. */
  readonly literal: boolean;
}

function readLine(parser: Command, words: readonly string[]): Line {
  const operands: string[] = [];
  let pending: Option | undefined;
  let literal = false;
  for (const word of words) {
    if (pending !== undefined) {
      const optional = pending.optional && word.startsWith('-');
      pending = undefined;
      if (!optional) continue;
    }
    if (literal || !word.startsWith('-') || word === '-') operands.push(word);
    else if (word === '--') literal = true;
    else pending = parser.options.find((one) => takesNext(one) && (one.long === word || one.short === word));
  }
  // A value that may be left out is not waited for: most likely it was.
  return { operands, pending: pending?.required === true ? pending : undefined, literal };
}

function takesNext(option: Option): boolean {
  return option.required || option.optional;
}

/** The options of a verb that are not there yet, or may be there again. */
function options(parser: Command, before: readonly string[]): readonly Proposal[] {
  return parser
    .createHelp()
    .visibleOptions(parser)
    .filter(({ long, short, parseArg, variadic }) => {
      const again = parseArg !== undefined || variadic;
      return again || !before.some((word) => word === long || word === short || word.startsWith(`${long}=`));
    })
    .flatMap(({ long, description }) =>
      typeof long === 'string' ? [{ value: long, about: description }] : [],
    );
}

function verbs(): readonly Proposal[] {
  return [
    ...Object.entries(VERBS).flatMap(([name, { aliases = [], summary }]) =>
      [name, ...aliases].map((value) => ({ value, about: summary })),
    ),
    { value: 'help', about: 'the verbs by group, or one of them' },
  ];
}

function matching(proposals: readonly Proposal[], typed: string): readonly Proposal[] {
  return proposals.filter(({ value }) => value.startsWith(typed));
}
