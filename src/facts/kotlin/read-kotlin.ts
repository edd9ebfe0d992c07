import { Findings } from '../findings.ts';
import { readJavaDefinitions } from '../java/definitions.ts';
import { JavaNames } from '../java/names.ts';
import { readConstants, readEnvironment, readImports } from '../java/reading.ts';
import { lexKotlin } from '../lexer/kotlin-lexer.ts';
import { PlainSource } from '../lexer/plain-source.ts';
import { PACKAGE } from '../package-names.ts';
import { kotlinPacks } from '../packs/packs.ts';
import { KotlinClasses } from './classes.ts';

/** Reads what one Kotlin source says on its own: its classes are those of Java to whoever uses them. */
export function readKotlin(text: string): Findings {
  const source = new PlainSource(lexKotlin(text));
  const names = new JavaNames(source, new KotlinClasses(source));
  const findings = new Findings();
  for (const pack of kotlinPacks) pack.read(names, findings);
  readEnvironment(names, findings);
  readJavaDefinitions(names, findings);
  readConstants(names, findings);
  readImports(names, findings);
  if (names.file.packageName !== '') findings.constants.set(PACKAGE, [names.file.packageName]);
  return findings;
}
