import { Findings } from '../findings.ts';
import { JavaScriptSource } from '../javascript/source.ts';
import { membersOf } from './json-object.ts';

const SECTION = /^require(-dev)?$/;

/** Reads what a `composer.json` requires. PHP itself and its extensions have no vendor, and are no packages. */
export function readComposerJson(text: string): Findings {
  const findings = new Findings();
  const source = new JavaScriptSource(text, false);
  for (const { key: section, value } of membersOf(source, 0)) {
    if (!SECTION.test(section)) continue;
    for (const { key, value: range } of membersOf(source, value.from)) {
      const { kind, text: contract } = source.at(range.from);
      if (kind !== 'string' || !/^[^/\s]+\/[^/\s]+$/.test(key)) continue;
      const { line, endLine } = source.lines({ from: range.from - 2, to: range.to });
      const name = `composer/${key.toLowerCase()}`;
      findings.local.push({ kind: 'dependency', name, line, endLine, contract, body: section });
    }
  }
  return findings;
}
