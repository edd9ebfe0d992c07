import type { Parser, Tree, TreeCursor } from 'web-tree-sitter';
import type { SourceSymbols } from '../domain/source-symbols.ts';
import { DECLARATIONS, LEADING, type NamesOf, TYPES, VERBATIM, WRAPPERS } from './declarations.ts';
import type { GrammarName } from './grammars.ts';
import { type SymbolPlace, SymbolTable } from './symbol-table.ts';

/** In UTF-16 units, as for facts. */
const LARGEST = 512 * 1024;
/** The parser reports its progress every so many steps. Sources take 0.006 reports per character, hostile ones 0.03. */
const REPORTS_PER_CHARACTER = 0.25;
const FEWEST_REPORTS = 1000;

/** A node on the way from the root to where the walk is. */
interface Frame {
  readonly type: string;
  readonly line: number;
  readonly from: number;
  /** The whole name of the symbol around it, and of the type around that. */
  readonly scope: string;
  readonly typeScope: string;
  /** The name of the symbol around what it declares. */
  readonly outer: string;
  /** What it declares itself. */
  readonly own: readonly SymbolPlace[];
  /** Where the body of its parent's symbols begins, or that of its parent's parent. */
  readonly bodyOf: readonly SymbolPlace[];
  /** Symbols that it is the value of. */
  readonly valueOf: readonly SymbolPlace[];
  /** Symbols that are declared in it, not within another one. */
  readonly declared: SymbolPlace[];
  /** Decorators in front of the next declaration. */
  leading?: { readonly line: number; readonly from: number };
}

const VARIABLES: ReadonlySet<string> = new Set([
  'assignment',
  'assignment_expression',
  'variable_declarator',
]);
const NONE: readonly SymbolPlace[] = [];

/** Walks a tree once, without recursion: a text may be nested as deep as it is long. */
class SymbolWalk {
  readonly #text: string;
  readonly #rules: Readonly<Record<string, NamesOf>>;
  readonly #cursor: TreeCursor;
  readonly #tokens: string[] = [];
  readonly #places: SymbolPlace[] = [];
  readonly #frames: Frame[] = [];

  constructor(tree: Tree, text: string, grammar: GrammarName) {
    this.#text = text;
    this.#rules = DECLARATIONS[grammar];
    this.#cursor = tree.walk();
  }

  run(sound: boolean): SymbolTable {
    const cursor = this.#cursor;
    for (;;) {
      const descend = this.#enter();
      if (descend && cursor.gotoFirstChild()) continue;
      this.#leave();
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) {
          cursor.delete();
          return new SymbolTable(sound, this.#tokens, this.#places);
        }
        this.#leave();
      }
    }
  }

  /** @returns whether to look into the node */
  #enter(): boolean {
    const cursor = this.#cursor;
    const type = cursor.nodeType;
    const parent = this.#frames.at(-1);
    const line = cursor.startPosition.row + 1;
    const from = this.#tokens.length;
    const own = this.#declare(type, parent);
    const first = own[0];
    const scope = first?.name ?? parent?.scope ?? '';
    const typeScope = first !== undefined && TYPES.test(type) ? first.name : (parent?.typeScope ?? '');
    const field = parent === undefined ? null : cursor.currentFieldName;
    const around = parent === undefined ? NONE : parent.own.length > 0 ? parent.own : parent.valueOf;
    const isValue = field === 'value' || field === 'right';
    const callable = /function|lambda|closure/.test(type);
    const frame: Frame = {
      type,
      line,
      from,
      scope,
      typeScope,
      outer:
        own.length > 0 && parent !== undefined && !VARIABLES.has(parent.type)
          ? parent.scope
          : (parent?.outer ?? ''),
      own,
      bodyOf: field === 'body' || (isValue && !callable && parent?.own.length !== 0) ? around : NONE,
      valueOf: isValue && callable && parent !== undefined ? parent.own : NONE,
      declared: [],
    };
    this.#frames.push(frame);
    if (type.includes('comment') || this.#isDocstring(type, parent)) return false;
    const text = this.#text.slice(cursor.startIndex, cursor.endIndex);
    if (VERBATIM.has(type)) {
      this.#tokens.push(text);
      return false;
    }
    if (cursor.currentNode.childCount > 0) return true;
    if (text !== '' && text !== ';') this.#tokens.push(text);
    return false;
  }

  #isDocstring(type: string, parent: Frame | undefined): boolean {
    if (type !== 'string' || parent?.type !== 'expression_statement') return false;
    return this.#rules === DECLARATIONS.python && this.#tokens.length === parent.from;
  }

  #declare(type: string, parent: Frame | undefined): readonly SymbolPlace[] {
    const rule = Object.hasOwn(this.#rules, type) ? this.#rules[type] : undefined;
    if (rule === undefined || parent === undefined) return NONE;
    const node = this.#cursor.currentNode;
    const { names, ofType } = rule(node, parent.type);
    if (names.length === 0) return NONE;
    // `a = b = 1`: neither is part of the other.
    const around = VARIABLES.has(type) && VARIABLES.has(parent.type) ? parent.outer : parent.scope;
    const scope = ofType ? parent.typeScope : around;
    const { line, from } = parent.leading ?? {
      line: node.startPosition.row + 1,
      from: this.#tokens.length,
    };
    return names.flatMap((name) =>
      name === ''
        ? []
        : [
            {
              name: scope === '' ? name : `${scope}.${name}`,
              line,
              endLine: node.endPosition.row + 1,
              nameLine: (node.childForFieldName('name') ?? node).startPosition.row + 1,
              broken: node.hasError,
              from,
              to: from,
            },
          ],
    );
  }

  #leave(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const parent = this.#frames.at(-1);
    const to = this.#tokens.length;
    for (const place of frame.bodyOf) place.body = { from: frame.from, to };
    for (const place of frame.own) place.to = to;
    this.#places.push(...frame.own);
    const [only, ...others] = frame.declared;
    if (only !== undefined && others.length === 0 && WRAPPERS.has(frame.type)) {
      const start = parent?.leading ?? frame;
      only.line = start.line;
      only.from = start.from;
      only.to = to;
      only.endLine = Math.max(only.endLine, this.#cursor.endPosition.row + 1);
    }
    if (parent === undefined) return;
    if (LEADING.has(frame.type)) parent.leading ??= { line: frame.line, from: frame.from };
    else if (to > frame.from) delete parent.leading;
    if (frame.own.length > 0) parent.declared.push(...frame.own);
    else if (WRAPPERS.has(frame.type) || frame.type === 'variable_declaration')
      parent.declared.push(...frame.declared);
  }
}

/** Reads the symbols of a text that follows a grammar; undefined where that takes too much work. */
export function readSymbols(parser: Parser, grammar: GrammarName, text: string): SourceSymbols | undefined {
  if (text.length > LARGEST) return undefined;
  let reports = FEWEST_REPORTS + text.length * REPORTS_PER_CHARACTER;
  // Some grammars take a last line without an end for a broken one.
  const tree = parser.parse(text.endsWith('\n') ? text : `${text}\n`, null, {
    progressCallback: () => --reports < 0,
  });
  if (tree === null) {
    parser.reset();
    return undefined;
  }
  try {
    return new SymbolWalk(tree, text, grammar).run(!tree.rootNode.hasError);
  } finally {
    tree.delete();
  }
}
