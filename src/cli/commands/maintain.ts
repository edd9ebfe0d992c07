import { maintain } from '../../tracker/maintain.ts';
import type { Verb } from '../verb.ts';

/** Internal: git-task calls it in the background when enough transactions have gathered. */
export const verb: Verb = {
  examples: ['maintain'],
  async run(call) {
    const packed = maintain(call.tracker);
    call.out.hint(packed ? 'packed' : 'nothing to pack');
  },
};
