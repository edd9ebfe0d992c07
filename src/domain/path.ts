import { GitTaskError } from '../errors.ts';

/** A name in its normal form, or what is wrong with it and, where one can tell, the name that was meant. */
export type Normalised = { readonly name: string } | { readonly problem: string; readonly better?: string };

/** The whole repository, which no path names: what `.` becomes. */
const WHOLE_REPOSITORY = '**';

/** Whether a text holds what no stored text of one line may hold: controls, line separators, halves of surrogate pairs. */
export function hasUnprintable(text: string): boolean {
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);
}

function withoutParents(segments: readonly string[]): string {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else kept.push(segment.trim());
  }
  return kept.filter((segment) => segment !== '').join('/');
}

/**
 * Normalises a repo-relative path or glob: `./`, doubled and trailing slashes go, so a directory is named like a file,
 * and `.` becomes `**`. A leading `/`, `..` and backslashes are problems: only the caller knows where it stands.
 */
export function normalisePath(text: string): Normalised {
  const segments = text.replaceAll('\\', '/').split('/');
  const inside = segments.filter((segment) => segment !== '' && segment !== '.');
  const wrong = (problem: string): Normalised => {
    const better = withoutParents(inside);
    return better === '' ? { problem } : { problem, better };
  };
  if (text === '') return { problem: 'the path is empty' };
  if (text.includes('\\')) return wrong('paths are written with "/", not "\\"');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { problem: 'it is a URL, not a path in this repository' };
  if (segments[0] === '') return wrong('paths start at the root of the repository, without a leading "/"');
  if (inside.includes('..')) return wrong('".." is not allowed in a path from the root of the repository');
  if (inside.some((segment) => segment !== segment.trim()))
    return wrong('a part of the path begins or ends in space');
  return { name: inside.length === 0 ? WHOLE_REPOSITORY : inside.join('/') };
}

/**
 * Splits `path#anchor` at the first `#`. One before a `/` belongs to the path: `C#/Program.cs#Main` is fine.
 *
 * @returns no `anchor` where there is no `#`
 */
export function splitAnchor(text: string): { readonly path: string; readonly anchor?: string } {
  let at = text.indexOf('#');
  while (at !== -1 && text[at + 1] === '/') at = text.indexOf('#', at + 1);
  return at === -1 ? { path: text } : { path: text.slice(0, at), anchor: text.slice(at + 1) };
}

/** Drops what people type around a symbol's name: spaces and a call's empty parentheses. */
function normaliseSymbol(anchor: string): string {
  let name = anchor.trim();
  while (name.endsWith('()')) name = name.slice(0, -2).trimEnd();
  return name;
}

/** Normalises `path` or `path#anchor`; what it returns, joined by `#`, is split in the same way again. */
export function normaliseAnchored(
  text: string,
):
  | { readonly path: string; readonly anchor?: string }
  | { readonly problem: string; readonly better?: string } {
  const typed = splitAnchor(text);
  const anchor = typed.anchor === undefined ? undefined : normaliseSymbol(typed.anchor);
  const suffix = anchor === undefined ? '' : `#${anchor}`;
  const path = normalisePath(typed.path.trim());
  if ('problem' in path) {
    return path.better === undefined ? path : { problem: path.problem, better: path.better + suffix };
  }
  if (splitAnchor(path.name).anchor !== undefined) return { problem: 'a path cannot end in "#"' };
  if (anchor === undefined) return { path: path.name };
  if (anchor === '') return { problem: 'nothing follows the "#"', better: path.name };
  if (anchor.startsWith('/')) return { problem: 'a symbol cannot begin with "/"' };
  return { path: path.name, anchor };
}

/**
 * Turns a path (or `path#anchor`) as typed in the directory `prefix` into one from the root of the repository.
 *
 * @param prefix repo-relative, '' at the root
 * @returns `.` for the root itself
 * @throws LINK_INVALID, or the code given, where the path leaves the repository or is absolute
 */
export function resolvePath(
  prefix: string,
  path: string,
  code: 'LINK_INVALID' | 'RESOURCE_INVALID' = 'LINK_INVALID',
): string {
  const typed = splitAnchor(path.trim());
  const segments = [...prefix.split('/'), ...typed.path.split('/')];
  const refuse = (problem: string): never => {
    const better = withoutParents(segments.filter((segment) => segment !== '.'));
    throw new GitTaskError(code, `${JSON.stringify(path)} ${problem}`, {
      hint: 'A path is taken relative to the current directory and must stay inside the repository.',
      ...(better === '' ? {} : { template: better }),
      details: { path, prefix },
    });
  };
  if (typed.path.startsWith('/')) refuse('is absolute');
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) refuse('leads out of the repository');
  }
  const resolved = kept.length === 0 ? '.' : kept.join('/');
  return typed.anchor === undefined ? resolved : `${resolved}#${typed.anchor}`;
}
