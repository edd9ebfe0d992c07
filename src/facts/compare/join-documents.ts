import type { Fact } from '../../domain/fact.ts';
import { normaliseName } from '../../domain/resource-name.ts';
import { methodOf, segmentsOf } from './named-facts.ts';

/** Endpoints by name: those that code registers, in full or by their ends. */
interface Registered {
  readonly exact: ReadonlySet<string>;
  readonly ends: ReadonlySet<string>;
}

function isEndpoint({ kind }: Fact): boolean {
  return kind === 'endpoint';
}

function registeredBy(facts: readonly Fact[]): Registered {
  const [exact, ends] = [new Set<string>(), new Set<string>()];
  for (const fact of facts)
    if (isEndpoint(fact) && fact.document === undefined)
      (fact.certainty === 'exact' ? exact : ends).add(fact.name);
  return { exact, ends };
}

/** Tells whether code registers an endpoint, be it with any method. */
function has({ exact }: Registered, name: string): boolean {
  return exact.has(name) || exact.has(`*${name.slice(name.indexOf(' '))}`);
}

/** All the ends of an endpoint's path with what is in front of each: `GET /users` with `/v1` of `GET /v1/users`. */
function endsOf(name: string): { readonly end: string; readonly front: string }[] {
  const [method, segments] = [methodOf(name), segmentsOf(name)];
  return segments.map((_, at) => ({
    end: `${method} /${segments.slice(at).join('/')}`,
    front: segments
      .slice(0, at)
      .map((segment) => `/${segment}`)
      .join(''),
  }));
}

/** Longer paths are not looked at by their ends. */
const MOST_SEGMENTS = 20;

function isShort(name: string): boolean {
  return name.length < 2000 && segmentsOf(name).length <= MOST_SEGMENTS;
}

/** What an endpoint of a document is called under another base path. */
function rebased(name: string, base: string, front: string): string | undefined {
  const [method, path] = [methodOf(name), `/${segmentsOf(name).join('/')}`];
  const own = `/${segmentsOf(` ${base}`).join('/')}`;
  const rest =
    own === '/' ? path : path.startsWith(`${own}/`) || path === own ? path.slice(own.length) : undefined;
  const named = rest === undefined ? undefined : normaliseName('endpoint', `${method} ${front}/${rest}`);
  return named === undefined || 'problem' in named ? undefined : named.name;
}

/**
 * Finds the prefix under which code serves what a document lists, where it is not the one that the document gives: behind
 * a gateway, or with no servers written down. It must fit at least half of what is listed, no
 * fewer than two endpoints, and more than the own one.
 */
function frontOf(
  names: ReadonlySet<string>,
  base: string,
  byEnd: ReadonlyMap<string, readonly string[]>,
  code: Registered,
): string | undefined {
  const votes = new Map<string, number>();
  let own = 0;
  for (const name of names) {
    if (has(code, name)) own += 1;
    const end = rebased(name, base, '');
    // A path of parameters alone is the end of anything.
    if (end === undefined || !/[^/{}*]/.test(end.slice(end.indexOf(' ') + 1))) continue;
    for (const front of byEnd.get(end) ?? []) votes.set(front, (votes.get(front) ?? 0) + 1);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length);
  return best !== undefined && best[1] > Math.max(own, 1) && best[1] * 2 >= names.size ? best[0] : undefined;
}

/** Gives the endpoints of documents the names by which code registers them. */
function alignDocuments(trees: readonly (readonly Fact[])[], code: Registered): (readonly Fact[])[] {
  const byEnd = new Map<string, string[]>();
  for (const name of code.exact) {
    if (!isShort(name)) continue;
    for (const { end, front } of endsOf(name)) {
      const known = byEnd.get(end);
      if (known === undefined) byEnd.set(end, [front]);
      else known.push(front);
    }
  }
  const listed = new Map<string, { readonly base: string; readonly names: Set<string> }>();
  const keyOf = ({ path, base }: NonNullable<Fact['document']>): string => `${path}\0${base}`;
  for (const { document, name } of trees.flat()) {
    if (document === undefined) continue;
    const found = listed.get(keyOf(document)) ?? { base: document.base, names: new Set<string>() };
    found.names.add(name);
    listed.set(keyOf(document), found);
  }
  const fronts = new Map(
    [...listed].map(([key, { base, names }]) => [key, frontOf(names, base, byEnd, code)]),
  );
  return trees.map((facts) =>
    facts.map((fact) => {
      const front = fact.document && fronts.get(keyOf(fact.document));
      const name = front === undefined ? undefined : rebased(fact.name, fact.document?.base ?? '', front);
      return name === undefined ? fact : { ...fact, name };
    }),
  );
}

/** Gives the endpoints of which code tells the end alone the one whole name that a document has for it. */
function completeEnds(trees: readonly (readonly Fact[])[], code: Registered): (readonly Fact[])[] {
  const wholes = new Map<string, Set<string>>();
  for (const { document, name } of trees.flat()) {
    if (document === undefined || has(code, name) || !isShort(name)) continue;
    for (const { end } of endsOf(name)) {
      if (!code.ends.has(end)) continue;
      const known = wholes.get(end) ?? new Set();
      wholes.set(end, known.add(name));
    }
  }
  return trees.map((facts) =>
    facts.map((fact) => {
      if (!isEndpoint(fact) || fact.certainty === 'exact') return fact;
      const [whole, ...more] = wholes.get(fact.name) ?? [];
      return whole === undefined || more.length > 0 ? fact : { ...fact, name: whole, certainty: 'exact' };
    }),
  );
}

function withoutDocument({ document: _, ...fact }: Fact): Fact {
  return fact;
}

/**
 * Joins what documents list with what code registers, in one tree or two that are to be compared. Of an endpoint that code
 * registers in any of them, code says whether it is there: a document is a further place of it where code has it and both
 * trees list it, and says nothing otherwise. Of all others the documents say it.
 *
 * @returns the facts of each tree; what code says in front, in the order that it had
 */
export function joinDocuments(trees: readonly (readonly Fact[])[]): (readonly Fact[])[] {
  if (!trees.some((facts) => facts.some(({ document }) => document !== undefined))) return [...trees];
  const aligned = alignDocuments(trees, registeredBy(trees.flat()));
  const completed = completeEnds(aligned, registeredBy(aligned.flat()));
  const code = completed.map(registeredBy);
  const listed = completed.map(
    (facts) => new Set(facts.flatMap(({ document, name }) => (document === undefined ? [] : [name]))),
  );
  return completed.map((facts) => {
    const stays = ({ name }: Fact): boolean => {
      if (!code.some((registered) => has(registered, name))) return true;
      return code.every((registered) => has(registered, name)) && listed.every((names) => names.has(name));
    };
    const own = facts.filter(({ document }) => document === undefined);
    const documented = facts.filter((fact) => fact.document !== undefined && stays(fact));
    return [...own, ...documented.map(withoutDocument)];
  });
}
