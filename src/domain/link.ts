import { GitTaskError } from '../errors.ts';
import { isGlob } from './glob.ts';
import { hasUnprintable, normaliseAnchored } from './path.ts';

/** Lines of a file, counted from 1, both ends included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

export interface Link {
  /** A file, a directory or a glob, from the root of the repository. */
  readonly path: string;
  readonly lines?: LineRange;
  readonly symbol?: string;
}

const MAX_LINK_LENGTH = 500;
/** `L10`, `L10-20`, `L10-L20`; a forge's permalink may add columns, which are dropped. */
const LINES = /^L(\d{1,9})(?:C\d+)?(?:-L?(\d{1,9})(?:C\d+)?)?$/;

function refuse(text: string, problem: string, template: string): never {
  const shown = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  throw new GitTaskError('LINK_INVALID', `${JSON.stringify(shown)} is not a link: ${problem}`, {
    hint: 'A link is path, glob, path#L10, path#L10-20 or path#symbol, from the root of the repository.',
    template,
    details: { link: text },
  });
}

function formatLines(from: number, to: number): string {
  return from === to ? `L${from}` : `L${from}-${to}`;
}

function parseLines(text: string, path: string, anchor: string): Link['lines'] {
  const match = LINES.exec(anchor);
  if (match === null) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  const [first, last] = from < to ? [from, to] : [to, from];
  const ordered = `${path}#${formatLines(Math.max(first, 1), Math.max(last, 1))}`;
  if (first < 1) refuse(text, 'lines are counted from 1', ordered);
  if (from > to) refuse(text, 'the range of lines ends before it begins', ordered);
  if (isGlob(path)) refuse(text, 'a glob has no lines', path);
  return { from, to };
}

/** Guesses the link meant by a forge's URL or by an editor's `path:10`; undefined for other texts. */
function guessLink(text: string): string | undefined {
  const blob = /^[a-z]+:\/\/.+?\/(?:blob|src)\/[^/]+\/(.+)$/i.exec(text)?.[1];
  if (blob !== undefined) return blob;
  const [, path = '', from = '', to] = /^(.+?):(\d{1,9})(?:-(\d{1,9})|:\d+)?$/.exec(text) ?? [];
  return path === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(path)
    ? undefined
    : `${path}#L${from}${to === undefined ? '' : `-${to}`}`;
}

/**
 * Parses `path`, a glob, `path#L10`, `path#L10-20` (or `#L10-L20`) or `path#symbol`, where paths are normalised like
 * those of file resources: no `./`, no trailing slash, `.` is `**`.
 *
 * @param text at most 500 characters, without control characters
 * @throws LINK_INVALID, with the link most likely meant as template
 */
export function parseLink(text: string): Link {
  const trimmed = text.trim();
  if (hasUnprintable(trimmed)) refuse(text, 'it holds a control character', '<path>');
  if (trimmed.length > MAX_LINK_LENGTH) {
    refuse(text, `it is longer than ${MAX_LINK_LENGTH} characters`, '<path>');
  }
  const link = normaliseAnchored(trimmed);
  const plain = 'problem' in link ? (link.better ?? trimmed) : link.path;
  const meant = 'anchor' in link ? undefined : guessLink(plain);
  if (meant !== undefined) refuse(text, 'lines follow a "#", after a path of this repository', meant);
  if ('problem' in link) refuse(text, link.problem, link.better ?? '<path>');
  const { path, anchor } = link;
  if (anchor === undefined) return { path };
  const lines = parseLines(text, path, anchor);
  return lines === undefined ? { path, symbol: anchor } : { path, lines };
}

/** Writes a link as its one canonical text. */
export function formatLink({ path, lines, symbol }: Link): string {
  if (lines !== undefined) return `${path}#${formatLines(lines.from, lines.to)}`;
  return symbol === undefined ? path : `${path}#${symbol}`;
}
