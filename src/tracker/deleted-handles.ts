import { foreignKey } from '../operations/import.ts';
import type { Tracker } from './tracker.ts';

const OWN = 'git-task';

/** The handles by which an import would find tasks that were deleted here. */
export async function deletedHandles({ store }: Tracker): Promise<ReadonlySet<string>> {
  const handles = new Set<string>();
  for (const { id, plan_key, extra } of await store.deletedTasks()) {
    handles.add(`${OWN}/${id}`);
    if (plan_key !== undefined) handles.add(plan_key);
    // A task that kept its own handle says there where it comes from.
    const origin = extra[foreignKey(OWN)];
    const there =
      typeof origin === 'object' && !Array.isArray(origin) ? Reflect.get(origin, 'id') : undefined;
    if (typeof there === 'string') handles.add(`${OWN}/${there}`);
  }
  return handles;
}
