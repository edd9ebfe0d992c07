import { unresource } from '../../operations/entries.ts';
import { resourcePath, runEntries } from '../run-entries.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> <resources...>',
  examples: ['unresource @ "<resource>"'],
  run: (call) => runEntries(call, unresource, 'no longer declared on', resourcePath(call)),
};
