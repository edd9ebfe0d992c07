import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';

/** A name of another module that is written as a text. */
export function importedAs(findings: Findings, from: string, name: string): Ref {
  const as = `${name}~${from.replaceAll('.', '/')}`;
  if (!findings.imports.some((known) => known.as === as)) findings.imports.push({ as, from, name });
  return as;
}
