import { parseCanonicalYaml } from './parse-canonical.ts';
import type { YamlTree } from './tree.ts';

/**
 * Reads YAML, every scalar as text, an empty one as `''`.
 *
 * @param name what to call the text in a message, usually its path
 * @throws GitTaskError STORE_CORRUPT with name, line and column
 */
export async function parseYaml(text: string, name: string): Promise<YamlTree> {
  const tree = parseYamlFast(text);
  if (tree !== undefined) return tree;
  // Loading the full parser takes 30 ms, which a command that meets only our own files need not spend.
  const { parseYamlWithLibrary } = await import('./parse-with-library.ts');
  return parseYamlWithLibrary(text, name);
}

/** Reads a text just as `formatYaml` writes it; undefined means that only `parseYaml` can tell. */
export function parseYamlFast(text: string): YamlTree | undefined {
  return parseCanonicalYaml(text);
}
