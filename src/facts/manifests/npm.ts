import { Findings } from '../findings.ts';
import { JavaScriptSource } from '../javascript/source.ts';
import { membersOf } from './json-object.ts';
import { packageModules } from './module-names.ts';

const SECTION = /^(dependencies|devDependencies|peerDependencies|optionalDependencies)$/;

/** Reads what a `package.json` depends on, and what it says of modules' names. Callers rely on the range; which section it is in, they don't see. */
export function readPackageJson(text: string): Findings {
  const findings = new Findings();
  const source = new JavaScriptSource(text, false);
  findings.modules = packageModules(source);
  for (const { key: section, value } of membersOf(source, 0)) {
    if (!SECTION.test(section)) continue;
    for (const { key, value: range } of membersOf(source, value.from)) {
      const { kind, text: contract } = source.at(range.from);
      if (kind !== 'string' || key === '') continue;
      const { line, endLine } = source.lines({ from: range.from - 2, to: range.to });
      const name = `npm/${key}`;
      findings.local.push({ kind: 'dependency', name, line, endLine, contract, body: section });
    }
  }
  return findings;
}
