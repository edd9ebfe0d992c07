import type { WrittenText } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import type { Range } from '../lexer/plain-source.ts';
import type { CSharpNames } from './names.ts';

const DEFAULT: WrittenText = ['{controller=Home}/{action=Index}/{id?}'];
/** Calls that map a path to all controllers, and where in their arguments it stands. */
const CALLS: Readonly<Record<string, readonly [path: number, defaults: number]>> = {
  MapControllerRoute: [1, 2],
  MapAreaControllerRoute: [2, 3],
  MapRoute: [1, 2],
  MapAreaRoute: [2, 3],
};

/** Reads what paths are mapped to controllers as a whole. */
export function readConventions(names: CSharpNames, findings: Findings): void {
  const { source } = names;
  for (let at = 0; at < source.tokens.length; at++) {
    const word = source.word(at);
    if (word === undefined || !source.is(at - 1, '.') || !source.is(at + 1, '(')) continue;
    if (word === 'MapDefaultControllerRoute' || word === 'UseMvcWithDefaultRoute') {
      findings.conventions.push({ path: DEFAULT });
      continue;
    }
    const places = Object.hasOwn(CALLS, word) ? CALLS[word] : undefined;
    if (places === undefined) continue;
    const given = names.argumentsOf(at + 1);
    const written = given.get('pattern') ?? given.get('template') ?? given.get(places[0]);
    const path = written && names.textOf(written, undefined);
    if (path === undefined) continue;
    const defaults = defaultsIn(names, given.get('defaults') ?? given.get(places[1]));
    const under = places[0] === 2 ? (given.get('areaName') ?? given.get(1)) : undefined;
    const area = defaults.get('area') ?? (under && names.textOf(under, undefined));
    const action = defaults.get('action');
    const controller = defaults.get('controller');
    // What a path is mapped to alone is told of that path.
    const fixed = { ...(controller && { controller }), ...(action && { action }) };
    findings.conventions.push({ path, ...(area && { area }), ...fixed });
  }
}

/** `new { controller = "Blog", action = "Article" }` */
function defaultsIn(names: CSharpNames, range: Range | undefined): Map<string, WrittenText> {
  const { source } = names;
  const found = new Map<string, WrittenText>();
  if (range === undefined || !source.is(range.from, 'new')) return found;
  for (const { from, to } of names.elementsOf(range)) {
    const name = source.word(from);
    if (name === undefined || !source.is(from + 1, '=')) continue;
    const text = names.textOf({ from: from + 2, to }, undefined);
    if (text !== undefined) found.set(name.toLowerCase(), text);
  }
  return found;
}
