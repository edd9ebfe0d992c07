import type { ReadSymbols } from '../domain/source-symbols.ts';
import { type GrammarName, grammarOf } from './grammars.ts';
import { loadGrammars } from './load-grammars.ts';
import { readSymbols } from './read-symbols.ts';

/**
 * Loads what reads the symbols of some files: a parser and the grammars of their languages. Others are read by nobody.
 *
 * @throws PARSER_MISSING
 */
export async function loadSyntax(paths: Iterable<string>): Promise<ReadSymbols> {
  const names = new Set<GrammarName>();
  for (const path of paths) {
    const name = grammarOf(path);
    if (name !== undefined) names.add(name);
  }
  const { parser, languages } = await loadGrammars(names);
  return (path, text) => {
    const name = grammarOf(path);
    const language = name === undefined ? undefined : languages.get(name);
    if (name === undefined || language === undefined) return undefined;
    parser.setLanguage(language);
    return readSymbols(parser, name, text);
  };
}
