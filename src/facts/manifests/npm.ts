import { Findings } from '../findings.ts';
import { JavaScriptSource } from '../javascript/source.ts';
import type { Range } from '../lexer/token-cursor.ts';

const SECTION = /^(dependencies|devDependencies|peerDependencies|optionalDependencies)$/;

/** The keys and values of an object of JSON. */
export function membersOf(
  source: JavaScriptSource,
  open: number,
): { readonly key: string; readonly value: Range }[] {
  if (!source.is(open, '{')) return [];
  return source.elements(open).flatMap(({ from, to }) => {
    const { kind, text } = source.at(from);
    if (kind !== 'string' || !source.is(from + 1, ':')) return [];
    return [{ key: text, value: { from: from + 2, to } }];
  });
}

/** Reads what a `package.json` depends on. Callers rely on the range; which section it is in, they don't see. */
export function readPackageJson(text: string): Findings {
  const findings = new Findings();
  const source = new JavaScriptSource(text, false);
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
