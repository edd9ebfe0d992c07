import { checksum } from '../domain/checksum.ts';
import { isTaskId, type TaskId } from '../domain/id.ts';
import type { WordIndexShape } from '../domain/word-index/shape.ts';

/** What moved since a base of lines was written. */
export interface LineHead {
  readonly version: number;
  readonly tip: string;
  /** Name of the file of lines. */
  readonly base: string;
  /** How many lines it has, and bytes of them. */
  readonly lines: number;
  readonly length: number;
  readonly sum: number;
  readonly shape: WordIndexShape | null;
  /** Lines of changed tasks; null where the task has none any more. */
  readonly changed: readonly (readonly [TaskId, string | null])[];
  /** Where the base has a line of one of them. */
  readonly replaced: readonly number[];
}

/** A head as it is kept. */
interface Signed extends LineHead {
  /** Of all else that the head says. */
  readonly own: number;
}

function sumOf(head: LineHead): number {
  return checksum(Buffer.from(JSON.stringify(head), 'latin1'));
}

export function formatLineHead(head: LineHead): string {
  const signed: Signed = { ...head, own: sumOf(head) };
  return `${JSON.stringify(signed)}\n`;
}

/** @returns undefined where it is torn, damaged or of another version */
export function parseLineHead(text: string | undefined, version: number): LineHead | undefined {
  if (text === undefined || !text.endsWith('}\n')) return undefined;
  try {
    const signed: Signed = JSON.parse(text);
    const { own, ...head } = signed;
    const ours =
      own === sumOf(head) &&
      head.version === version &&
      /^[\w-]+$/.test(head.base) &&
      head.changed.every(([id, line]) => isTaskId(id) && (line === null || line.startsWith(id)));
    return ours ? head : undefined;
  } catch {
    // Torn, or well-formed and not of the shape that we write.
    return undefined;
  }
}
