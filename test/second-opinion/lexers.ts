import { lexCSharp } from '../../src/facts/lexer/csharp-lexer.ts';
import { lexGo } from '../../src/facts/lexer/go-lexer.ts';
import { lexJava } from '../../src/facts/lexer/java-lexer.ts';
import { lexJavaScript } from '../../src/facts/lexer/javascript-lexer.ts';
import { lexPhp } from '../../src/facts/lexer/php-lexer.ts';
import { lexPython } from '../../src/facts/lexer/python-lexer.ts';
import { lexRuby } from '../../src/facts/lexer/ruby-lexer.ts';
import { lexRust } from '../../src/facts/lexer/rust-lexer.ts';
import type { Token } from '../../src/facts/lexer/token.ts';
import type { GrammarName } from '../../src/syntax/grammars.ts';

/** One row per lexer that a grammar gives a second opinion on. */
export const LEXERS: Readonly<Partial<Record<GrammarName, (text: string) => readonly Token[]>>> = {
  javascript: (text) => lexJavaScript(text, true),
  typescript: (text) => lexJavaScript(text, false),
  tsx: (text) => lexJavaScript(text, true),
  python: lexPython,
  go: lexGo,
  java: lexJava,
  ruby: lexRuby,
  rust: lexRust,
  php: lexPhp,
  'c-sharp': lexCSharp,
};
