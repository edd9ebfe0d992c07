import { Findings } from '../findings.ts';
import { lexCSharp } from '../lexer/csharp-lexer.ts';
import { PlainSource } from '../lexer/plain-source.ts';
import { PACKAGE } from '../package-names.ts';
import { csharpPacks } from '../packs/packs.ts';
import { readCSharpDefinitions } from './definitions.ts';
import { CSharpNames } from './names.ts';
import { CSharpTypes } from './types.ts';

const LONGEST_CONSTANT = 100;

/** Reads the environment variables that `Environment.GetEnvironmentVariable("X")` asks for. */
function readEnvironment({ source }: CSharpNames, findings: Findings): void {
  for (let at = 0; at < source.tokens.length; at++) {
    if (!source.is(at, 'GetEnvironmentVariable') || !source.is(at + 1, '(')) continue;
    const argument = source.at(at + 2);
    if (argument.kind !== 'string' || argument.text === '') continue;
    const { line, endLine } = argument;
    findings.local.push({ kind: 'env', name: argument.text, line, endLine, contract: '', body: '' });
  }
}

/** Texts that are constants of a type, or properties that always give the same. */
function readConstants(names: CSharpNames, findings: Findings): void {
  for (const owner of names.file.types) {
    for (const { name, modifiers, value, property } of owner.fields) {
      const constant =
        modifiers.has('const') || modifiers.has('readonly') || (property && modifiers.has('static'));
      const text = constant && value !== undefined ? names.textOf(value, owner) : undefined;
      const short = text?.every(
        (part) => typeof part !== 'string' || (part.length <= LONGEST_CONSTANT && !/\s/.test(part)),
      );
      if (text !== undefined && short === true) findings.constants.set(`${owner.qualified}.${name}`, text);
    }
  }
}

/** Namespaces whose names a source uses, where it leans on others. */
function readUsings(names: CSharpNames, findings: Findings): void {
  const { mounts, routes, controllers, constants, conventions } = findings;
  if (mounts.length + routes.length + controllers.length + constants.size + conventions.length === 0) return;
  for (const { written, as = '*', isStatic } of names.file.usings) {
    const last = written.slice(written.lastIndexOf('.') + 1);
    const from = written.slice(0, Math.max(0, written.length - last.length - 1));
    if (isStatic) findings.imports.push({ as, from, name: `${last}.*` });
    else if (as === '*') findings.imports.push({ as, from: written, name: '*' });
    else if (/^[\w.]+$/.test(written)) findings.imports.push({ as, from, name: last });
  }
}

/** Reads what one C# source says on its own. */
export function readCSharp(text: string): Findings {
  const source = new PlainSource(lexCSharp(text));
  const names = new CSharpNames(source, new CSharpTypes(source));
  const findings = new Findings();
  for (const pack of csharpPacks) pack.read(names, findings);
  readEnvironment(names, findings);
  readCSharpDefinitions(names, findings);
  readConstants(names, findings);
  readUsings(names, findings);
  if (names.file.namespace !== '') findings.constants.set(PACKAGE, [names.file.namespace]);
  return findings;
}
