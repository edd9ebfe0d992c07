import type { Fact } from '../../domain/fact.ts';
import { fileOf, methodOf, type NamedFact, signatureOf, tailOf } from './named-facts.ts';
import { haveMost, partsOf, wholeKey } from './parts.ts';
import { areAlike, isSimilar } from './similar.ts';

/** A thing that goes by another name now. */
export interface Pair {
  readonly old: NamedFact;
  readonly now: NamedFact;
}

/** Shorter texts are written twice by chance; under another name in another file, unless that is alike, these are. */
const TELLING_LINES = 3;
const TELLING_ALONE = 12;
/** Names that say what a file has to offer, not what that is. */
const EVERYBODYS_NAME =
  /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|default|index|main|run|handler|setup|init|config|options|meta|metadata|loader|action|router|routes?|app|props|up|down|page|layout|generateMetadata|logger|log|api|client|db|test|name|version|type|types|new|create|get|list|update|delete|remove|show)$/i;
/** Where more classes or tables are new in one file, none is looked at. */
const MOST_CANDIDATES = 50;

function lengthOf({ line, endLine }: Fact): number {
  return endLine - line + 1;
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Pairs what is gone with what is new, each at most once; what is gone and new are themselves no names that survive. */
export class Renames {
  readonly pairs: Pair[] = [];
  readonly #gone: Set<NamedFact>;
  readonly #new: Set<NamedFact>;
  /** Where a file of the old tree is now. */
  readonly #here: (path: string) => string;
  /** What the classes of either tree have, by their keys. */
  readonly #members: ReadonlyMap<string, ReadonlyMap<string, NamedFact>>[];

  constructor(gone: Iterable<NamedFact>, added: Iterable<NamedFact>, here: (path: string) => string) {
    this.#gone = new Set(gone);
    this.#new = new Set(added);
    this.#here = here;
    this.#members = [this.#gone, this.#new].map((facts) =>
      partsOf([...facts].filter(({ kind }) => kind === 'symbol')),
    );
  }

  #membersOf(fact: NamedFact): ReadonlyMap<string, NamedFact> {
    return this.#members.map((members) => members.get(wholeKey(fact))).find((found) => found) ?? new Map();
  }

  /** The text of a thing; of a class with that of its members, or all that are derived from one class would be alike. */
  #signature(fact: NamedFact): string {
    const signature = signatureOf(fact.first);
    if (signature === '') return '';
    const members = [...this.#membersOf(fact)].map(([tail, { first }]) => `${tail} ${signatureOf(first)}`);
    return [signature, ...members.sort()].join('\n');
  }

  #pair(old: NamedFact, now: NamedFact): void {
    if (!this.#gone.has(old) || !this.#new.has(now)) return;
    this.#gone.delete(old);
    this.#new.delete(now);
    this.pairs.push({ old, now });
    const theirs = this.#membersOf(now);
    for (const [tail, member] of this.#membersOf(old)) {
      const other = theirs.get(tail);
      if (other !== undefined) this.#pair(member, other);
    }
  }

  /** Pairs within groups of equal keys, in order, where both sides have as many. */
  #match(
    keyOld: (old: NamedFact) => string | undefined,
    keyNew: (now: NamedFact) => string | undefined,
    fits: (old: NamedFact, now: NamedFact) => boolean = () => true,
  ): void {
    const added = groupBy(this.#new, keyNew);
    for (const [key, group] of groupBy(this.#gone, keyOld)) {
      const others = added.get(key) ?? [];
      if (others.length !== group.length) continue;
      group.forEach((old, at) => {
        const now = others[at];
        if (now !== undefined && fits(old, now)) this.#pair(old, now);
      });
    }
  }

  /** A file that moved takes its symbols along, whatever else became of them. */
  byMove(): void {
    this.#match(
      (old) => (old.kind === 'symbol' ? `${this.#here(fileOf(old))}#${tailOf(old)}` : undefined),
      (now) => (now.kind === 'symbol' ? `${fileOf(now)}#${tailOf(now)}` : undefined),
    );
  }

  /**
   * The same text in the same file: by what is left of the name too, then by the text alone; then an endpoint by the same
   * method and handlers, whatever became of those.
   */
  byText(): void {
    const keyOf = (fact: NamedFact, file: string): string | undefined => {
      const signature = this.#signature(fact);
      return signature === '' ? undefined : `${fact.kind}\0${fact.certainty}\0${file}\0${signature}`;
    };
    const tailed = (fact: NamedFact, file: string): string | undefined => {
      const key = keyOf(fact, file);
      return key && `${key}\0${tailOf(fact)}`;
    };
    const registered = (fact: NamedFact, file: string): string | undefined => {
      const { registration } = fact.first;
      return registration && `${methodOf(fact.name)}\0${fact.certainty}\0${file}\0${registration}`;
    };
    for (const by of [tailed, keyOf, registered]) {
      this.#match(
        (old) => by(old, this.#here(fileOf(old))),
        (now) => by(now, fileOf(now)),
      );
    }
  }

  /** The same text in another file, where it is long enough to tell or goes by the same name. */
  elsewhere(): void {
    const keyOf = (fact: NamedFact): string | undefined => {
      const { kind, name, certainty, first } = fact;
      const signature = this.#signature(fact);
      if (signature === '') return undefined;
      // The body of what a schema has says where it comes from: no other has the same.
      if (kind === 'column' || kind === 'table') return `${kind}\0${first.body}`;
      const short = lengthOf(first) < TELLING_LINES;
      if (short && kind === 'symbol') return undefined;
      const known = kind === 'endpoint' ? (short ? tailOf(fact) : methodOf(name)) : '';
      return `${kind}\0${certainty}\0${signature}\0${known}`;
    };
    this.#match(keyOf, keyOf, (old, now) => {
      const lines = Math.min(lengthOf(old.first), lengthOf(now.first));
      const long = lines >= TELLING_ALONE || this.#membersOf(old).size > 1;
      return old.kind !== 'symbol' || long || areAlike(ownName(old), ownName(now));
    });
    this.#byName();
  }

  /**
   * A symbol of the same name in another file, where it is the only one that is gone and the only one that is new, and its
   * contract or its body is the same: it was moved, and worked on or too short to be known by its text.
   */
  #byName(): void {
    const symbols = (facts: Iterable<NamedFact>): Map<string, NamedFact[]> =>
      groupBy(facts, (fact) =>
        fact.kind === 'symbol' && !EVERYBODYS_NAME.test(tailOf(fact)) ? tailOf(fact) : undefined,
      );
    const added = symbols(this.#new);
    for (const [tail, gone] of symbols(this.#gone)) {
      const [[old, ...olds], [now, ...others]] = [gone, added.get(tail) ?? []];
      if (old === undefined || now === undefined || olds.length + others.length > 0) continue;
      const same = (a: string, b: string): boolean => a !== '' && a === b;
      if (same(old.first.contract, now.first.contract) || same(old.first.body, now.first.body))
        this.#pair(old, now);
    }
  }

  /**
   * A class or table of another name in the same file that has most of the parts of one that is gone. What it has goes
   * with it.
   */
  byParts(before: Iterable<NamedFact>, after: Iterable<NamedFact>): void {
    const [old, now] = [partsOf(before), partsOf(after)];
    const places = groupBy(this.#new, (fact) =>
      now.has(wholeKey(fact)) ? `${fact.kind}\0${fileOf(fact)}` : undefined,
    );
    for (const whole of this.#gone) {
      const parts = old.get(wholeKey(whole));
      const others = places.get(`${whole.kind}\0${this.#here(fileOf(whole))}`) ?? [];
      if (parts === undefined || others.length > MOST_CANDIDATES) continue;
      const [only, ...more] = others.filter((other) =>
        haveMost(parts, now.get(wholeKey(other)) ?? new Map()),
      );
      if (only === undefined || more.length > 0) continue;
      this.#pair(whole, only);
      const theirs = now.get(wholeKey(only));
      for (const [tail, part] of parts) {
        const other = theirs?.get(tail);
        if (other !== undefined) this.#pair(part, other);
      }
    }
  }

  /**
   * Another text at the same place: between the same neighbours that stayed, and alike. A thing whose text lives on under
   * another name was not renamed but made anew.
   *
   * @param stayed keys of names in both trees
   */
  inPlace(before: Iterable<NamedFact>, after: Iterable<NamedFact>, stayed: ReadonlySet<string>): void {
    const [all, others] = [[...before], [...after]];
    const old = gapsOf(all, stayed, (fact) => this.#here(fileOf(fact)));
    const now = gapsOf(others, stayed, fileOf);
    const [was, is] = [newTexts(all, others), newTexts(others, all)];
    for (const [gap, gone] of old) {
      const left = gone.filter((fact) => this.#gone.has(fact) && !is.has(textOf(fact)));
      const added = (now.get(gap) ?? []).filter((fact) => this.#new.has(fact) && !was.has(textOf(fact)));
      if (left.length !== added.length) {
        this.#columnsInPlace(left, added);
        continue;
      }
      left.forEach((fact, at) => {
        const other = added[at];
        if (other !== undefined && fact.certainty === other.certainty && this.#isSimilar(fact, other))
          this.#pair(fact, other);
      });
    }
  }

  /** Classes are similar by their names, or by something that both have: their own texts say too little. */
  #isSimilar(old: NamedFact, now: NamedFact): boolean {
    const [members, theirs] = [this.#membersOf(old), this.#membersOf(now)];
    if (members.size === 0 && theirs.size === 0) return isSimilar(old, now);
    return areAlike(ownName(old), ownName(now)) || [...members.keys()].some((tail) => theirs.has(tail));
  }

  /** A column beside which others come or go, where one of another name alone has its type. */
  #columnsInPlace(gone: readonly NamedFact[], added: readonly NamedFact[]): void {
    const tableOf = ({ name }: NamedFact): string => name.slice(0, name.lastIndexOf('.'));
    const like = (fact: NamedFact, others: readonly NamedFact[]): NamedFact[] =>
      fact.kind === 'column' && fact.first.contract !== ''
        ? others.filter(
            (other) => other.first.contract === fact.first.contract && tableOf(other) === tableOf(fact),
          )
        : [];
    for (const old of gone) {
      const [now, ...more] = like(old, added);
      if (now !== undefined && more.length === 0 && like(now, gone).length === 1) this.#pair(old, now);
    }
  }
}

/** The name of a symbol without what it is in. */
function ownName(symbol: NamedFact): string {
  const tail = tailOf(symbol);
  return tail.slice(tail.lastIndexOf('.') + 1);
}

function textOf({ kind, first }: NamedFact): string {
  return `${kind}\0${first.body}`;
}

/** The bodies, of each kind, that names have which did not have them in the other tree. What has none is not among them. */
function newTexts(facts: readonly NamedFact[], others: readonly NamedFact[]): Set<string> {
  const known = new Set(others.map((fact) => `${fact.key}\0${fact.first.body}`));
  return new Set(
    facts.filter(({ key, first }) => first.body !== '' && !known.has(`${key}\0${first.body}`)).map(textOf),
  );
}

/** What stands, in each file, between two neighbours of its kind that stayed. */
function gapsOf(
  facts: Iterable<NamedFact>,
  stayed: ReadonlySet<string>,
  file: (fact: NamedFact) => string,
): Map<string, NamedFact[]> {
  const gaps = new Map<string, NamedFact[]>();
  for (const [place, group] of groupBy(facts, (fact) => `${fact.kind}\0${file(fact)}`)) {
    const ordered = group.toSorted((a, b) => a.first.line - b.first.line);
    let front = '';
    let between: NamedFact[] = [];
    const close = (back: string): void => {
      if (between.length > 0) gaps.set(`${place}\0${front}\0${back}`, between);
      front = back;
      between = [];
    };
    for (const fact of ordered) {
      if (stayed.has(fact.key)) close(fact.key);
      else between.push(fact);
    }
    close('');
  }
  return gaps;
}
