import type { Definition, Export, Import, Ref } from '../file-facts/names.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Language } from '../language.ts';

/** What one file says of names, to be looked up. */
export interface Known {
  readonly facts: FileFacts;
  readonly imports: ReadonlyMap<Ref, Import>;
  readonly exports: ReadonlyMap<string, Export>;
  readonly passedOn: readonly Export[];
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly makes: ReadonlySet<Ref>;
  readonly routers: ReadonlySet<Ref>;
  /** In Python, within a crate of Rust and among files of routes whatever has a name in a module can be imported from it. */
  readonly importable: ReadonlySet<string>;
}

const IMPORTABLE: ReadonlySet<Language> = new Set(['python', 'rust', 'symfony-routes']);

function importable({ language, imports, definitions, constants, aliases, routers }: FileFacts): Set<string> {
  if (!IMPORTABLE.has(language)) return new Set();
  return new Set([
    ...(imports ?? []).map(({ as }) => as),
    ...(definitions ?? []).map(({ name }) => name),
    ...Object.keys(constants ?? {}),
    ...Object.keys(aliases ?? {}),
    ...(routers ?? []).map(({ id }) => id),
  ]);
}

/** Of two trees most files are the same. */
const KNOWN = new WeakMap<FileFacts, Known>();

/** Takes the facts of a file apart, once for all trees that have it. */
export function know(facts: FileFacts): Known {
  const known = KNOWN.get(facts) ?? learn(facts);
  KNOWN.set(facts, known);
  return known;
}

function learn(facts: FileFacts): Known {
  const all = facts.exports ?? [];
  return {
    facts,
    imports: new Map((facts.imports ?? []).map((found) => [found.as, found])),
    exports: new Map(all.filter(({ name }) => name !== '*').map((found) => [found.name, found])),
    passedOn: all.filter(({ name }) => name === '*'),
    definitions: new Map((facts.definitions ?? []).map((found) => [found.name, found])),
    makes: new Set(facts.makes),
    routers: new Set((facts.routers ?? []).map(({ id }) => id)),
    importable: importable(facts),
  };
}
