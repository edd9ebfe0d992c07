import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { shellQuote } from '../domain/text.ts';
import { type ErrorCode, GitTaskError } from '../errors.ts';

/** The encodings of texts that begin with a mark of their own. */
const MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['UTF-32', [0xff, 0xfe, 0, 0]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

/** What reads a text, as far as messages go. */
export interface TextReader {
  /** Of a text that is none. */
  readonly code: ErrorCode;
  /** The call without its file: `git task plan`. */
  readonly call: string;
}

/**
 * Reads a text that somebody wrote.
 *
 * @param path where it is
 * @param name as it was typed
 * @throws IO_FAILED where it can't be read; the reader's code where it is not UTF-8
 */
export function readTextFile(path: string, name: string, { code, call }: TextReader): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new GitTaskError('IO_FAILED', `${name} can't be read`, {
      template: [`${call} <file>`, `${call} - < <file>`],
      cause,
    });
  }
  const [encoding] = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte)) ?? [];
  if (encoding === undefined && isUtf8(bytes)) return withoutMark(bytes.toString('utf8'));
  throw new GitTaskError(
    code,
    encoding === undefined ? `${name} is not UTF-8` : `${name} is ${encoding}, not UTF-8`,
    {
      hint: 'nothing was written',
      template: `iconv -f ${encoding ?? '<encoding>'} -t UTF-8 ${shellQuote(name)} | ${call} -`,
      details: { file: name },
    },
  );
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
