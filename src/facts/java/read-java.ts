import { baseOf, Findings } from '../findings.ts';
import { lexJava } from '../lexer/java-lexer.ts';
import { PlainSource } from '../lexer/plain-source.ts';
import { PACKAGE } from '../package-names.ts';
import { javaPacks } from '../packs/packs.ts';
import { JavaClasses } from './classes.ts';
import { readJavaDefinitions } from './definitions.ts';
import { JavaNames } from './names.ts';

const LONGEST_CONSTANT = 100;

/** Reads the environment variables that `System.getenv("X")` asks for. */
function readEnvironment({ source }: JavaNames, findings: Findings): void {
  for (let at = 0; at < source.tokens.length; at++) {
    if (!source.is(at, 'getenv') || !source.is(at - 1, '.') || !source.is(at - 2, 'System')) continue;
    const argument = source.at(at + 2);
    if (!source.is(at + 1, '(') || argument.kind !== 'string' || argument.text === '') continue;
    const { line, endLine } = argument;
    findings.local.push({ kind: 'env', name: argument.text, line, endLine, contract: '', body: '' });
  }
}

/** Texts that are constants of a class; all fields of an interface are. */
function readConstants(names: JavaNames, findings: Findings): void {
  for (const owner of names.file.classes) {
    for (const { name, modifiers, value } of owner.fields) {
      const constant = modifiers.has('final') || owner.kind === 'interface';
      const text = constant && value !== undefined ? names.textOf(value, owner) : undefined;
      const short = text?.every(
        (part) => typeof part !== 'string' || (part.length <= LONGEST_CONSTANT && !/\s/.test(part)),
      );
      if (text !== undefined && short === true) findings.constants.set(`${owner.qualified}.${name}`, text);
    }
  }
}

/** Imports that routes, mounts, tables or constants lead through, and those of everything in a package or class. */
function readImports(names: JavaNames, findings: Findings): void {
  const used = new Set<string>();
  for (const text of findings.constants.values())
    for (const part of text) if (typeof part !== 'string') used.add(baseOf(part.ref));
  const { mounts, routes, routers, models } = findings;
  for (const { bases, within = '' } of models) for (const ref of [...bases, within]) used.add(baseOf(ref));
  for (const { on, child } of mounts) for (const ref of [on, child]) used.add(baseOf(ref));
  for (const text of [
    ...routes.map(({ path }) => path),
    ...routers.map(({ prefix = [] }) => prefix),
    ...mounts.map(({ path = [] }) => path),
  ]) {
    for (const part of text) if (typeof part !== 'string') used.add(baseOf(part.ref));
  }
  if (used.size === 0) return;
  for (const found of names.imports) if (used.has(found.as) || found.as === '*') findings.imports.push(found);
}

/** Reads what one Java source says on its own. */
export function readJava(text: string): Findings {
  const source = new PlainSource(lexJava(text));
  const names = new JavaNames(source, new JavaClasses(source));
  const findings = new Findings();
  for (const pack of javaPacks) pack.read(names, findings);
  readEnvironment(names, findings);
  readJavaDefinitions(names, findings);
  readConstants(names, findings);
  readImports(names, findings);
  if (names.file.packageName !== '') findings.constants.set(PACKAGE, [names.file.packageName]);
  return findings;
}
