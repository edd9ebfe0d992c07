import { baseOf, type Findings } from '../findings.ts';
import type { JavaNames } from './names.ts';

const LONGEST_CONSTANT = 100;

/** Reads the environment variables that `System.getenv("X")` asks for, in Kotlin also `System.getenv()["X"]`. */
export function readEnvironment({ source }: JavaNames, findings: Findings): void {
  for (let at = 0; at < source.tokens.length; at++) {
    if (!source.is(at, 'getenv') || !source.is(at - 1, '.') || !source.is(at - 2, 'System')) continue;
    const indexed = source.is(at + 2, ')') && source.is(at + 3, '[');
    const argument = source.at(indexed ? at + 4 : at + 2);
    if (!source.is(at + 1, '(') || argument.kind !== 'string' || argument.text === '') continue;
    const { line, endLine } = argument;
    findings.local.push({ kind: 'env', name: argument.text, line, endLine, contract: '', body: '' });
  }
}

/** Texts that are constants of a class, or of the file; all fields of an interface are. */
export function readConstants(names: JavaNames, findings: Findings): void {
  const { classes, values = [] } = names.file;
  for (const owner of [undefined, ...classes]) {
    for (const { name, modifiers, value } of owner?.fields ?? values) {
      const constant = modifiers.has('final') || owner?.kind === 'interface';
      const text = constant && value !== undefined ? names.textOf(value, owner) : undefined;
      const short = text?.every(
        (part) => typeof part !== 'string' || (part.length <= LONGEST_CONSTANT && !/\s/.test(part)),
      );
      if (text === undefined || short !== true) continue;
      findings.constants.set(owner === undefined ? name : `${owner.qualified}.${name}`, text);
    }
  }
}

/** Imports that routes, mounts, tables or constants lead through, and those of everything in a package or class. */
export function readImports(names: JavaNames, findings: Findings): void {
  const used = new Set<string>();
  for (const text of findings.constants.values())
    for (const part of text) if (typeof part !== 'string') used.add(baseOf(part.ref));
  const { mounts, routes, routers, models } = findings;
  for (const { bases, within = '', embedded = [] } of models)
    for (const ref of [...bases, within, ...embedded.map(({ of }) => of)]) used.add(baseOf(ref));
  for (const { on, child } of mounts) for (const ref of [on, child]) used.add(baseOf(ref));
  for (const { handlers = [] } of routes) for (const ref of handlers) used.add(baseOf(ref));
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
