import { mergeTaskFiles } from '../../tracker/merge-driver.ts';
import type { Verb } from '../verb.ts';

/** Internal: git calls it, as `init` told it to, where it merges the files of tasks. */
export const verb: Verb = {
  arguments: '<base> <ours> <theirs> [path]',
  examples: ['merge-driver %O %A %B %P'],
  async run(call) {
    const [base = '', ours = '', theirs = '', path] = call.args;
    await mergeTaskFiles(call.ports.cwd, { base, ours, theirs, path });
  },
};
