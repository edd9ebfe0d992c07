import { label } from '../../operations/entries.ts';
import { runEntries } from '../run-entries.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> <labels...>',
  examples: ['label @ <label>', 'label k7x2 api urgent'],
  see: ['unlabel', 'list'],
  run: (call) => runEntries(call, label, 'labelled'),
};
