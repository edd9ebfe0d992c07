import { oneLine } from '../../domain/text.ts';
import type { Ports } from '../../tracker/ports.ts';
import { Tracker } from '../../tracker/tracker.ts';
import type { Io } from '../io.ts';
import { liveValues } from './live-values.ts';
import { propose } from './propose.ts';

/**
 * Answers a shell that completes a line: `files`, or `words` and a line `value<TAB>about` for each.
 *
 * @param argv `--`, then what follows the program's name; the last word is being typed
 */
export async function completeWords(argv: readonly string[], io: Io, makePorts: () => Ports): Promise<void> {
  const words = argv[0] === '--' ? argv.slice(1) : argv;
  const found = await propose(words, async (question) => {
    try {
      return await liveValues(new Tracker(makePorts()), question);
    } catch {
      // No repository, no tasks, a branch that can't be read: whatever it is, the middle of a line is not where to say so.
      return [];
    }
  });
  if (found === 'files') io.stdout('files\n');
  else if (found.length > 0)
    io.stdout(
      `words\n${found.map(({ value, about = '' }) => `${oneLine(value)}\t${oneLine(about)}\n`).join('')}`,
    );
}
