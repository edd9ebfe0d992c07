import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { DEFAULT, NAME } from '../naming.ts';
import { readArguments, readParameters } from './functions.ts';
import type { PythonNames } from './names.ts';
import type { Range } from './source.ts';

const MOST_ARGUMENTS = 8;
/** Arguments that are likely to come to stand in front of paths. */
const PREFIX = /prefix|^(path|url|name|version)$/i;

/** Tells whether something that a call is given may come to stand in front of paths: `make_router("/users")`. */
export function givesPrefix({ source }: PythonNames, open: number): boolean {
  return source.elements(open).some(({ from }) => {
    const named = source.is(from + 1, '=');
    const { kind, text } = source.at(named ? from + 2 : from);
    const written = kind === 'string' || kind === 'template';
    if (named) return (written || kind === 'name') && PREFIX.test(source.at(from).text);
    return written && (text.startsWith('/') || (kind === 'template' && text === ''));
  });
}

/** Keeps the texts that a call is given, beside what stands for what it makes. */
export function keepGiven(names: PythonNames, findings: Findings, made: Ref, open: number): void {
  const { named, positional } = readArguments(names.source, open);
  const keep = (key: string, range: Range): void => {
    findings.constants.set(`${made}@${key}`, names.textOf(range) ?? [{ ref: '~' }]);
  };
  for (const [index, range] of positional.slice(0, MOST_ARGUMENTS).entries()) keep(`${index}`, range);
  for (const [name, range] of named) keep(name, range);
}

/** Says of a parameter that stands in front of paths what it is called, and what it is by default. */
export function keepParameter(names: PythonNames, findings: Findings, ref: Ref): void {
  const [, owner = ''] = /^(.*)@\d+$/.exec(ref) ?? [];
  const name = names.scopes.nameOf(ref);
  const found = names.scopes.functions.find((one) => one.ref === owner);
  if (found === undefined || name === '') return;
  findings.constants.set(ref + NAME, [name]);
  const parameter = readParameters(names.source, found.statement).find((one) => one.name === name);
  const text = parameter?.value && names.textOf(parameter.value);
  if (text !== undefined) findings.constants.set(ref + DEFAULT, text);
}
