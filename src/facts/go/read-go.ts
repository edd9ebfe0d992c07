import { Findings } from '../findings.ts';
import { lexGo } from '../lexer/go-lexer.ts';
import { PlainSource } from '../lexer/plain-source.ts';
import { goFrameworks } from '../packs/packs.ts';
import { readGoCalls } from './calls.ts';
import { readGoDefinitions } from './definitions.ts';
import { GoNames } from './names.ts';
import { reachGoNames } from './reach.ts';
import { readGoReceivers } from './receivers.ts';
import { GoScopes } from './scopes.ts';

/** Reads the environment variables that `os.Getenv("X")` and `os.LookupEnv("X")` ask for. */
function readEnvironment(names: GoNames, findings: Findings): void {
  const { source } = names;
  for (let at = 0; at < source.tokens.length; at++) {
    if (!source.is(at, 'Getenv') && !source.is(at, 'LookupEnv')) continue;
    const chain = names.chainAt(at - 2);
    const argument = source.at(at + 2);
    if (chain === undefined || names.importOf(chain) !== 'os' || !source.is(at + 1, '(')) continue;
    if (argument.kind !== 'string' || !source.is(at + 3, ')') || argument.text === '') continue;
    const { line, endLine } = source.lines({ from: at, to: at + 4 });
    findings.local.push({ kind: 'env', name: argument.text, line, endLine, contract: '', body: '' });
  }
}

/** Reads what one Go source says on its own. */
export function readGo(text: string): Findings {
  const source = new PlainSource(lexGo(text));
  const names = new GoNames(source, new GoScopes(source));
  const findings = new Findings();
  const receivers = readGoReceivers(names, findings, goFrameworks);
  readGoCalls(names, findings, receivers);
  readEnvironment(names, findings);
  readGoDefinitions(names, findings);
  reachGoNames(names, findings, receivers.members);
  return findings;
}
