import { isStamp, type Stamp } from '../domain/stamp.ts';
import { oneLine } from '../domain/text.ts';

/** Events named in trailers; a plan of a thousand tasks would drown the log. */
const EVENT_TRAILERS = 20;
const SUBJECT_LIMIT = 120;

export interface CommitSummary {
  /** What was done to what: `start k7x2m4q9wd: Implement auth`. */
  readonly subject: string;
  readonly actor: string;
  readonly stamps: readonly Stamp[];
}

/** Writes a commit message that a person can read and `git interpret-trailers` can parse. */
export function formatCommitMessage({ subject, actor, stamps }: CommitSummary): string {
  const newest = stamps.at(-1);
  const trailers = [
    `Actor: ${oneLine(actor)}`,
    ...(newest === undefined ? [] : [`Stamp: ${newest}`]),
    ...stamps.slice(0, EVENT_TRAILERS).map((stamp) => `Event: ${stamp}`),
  ];
  return `${oneLine(subject).slice(0, SUBJECT_LIMIT)}\n\n${trailers.join('\n')}\n`;
}

/** The newest stamp of a commit of ours; undefined where the last paragraph has no valid `Stamp:` trailer. */
export function parseStampTrailer(message: string): Stamp | undefined {
  const [, ...paragraphs] = message.trimEnd().split('\n\n');
  for (const line of paragraphs.at(-1)?.split('\n') ?? []) {
    const stamp = line.startsWith('Stamp: ') ? line.slice('Stamp: '.length).trim() : '';
    if (isStamp(stamp)) return stamp;
  }
  return undefined;
}
