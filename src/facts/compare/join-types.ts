import type { Fact } from '../../domain/fact.ts';

/** The type that a fact is, or is of. */
function typeOf({ kind, name }: Fact): string {
  return kind === 'field' ? name.slice(0, name.lastIndexOf('.')) : name;
}

/** What documents say of one name: by those documents the fields, in each tree. */
type Shapes = Map<string, (Set<string> | undefined)[]>;

/** Tells whether documents that have a type of one name mean several. */
function areApart(shapes: Shapes): boolean {
  if (shapes.size < 2) return false;
  const all = [...shapes.values()];
  const [lost, gained] = [
    all.some((trees) => trees.at(-1) === undefined),
    all.some(([old]) => old === undefined),
  ];
  // A document that is called otherwise now.
  if (lost && gained) return false;
  const written = all.map((trees) =>
    [...(trees.find((fields) => fields !== undefined) ?? [])].sort().join(' '),
  );
  return new Set(written).size > 1;
}

function withoutApi({ api: _, ...fact }: Fact): Fact {
  return fact;
}

/**
 * Keeps types of one name apart that several documents describe, in one tree or two that are to be compared. Two that have
 * the same fields are one type, written down twice; else they belong to two APIs, or to two versions of one.
 */
export function joinTypes(trees: readonly (readonly Fact[])[]): (readonly Fact[])[] {
  if (!trees.some((facts) => facts.some(({ api }) => api !== undefined))) return [...trees];
  const types = new Map<string, Shapes>();
  for (const [at, facts] of trees.entries())
    for (const fact of facts) {
      if (fact.api === undefined) continue;
      const shapes: Shapes = types.get(typeOf(fact)) ?? new Map();
      types.set(typeOf(fact), shapes);
      const own = shapes.get(fact.api) ?? trees.map(() => undefined);
      shapes.set(fact.api, own);
      const fields = own[at] ?? new Set();
      own[at] = fields;
      if (fact.kind === 'field') fields.add(fact.name);
    }
  const apart = new Set([...types].flatMap(([type, shapes]) => (areApart(shapes) ? [type] : [])));
  return trees.map((facts) =>
    facts.map((fact) => (fact.api === undefined || apart.has(typeOf(fact)) ? fact : withoutApi(fact))),
  );
}
