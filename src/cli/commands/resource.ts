import { resource } from '../../operations/entries.ts';
import { resourcePath, runEntries } from '../run-entries.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  arguments: '<id> <resources...>',
  examples: [
    'resource @ "modifies:endpoint:POST /api/login"',
    'resource k7x2 depends:table:users adds:env:API_KEY',
  ],
  see: ['unresource', 'impact'],
  run: (call) => runEntries(call, resource, 'declared on', resourcePath(call)),
};
