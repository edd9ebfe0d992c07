import { nearest } from './nearest.ts';

/** What a task does to a thing, needs of it, or claims about it. */
export const RELATIONS = ['touch', 'adds', 'removes', 'modifies', 'renames', 'depends', 'owns'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Other forms of the same verbs, which mean nothing else. */
const VARIANTS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ...RELATIONS.map((relation) => [relation, relation] as const),
  ['touches', 'touch'],
  ['add', 'adds'],
  ['remove', 'removes'],
  ['modify', 'modifies'],
  ['rename', 'renames'],
  ['depend', 'depends'],
  ['own', 'owns'],
]);

/** Words people use for them: good enough for a proposal, not to be taken silently. */
const SYNONYMS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ['create', 'adds'],
  ['creates', 'adds'],
  ['new', 'adds'],
  ['delete', 'removes'],
  ['deletes', 'removes'],
  ['drop', 'removes'],
  ['drops', 'removes'],
  ['update', 'modifies'],
  ['updates', 'modifies'],
  ['change', 'modifies'],
  ['changes', 'modifies'],
  ['edit', 'modifies'],
  ['edits', 'modifies'],
  ['move', 'renames'],
  ['moves', 'renames'],
  ['use', 'depends'],
  ['uses', 'depends'],
  ['needs', 'depends'],
  ['requires', 'depends'],
  ['reads', 'depends'],
  ['depends-on', 'depends'],
  ['depends_on', 'depends'],
]);

/** Reads a relation in any case, singular or plural; undefined for any other word. */
export function readRelation(word: string): Relation | undefined {
  return VARIANTS.get(word.trim().toLowerCase());
}

/** Guesses the relation meant by a mistyped word or a synonym. */
export function guessRelation(word: string): Relation | undefined {
  const lower = word.trim().toLowerCase();
  const sure = VARIANTS.get(lower) ?? SYNONYMS.get(lower);
  if (sure !== undefined) return sure;
  const near = lower.length < 3 ? undefined : nearest(lower, VARIANTS.keys(), lower.length < 6 ? 1 : 2);
  return near === undefined ? undefined : VARIANTS.get(near);
}
