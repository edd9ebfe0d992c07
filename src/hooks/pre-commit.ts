import { diffFiles } from '../git/diff.ts';
import { emptyTree } from '../git/repository.ts';
import { leaveState, markStrict } from './commit-state.ts';
import { withdrawDropped } from './dropped-work.ts';
import { concluded, enforcementHere } from './enforcement.ts';
import { type HookCall, type HookReport, handedIndex, NOTHING } from './hook-call.ts';
import { impactLines } from './impact-lines.ts';
import { ownedFiles, unseenConflicts, veto, warnings, withoutTask } from './objections.ts';
import { tasksElsewhere, tasksHere } from './tasks-here.ts';

/**
 * Looks at what is about to be committed, says whom it touches, and stops it where this worktree is strict about it.
 * Leaves what it found for the hooks that follow.
 */
export async function preCommit(call: HookCall): Promise<HookReport> {
  const { tracker } = call;
  const { repository, place, ports } = tracker;
  let snapshot = await tracker.read();
  const { policy } = snapshot;
  const level = enforcementHere(policy, repository, ports.env);
  const strict = level === 'strict';
  markStrict(repository, strict);
  if (policy.enforce === 'off') return NOTHING;

  let here = tasksHere(snapshot, place);
  const withdrawn = level === 'off' ? [] : await withdrawDropped(tracker, snapshot, here);
  if (withdrawn.length > 0) {
    snapshot = await tracker.read();
    here = tasksHere(snapshot, place);
  }
  const index = handedIndex(call);
  const before = place.head ?? emptyTree(repository);
  const after = { kind: 'index', ...(index === undefined ? {} : { file: index }) } as const;
  const staged = (): readonly string[] =>
    diffFiles(repository, before, after).flatMap(({ path, oldPath }) =>
      oldPath === undefined ? [path] : [oldPath, path],
    );
  const actor = here[0]?.claim?.by ?? tracker.actor;
  const begun = concluded(repository);
  const objections =
    level === 'off'
      ? []
      : [
          ...(here.length === 0 && begun === undefined ? [withoutTask(snapshot)] : []),
          ...unseenConflicts(snapshot, here),
          ...(begun === 'merge' ? [] : ownedFiles(snapshot, tasksElsewhere(snapshot, place), actor, staged)),
        ];
  if (strict && objections.length > 0) return { lines: [], veto: veto(objections) };
  const [current] = here;
  // What a merge brings is the work of others, and told by post-commit to those it touches here.
  const { impacts } =
    begun === 'merge' ? { impacts: [] } : await tracker.impact({ before, after }, current?.id);
  const quiet = current === undefined && !strict && impacts.length === 0 && begun === undefined;
  leaveState(repository, {
    word: 'checked',
    task: current?.id,
    strict: strict && begun === undefined,
    quiet,
  });
  const late = tracker.code.wasLate
    ? ['not all sources are read yet, so files alone were compared; all: git task impact']
    : [];
  return { lines: [...withdrawn, ...warnings(objections), ...impactLines(snapshot, impacts), ...late] };
}
