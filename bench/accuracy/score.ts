// How well what was told fits what is true of one commit. bench/histories/README.md says the rules.
import type { CodeChange } from '../../src/domain/change.ts';
import type { Commit, Truth } from './history.ts';

/** The kinds that are scored. What happens to files is no finding. */
export const KINDS = ['endpoint', 'symbol', 'table', 'column', 'env', 'dependency'] as const;

export type Told = Pick<CodeChange, 'relation' | 'kind' | 'name' | 'certainty'> & {
  readonly to?: string | null | undefined;
};

/** Counts of one kind, in one commit or many. */
export interface Score {
  right: number;
  missed: number;
  wrong: number;
  /** Told by the end of its path alone: neither right nor wrong, but the truth stays missed. */
  suffix: number;
}

export interface Judgement {
  readonly scores: ReadonlyMap<string, Score>;
  /** The same with every rename taken as what goes and what comes. */
  readonly apart: ReadonlyMap<string, Score>;
  /** One line for each mistake: `missed: …` or `wrong: …`. */
  readonly mistakes: readonly string[];
}

export function noScore(): Score {
  return { right: 0, missed: 0, wrong: 0, suffix: 0 };
}

export function addScore(total: Score, { right, missed, wrong, suffix }: Score): void {
  total.right += right;
  total.missed += missed;
  total.wrong += wrong;
  total.suffix += suffix;
}

/** Share of what was told that is true; undefined where nothing was told. */
export function precisionOf({ right, wrong }: Score): number | undefined {
  return right + wrong === 0 ? undefined : right / (right + wrong);
}

/** Share of what is true that was told; undefined where there was nothing to tell. */
export function recallOf({ right, missed }: Score): number | undefined {
  return right + missed === 0 ? undefined : right / (right + missed);
}

type Change = Truth & { readonly suffix: boolean };

function wholeOf(kind: string, name: string): { kind: string; name: string } | undefined {
  const dot = name.lastIndexOf('.');
  if (kind === 'column') return { kind: 'table', name: name.slice(0, dot) };
  return kind === 'symbol' && dot > name.indexOf('#') ? { kind, name: name.slice(0, dot) } : undefined;
}

function keyOf({ relation, kind, name, to }: Pick<Truth, 'relation' | 'kind' | 'name' | 'to'>): string {
  return `${relation} ${kind} ${name}${to === null ? '' : ` -> ${to}`}`;
}

/** What goes, comes or moves along with its whole needs no word. */
function withoutParts(changes: readonly Change[]): Change[] {
  return changes.filter(({ relation, kind, name, to }) => {
    const whole = wholeOf(kind, name);
    if (whole === undefined) return true;
    return !changes.some(
      (other) =>
        other.relation === relation &&
        other.kind === whole.kind &&
        other.name === whole.name &&
        (to === null || to === (other.to ?? '') + name.slice(whole.name.length)),
    );
  });
}

function takenApart(changes: readonly Change[]): Change[] {
  const apart = changes.flatMap((change): Change[] =>
    change.to === null
      ? [change]
      : [
          { ...change, relation: 'removes', to: null },
          { ...change, relation: 'adds', name: change.to, to: null },
        ],
  );
  return [...new Map(apart.map((change) => [keyOf(change), change])).values()];
}

/** Takes out of `pairs` what `renames` says in one, so that one disagreement counts once. */
function folded(renames: readonly Change[], pairs: readonly Change[]): Change[] {
  const rest = new Map(pairs.map((change) => [keyOf(change), change]));
  for (const { relation, kind, name, to } of renames) {
    if (relation !== 'renames' || to === null) continue;
    const gone = keyOf({ relation: 'removes', kind, name, to: null });
    const come = keyOf({ relation: 'adds', kind, name: to, to: null });
    if (rest.has(gone) && rest.has(come)) rest.delete(come);
  }
  return [...rest.values()];
}

function endsAlike(told: Change, truth: Change): boolean {
  const [method, path = ''] = told.name.split(' ');
  return (
    told.relation === truth.relation &&
    told.kind === truth.kind &&
    truth.name.startsWith(`${method} `) &&
    truth.name.endsWith(path)
  );
}

function match(
  truth: readonly Change[],
  told: readonly Change[],
  scores: Map<string, Score>,
  mistakes?: string[],
): void {
  const score = (kind: string): Score => {
    const known = scores.get(kind) ?? noScore();
    scores.set(kind, known);
    return known;
  };
  const exact = new Set(told.filter(({ suffix }) => !suffix).map(keyOf));
  const facts = new Set(truth.map(keyOf));
  const right = truth.filter((change) => exact.has(keyOf(change)));
  const missed = truth.filter((change) => !exact.has(keyOf(change)));
  const wrong = told.filter((change) => change.suffix || !facts.has(keyOf(change)));
  for (const { kind } of right) score(kind).right += 1;
  for (const change of folded(wrong, missed)) {
    score(change.kind).missed += 1;
    mistakes?.push(`missed: ${keyOf(change)}`);
  }
  for (const change of folded(missed, wrong)) {
    if (change.suffix && missed.some((one) => endsAlike(change, one))) {
      score(change.kind).suffix += 1;
      continue;
    }
    score(change.kind).wrong += 1;
    mistakes?.push(`wrong: ${keyOf(change)}${change.suffix ? ' (the end of it)' : ''}`);
  }
}

/** Judges what was told of one commit. */
export function judge({ truth, quiet }: Pick<Commit, 'truth' | 'quiet'>, told: readonly Told[]): Judgement {
  const known = new Set<string>(KINDS);
  const mistakes: string[] = [];
  const changes: Change[] = [];
  const scores = new Map<string, Score>();
  for (const { relation, kind, name, to, certainty } of told) {
    if (!known.has(kind)) continue;
    const suffix = certainty === 'suffix';
    if (relation === 'adds' || relation === 'removes' || relation === 'renames')
      changes.push({ relation, kind, name, to: to ?? null, suffix });
    else if (quiet) {
      const score = scores.get(kind) ?? noScore();
      score.wrong += 1;
      scores.set(kind, score);
      mistakes.push(`wrong: ${relation} ${kind} ${name}`);
    }
  }
  const truths = withoutParts(truth.map((change) => ({ ...change, suffix: false })));
  const said = withoutParts(changes);
  const apart = new Map([...scores].map(([kind, score]) => [kind, { ...score }]));
  match(truths, said, scores, mistakes);
  match(withoutParts(takenApart(truths)), withoutParts(takenApart(said)), apart);
  return { scores, apart, mistakes };
}
