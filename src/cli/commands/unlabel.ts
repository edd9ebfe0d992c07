import { unlabel } from '../../operations/entries.ts';
import { runEntries } from '../run-entries.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> <labels...>',
  examples: ['unlabel @ <label>'],
  run: (call) => runEntries(call, unlabel, 'unlabelled'),
};
