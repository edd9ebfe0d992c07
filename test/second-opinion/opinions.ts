import type { Node, Tree } from 'web-tree-sitter';
import type { FileFacts } from '../../src/facts/file-facts.ts';
import { languageOf } from '../../src/facts/language.ts';
import type { Token } from '../../src/facts/lexer/token.ts';
import { readFacts } from '../../src/facts/read-facts.ts';
import { type GrammarName, grammarOf } from '../../src/syntax/grammars.ts';
import { type Grammars, loadGrammars } from '../../src/syntax/load-grammars.ts';
import { readSymbols } from '../../src/syntax/read-symbols.ts';
import { EXPORTED } from './exported-names.ts';
import { LEXERS } from './lexers.ts';
import { classesOfTokens, classesOfTree, differences } from './text-classes.ts';

/** `kind: what` on a line. */
export interface Disagreement {
  readonly path: string;
  readonly line: number;
  readonly says: string;
}

export interface Compared {
  readonly grammar: GrammarName;
  readonly disagreements: readonly Disagreement[];
}

/** Offsets of texts that begin with a slash and are the first argument of a call of a member, as routes are. */
function routeLikeOfTree(root: Node): number[] {
  const calls = root.descendantsOfType([
    'call_expression',
    'call',
    'method_invocation',
    'invocation_expression',
    // Tokens do not tell `new this.Module('/x')` from a call.
    'new_expression',
  ]);
  return calls.flatMap((call) => {
    const callee =
      call?.childForFieldName('function') ??
      call?.childForFieldName('constructor') ??
      call?.childForFieldName('object');
    const member =
      call?.type === 'method_invocation' ? callee !== null : /\.\s*#?\w+(<.*>)?$/.test(callee?.text ?? '');
    const given = call?.childForFieldName('arguments')?.firstNamedChild;
    const first = given?.type === 'argument' ? given.firstNamedChild : given;
    const plain = /string/.test(first?.type ?? '') && /^["']\//.test(first?.text ?? '');
    return member && plain && first ? [first.startIndex] : [];
  });
}

function routeLikeOfTokens(tokens: readonly Token[], text: string): number[] {
  return tokens.flatMap(({ kind, start }, at) => {
    const [dot, name, open] = [tokens[at - 3], tokens[at - 2], tokens[at - 1]];
    const called = open?.text === '(' && name?.kind === 'name' && (dot?.text === '.' || dot?.text === '?.');
    const alone = /^[,)]$/.test(tokens[at + 1]?.text ?? '');
    return called &&
      alone &&
      dot?.kind === 'punctuation' &&
      kind === 'string' &&
      /["']\//.test(text.slice(start, start + 2))
      ? [start]
      : [];
  });
}

/** Holds what the lexers and readers say of sources against the syntax trees of a full parser. */
export class SecondOpinion {
  readonly #grammars: Grammars;

  private constructor(grammars: Grammars) {
    this.#grammars = grammars;
  }

  static async load(): Promise<SecondOpinion> {
    const all: GrammarName[] = [
      'javascript',
      'typescript',
      'tsx',
      'python',
      'go',
      'java',
      'ruby',
      'rust',
      'php',
      'c-sharp',
    ];
    return new SecondOpinion(await loadGrammars(all));
  }

  /** Undefined where the parser itself finds the source wrong, or nothing of ours reads it. */
  compare(path: string, text: string): Compared | undefined {
    const grammar = grammarOf(path);
    const { parser, languages } = this.#grammars;
    const language = grammar === undefined ? undefined : languages.get(grammar);
    if (grammar === undefined || language === undefined) return undefined;
    parser.setLanguage(language);
    const tree = parser.parse(text.endsWith('\n') ? text : `${text}\n`);
    if (tree === null) return undefined;
    try {
      if (tree.rootNode.hasError) return undefined;
      // By its name alone: where a package keeps its sources does not matter here.
      const known = languageOf(`source.${path.slice(path.lastIndexOf('.') + 1)}`);
      const facts = known === undefined ? undefined : readFacts(known, text);
      return {
        grammar,
        disagreements: [
          ...this.#ofTokens(path, text, grammar, tree),
          ...(facts === undefined || facts.passedOver !== undefined
            ? []
            : [...this.#ofDefinitions(path, text, grammar, facts), ...ofExports(path, grammar, tree, facts)]),
        ],
      };
    } finally {
      tree.delete();
    }
  }

  /** Every text, template, comment and regular expression, and every call that looks like that of a route. */
  #ofTokens(path: string, text: string, grammar: GrammarName, tree: Tree): Disagreement[] {
    const lex = LEXERS[grammar];
    if (lex === undefined) return [];
    const tokens = lex(text);
    const found = differences(text, classesOfTokens(tokens, text), classesOfTree(tree, text)).map(
      ({ line, says }) => ({ path, line, says }),
    );
    if (grammar === 'ruby' || grammar === 'php' || grammar === 'rust') return found;
    const [ours, theirs] = [routeLikeOfTokens(tokens, text), routeLikeOfTree(tree.rootNode)];
    const [mine, other] = [new Set(ours), new Set(theirs)];
    const missing = theirs.filter((at) => !mine.has(at) && !text.slice(0, at).trimEnd().endsWith('>('));
    const extra = ours.filter((at) => !other.has(at));
    for (const at of [...missing, ...extra]) {
      const line = text.slice(0, at).split('\n').length;
      found.push({
        path,
        line,
        says: `call ${mine.has(at) ? 'of the lexer alone' : 'missed'}: ${text.slice(at, at + 40)}`,
      });
    }
    return found;
  }

  /** Names of definitions with their first and last lines. */
  #ofDefinitions(path: string, text: string, grammar: GrammarName, facts: FileFacts): Disagreement[] {
    const symbols = readSymbols(this.#grammars.parser, grammar, text);
    const lines = text.split('\n');
    return (facts.definitions ?? []).flatMap(({ name, line, endLine }) => {
      // What has no name of its own, and what has the name of another one, goes by a number.
      if (symbols === undefined || /[~@]/.test(name)) return [];
      const found = symbols.find(name);
      const places = found?.name === name ? found.places : [];
      if (places.length === 0) return [{ path, line, says: `definition of ours alone: ${name}` }];
      const begins = places.some((place) => place.line <= line && line <= place.nameLine);
      // To the parser of Python comments behind the last statement are part of a block.
      const ends = places.some((place) => {
        const rest = lines.slice(Math.min(endLine, place.endLine), Math.max(endLine, place.endLine));
        return (
          endLine === place.endLine ||
          (endLine < place.endLine && rest.every((one) => /^\s*(#.*)?$/.test(one)))
        );
      });
      const theirs = places.map((place) => `${place.line}-${place.endLine}`).join(', ');
      return begins && ends ? [] : [{ path, line, says: `lines ${line}-${endLine}, not ${theirs}: ${name}` }];
    });
  }
}

/** Names that others can import. */
function ofExports(path: string, grammar: GrammarName, tree: Tree, facts: FileFacts): Disagreement[] {
  const exported = EXPORTED[grammar];
  if (exported === undefined) return [];
  const script = grammar === 'javascript' || grammar === 'typescript' || grammar === 'tsx';
  const known = script ? facts.exports : facts.definitions;
  const ours = new Set((known ?? []).map(({ name }) => name));
  const theirs = new Set(exported(tree.rootNode));
  const missed = [...theirs].filter((name) => !ours.has(name));
  return missed.map((name) => ({ path, line: 1, says: `name not exported by us: ${name}` }));
}
