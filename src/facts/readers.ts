/**
 * Every reader: more code than anything else. The build puts it into a file of its own, which is loaded when a source turns
 * up that was never read before.
 */
export { readFacts } from './read-facts.ts';
