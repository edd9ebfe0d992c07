import { GitTaskError } from '../errors.ts';
import { PRIORITIES, type Priority } from './task.ts';

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
