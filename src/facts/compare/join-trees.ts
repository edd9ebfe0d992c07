import type { Fact } from '../../domain/fact.ts';
import { joinDocuments } from './join-documents.ts';
import { joinSchemas } from './join-schemas.ts';
import { joinTypes } from './join-types.ts';

/** Joins what is said twice of one thing, in one tree or in two that are to be compared: first the one before. */
export function joinTrees(trees: readonly (readonly Fact[])[]): (readonly Fact[])[] {
  return joinTypes(joinSchemas(joinDocuments(trees)));
}

/** Joins what is said twice of one thing in one tree, in the order of path and line. */
export function joinTree(facts: readonly Fact[]): readonly Fact[] {
  const [joined = facts] = joinTrees([facts]);
  return joined.toSorted((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}
