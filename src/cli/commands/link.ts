import { link } from '../../operations/entries.ts';
import { runEntries } from '../run-entries.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> <paths...>',
  examples: ['link @ <path>', 'link k7x2 src/http.ts#L10-20 "app/**/*.py"'],
  see: ['unlink', 'resource'],
  run: (call) => runEntries(call, link, 'linked', (text) => call.path(text)),
};
