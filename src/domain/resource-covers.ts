import { isGlob, matchGlob } from './glob.ts';
import { splitAnchor } from './path.ts';
import type { Resource } from './resource.ts';

/** A thing named, whatever is said about it. */
export type Subject = Pick<Resource, 'kind' | 'name'>;

/**
 * How one name takes in another: `exact`, the same thing; `contains`, a whole and its part (a file its symbols, a table
 * its columns, a type its fields, a class its methods), so what removes the one surely removes the other; `pattern`, a
 * directory, wildcard or parameter, which may have been meant more narrowly.
 */
export type Coverage = 'exact' | 'contains' | 'pattern';

/** What is a whole to a part of another kind that is called after it: `users.email` of `users`, `User.email` of `User`. */
const WHOLES: ReadonlyMap<string, string> = new Map([
  ['column', 'table'],
  ['field', 'type'],
]);

/** All before the last dot: with or without a schema. */
function ownerOf(part: string): string {
  return part.slice(0, part.lastIndexOf('.'));
}

/** A name that ends in `*` takes in all under it, so its last star crosses slashes. */
function withOpenEnd(glob: string): string {
  return glob.endsWith('*') ? `${glob}*` : glob;
}

function fileCovers(pattern: string, path: string): boolean {
  if (path.startsWith(`${pattern}/`)) return true;
  if (!isGlob(pattern)) return false;
  return matchGlob(withOpenEnd(pattern), path) || matchGlob(`${pattern}/**`, path);
}

function endpointCovers(pattern: string, subject: string): boolean {
  const method = pattern.slice(0, pattern.indexOf(' ') + 1);
  if (method !== '* ' && !subject.startsWith(method)) return false;
  const path = pattern.slice(method.length);
  const otherPath = subject.slice(subject.indexOf(' ') + 1);
  if (path === otherPath) return true;
  if (!path.includes('*') && !path.includes('{}')) return false;
  // A parameter takes one character or more: `?` before the star.
  return matchGlob(withOpenEnd(path).replaceAll('{*}', '?**').replaceAll('{}', '?*'), otherPath);
}

function starCovers(pattern: string, name: string): boolean {
  return pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1));
}

function symbolCovers(pattern: string, subject: string): Coverage | undefined {
  const [whole, part] = [splitAnchor(pattern), splitAnchor(subject)];
  const [outer, inner] = [whole.anchor ?? '', part.anchor ?? ''];
  const nested = inner.startsWith(`${outer}.`);
  if (whole.path === part.path && nested) return 'contains';
  const sameFile = whole.path === part.path || (isGlob(whole.path) && fileCovers(whole.path, part.path));
  return sameFile && (outer === inner || nested || starCovers(outer, inner)) ? 'pattern' : undefined;
}

/** Coverage of a part by its whole of another kind. */
function wholeCovers(whole: string, pattern: string, covers: boolean): Coverage | undefined {
  return whole === pattern ? 'contains' : covers ? 'pattern' : undefined;
}

/** Tells how a resource's name takes in another's, whatever their relations; undefined where it does not. */
export function resourceCovers(pattern: Subject, subject: Subject): Coverage | undefined {
  const [a, b] = [pattern.name, subject.name];
  if (pattern.kind === subject.kind) {
    if (a === b) return 'exact';
    if (pattern.kind === 'symbol') return symbolCovers(a, b);
    const covers =
      pattern.kind === 'file' ? fileCovers : pattern.kind === 'endpoint' ? endpointCovers : starCovers;
    return covers(a, b) ? 'pattern' : undefined;
  }
  if (pattern.kind === 'file' && subject.kind === 'symbol') {
    const { path } = splitAnchor(b);
    return wholeCovers(path, a, fileCovers(a, path));
  }
  if (pattern.kind === WHOLES.get(subject.kind)) {
    const owner = ownerOf(b);
    return wholeCovers(owner, a, starCovers(a, owner));
  }
  return undefined;
}

/** Tells whether a name may take in others that `wholesOf` does not lead to: wildcards and parameters. */
export function isPattern({ kind, name }: Subject): boolean {
  if (kind === 'endpoint') return name.includes('*') || name.includes('{');
  if (kind === 'symbol') return name.endsWith('*') || isGlob(splitAnchor(name).path);
  return kind === 'file' ? isGlob(name) : name.endsWith('*');
}

/** Text under which equal subjects meet in an index. */
export function subjectKey({ kind, name }: Subject): string {
  return `${kind}:${name}`;
}

/**
 * Lists what takes in a subject by plain containment: directories, the file of a symbol, the table of a column, the type of
 * a field.
 */
export function wholesOf({ kind, name }: Subject): Subject[] {
  const whole = WHOLES.get(kind);
  if (whole !== undefined) return name.includes('.') ? [{ kind: whole, name: ownerOf(name) }] : [];
  if (kind !== 'file' && kind !== 'symbol') return [];
  const { path, anchor = '' } = kind === 'symbol' ? splitAnchor(name) : { path: name };
  const wholes: Subject[] = kind === 'symbol' ? [{ kind: 'file', name: path }] : [];
  for (let dot = anchor.indexOf('.'); dot !== -1; dot = anchor.indexOf('.', dot + 1)) {
    wholes.push({ kind, name: `${path}#${anchor.slice(0, dot)}` });
  }
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    wholes.push({ kind: 'file', name: path.slice(0, slash) });
  }
  return wholes;
}
