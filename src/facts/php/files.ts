import type { Range } from '../lexer/plain-source.ts';
import type { PhpClass } from './class-shapes.ts';
import type { PhpNames, Texts } from './names.ts';

/** Functions and methods that give a path within the project, and where that begins. */
const PLACES: Readonly<Record<string, string>> = {
  base_path: '/',
  basePath: '/',
  app_path: '/app/',
  module_path: '/',
  modulePath: '/',
};

/** Calls that list the files of a directory. */
const LISTING =
  /^(glob|allFiles|files|scandir|in|RecursiveDirectoryIterator|DirectoryIterator|FilesystemIterator)$/;

/** Tokens in which such a call stands. */
const LONGEST_LISTING = 40;

/** Reads the directory that `glob(base_path('routes/x/*.php'))` and its like go through: its path ends with `/*`. */
export function directoryAt(
  names: PhpNames,
  { from, to }: Range,
  texts: Texts,
  owner?: PhpClass,
): string | undefined {
  const { source } = names;
  for (let at = from; at < Math.min(to, from + LONGEST_LISTING); at++) {
    if (!LISTING.test(source.word(at)?.replace(/^\\/, '') ?? '') || !source.is(at + 1, '(')) continue;
    const [first] = source.elements(at + 1);
    const path = first && pathAt(names, first, texts, owner);
    if (path !== undefined) return `${path.replace(/\/[^/]*\*.*$/, '').replace(/\/+$/, '')}/*`;
  }
  return undefined;
}

/**
 * Reads the path of a file that is loaded: `./x.php` from the directory of the file that says so, `/x.php` from some
 * directory above it.
 */
export function fileAt(names: PhpNames, range: Range, texts: Texts, owner?: PhpClass): string | undefined {
  const path = pathAt(names, range, texts, owner);
  return path?.endsWith('.php') === true ? path : undefined;
}

function pathAt(names: PhpNames, range: Range, texts: Texts, owner?: PhpClass): string | undefined {
  const { source } = names;
  const path =
    source.is(range.from, '(') && source.after(range.from) === range.to ? source.inside(range.from) : range;
  const first = source.find(path, '.');
  const rest = first >= path.to ? '' : names.wholeText({ from: first + 1, to: path.to }, texts, owner);
  if (rest === undefined) return undefined;
  const front = frontOf(names, { from: path.from, to: first }, texts, owner);
  const whole = front === undefined ? undefined : front + rest;
  return whole !== undefined && whole.length < 300 ? whole.replace(/\/{2,}/g, '/') : undefined;
}

function frontOf(names: PhpNames, { from, to }: Range, texts: Texts, owner?: PhpClass): string | undefined {
  const { source } = names;
  if (source.is(from, '__DIR__')) return './';
  if (source.is(from, 'dirname') && (source.is(from + 2, '__DIR__') || source.is(from + 2, '__FILE__'))) {
    const levels = source.is(from + 3, ',') ? Number(source.at(from + 4).text) : 1;
    return `./${'../'.repeat(Math.min(levels || 1, 9) - (source.is(from + 2, '__FILE__') ? 1 : 0))}`;
  }
  const call = source.is(to - 1, ')') ? (source.partner[to - 1] ?? -1) : -1;
  const name = source.word(call - 1)?.replace(/^\\/, '') ?? '';
  if (call > from && Object.hasOwn(PLACES, name)) {
    const last = source.elements(call).at(-1);
    const inside = last === undefined ? '' : names.wholeText(last, texts, owner);
    return inside === undefined ? undefined : `${PLACES[name]}${inside}`;
  }
  const text = names.wholeText({ from, to }, texts, owner);
  return text === undefined || text === '' ? undefined : `./${text}`;
}
