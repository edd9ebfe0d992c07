import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Framework } from './framework.ts';
import type { Chain, PythonNames } from './names.ts';
import { isStandardLibrary } from './standard-library.ts';

/** Names that people give what they register routes on, in a function that gets it without a type. */
const LIKELY_NAME =
  /^_?(app|application|server|api|router|routes?|bp|blueprint|ns)$|(app|router|blueprint|_bp|_api)$/i;

/** Tells whether a name is likely to be that of an app or router. */
export function isLikelyRouter({ scopes }: PythonNames, findings: Findings, ref: Ref): boolean {
  if (findings.isRouter(ref)) return true;
  const { parameter, import: imported, value } = scopes.bindings.get(ref) ?? {};
  if (parameter === undefined && imported === undefined && value === undefined) return false;
  return LIKELY_NAME.test(scopes.nameOf(ref));
}

/** Tells whether any name of a source is likely to be that of an app or router. */
export function hasLikelyRouters({ scopes }: PythonNames, findings: Findings): boolean {
  if (findings.hasRouters) return true;
  for (const ref of scopes.bindings.keys()) if (LIKELY_NAME.test(scopes.nameOf(ref))) return true;
  return false;
}

/** A router handed to a function may get routes there, `register(app)`: what gets them, and the parameter. */
export function passedOn(
  names: PythonNames,
  findings: Findings,
  { makers }: Framework,
  chain: Chain,
  link: number,
): { readonly on: Ref; readonly child: Ref }[] {
  const call = chain.links[link];
  const foreign = names.foreignOf(chain);
  if (call?.does !== 'call' || (foreign !== undefined && isStandardLibrary(foreign.name))) return [];
  const callee = names.refOfChain(chain, link);
  if (callee === undefined || makers.some((maker) => maker.names.includes(foreign?.name ?? ''))) return [];
  return names.source.elements(call.open).flatMap((range, index) => {
    const on = range.to > range.from + 5 ? undefined : names.refOf(range);
    return on === undefined || !isLikelyRouter(names, findings, on)
      ? []
      : [{ on, child: `${callee}@${index}` }];
  });
}
