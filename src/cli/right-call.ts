import type { Command, CommanderError, Option } from 'commander';
import { nearest } from '../domain/nearest.ts';
import { GitTaskError } from '../errors.ts';
import type { TypedCall } from './typed-call.ts';
import type { Verb } from './verb.ts';

const EXAMPLES_SHOWN = 3;

/** The error of words that the verb's parser refused, with the call that was most likely meant. */
export function usageError(
  error: CommanderError,
  { examples }: Verb,
  typed: TypedCall,
  command: Command,
): GitTaskError {
  const message = error.message.replace(/^error: /, '').replace(/\.$/, '');
  const meant = typed.words.length === 0 ? undefined : meantCall(error, typed, command);
  return new GitTaskError('USAGE', message, {
    template: meant ?? examples.map((example) => `git task ${example}`).slice(0, EXAMPLES_SHOWN),
    details: { reason: error.code },
  });
}

function meantCall(
  { code, message }: CommanderError,
  typed: TypedCall,
  command: Command,
): string | undefined {
  const { words } = typed;
  const said = /'([^']*)'/.exec(message)?.[1] ?? '';
  switch (code) {
    case 'commander.unknownOption': {
      const [flag = ''] = said.split('=');
      const option = flag.startsWith('--') ? meantOption(flag, command) : undefined;
      return option === undefined
        ? asText(said, typed, command)
        : typed.with(withOption(words, flag, option));
    }
    case 'commander.optionMissingArgument': {
      const option = command.options.find(({ flags }) => flags === said);
      const at = words.findLastIndex((word) => isFlag(word, option));
      return at < 0 ? undefined : typed.with(words.toSpliced(at + 1, 0, placeholder(said)));
    }
    case 'commander.missingArgument': {
      const missing = command.registeredArguments
        .slice(command.args.length)
        .filter(({ required }) => required);
      const names = missing.map((argument) => {
        const name = argument.name();
        return `<${argument.variadic ? name.replace(/s$/, '') : name}>`;
      });
      return typed.with([...words, ...names]);
    }
    case 'commander.excessArguments':
      return withoutExcess(typed, command);
    default:
      return undefined;
  }
}

/** Words that begin with a dash and hold a space were meant as the text that the verb takes: it goes behind `--`. */
function asText(word: string, typed: TypedCall, command: Command): string | undefined {
  const at = typed.words.indexOf(word);
  return takesText(command) && /\s/.test(word) && at >= 0
    ? typed.with([...typed.words.toSpliced(at, 1), '--', word])
    : undefined;
}

function takesText({ registeredArguments }: Command): boolean {
  const last = registeredArguments.at(-1)?.name();
  return last === 'text' || last === 'title';
}

/** The option that a word begins, where it is but one; else the one that it is a slip of the finger from. */
function meantOption(flag: string, { options }: Command): Option | undefined {
  const begun = flag.length > 3 ? options.filter(({ long }) => long?.startsWith(flag)) : [];
  if (begun.length === 1) return begun[0];
  // Of a flag of two letters, two wrong ones are another flag: `--to` is not meant as `--as`.
  const wrong = Math.min(2, Math.floor((flag.length - 2) / 2));
  const known = options.flatMap(({ long }) => long ?? []);
  const close = nearest(flag, known, wrong);
  return options.find(({ long }) => long === close);
}

/** The words with a flag put right, and with a place for the value that it takes where none was given. */
function withOption(
  words: readonly string[],
  flag: string,
  { long = flag, flags, required }: Option,
): string[] {
  const at = words.indexOf(flag);
  const right = words.map((word) => replaceFlag(word, flag, long));
  const next = words[at + 1];
  const isLacking = required && at >= 0 && (next === undefined || next.startsWith('-'));
  return isLacking ? right.toSpliced(at + 1, 0, placeholder(flags)) : right;
}

/** What stands for an option's value in its flags: `-p, --priority <level>`. */
function placeholder(flags: string): string {
  return /<[^>]+>/.exec(flags)?.[0] ?? '<value>';
}

function replaceFlag(word: string, flag: string, right: string): string {
  return word === flag || word.startsWith(`${flag}=`) ? `${right}${word.slice(flag.length)}` : word;
}

function isFlag(word: string, option: Option | undefined): boolean {
  return option !== undefined && (word === option.short || word === option.long);
}

/** What is left of the call when the verb takes fewer words; of a text that was not quoted, the quoted text. */
function withoutExcess(typed: TypedCall, command: Command): string {
  const { args, registeredArguments } = command;
  const words = [...typed.words];
  const isText = takesText(command);
  const kept = registeredArguments.length;
  const excess = args.slice(kept);
  for (const word of excess.toReversed()) words.splice(words.lastIndexOf(word), 1);
  const final = args[kept - 1];
  if (isText && final !== undefined) words[words.lastIndexOf(final)] = [final, ...excess].join(' ');
  return typed.with(words);
}

/**
 * Where a wrong value was refused with the value that would be right, makes that the whole call.
 *
 * @param example the call to fall back on where the value was not typed as such
 */
export function putRight(error: GitTaskError, typed: TypedCall, example: string): GitTaskError {
  const { code, message, hint, templates, details, status, cause } = error;
  if (status !== 2 || templates.every(isCall)) return error;
  const wrong = wrongWord(error, typed);
  const isPath = 'link' in details || 'path' in details;
  const calls = templates.map((template) => {
    if (isCall(template)) return template;
    const right = isPath ? typed.fromHere(template) : template;
    return (wrong === undefined ? undefined : typed.corrected(wrong, right)) ?? `git task ${example}`;
  });
  return new GitTaskError(code, message, {
    ...(hint === undefined ? {} : { hint }),
    template: [...new Set(calls)],
    details,
    cause,
  });
}

function wrongWord({ details }: GitTaskError, { words }: TypedCall): string | undefined {
  for (const key of ['value', 'link', 'resource', 'path']) {
    const value = details[key];
    if (typeof value === 'string') return value;
  }
  // Too long to be repeated: it was typed, or came by standard input.
  const { limit } = details;
  return typeof limit === 'number' ? (words.find((word) => word.length > limit) ?? '-') : undefined;
}

/** Whether a template is a call already, not only the value that would be right. */
function isCall(template: string): boolean {
  return /^(?:git|iconv) /.test(template);
}
