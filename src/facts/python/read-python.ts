import { Findings } from '../findings.ts';
import { pythonPacks } from '../packs/packs.ts';
import { readDefinitions } from './definitions.ts';
import { readElementLists } from './element-lists.ts';
import { readEnvironment } from './environment.ts';
import { readExports } from './exports.ts';
import { PythonNames } from './names.ts';
import { reachNames } from './reach.ts';
import { PythonScopes } from './scopes.ts';
import { PythonSource } from './source.ts';
import { readStatements } from './statements.ts';
import { readUses } from './uses.ts';

/** Reads what one Python source says on its own. */
export function readPython(text: string): Findings {
  const source = new PythonSource(text);
  const names = new PythonNames(source, new PythonScopes(source, readStatements(source)));
  const findings = new Findings();
  for (const pack of pythonPacks) pack.read(names, findings);
  readElementLists(names, findings);
  readEnvironment(names, findings);
  readDefinitions(names, findings);
  readExports(names, findings);
  reachNames(names, findings);
  readUses(names, findings);
  return findings;
}
