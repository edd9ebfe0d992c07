import { CommanderError } from 'commander';
import { nearest } from '../domain/nearest.ts';
import { oneLine, shellQuote } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import type { Ports } from '../tracker/ports.ts';
import { Call } from './call.ts';
import { completeWords } from './completion/complete-words.ts';
import type { Io } from './io.ts';
import { meantVerb } from './other-words.ts';
import { Output } from './output.ts';
import { createParser } from './parser.ts';
import { putRight, usageError } from './right-call.ts';
import { TypedCall } from './typed-call.ts';
import { findVerb, loadVerb, VERBS } from './verbs.ts';

interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly as?: string;
}

/** Flags that stand before a verb as well as behind it. */
const LEADING = new Set(['--json', '--quiet', '-q']);

/**
 * Runs one command line.
 *
 * @param argv what follows the program's name
 * @returns the exit status
 */
export async function runCommandLine(
  argv: readonly string[],
  io: Io,
  version: string,
  makePorts: (warn: (text: string) => void) => Ports,
): Promise<number> {
  const behind = argv.indexOf('--');
  const options = behind < 0 ? argv : argv.slice(0, behind);
  // Also for errors that come before anything is parsed.
  const out = new Output(io, {
    json: options.includes('--json'),
    quiet: options.includes('--quiet') || options.includes('-q'),
  });
  try {
    const { name, rest } = splitVerb(argv);
    if (name === undefined && rest.some((word) => word === '--version' || word === '-V')) {
      io.stdout(`git-task ${version}\n`);
      return 0;
    }
    if (name === 'complete-words') {
      await completeWords(rest, io, () => makePorts(() => {}));
      return 0;
    }
    if (name === 'help' || (name === undefined && rest.some((word) => word === '--help' || word === '-h'))) {
      const about = name === 'help' ? rest.find((word) => !word.startsWith('-')) : undefined;
      if (about === undefined) io.stdout(overview());
      else await runVerb(about, ['--help'], io, makePorts);
      return 0;
    }
    return await runVerb(name ?? 'status', rest, io, makePorts);
  } catch (error) {
    if (error instanceof HelpShown) return 0;
    const known = error instanceof GitTaskError ? error : internal(error);
    out.error(known);
    return known.status;
  }
}

/** `--json list` means `list --json`. */
function splitVerb(argv: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  const at = argv.findIndex((word) => !LEADING.has(word));
  const word = at < 0 ? undefined : argv[at];
  if (word === undefined || word.startsWith('-')) return { name: undefined, rest: argv };
  return { name: word, rest: [...argv.slice(0, at), ...argv.slice(at + 1)] };
}

class HelpShown extends Error {}

async function runVerb(
  typed: string,
  rest: readonly string[],
  io: Io,
  makePorts: (warn: (text: string) => void) => Ports,
): Promise<number> {
  const name = findVerb(typed) ?? typed;
  const definition = await loadVerb(name);
  if (definition === undefined) throw unknownVerb(typed, rest);
  const command = createParser(name, VERBS[name], definition).configureOutput({
    writeOut: io.stdout,
    writeErr: () => {},
  });
  const typedCall = new TypedCall(typed, rest);
  const argv = definition.rewrite?.(rest, command) ?? rest;
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpShown();
    throw usageError(error, definition, typedCall, command);
  }
  const common: CommonOptions = command.opts();
  const asked = new Output(io, { json: common.json === true, quiet: common.quiet === true });
  const call = new Call({
    verb: name,
    typed: typedCall,
    example: definition.examples[0],
    args: command.args,
    options: command.opts(),
    io,
    out: asked,
    ports: makePorts((text) => asked.say(`warning: ${text}`)),
    as: common.as,
  });
  try {
    await definition.run(call);
    return call.exitStatus;
  } catch (error) {
    throw error instanceof GitTaskError ? putRight(error, typedCall, definition.examples[0]) : error;
  }
}

function unknownVerb(typed: string, rest: readonly string[]): GitTaskError {
  const names = Object.entries(VERBS).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
  const close = meantVerb(typed) ?? nearest(typed, names, 2);
  const call = close === undefined ? 'git task help' : ['git task', close, ...rest.map(shellQuote)].join(' ');
  return new GitTaskError('USAGE', `there is no verb "${oneLine(typed).slice(0, 40)}"`, { template: call });
}

function internal(error: unknown): GitTaskError {
  const text = error instanceof Error ? error.message : String(error);
  return new GitTaskError('INTERNAL', `a bug in git-task: ${text}`, {
    hint: 'nothing half-done was written; please report it with the details that --json shows',
    details: { stack: error instanceof Error ? (error.stack ?? null) : null },
    cause: error,
  });
}

/** All verbs by group, for `git task help`. */
function overview(): string {
  const groups = new Map<string, string[]>();
  for (const [name, { group, aliases = [], summary }] of Object.entries(VERBS)) {
    const names = [name, ...aliases].join(', ');
    groups.set(group, [...(groups.get(group) ?? []), `  ${names.padEnd(22)}${summary}`]);
  }
  const body = [...groups].map(([group, lines]) => `${group}\n${lines.join('\n')}\n`).join('\n');
  return `git task: tasks of this repository, shared by all its worktrees\n\n${body}
every verb: --json, --quiet, --as <actor>, --help; ids are any unique prefix, @ your current task, @last your last new one
one verb: git task help <verb>, or man git-task-<group>
`;
}
