import { baseOf, Findings } from '../findings.ts';
import { lexPhp } from '../lexer/php-lexer.ts';
import { PlainSource } from '../lexer/plain-source.ts';
import { PACKAGE } from '../package-names.ts';
import { phpPacks } from '../packs/packs.ts';
import { PhpClasses } from './classes.ts';
import { readPhpDefinitions } from './definitions.ts';
import { PhpNames } from './names.ts';

/** Reads the environment variables that `env('X')`, `getenv('X')`, `Env::get('X')` and `$_ENV['X']` ask for. */
function readEnvironment({ source }: PhpNames, findings: Findings): void {
  for (let at = 0; at < source.tokens.length; at++) {
    const word = source.word(at)?.replace(/^\\/, '');
    const called =
      (word === 'env' || word === 'getenv') && !source.is(at - 1, '->') && source.is(at + 1, '(');
    const fetched = word === 'get' && source.is(at - 1, '::') && /(^|\\)Env$/.test(source.at(at - 2).text);
    const asked = called || fetched || (word === '$_ENV' && source.is(at + 1, '['));
    const { kind, text: name, line, endLine } = source.at(at + 2);
    if (!asked || kind !== 'string' || !/^[A-Za-z_]\w*$/.test(name)) continue;
    findings.local.push({ kind: 'env', name, line, endLine, contract: '', body: '' });
  }
}

/** Reads what one PHP source says on its own. */
export function readPhp(text: string): Findings {
  const source = new PlainSource(lexPhp(text));
  const names = new PhpNames(source, new PhpClasses(source), text);
  const findings = new Findings();
  for (const pack of phpPacks) pack.read(names, findings);
  readEnvironment(names, findings);
  readPhpDefinitions(names, findings);
  const used = new Set([
    ...findings.routes.flatMap(({ handlers = [], types = [] }) => [...handlers, ...types].map(baseOf)),
    ...findings.mounts.flatMap(({ on, child }) => [baseOf(on), baseOf(child)]),
    ...[...findings.aliases.values()].map(baseOf),
    ...findings.models.flatMap(({ bases }) => bases.map(baseOf)),
  ]);
  findings.imports.push(...names.imports.filter(({ as }) => used.has(as)));
  if (names.file.namespace !== '') findings.constants.set(PACKAGE, [names.file.namespace]);
  return findings;
}
