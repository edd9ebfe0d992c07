import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Language, Parser } from 'web-tree-sitter';
import { GitTaskError } from '../errors.ts';
import type { GrammarName } from './grammars.ts';

const GRAMMARS = '@vscode/tree-sitter-wasm/wasm';
const LIBRARY = 'web-tree-sitter';

export interface Grammars {
  readonly parser: Parser;
  readonly languages: ReadonlyMap<GrammarName, Language>;
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND' || code === 'ENOENT';
}

/**
 * Loads the parser and some grammars: packages that an installation may have left out.
 *
 * @throws PARSER_MISSING
 */
export async function loadGrammars(names: Iterable<GrammarName>): Promise<Grammars> {
  try {
    const find = createRequire(import.meta.url);
    const { Language, Parser } = await import('web-tree-sitter');
    await Parser.init();
    const languages = new Map<GrammarName, Language>();
    for (const name of new Set(names)) {
      const bytes = await readFile(find.resolve(`${GRAMMARS}/tree-sitter-${name}.wasm`));
      languages.set(name, await Language.load(bytes));
    }
    return { parser: new Parser(), languages };
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new GitTaskError('PARSER_MISSING', 'the parser that --deep needs is not installed', {
      hint: `It is in the optional packages ${LIBRARY} and @vscode/tree-sitter-wasm; without --deep nothing else is needed.`,
      template: ['git task impact', `npm install --global git-task --include=optional`],
      cause,
    });
  }
}
