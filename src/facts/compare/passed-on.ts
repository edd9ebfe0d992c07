import type { CodeChange } from '../../domain/change.ts';
import { splitAnchor } from '../../domain/path.ts';
import type { NamedFact } from './named-facts.ts';

type Named = ReadonlyMap<string, NamedFact>;

/** What a change does, by the names that its symbol has where it is defined. */
function keyOf({ relation }: CodeChange, name: string | undefined, to?: string): string {
  return `${relation} ${name}${to === undefined ? '' : ` -> ${to}`}`;
}

/** Where a symbol is defined, by its name there; undefined where it is passed on from nowhere. */
function definitionOf(names: Named, symbol: string): string | undefined {
  return names.get(`symbol\0exact\0${symbol}`)?.first.definition;
}

/** What the definition did that makes a name come or go elsewhere with it. */
class Definitions {
  readonly #told = new Map<string, CodeChange>();
  readonly #renamedFrom = new Map<string, CodeChange>();
  readonly #renamedTo = new Map<string, CodeChange>();

  constructor(changes: readonly CodeChange[]) {
    for (const change of changes) {
      this.#told.set(keyOf(change, change.name, change.to), change);
      if (change.to === undefined) continue;
      this.#renamedFrom.set(change.name, change);
      this.#renamedTo.set(change.to, change);
    }
  }

  /** The change of a definition that takes along what another module passes on of it. */
  taking(change: CodeChange, old: string | undefined, now: string | undefined): CodeChange | undefined {
    if (change.relation === 'renames')
      return old === undefined ? undefined : this.#told.get(keyOf(change, old, now ?? ''));
    const definition = change.relation === 'removes' ? old : now;
    if (definition === undefined) return undefined;
    const same = this.#told.get(keyOf(change, definition));
    if (same !== undefined || change.relation === 'modifies') return same;
    if (change.relation === 'adds') return this.#renamedTo.get(definition);
    const renamed = this.#renamedFrom.get(definition);
    // What only moved could still be passed on.
    const moved = splitAnchor(renamed?.to ?? '').anchor === splitAnchor(definition).anchor;
    return moved ? undefined : renamed;
  }
}

/**
 * Tells what modules pass on of others together with what happened to it where it is defined: an `index` file that passes
 * on what is new, gone, renamed or modified did nothing itself. What it does on its own, while the definition stays as it
 * was, is told by itself.
 */
export function withPassedOn(changes: readonly CodeChange[], old: Named, now: Named): readonly CodeChange[] {
  const passing = new Map<CodeChange, readonly [old: string | undefined, now: string | undefined]>();
  for (const change of changes) {
    if (change.kind !== 'symbol') continue;
    const definitions = [
      change.relation === 'adds' ? undefined : definitionOf(old, change.name),
      change.relation === 'removes' ? undefined : definitionOf(now, change.to ?? change.name),
    ] as const;
    if (definitions.some((definition) => definition !== undefined)) passing.set(change, definitions);
  }
  if (passing.size === 0) return changes;
  const definitions = new Definitions(
    changes.filter((change) => change.kind === 'symbol' && !passing.has(change)),
  );
  const also = new Map<CodeChange, string[]>();
  const passed = new Set<CodeChange>();
  for (const [change, names] of passing) {
    const taking = definitions.taking(change, ...names);
    if (taking === undefined) continue;
    passed.add(change);
    also.set(taking, [...(also.get(taking) ?? []), change.name]);
  }
  return changes.map((change) => {
    const names = also.get(change);
    if (names !== undefined) return { ...change, also: names };
    return passed.has(change) ? { ...change, passedOn: true } : change;
  });
}
