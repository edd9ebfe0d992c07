/**
 * What is large in this room: every reader, and what resolves and compares. The build puts it into a file of its own, which
 * is loaded when a source is first looked at: most calls never do.
 */
export { affectedParts } from './affected.ts';
export { joinTree } from './compare/join-documents.ts';
export { compareFacts } from './compare-facts.ts';
export { readFacts } from './read-facts.ts';
export { resolveFacts } from './resolve-facts.ts';
