import { parseDuration } from '../domain/policy.ts';
import { PRIORITIES, type Priority } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';

/**
 * Reads a priority: 0 to 4, or its word. `P0` is refused: elsewhere it is the highest, here 0 is none.
 *
 * @throws PRIORITY_INVALID with both readings
 */
export function parsePriority(text: string): Priority {
  const word = text.trim().toLowerCase();
  const index = /^[0-4]$/.test(word) ? Number(word) : (PRIORITIES as readonly string[]).indexOf(word);
  if (index === 0 || index === 1 || index === 2 || index === 3 || index === 4) return index;
  const other = /^p([0-4])$/.exec(word)?.[1];
  if (other !== undefined) {
    const here = PRIORITIES[Number(other)] ?? 'none';
    const there = PRIORITIES[4 - Number(other)] ?? 'none';
    throw new GitTaskError(
      'PRIORITY_INVALID',
      `"${text}" reads two ways: ${there} where P0 is the highest, ${here} where 4 is`,
      {
        template: [there, here],
        details: { value: text },
      },
    );
  }
  throw new GitTaskError('PRIORITY_INVALID', `"${text}" is not a priority`, {
    hint: '0 none, 1 low, 2 medium, 3 high, 4 critical',
    template: 'medium',
    details: { value: text },
  });
}

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
