import { GitTaskError } from '../../errors.ts';
import { MAX_YAML_DEPTH, MAX_YAML_KEY } from './limits.ts';
import { isPlain, literalHeader, quote, toWellFormed } from './scalar.ts';
import { isYamlMap, type YamlMap, type YamlTree } from './tree.ts';

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/**
 * Writes a tree as canonical YAML: the same tree always gives the same bytes, one value per line.
 *
 * Block style, two spaces per level, no folding, a newline at the end. A lone surrogate in a value
 * becomes U+FFFD.
 *
 * @throws GitTaskError TEXT_INVALID for nesting deeper than MAX_YAML_DEPTH or a key with a lone surrogate,
 *   TEXT_TOO_LONG for a key longer than MAX_YAML_KEY
 */
export function formatYaml(tree: YamlMap | readonly YamlTree[]): string {
  return formatTree(tree, '', 1);
}

/** Leaves out the indentation of the first line, which the caller has written already. */
function formatTree(tree: YamlTree, indent: string, depth: number): string {
  if (typeof tree === 'string') return formatScalar(tree, indent);
  if (depth > MAX_YAML_DEPTH) {
    throw new GitTaskError('TEXT_INVALID', `maps and lists are nested deeper than ${MAX_YAML_DEPTH}`);
  }
  if (isYamlMap(tree)) return tree.size === 0 ? '{}\n' : formatMap(tree, indent, depth);
  return tree.length === 0 ? '[]\n' : formatList(tree, indent, depth);
}

function formatMap(map: YamlMap, indent: string, depth: number): string {
  const inner = `${indent}  `;
  let text = '';
  for (const [key, value] of map) {
    if (text !== '') text += indent;
    text += `${formatKey(key)}:${isBlock(value) ? `\n${inner}` : ' '}${formatTree(value, inner, depth + 1)}`;
  }
  return text;
}

function formatList(list: readonly YamlTree[], indent: string, depth: number): string {
  const inner = `${indent}  `;
  let text = '';
  for (const value of list) {
    if (text !== '') text += indent;
    text += `- ${formatTree(value, inner, depth + 1)}`;
  }
  return text;
}

function isBlock(tree: YamlTree): boolean {
  if (typeof tree === 'string') return false;
  return isYamlMap(tree) ? tree.size > 0 : tree.length > 0;
}

function formatKey(key: string): string {
  if (key.length > MAX_YAML_KEY) {
    throw new GitTaskError('TEXT_TOO_LONG', `a key may have up to ${MAX_YAML_KEY} characters`);
  }
  if (PLAIN_KEY.test(key)) return key;
  // Two keys could become one if lone surrogates were replaced here.
  if (toWellFormed(key) !== key) throw new GitTaskError('TEXT_INVALID', 'a key holds half a character');
  return quote(key);
}

function formatScalar(text: string, indent: string): string {
  if (isPlain(text, 0, text.length)) return `${text}\n`;
  const sound = toWellFormed(text);
  if (sound !== text) return formatScalar(sound, indent);
  const header = text.includes('\n') ? literalHeader(text) : undefined;
  return header === undefined ? `${quote(text)}\n` : `${header}\n${indentLines(text, indent)}`;
}

function indentLines(text: string, indent: string): string {
  const lines = text.endsWith('\n') ? text : `${text}\n`;
  return lines.replace(/^(?=[^\n])/gm, indent);
}
