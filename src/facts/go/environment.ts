import type { Findings } from '../findings.ts';
import type { GoNames } from './names.ts';

/** One pair of a field's tag: `env:"PORT,required"`. What stands in the quotes has no quotes or escapes in it. */
const TAG_PAIR = /(\w+):"([^"\\]*)"/g;
/** Libraries that fill a struct from the environment go by these: caarlos0/env, cleanenv, kong, envconfig … */
const TAG_KEYS: ReadonlySet<string> = new Set(['env', 'envconfig']);
/** As people write variables; options such as `required` and `file` stand in the same list. */
const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;
/** `EnvVars: []string{"X"}` and `EnvVar: "X,Y"` of urfave/cli; `cli.EnvVars("X")` of its third version, `Envar` of kingpin. */
const FLAG_FIELDS: ReadonlySet<string> = new Set(['EnvVars', 'EnvVar']);
const FLAG_CALLS: ReadonlySet<string> = new Set(['EnvVars', 'Envar']);

function variablesIn(list: string): string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => VARIABLE.test(part));
}

/** Reads the environment variables that `os.Getenv("X")` and `os.LookupEnv("X")` ask for, tags of fields, and flags. */
export function readGoEnvironment(names: GoNames, findings: Findings): void {
  const { source } = names;
  const find = (name: string, from: number, to: number): void => {
    const { line, endLine } = source.lines({ from, to });
    findings.local.push({ kind: 'env', name, line, endLine, contract: '', body: '' });
  };
  for (let at = 0; at < source.tokens.length; at++) {
    const { kind, text } = source.at(at);
    if (kind === 'string') {
      if (!text.includes('env')) continue;
      for (const [, key = '', value = ''] of text.matchAll(TAG_PAIR)) {
        if (TAG_KEYS.has(key)) for (const name of variablesIn(value)) find(name, at, at + 1);
      }
    } else if (text === 'Getenv' || text === 'LookupEnv') {
      const chain = names.chainAt(at - 2);
      const argument = source.at(at + 2);
      if (chain === undefined || names.importOf(chain) !== 'os' || !source.is(at + 1, '(')) continue;
      if (argument.kind === 'string' && source.is(at + 3, ')') && argument.text !== '') {
        find(argument.text, at, at + 4);
      }
    } else if (
      (FLAG_FIELDS.has(text) && source.is(at + 1, ':')) ||
      (FLAG_CALLS.has(text) && source.is(at - 1, '.') && source.is(at + 1, '('))
    ) {
      // The string, or the list of them: `[]string{"X", "Y"}`, `("X", "Y")`.
      let open = at + 1;
      if (source.is(open, ':')) open = source.is(at + 2, '[') ? at + 5 : at + 1;
      const only = source.at(open + 1);
      if (source.is(open, ':')) {
        if (only.kind === 'string') for (const name of variablesIn(only.text)) find(name, open + 1, open + 2);
        continue;
      }
      const { from, to } = source.inside(open);
      for (const part of source.split({ from, to }, ',')) {
        const { kind: of, text: list } = source.at(part.from);
        if (of === 'string' && part.to === part.from + 1) {
          for (const name of variablesIn(list)) find(name, part.from, part.to);
        }
      }
    }
  }
}
