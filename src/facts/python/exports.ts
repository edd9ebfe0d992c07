import type { Findings } from '../findings.ts';
import { isPublic } from './definitions.ts';
import type { PythonNames } from './names.ts';

/**
 * Reads what a module offers: its public definitions, what `__all__` lists, what it imports under the same name on
 * purpose (`from .a import b as b`), and all that `import *` passes on.
 */
export function readExports(names: PythonNames, findings: Findings): void {
  const { source, scopes } = names;
  const { top, stars } = scopes;
  const lines = new Map(findings.definitions.map(({ name, line }) => [name, line]));
  const exported = new Map<string, number>();
  for (const name of top.names.keys()) {
    const line = lines.get(name);
    if (line !== undefined && isPublic(name)) exported.set(name, line);
  }
  const all = top.names.get('__all__')?.value;
  for (const element of (all && names.elementsOf(all)) ?? []) {
    const name = names.literal(element);
    if (name !== undefined && top.names.has(name) && !exported.has(name)) {
      exported.set(name, lines.get(name) ?? source.at(element.from).line);
    }
  }
  for (const [name, { passedOn }] of top.names) {
    if (passedOn !== undefined && isPublic(name) && !exported.has(name)) exported.set(name, passedOn);
  }
  for (const [name, line] of exported) findings.exports.push({ name, of: name, line });
  for (const { from, line } of stars) findings.exports.push({ name: '*', of: '*', from, line });
}
