import { GitTaskError } from '../errors.ts';

/**
 * UTC at a place that is nobody's business (RFC 5322). git itself never writes it, not even where it makes a commit of
 * ours anew, as cherry-pick and rebase do: so it tells our commits from those of other hands.
 */
export const OWN_ZONE = '-0000';

export interface Author {
  readonly name: string;
  readonly email: string;
  /** Seconds since 1970; the time zone is written as `OWN_ZONE`. */
  readonly date: number;
}

/** `path` is from the root of the tree, with slashes; the content is a text, or a blob that the repository has. */
export type NewFile =
  | { readonly path: string; readonly text: string }
  | { readonly path: string; readonly oid: string };

export interface CommitInput {
  /** Full name of the ref, as `refs/x/y`. */
  readonly ref: string;
  /** The tip that was read; undefined when the ref did not exist. */
  readonly parent: string | undefined;
  /** Further parents, of a merge. */
  readonly mergeParents?: readonly string[];
  /** The tree to begin with, in place of the parent's. */
  readonly tree?: string;
  readonly message: string;
  /** Author and committer alike. */
  readonly author: Author;
  readonly files: readonly NewFile[];
  /** Files or whole directories that go; done before `files` are written. */
  readonly deletes?: readonly string[];
}

/**
 * Formats one commit for `git fast-import`, which answers with the new oid.
 * `feature done` first and `done` last: otherwise a stream that was cut between two files would move the ref
 * to half a transaction.
 * @throws INTERNAL for a path or ref that no stream can carry
 * @see git-fast-import(1), INPUT FORMAT
 */
export function formatCommitStream(input: CommitInput): Buffer {
  const parts = [
    'feature done\n',
    `commit ${checked(input.ref, /[\s\0]/)}\n`,
    'mark :1\n',
    `committer ${formatPerson(input.author)}\n`,
    data(input.message),
  ];
  if (input.parent !== undefined) parts.push(`from ${input.parent}\n`);
  for (const parent of input.mergeParents ?? []) parts.push(`merge ${parent}\n`);
  // An empty path is the root.
  if (input.tree !== undefined) parts.push(`M 040000 ${input.tree} \n`);
  for (const path of input.deletes ?? []) parts.push(`D ${quotePath(path)}\n`);
  for (const file of input.files) {
    const path = quotePath(file.path);
    if ('oid' in file) parts.push(`M 100644 ${file.oid} ${path}\n`);
    else parts.push(`M 100644 inline ${path}\n`, data(file.text), '\n');
  }
  parts.push('\nget-mark :1\n', 'done\n');
  return Buffer.from(parts.join(''), 'utf8');
}

/** The count is of bytes, and of the bytes that are sent: a lone surrogate becomes U+FFFD in both. */
function data(text: string): string {
  return `data ${Buffer.byteLength(text, 'utf8')}\n${text}`;
}

/** Formats who and when as a commit's headers have it. */
export function formatPerson({ name, email, date }: Author): string {
  return `${person(name)} <${person(email)}> ${Math.trunc(date)} ${OWN_ZONE}`;
}

/** Removes what may not stand in an identity, as git does with user.name. */
function person(text: string): string {
  return text.replace(/[<>\n\0]/g, '').trim();
}

/** An unquoted path runs to the end of the line, so only some characters call for C-style quotes. */
function quotePath(path: string): string {
  checked(path, /\0|^$/);
  if (!/["\\]|^ | $|\p{Cc}/u.test(path)) return path;
  return `"${path.replace(/["\\]/g, '\\$&').replace(/\p{Cc}/gu, octal)}"`;
}

function octal(control: string): string {
  return [...Buffer.from(control, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

function checked(text: string, bad: RegExp): string {
  if (bad.test(text)) throw new GitTaskError('INTERNAL', `not a name for git: ${JSON.stringify(text)}`);
  return text;
}
