import { parseYamlFast } from './yaml/parse.ts';
import type { YamlPlace, YamlTree } from './yaml/tree.ts';

interface FullParser {
  readonly parse: (text: string, name: string, limit?: number) => YamlTree;
  readonly locator: (text: string) => (place: YamlPlace) => string;
}

let fullParser: FullParser | undefined;

/** Loads the parser for documents that we did not write ourselves: 30 ms that most calls need not spend. */
export async function loadFullParser(): Promise<void> {
  if (fullParser !== undefined) return;
  const { parseYamlWithLibrary, locatorWithLibrary } = await import('./yaml/parse-with-library.ts');
  fullParser = { parse: parseYamlWithLibrary, locator: locatorWithLibrary };
}

/** A document is not in canonical form and the full parser is not loaded: load it and read again. */
export class FullParserNeeded extends Error {
  override readonly name = 'FullParserNeeded';
}

/**
 * Reads a YAML document: canonical ones at once, others by the full parser.
 *
 * @param name what messages call it
 * @param limit bytes of a document that is not canonical; 1 MiB unless told
 * @throws STORE_CORRUPT with line and column; FullParserNeeded where `loadFullParser` was not awaited
 */
export function parseDocument(text: string, name: string, limit?: number): YamlTree {
  const tree = parseYamlFast(text);
  if (tree !== undefined) return tree;
  if (fullParser === undefined) throw new FullParserNeeded(name);
  return fullParser.parse(text, name, limit);
}

/**
 * Names places of a document that was read without complaint: `<name>:<line>:<column>`. It is read once for all of them,
 * when the first is asked for.
 *
 * @throws FullParserNeeded where `loadFullParser` was not awaited by then
 */
export function locator(text: string, name: string): (place: YamlPlace) => string {
  let find: ((place: YamlPlace) => string) | undefined;
  return (place) => {
    if (fullParser === undefined) throw new FullParserNeeded(name);
    find ??= fullParser.locator(text);
    return `${name}:${find(place)}`;
  };
}

/** Reads with the fast path, and once more with the full parser where that is needed. */
export async function withFullParser<T>(read: () => T): Promise<T> {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FullParserNeeded)) throw error;
    await loadFullParser();
    return read();
  }
}
