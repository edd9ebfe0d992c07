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
      const known = command.options.flatMap(({ long }) => long ?? []);
      // Of a flag of two letters, two wrong ones are another flag: `--to` is not meant as `--as`.
      const wrong = Math.min(2, Math.floor((flag.length - 2) / 2));
      const close = flag.startsWith('--') ? nearest(flag, known, wrong) : undefined;
      return close === undefined
        ? asText(said, typed, command)
        : typed.with(words.map((word) => replaceFlag(word, flag, close)));
    }
    case 'commander.optionMissingArgument': {
      const option = command.options.find(({ flags }) => flags === said);
      const at = words.findLastIndex((word) => isFlag(word, option));
      const value = /<[^>]+>/.exec(said)?.[0] ?? '<value>';
      return at < 0 ? undefined : typed.with([...words.slice(0, at + 1), value, ...words.slice(at + 1)]);
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
