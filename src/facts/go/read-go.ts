import { Findings } from '../findings.ts';
import { lexGo } from '../lexer/go-lexer.ts';
import { PlainSource } from '../lexer/plain-source.ts';
import { goFrameworks } from '../packs/packs.ts';
import { readGoCalls } from './calls.ts';
import { readGoDefinitions } from './definitions.ts';
import { readGoEnvironment } from './environment.ts';
import { readGormModels } from './gorm-models.ts';
import { GoNames } from './names.ts';
import { reachGoNames } from './reach.ts';
import { readGoReceivers } from './receivers.ts';
import { GoScopes } from './scopes.ts';

/** Reads what one Go source says on its own. */
export function readGo(text: string): Findings {
  const source = new PlainSource(lexGo(text));
  const names = new GoNames(source, new GoScopes(source));
  const findings = new Findings();
  const receivers = readGoReceivers(names, findings, goFrameworks);
  readGoCalls(names, findings, receivers);
  readGoEnvironment(names, findings);
  readGormModels(text, names, findings);
  readGoDefinitions(names, findings);
  reachGoNames(names, findings, receivers.members);
  return findings;
}
