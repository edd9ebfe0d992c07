/** The grammars of `@vscode/tree-sitter-wasm` that symbols are read with. */
export type GrammarName =
  | 'javascript'
  | 'typescript'
  | 'tsx'
  | 'python'
  | 'go'
  | 'java'
  | 'ruby'
  | 'rust'
  | 'php'
  | 'c-sharp';

const EXTENSIONS: ReadonlyMap<string, GrammarName> = new Map([
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['ts', 'typescript'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['tsx', 'tsx'],
  ['py', 'python'],
  ['pyi', 'python'],
  ['go', 'go'],
  ['java', 'java'],
  ['rb', 'ruby'],
  ['rake', 'ruby'],
  ['rs', 'rust'],
  ['php', 'php'],
  ['cs', 'c-sharp'],
]);

/** Tells by the end of a path which grammar its text follows. */
export function grammarOf(path: string): GrammarName | undefined {
  return EXTENSIONS.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
