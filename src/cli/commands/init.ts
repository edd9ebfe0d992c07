import { init } from '../../tracker/init.ts';
import type { Verb } from '../verb.ts';

export const verb: Verb = {
  examples: ['init'],
  async run(call) {
    const result = await init(call.tracker);
    call.out.hint(
      result.created
        ? `tasks are kept on ${result.ref}; you are ${result.actor}`
        : `tasks are kept on ${result.ref} already${result.repaired.length === 0 ? '' : `; mended: ${result.repaired.join(', ')}`}`,
    );
    call.out.answer({ kind: 'init', data: () => result, text: () => [] });
    call.out.hint('  next: git task add "<title>"');
  },
};
