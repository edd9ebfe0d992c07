import type { Ref } from '../file-facts/names.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import { membersOf } from '../javascript/route-paths.ts';
import type { Range } from '../javascript/source.ts';

/** A property of an entity that is described by values. */
interface Property {
  readonly key: string;
  /** What is in no column of this table: lists, members of what is put in. */
  readonly kind: 'column' | 'reference' | 'none';
  /** What is said of it, by the names of options. */
  readonly values: ReadonlyMap<string, Range>;
  readonly range: Range;
}

/** `defineEntity({ … })` and `new EntitySchema({ … })`. */
export interface Described {
  readonly ref: Ref;
  readonly options: ReadonlyMap<string, Range>;
  readonly bases: readonly Ref[];
  readonly properties: readonly Property[];
  readonly range: Range;
}

const NONE = /^(oneToMany|manyToMany|formula|embedded|1:m|m:n|1:n|ONE_TO_MANY|MANY_TO_MANY|EMBEDDED)$/;
const REFERENCE = /^(manyToOne|m:1|MANY_TO_ONE)$/;
const SINGLE = /^(oneToOne|1:1|ONE_TO_ONE)$/;

function kindOf(said: string, values: ReadonlyMap<string, Range>): Property['kind'] {
  if (NONE.test(said)) return 'none';
  if (REFERENCE.test(said)) return 'reference';
  if (!SINGLE.test(said)) return 'column';
  return values.has('mappedBy') ? 'none' : 'reference';
}

/** What a function gives: `() => p.manyToOne(User)`, `(p) => ({ … })`. */
function given(names: JavaScriptNames, value: Range): Range {
  const shape = names.functionAt(value);
  if (shape === undefined || !shape.expression) return value;
  const { from, to } = names.scopes.bodyOf(shape);
  return names.source.is(from, '(') ? { from: from + 1, to: to - 1 } : { from, to };
}

/** `p.string().length(20).nullable()`: what is called, with the first argument of each. */
function readBuilt(names: JavaScriptNames, key: string, value: Range, range: Range): Property | undefined {
  const { source } = names;
  const chain = names.chainOf(value);
  if (chain === undefined) return undefined;
  const values = new Map<string, Range>();
  let said: string | undefined;
  for (const [index, link] of chain.links.entries()) {
    const call = chain.links[index + 1];
    if (link.does !== 'member' || call?.does !== 'call' || call.open === undefined) continue;
    const [first = { from: link.at, to: link.at + 1 }] = source.elements(call.open);
    said ??= link.name;
    values.set(link.name, first);
  }
  return said === undefined ? undefined : { key, kind: kindOf(said, values), values, range };
}

function readProperty(names: JavaScriptNames, key: string, written: Range): Property | undefined {
  const value = given(names, written);
  const { source } = names;
  if (!source.is(value.from, '{')) return readBuilt(names, key, value, written);
  const values = membersOf(names, value) ?? new Map<string, Range>();
  const kind = values.get('kind') ?? values.get('reference');
  return {
    key,
    kind: kindOf(kind === undefined ? '' : source.at(kind.to - 1).text, values),
    values,
    range: written,
  };
}

/** Reads the entities of a source that are described by values. */
export function* readDescribed(names: JavaScriptNames, from: RegExp): Generator<Described> {
  const { source, scopes, chains } = names;
  if (!source.mayMatch(/defineEntity|EntitySchema/)) return;
  const holders = new Map(
    scopes.bindings.flatMap(({ ref, value }) => (value ? [[value.from, ref] as const] : [])),
  );
  for (const chain of chains) {
    const foreign = names.foreignOf(chain);
    const call = foreign && chain.links[foreign.next];
    if (foreign === undefined || !from.test(foreign.from) || call?.does !== 'call' || call.open === undefined)
      continue;
    if (!/^(defineEntity|EntitySchema)$/.test(foreign.members.at(-1) ?? '')) continue;
    const [first] = source.elements(call.open);
    const options = first && membersOf(names, first);
    const written = options?.get('properties');
    if (options === undefined || written === undefined) continue;
    const open = given(names, written).from;
    const base = options.get('extends');
    const baseRef = base && names.refOf(base);
    yield {
      ref: holders.get(chain.from) ?? `Entity~${chain.head}`,
      options,
      bases: baseRef === undefined ? [] : [baseRef],
      properties: source.is(open, '{')
        ? names.properties(open).flatMap(({ key, value }) => readProperty(names, key, value) ?? [])
        : [],
      range: { from: chain.from, to: chain.to },
    };
  }
}
