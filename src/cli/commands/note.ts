import { isIdPrefix } from '../../domain/id.ts';
import { shellQuote } from '../../domain/text.ts';
import { note, unnote } from '../../operations/note.ts';
import { answerActed } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> [text]',
  examples: [
    'note @ "<text>"',
    'note k7x2 "the middleware runs twice" --file src/http.ts#L42',
    'note k7x2 --remove 1',
  ],
  see: ['show'],
  options: (command) =>
    command
      .option('-f, --file <path>', 'the place it is about: path, path#Lline, path#symbol')
      .option('--remove <n>', 'take note n off again, as show counts them'),
  async run(call) {
    const [first = '@', text] = call.args;
    const { file, remove } = call.options<{ file: string; remove: string }>();
    if (remove !== undefined) {
      const id = await call.id(first);
      const { result } = await call.tracker.run(unnote, { id, index: parseCount(remove, '--remove') });
      await answerActed(call, { ids: [id], done: 'took a note off', changed: [id], extra: () => result });
      return;
    }
    if (text === undefined) {
      const named = first.startsWith('@') || isIdPrefix(first);
      throw call.usage(
        'a note needs a task and a text',
        named ? `git task note ${first} "<text>"` : `git task note @ ${shellQuote(first)}`,
      );
    }
    const id = await call.id(first);
    const { result } = await call.tracker.run(note, {
      id,
      text: call.text(text),
      ...(file === undefined ? {} : { file: call.path(file) }),
    });
    await answerActed(call, { ids: [id], done: 'noted on', changed: [id], extra: () => result });
  },
};
