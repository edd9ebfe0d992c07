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

/**
 * The tables that models describe, or that they have columns of; scripts may name a schema where models do not, or the other
 * way round.
 */
class Modelled {
  readonly #kind: 'table' | 'column';
  readonly #tables = new Set<string>();
  readonly #bare = new Set<string>();

  constructor(kind: 'table' | 'column') {
    this.#kind = kind;
  }

  add(facts: readonly Fact[]): void {
    for (const fact of facts) {
      const table = fact.kind === this.#kind && fact.scripted !== true ? tableOf(fact) : undefined;
      if (table === undefined) continue;
      this.#tables.add(table);
      if (table.includes('.')) this.#bare.add(bareName(table));
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
 * not here. It is decided for each table by itself: no model that comes or goes makes others appear. Of a table between two
 * models only scripts know the columns.
 */
export function joinSchemas(trees: readonly (readonly Fact[])[]): (readonly Fact[])[] {
  if (!trees.some((facts) => facts.some(({ scripted }) => scripted === true))) return [...trees];
  const modelled = new Modelled('table');
  const described = new Modelled('column');
  const scripted = new Set<string>();
  return trees.map((facts) => {
    modelled.add(facts);
    described.add(facts);
    const named = new Set(facts.flatMap(({ name, scripted: is }) => (is === true ? [] : [name])));
    return facts.flatMap((fact) => {
      if (fact.scripted !== true) return [fact];
      const table = tableOf(fact) ?? '';
      const isModelled = modelled.has(table) && (fact.kind === 'table' || described.has(table));
      const isLeft = fact.kind === 'column' && scripted.has(fact.name) && named.has(table);
      if (isModelled && (!isLeft || named.has(fact.name))) return [];
      if (!isModelled) scripted.add(fact.name);
      return [withoutMark(fact)];
    });
  });
}
