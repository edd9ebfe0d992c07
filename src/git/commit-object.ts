import { type Author, formatPerson } from './fast-import-stream.ts';

/** A commit as it is stored, as far as we read it. */
export interface CommitObject {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authorEmail: string;
  readonly committerName: string;
  /** The committer's, in seconds since 1970. */
  readonly time: number;
  /** The committer's time zone as written, `+0200`. */
  readonly zone: string;
  readonly message: string;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  /** Author and committer alike. */
  readonly author: Author;
  readonly message: string;
}

/** Formats the bytes that git fast-import would make of the same commit. */
export function formatCommit({ tree, parents, author, message }: NewCommit): Buffer {
  const person = formatPerson(author);
  const headers = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${person}`,
    `committer ${person}`,
  ];
  return Buffer.from(`${headers.join('\n')}\n\n${message}`, 'utf8');
}

/** Parses the bytes of a commit object. Header lines of a signature start with a space and are passed over. */
export function parseCommit(bytes: Buffer): CommitObject {
  const blank = bytes.indexOf('\n\n');
  const headers = blank < 0 ? bytes : bytes.subarray(0, blank);
  const message = blank < 0 ? bytes.subarray(bytes.length) : bytes.subarray(blank + 2);
  const encoding = /^encoding (\S+)$/m.exec(headers.toString('latin1'))?.[1];
  const lines = decode(headers, encoding).split('\n');
  const author = person(first(lines, 'author '));
  const committer = person(first(lines, 'committer '));
  return {
    tree: first(lines, 'tree '),
    parents: lines.filter((line) => line.startsWith('parent ')).map((line) => line.slice('parent '.length)),
    authorName: author.name,
    authorEmail: author.email,
    committerName: committer.name,
    time: committer.time,
    zone: committer.zone,
    message: decode(message, encoding),
  };
}

function first(lines: readonly string[], key: string): string {
  return lines.find((line) => line.startsWith(key))?.slice(key.length) ?? '';
}

function person(line: string): { name: string; email: string; time: number; zone: string } {
  const [, name = '', email = '', time = '0', zone = ''] =
    /^(.*?) ?<(.*)> (\d+)(?: ([+-]\d+))?/.exec(line) ?? [];
  return { name, email, time: Number(time), zone };
}

/** git stores bytes; without an `encoding` header they are meant to be UTF-8. */
function decode(bytes: Buffer, encoding: string | undefined): string {
  if (encoding === undefined) return bytes.toString('utf8');
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
