/**
 * What resolves and compares trees. The build puts it into a file of its own, which is loaded when sources are first looked
 * at: most calls never do. What reads them is another one (`readers.ts`).
 */
export { affectedParts } from './affected.ts';
export { joinTree } from './compare/join-trees.ts';
export { compareFacts } from './compare-facts.ts';
export { resolveFacts } from './resolve-facts.ts';
export { tells } from './tree.ts';
