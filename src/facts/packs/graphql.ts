import { readSchemaText } from '../graphql/read-graphql.ts';
import { STRING, TEMPLATE } from '../lexer/javascript-signs.ts';
import type { TokenCursor } from '../lexer/token-cursor.ts';
import type { JavaScriptPack, PythonPack } from './pack.ts';

const TAGS: ReadonlySet<string> = new Set(['gql', 'graphql']);
/** Functions that are handed a schema as text. */
const TAKERS: ReadonlySet<string> = new Set(['gql', 'graphql', 'buildSchema', 'build_schema', 'parse']);
/** What a schema is called that stands as text: `typeDefs`, `userTypeDefs`, `type_defs`, `schema`, `SDL`. */
const NAMED = /(type_?defs?|schema|sdl)$/i;
/** Any of these words. */
const LOOK = /gql|graphql|build_?schema|parse|type_?defs?|schema|sdl/i;

/** Tells whether what stands at an index is taken for a schema: tagged, handed to what reads one, or called so. */
function isSchemaText(source: TokenCursor, at: number): boolean {
  if (TAGS.has(source.word(at - 1) ?? '')) return true;
  const before = source.is(at - 1, '[') ? at - 2 : at - 1;
  if (source.is(before, '(')) return TAKERS.has(source.word(before - 1) ?? '');
  if (source.is(before, ':') || source.is(before, '=')) {
    // `const typeDefs: string = …`
    const typed = source.is(before, '=') && source.is(before - 2, ':') ? before - 3 : before - 1;
    return NAMED.test(source.word(typed) ?? '');
  }
  return false;
}

/** The text of a template with line ends in place of what is put into it, so that its lines stay where they are. */
function templateText(source: TokenCursor, from: number): string {
  let text = source.at(from).text;
  let line = source.at(from).line + text.split('\n').length - 1;
  for (let at = from + 1; source.is(at, '${'); ) {
    const rest = source.after(at);
    const token = source.at(rest);
    if (token.kind !== 'template') break;
    const missing = Math.max(0, token.line - line);
    text += `${'\n'.repeat(missing)} ${token.text}`;
    line += missing + token.text.split('\n').length - 1;
    at = rest + 1;
  }
  return text;
}

/** Schemas in templates and strings of JavaScript: gql`…`, graphql`…`, `buildSchema(…)`, `typeDefs = …`. */
export const graphqlInJavaScript: JavaScriptPack = {
  name: 'graphql',
  family: 'javascript',
  read({ source }, findings) {
    if (!source.mayMatch(LOOK)) return;
    for (let at = 0; at < source.tokens.length; at++) {
      const sign = source.sign(at);
      if ((sign !== TEMPLATE && sign !== STRING) || !isSchemaText(source, at)) continue;
      const { kind, text, line } = source.at(at);
      readSchemaText(kind === 'template' ? templateText(source, at) : text, line - 1, findings);
    }
  },
};

/** Schemas in strings of Python: `gql("""…""")`, `type_defs = """…"""`. */
export const graphqlInPython: PythonPack = {
  name: 'graphql',
  family: 'python',
  read({ source }, findings) {
    if (!source.matches(LOOK)) return;
    for (const [at, { kind, text, line }] of source.tokens.entries())
      if (kind === 'string' && isSchemaText(source, at)) readSchemaText(text, line - 1, findings);
  },
};
