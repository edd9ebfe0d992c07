import type { Command, Option } from 'commander';
import { readRelation } from '../domain/relation.ts';
import { shellQuote } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';

/** Other tools' and tongues' names for our options. */
const OPTION_ALIASES: Readonly<Record<string, string>> = {
  '--files': '--link',
  '--links': '--link',
  '--file': '--link',
  '--depends': '--depends-on',
  '--resources': '--resource',
  '--labels': '--label',
};

/** A method that a shell cut off from its path: `modifies:endpoint:POST` before `/api/login`. */
const CUT_ENDPOINT = /^[a-z]+:endpoints?:[A-Za-z*]+$/i;

function isResource(token: string): boolean {
  const [relation = '', kind = '', ...name] = token.split(':');
  return name.length > 0 && kind !== '' && readRelation(relation) !== undefined;
}

/** Joins what the shell split at the blank of an unquoted endpoint. */
export function joinEndpoints(tokens: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last !== undefined && CUT_ENDPOINT.test(last) && token.startsWith('/'))
      joined[joined.length - 1] = `${last} ${token}`;
    else joined.push(token);
  }
  return joined;
}

function optionOf(command: Command, token: string): Option | undefined {
  return command.options.find((option) => option.short === token || option.long === token);
}

/**
 * Lets `--resource` and `--link` take several values without ever swallowing the title: each value becomes an
 * option of its own, and the title moves behind `--` so that it may begin with a dash only when quoted so.
 *
 * @throws USAGE with the quoted call where an extra word follows a resource
 */
export function rewriteAdd(argv: readonly string[], command: Command): readonly string[] {
  const out: string[] = [];
  let titles = 0;
  let suspect: GitTaskError | undefined;
  const isValue = (token: string | undefined): token is string =>
    token !== undefined && (token === '-' || !token.startsWith('-'));
  const tokens = joinEndpoints(argv);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (token === '--') return [...out, ...tokens.slice(at)];
    const flag = OPTION_ALIASES[token] ?? token;
    if (flag === '--resource') {
      const values: string[] = [];
      // The first value belongs to the option whatever it looks like: the operation says what is wrong with it.
      while (isValue(tokens[at + 1]) && (values.length === 0 || isResource(tokens[at + 1] ?? '')))
        values.push(tokens[++at] ?? '');
      const stray = tokens[at + 1];
      if (isValue(stray)) {
        suspect ??= strayWord(tokens, at, stray);
        if (titles > 0) throw suspect;
      }
      out.push(...(values.length === 0 ? [flag] : values.map((value) => `${flag}=${value}`)));
    } else if (flag === '--link' || flag === '-f') {
      const values: string[] = [];
      while (isValue(tokens[at + 1]) && (values.length === 0 || titles > 0)) values.push(tokens[++at] ?? '');
      out.push(...(values.length === 0 ? ['--link'] : values.map((value) => `--link=${value}`)));
    } else if (token.startsWith('-') && token !== '-') {
      const [name = '', ...inline] = token.split('=');
      const known = OPTION_ALIASES[name] ?? name;
      const option = optionOf(command, known);
      out.push(inline.length === 0 ? known : `${known}=${inline.join('=')}`);
      if (option?.required === true && inline.length === 0 && at + 1 < tokens.length)
        out.push(tokens[++at] ?? '');
    } else {
      titles++;
      out.push(token);
    }
  }
  // The word behind a resource was not the title after all.
  if (titles > 1 && suspect !== undefined) throw suspect;
  return out;
}

function strayWord(tokens: readonly string[], at: number, stray: string): GitTaskError {
  const before = tokens.slice(0, at).map(shellQuote);
  const value = shellQuote(`${tokens[at] ?? ''} ${stray}`);
  const after = tokens.slice(at + 2).map(shellQuote);
  return new GitTaskError('USAGE', `"${stray}" is neither a resource nor an option`, {
    hint: 'a resource with a blank in it wants quotes',
    template: ['git task add', ...before, value, ...after].join(' '),
  });
}
