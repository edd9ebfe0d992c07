import { unlink } from '../../operations/entries.ts';
import { runEntries } from '../run-entries.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> <paths...>',
  examples: ['unlink @ <path>'],
  run: (call) => runEntries(call, unlink, 'unlinked', (text) => call.path(text)),
};
