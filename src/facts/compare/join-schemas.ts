import type { Fact } from '../../domain/fact.ts';

/** The table that a fact is, or is of. */
function tableOf({ kind, name }: Fact): string | undefined {
  if (kind === 'table') return name;
  return kind === 'column' ? name.slice(0, name.lastIndexOf('.')) : undefined;
}

/** The name of a table without that of its schema. */
function bareName(table: string): string {
  return table.slice(table.lastIndexOf('.') + 1);
}

/** The tables that models describe; scripts may name a schema where models do not, or the other way round. */
class Modelled {
  readonly #tables = new Set<string>();
  readonly #bare = new Set<string>();

  add(facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (fact.kind !== 'table' || fact.scripted === true) continue;
      this.#tables.add(fact.name);
      if (fact.name.includes('.')) this.#bare.add(bareName(fact.name));
    }
  }

  has(table: string): boolean {
    return this.#tables.has(table) || this.#bare.has(table) || this.#tables.has(bareName(table));
  }
}

function withoutMark({ scripted: _, ...fact }: Fact): Fact {
  return fact;
}

/**
 * Joins what models describe with what scripts make, in one tree or two that are to be compared. Of a table that models
 * describe they have the word: scripts say the same, and less plainly; told by both, one change would be told twice. They keep
 * it in the tree that comes after, so that a model which goes, or is called otherwise, does so even where the scripts
 * lag behind. A model that comes takes away no column that the scripts still make: it may have them from a class that is
 * not here. It is decided for each table by itself: no model that comes or goes makes others appear.
 */
export function joinSchemas(trees: readonly (readonly Fact[])[]): (readonly Fact[])[] {
  if (!trees.some((facts) => facts.some(({ scripted }) => scripted === true))) return [...trees];
  const modelled = new Modelled();
  const scripted = new Set<string>();
  return trees.map((facts) => {
    modelled.add(facts);
    const named = new Set(facts.flatMap(({ name, scripted: is }) => (is === true ? [] : [name])));
    return facts.flatMap((fact) => {
      if (fact.scripted !== true) return [fact];
      const table = tableOf(fact) ?? '';
      const isModelled = modelled.has(table);
      const isLeft = fact.kind === 'column' && scripted.has(fact.name) && named.has(table);
      if (isModelled && (!isLeft || named.has(fact.name))) return [];
      if (!isModelled) scripted.add(fact.name);
      return [withoutMark(fact)];
    });
  });
}
