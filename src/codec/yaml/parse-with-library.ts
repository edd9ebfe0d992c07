import {
  Composer,
  CST,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { GitTaskError } from '../../errors.ts';
import { isTooLong, MAX_CANONICAL_BYTES, MAX_YAML_BYTES, MAX_YAML_DEPTH, MAX_YAML_KEY } from './limits.ts';
import { toWellFormed } from './scalar.ts';
import type { YamlMap, YamlPlace, YamlTree } from './tree.ts';

/** Tokens that may be open at once: more than any tree within MAX_YAML_DEPTH needs, few enough to recurse over. */
const MAX_STACK = 256;

/** The library quotes the text in some messages, which may be all of it. */
const MAX_MESSAGE = 200;

/**
 * Characters that YAML forbids, and a carriage return that ends no line. The lexer marks its own tokens
 * with controls, so that none may reach it.
 */
const FORBIDDEN = /(?![\n\t\x85])\p{Cc}|[\uFFFE\uFFFF]/u;

const REFUSED: Readonly<Record<string, string>> = {
  alias: 'an alias (*name) is not allowed',
  anchor: 'an anchor (&name) is not allowed',
  tag: 'a tag (!name) is not allowed',
  'directive-line': 'a directive (%NAME) is not allowed',
};

/** Makes the error for a problem at an offset of the text. */
type Complain = (offset: number, problem: string) => GitTaskError;

/**
 * Reads YAML 1.2 as a person may write it: comments, flow style and folded lines are welcome.
 *
 * @param name what to call the text in a message, usually its path
 * @param limit bytes
 * @throws GitTaskError STORE_CORRUPT with name, line and column for anything that is not YAML, for aliases,
 *   anchors, tags, directives, merge keys, keys that are no text, duplicate keys, a second document, and
 *   whatever passes the limits
 */
export function parseYamlWithLibrary(text: string, name: string, limit: number = MAX_YAML_BYTES): YamlTree {
  if (isTooLong(text, limit)) {
    throw new GitTaskError('STORE_CORRUPT', `${name}:1:1: longer than ${limit} bytes`);
  }
  const source = toWellFormed(text).replaceAll('\r\n', '\n');
  const complain: Complain = (offset, problem) =>
    new GitTaskError('STORE_CORRUPT', `${name}:${position(source, offset)}: ${problem}`);
  const forbidden = FORBIDDEN.exec(source);
  if (forbidden !== null) {
    throw complain(forbidden.index, 'a control character must be written as an escape in double quotes');
  }
  const composer = new Composer({ schema: 'failsafe', version: '1.2', strict: true, uniqueKeys: false });
  const [document, second] = composer.compose(checkedTokens(source, complain), true, source.length);
  const error = document?.errors[0];
  if (error !== undefined) throw complain(error.pos[0], error.message.slice(0, MAX_MESSAGE));
  if (second !== undefined) throw complain(second.range[0], 'a second document is not allowed');
  return toTree(document?.contents, 1, complain);
}

/** Parses token by token, so that a hostile text is refused before anything recursive sees it. */
function* checkedTokens(source: string, complain: Complain): Generator<CST.Token> {
  const parser = new Parser();
  let isScalarText = false;
  for (const lexeme of new Lexer().lex(source)) {
    const problem = isScalarText ? undefined : REFUSED[CST.tokenType(lexeme) ?? ''];
    if (problem !== undefined) throw complain(parser.offset, problem);
    if (parser.stack.length > MAX_STACK) throw complain(parser.offset, tooDeep);
    isScalarText = lexeme === CST.SCALAR;
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

const tooDeep = `maps and lists are nested deeper than ${MAX_YAML_DEPTH}`;

function toTree(node: Node | null | undefined, depth: number, complain: Complain): YamlTree {
  if (node === null || node === undefined) return '';
  const offset = node.range?.[0] ?? 0;
  if (isScalar(node)) {
    if (typeof node.value === 'string') return toWellFormed(node.value);
    throw complain(offset, 'not a text');
  }
  if (depth > MAX_YAML_DEPTH) throw complain(offset, tooDeep);
  if (isSeq<Node | null>(node)) return node.items.map((item) => toTree(item, depth + 1, complain));
  if (isMap<Node | null, Node | null>(node)) return toMap(node, depth, complain);
  throw complain(offset, 'not a map, a list or a text');
}

function toMap(node: YAMLMap<Node | null, Node | null>, depth: number, complain: Complain): YamlMap {
  const map = new Map<string, YamlTree>();
  for (const pair of node.items) {
    const key = toKey(pair, node, complain);
    // The library compares each key with all others, which takes minutes for a file full of keys.
    if (map.has(key))
      throw complain(pair.key?.range?.[0] ?? 0, `the key ${JSON.stringify(key)} stands here twice`);
    map.set(key, toTree(pair.value, depth + 1, complain));
  }
  return map;
}

function toKey(
  { key }: Pair<Node | null, Node | null>,
  map: YAMLMap<Node | null, Node | null>,
  complain: Complain,
): string {
  const offset = key?.range?.[0] ?? map.range?.[0] ?? 0;
  if (!isScalar(key) || typeof key.value !== 'string') throw complain(offset, 'a key must be a text');
  if (key.type === 'PLAIN' && key.value === '') throw complain(offset, 'a key is missing');
  if (key.type === 'PLAIN' && key.value === '<<') throw complain(offset, 'a merge key (<<) is not allowed');
  if (key.value.length > MAX_YAML_KEY)
    throw complain(offset, `a key is longer than ${MAX_YAML_KEY} characters`);
  return toWellFormed(key.value);
}

/**
 * Finds where things stand in a text that was read without complaint; where nothing stands there, what holds it. The text
 * is read once, however many places are asked for.
 *
 * @returns what gives `line:column` of a place, both counted from 1
 */
export function locatorWithLibrary(text: string): (place: YamlPlace) => string {
  if (isTooLong(text, MAX_CANONICAL_BYTES)) return () => '1:1';
  const source = toWellFormed(text).replaceAll('\r\n', '\n');
  const document = parseDocument(source, { schema: 'failsafe', version: '1.2', uniqueKeys: false });
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1))
    lines.addNewLine(end + 1);
  return (place) => {
    for (let length = place.length; length > 0; length--) {
      const node = document.getIn(place.slice(0, length), true);
      if (!(isScalar(node) || isMap(node) || isSeq(node)) || !node.range) continue;
      const { line, col } = lines.linePos(node.range[0]);
      return `${line}:${col}`;
    }
    return '1:1';
  };
}

/** Gives `line:column` of an offset, both counted from 1. */
function position(source: string, offset: number): string {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return `${line}:${offset - before.lastIndexOf('\n')}`;
}
