import type { Ref, WrittenText } from './file-facts/names.ts';
import type { FileFacts } from './file-facts.ts';
import { baseOf } from './findings.ts';
import { namesTables } from './naming.ts';

/** What the facts of one file lean on in others, for whoever wants to know without reading them. */
export interface Outline {
  /** It says something that files anywhere may change: routes, mounts, parts of a schema. */
  readonly global: boolean;
  /** It loads files that it does not name, by the directory they stand in. */
  readonly loads?: boolean;
  /** Something is registered or mounted in it, by which modules that use it may serve that. */
  readonly routed?: boolean;
  /** Modules of which it uses something that may be a router, for all one knows. */
  readonly uses: readonly string[];
  /** Modules that what it exports may lead to. */
  readonly passes: readonly string[];
  /** Modules that whatever is global in it may lead to. */
  readonly leans: readonly string[];
}

/** What a file says of names; whatever else it says counts as global, packs to come included. */
const OF_NAMES: ReadonlySet<string> = new Set([
  'language',
  'passedOver',
  'imports',
  'exports',
  'definitions',
  'constants',
  'aliases',
  'makes',
  'uses',
  'modules',
]);
/** Registered by names, so that one can tell which imports it leans on; local facts lean on none. */
const REGISTERED: ReadonlySet<string> = new Set(['routers', 'routes', 'mounts', 'handed', 'local']);

function refsOf(text: WrittenText = []): Ref[] {
  return text.flatMap((part) => (typeof part === 'string' ? [] : [part.ref]));
}

/** Where each name of a file leads within it. */
function ways({ aliases = {}, constants = {} }: FileFacts): Map<Ref, Ref[]> {
  const found = new Map<Ref, Ref[]>();
  const add = (from: Ref, to: readonly Ref[]): void => {
    const known = found.get(baseOf(from));
    if (known === undefined) found.set(baseOf(from), [...to]);
    else known.push(...to);
  };
  for (const [name, alias] of Object.entries(aliases)) add(name, [alias]);
  for (const [name, text] of Object.entries(constants)) add(name, refsOf(text));
  return found;
}

const KNOWN = new WeakMap<FileFacts, Outline>();

/** Outlines what one file says. */
export function outlineOf(facts: FileFacts): Outline {
  const known = KNOWN.get(facts) ?? outline(facts);
  KNOWN.set(facts, known);
  return known;
}

function outline(facts: FileFacts): Outline {
  const { imports = [], exports = [], routers = [], routes = [], mounts = [], handed = [] } = facts;
  const leads = ways(facts);
  const modules = new Map<Ref, string[]>();
  for (const { as, from } of imports) {
    const known = modules.get(as);
    if (known === undefined) modules.set(as, [from]);
    else known.push(from);
  }
  const modulesOf = (refs: readonly Ref[]): Set<string> => {
    const reached = new Set<string>();
    const waiting = refs.map(baseOf);
    const seen = new Set(waiting);
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      for (const from of modules.get(name) ?? []) reached.add(from);
      for (const ref of leads.get(name) ?? []) {
        const base = baseOf(ref);
        if (!seen.has(base)) waiting.push(base);
        seen.add(base);
      }
    }
    return reached;
  };
  const passes = modulesOf(exports.flatMap(({ of, from }) => (from === undefined ? [of] : [])));
  for (const { from } of exports) if (from !== undefined) passes.add(from);
  const uses = Object.keys(facts.uses?.modules ?? {});
  const said = Object.keys(facts).filter((key) => !OF_NAMES.has(key));
  const names = Object.keys(facts.constants ?? {}).some(namesTables);
  if (said.length === 0 && !names && facts.uses?.loads === undefined)
    return { global: false, passes: [...passes], leans: [], uses };
  const leans = said.every((key) => REGISTERED.has(key))
    ? modulesOf([
        ...routers.flatMap(({ id, prefix }) => [id, ...refsOf(prefix)]),
        ...routes.flatMap(({ on, path, handlers = [], types = [] }) => [
          on,
          ...refsOf(path),
          ...handlers,
          ...types,
        ]),
        ...mounts.flatMap(({ on, child, path }) => [on, child, ...refsOf(path)]),
        ...handed.flatMap(({ to, value }) => [to, value]),
      ])
    : new Set(imports.map(({ from }) => from));
  const loads = mounts.some(({ files }) => files !== undefined) && { loads: true as const };
  const routed = routers.length + routes.length + mounts.length > 0 && { routed: true as const };
  return { global: true, ...loads, ...routed, passes: [...passes], leans: [...leans, ...passes], uses };
}
