import type { TreePath } from './paths.ts';

/** As git writes the mode of all that git-task writes. */
export const PLAIN_FILE = '100644';
export const EXECUTABLE = '100755';
/** Files that are neither tasks nor events; there are four. */
export const OTHERS_LIMIT = 200;
const PATH_LIMIT = 200;
/** What git, or a file system that folds names, takes for its own directory, and what leads out of the tree. */
const RESERVED = /^(?:\.{1,2}|\.git[ .]*|git~\d+)$/i;

/**
 * Whether a name holds controls, line separators or direction marks; U+FFFD stands for bytes that are no text; a backslash
 * separates folders elsewhere.
 */
function isOdd(path: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD\\]/u.test(path);
}

/** Why no clone takes in a file of this name; undefined: it may be there. */
export function problemOfName(path: string, { kind }: TreePath): string | undefined {
  if (kind !== 'other') return undefined;
  if (/^(?:tasks|events)(?:\/|$)/.test(path)) return 'has no place there';
  if (path.length > PATH_LIMIT) return `has a name of more than ${PATH_LIMIT} characters`;
  const refused = isOdd(path) || path.split('/').some((part) => RESERVED.test(part));
  return refused ? 'has a name that no file here may have' : undefined;
}
