import { parseDuration } from '../domain/policy.ts';
import { GitTaskError } from '../errors.ts';

/**
 * Reads a whole number.
 *
 * @throws USAGE
 */
export function parseCount(text: string, what: string): number {
  if (/^\d{1,6}$/.test(text.trim())) return Number(text);
  throw new GitTaskError('USAGE', `${what} "${text}" is not a whole number`, {
    template: '<n>',
    details: { value: text },
  });
}

/**
 * Reads how long to wait.
 *
 * @returns milliseconds
 * @throws DURATION_INVALID
 */
export function parsePatience(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof GitTaskError)) throw error;
    const { code, message, hint } = error;
    throw new GitTaskError(code, message, {
      ...(hint === undefined ? {} : { hint }),
      template: '60s',
      details: { value: text },
    });
  }
}

/** Relates the paths in a resource of files or symbols to the repository's root; other kinds stay as typed. */
export function resourceFromRoot(text: string, prefix: (path: string) => string): string {
  const parts = /^([^:]*:\s*(?:files?|symbols?)\s*:)(.*)$/is.exec(text);
  if (parts === null) return text;
  const [, head = '', name = ''] = parts;
  const [from = '', to] = name.split(/\s*(?:->|=>|\u2192)\s*/);
  return `${head}${prefix(from.trim())}${to === undefined ? '' : ` -> ${prefix(to.trim())}`}`;
}
