import { FACTS_VERSION, type FileFacts } from '../facts/file-facts.ts';
import { hashText } from '../facts/hash.ts';
import type { Language } from '../facts/language.ts';
import { type Outline, outlineOf } from '../facts/outline.ts';
import { asciiJson } from './shelf.ts';

/** Stands in each line: a process of another version may append to the file meanwhile. */
export const VERSION = FACTS_VERSION.replaceAll(' ', '_');

/**
 * `g` or `-`, `r` for a global one that registers routes, `l` for one that loads others, too; the modules that what it
 * exports leads to, those that what is global in it leans on, and those of which it uses something.
 */
export function formatOutline({ global, routed, loads, passes, leans, uses }: Outline): string {
  // A half of a surrogate pair names no file, and can't be encoded.
  const encode = (module: string): string => encodeURIComponent(module.replace(/\p{Surrogate}/gu, '\ufffd'));
  const list = (modules: readonly string[]): string => modules.map(encode).join(',');
  return `${loads ? 'l' : routed ? 'r' : global ? 'g' : '-'};${list(passes)};${list(leans)};${list(uses)}`;
}

/** Reads an outline as a line has it; undefined where it is none. */
export function parseOutline(text: string): Outline | undefined {
  const [global = '', passes = '', leans = '', uses = ''] = text.split(';');
  const decode = (module: string): string => (module.includes('%') ? decodeURIComponent(module) : module);
  const read = (list: string): string[] => (list === '' ? [] : list.split(',').map(decode));
  try {
    const loads = global === 'l' && { loads: true as const };
    const routed = (global === 'r' || global === 'l') && { routed: true as const };
    return {
      global: global !== '-',
      ...loads,
      ...routed,
      passes: read(passes),
      leans: read(leans),
      uses: read(uses),
    };
  } catch {
    return undefined;
  }
}

/** What the line of one source begins with, and no other one's. */
export function lineStart(oid: string, language: string): string {
  return `${oid} ${language} ${VERSION} `;
}

/** Formats what one source says as a line of ASCII, without its end. */
export function formatLine(oid: string, facts: FileFacts): string {
  const json = asciiJson(JSON.stringify(facts));
  return `${lineStart(oid, facts.language)}${formatOutline(outlineOf(facts))} ${json.length} ${hashText(json)} ${json}`;
}

/** Finds the outline in a line that begins as it should. */
export function outlineIn(line: string, start: string): string {
  return line.slice(start.length, line.indexOf(' ', start.length));
}

/** Reads the facts in a line; undefined where it is torn, mixed up with another one or not of this source. */
export function factsIn(line: string, oid: string, language: Language): FileFacts | undefined {
  const brace = line.indexOf('{');
  if (brace < 0 || !line.startsWith(lineStart(oid, language))) return undefined;
  const [length, hash] = line.slice(0, brace).split(' ').slice(4);
  if (Number(length) !== line.length - brace) return undefined;
  const json = line.slice(brace);
  if (hash !== hashText(json)) return undefined;
  const facts: FileFacts = JSON.parse(json);
  return facts.language === language ? facts : undefined;
}
