import { Findings } from '../findings.ts';
import { lexJava } from '../lexer/java-lexer.ts';
import { PlainSource } from '../lexer/plain-source.ts';
import { PACKAGE } from '../package-names.ts';
import { javaPacks } from '../packs/packs.ts';
import { JavaClasses } from './classes.ts';
import { readJavaDefinitions } from './definitions.ts';
import { JavaNames } from './names.ts';
import { readConstants, readEnvironment, readImports } from './reading.ts';

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
