import { GitTaskError } from '../errors.ts';
import { readGitConfigAll } from '../git/config.ts';
import { mergeBases } from '../git/history.ts';
import { objectExists } from '../git/objects.ts';
import { resolveCommit } from '../git/revision.ts';
import { causeOf } from '../tracker/impact-cause.ts';
import { share } from '../tracker/share.ts';
import type { Tracker } from '../tracker/tracker.ts';
import type { HookCall, HookReport } from './hook-call.ts';
import { impactLines } from './impact-lines.ts';

/** What a push does to one branch of the remote. */
interface Update {
  readonly before: string;
  readonly after: string;
}

/** Where a branch that is new over there parted from what is known of the remote. */
function partedFrom({ repository }: Tracker, remote: string, after: string): string | undefined {
  for (const name of ['HEAD', 'main', 'master']) {
    const known = resolveCommit(repository, `refs/remotes/${remote}/${name}`);
    if (known !== undefined) return mergeBases(repository, after, known)[0];
  }
  return undefined;
}

/** Reads what git says is pushed: local ref, oid, remote ref, oid. Deletions, tags and notes change no code. */
function updates(tracker: Tracker, remote: string, input: string): readonly Update[] {
  return input.split('\n').flatMap((line) => {
    const [, after = '', ref = '', there = ''] = line.split(' ');
    if (!ref.startsWith('refs/heads/') || /^0*$/.test(after)) return [];
    const isKnown = !/^0*$/.test(there) && objectExists(tracker.repository, there);
    const before = isKnown ? there : partedFrom(tracker, remote, after);
    return before === undefined || before === after ? [] : [{ before, after }];
  });
}

/** Shares the tasks with a remote that has been told to have them; a failure is said and stops no push. */
async function shareTasks(tracker: Tracker, remote: string): Promise<readonly string[]> {
  if (readGitConfigAll(tracker.repository, `remote.${remote}.taskRef`).length === 0) return [];
  try {
    await share(tracker, { how: 'sync', remotes: [remote], offline: false, progress: undefined });
    return [`tasks are shared with ${remote}`];
  } catch (error) {
    if (!(error instanceof GitTaskError)) throw error;
    return [`warning: tasks are not shared with ${remote}: ${error.message}; later: git task sync`];
  }
}

/** Says whom the pushed commits touch, and shares the tasks along with the code. */
export async function prePush({ tracker, args, input }: HookCall): Promise<HookReport> {
  const [remote = ''] = args;
  const snapshot = await tracker.read();
  const lines: string[] = [];
  if (snapshot.policy.enforce !== 'off')
    for (const { before, after } of updates(tracker, remote, input)) {
      const ends = { before, after: { kind: 'tree', oid: after } } as const;
      const { impacts } = await tracker.impact(ends, await causeOf(tracker, ends));
      lines.push(...impactLines(snapshot, impacts));
    }
  return { lines: [...lines, ...(await shareTasks(tracker, remote))] };
}
