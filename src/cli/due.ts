import { describeDay } from '../domain/day.ts';
import { localDay } from '../tracker/calendar.ts';
import { readDay } from '../tracker/read-day.ts';
import type { Call } from './call.ts';

/**
 * Reads a due day as people write it, as `yyyy-mm-dd`.
 *
 * @throws DATE_INVALID
 */
export function readDue({ ports }: Call, text: string): Promise<string> {
  return readDay(text, ports.now());
}

/** Names the day that was understood: `due Fri 2026-11-27`. */
export function dueText({ ports }: Call, due: string): string {
  return `due ${describeDay(due)}${due < localDay(ports.now()) ? ', which is past' : ''}`;
}
