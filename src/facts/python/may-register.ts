import type { Findings } from '../findings.ts';
import { importedModules } from './about-framework.ts';
import type { Framework } from './framework.ts';
import type { PythonNames } from './names.ts';
import { hasLikelyRouters } from './passed-routers.ts';

/** Tells at once whether a source may make an app or router of a framework by what it imports, or on one it has. */
export function mayMake(names: PythonNames, { makers, children }: Framework): boolean {
  if (Object.keys(children).some((method) => names.source.mentions(method))) return true;
  const packages = new Set(makers.flatMap((maker) => maker.names.map((name) => name.split('.')[0])));
  return importedModules(names).some((name) => packages.has(name));
}

/** Tells at once whether a call of a source may register something, or hand on what routes are registered on. */
export function mayRegister(
  names: PythonNames,
  findings: Findings,
  { adders, mounters, resources, joiners, lists }: Framework,
): boolean {
  const methods = [
    ...[adders, mounters].flatMap((known) => Object.keys(known)),
    ...resources,
    ...joiners,
    ...(lists?.methods ?? []),
  ];
  return methods.some((method) => names.source.mentions(method)) || hasLikelyRouters(names, findings);
}
