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

/**
 * Reads what one Go source says on its own.
 *
 * @param routesAlone nothing else of it is told: people write it down elsewhere
 */
export function readGo(text: string, { routesAlone = false } = {}): Findings {
  const source = new PlainSource(lexGo(text));
  const names = new GoNames(source, new GoScopes(source));
  const findings = new Findings();
  const receivers = readGoReceivers(names, findings, goFrameworks);
  readGoCalls(names, findings, receivers);
  if (!routesAlone) readGoEnvironment(names, findings);
  if (!routesAlone) readGormModels(text, names, findings);
  readGoDefinitions(names, findings, routesAlone);
  reachGoNames(names, findings, receivers.members);
  return findings;
}
