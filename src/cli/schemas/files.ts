import { ALERT_TYPES, PRIORITIES, STATUSES } from '../../domain/task.ts';
import { describe, listOf, object, oneOf, ref, type Schema, TEXT } from './shapes.ts';

/** A list, or its only entry. */
const some = { anyOf: [TEXT, listOf(TEXT)] };
const priority = { enum: [...PRIORITIES, 0, 1, 2, 3, 4, '0', '1', '2', '3', '4', ''] };

const plannedTask = object(
  { title: TEXT },
  {
    key: describe('a handle within the plan; without one, the words of the title', TEXT),
    description: TEXT,
    type: TEXT,
    priority,
    assignee: TEXT,
    due: TEXT,
    parent: describe('a key, a handle of an earlier plan, or an id', TEXT),
    depends_on: some,
    labels: some,
    links: some,
    resources: describe('relation:kind:name', some),
    acceptance: some,
    depends: some,
    label: some,
    link: some,
    resource: some,
    accept: some,
  },
);

const stamp = ref('stamp');
const stamps = listOf(stamp);

/** Files that people or git-task write. All scalars of YAML are texts here. */
export const FILES: Readonly<Record<string, Schema>> = {
  plan_file: describe('what git task plan reads, as YAML or JSON', {
    anyOf: [object({ tasks: listOf(plannedTask) }, { plan: TEXT }), listOf(plannedTask)],
  }),
  edit_file: describe(
    'what git task edit --from reads',
    object(
      {},
      {
        title: TEXT,
        type: TEXT,
        priority,
        assignee: TEXT,
        due: TEXT,
        parent: TEXT,
        plan_key: TEXT,
        description: TEXT,
        labels: some,
        depends_on: some,
        links: some,
        resources: some,
        acceptance: some,
      },
    ),
  ),
  task_file: describe('tasks/…/task.yaml on refs/tasks/main', {
    anyOf: [
      object({ id: ref('id'), deleted: stamp }),
      {
        ...object(
          { id: ref('id'), title: TEXT, status: oneOf(STATUSES) },
          {
            type: TEXT,
            priority: oneOf(['0', '1', '2', '3', '4']),
            assignee: TEXT,
            due: TEXT,
            parent: ref('id'),
            discovered_from: ref('id'),
            labels: listOf(TEXT),
            depends_on: listOf(ref('id')),
            links: listOf(TEXT),
            resources: listOf(TEXT),
            hold: TEXT,
            acceptance: listOf(object({ text: TEXT }, { id: stamp, met: stamp })),
            plan_key: TEXT,
            claim: object(
              { by: TEXT, since: stamp },
              { worktree: TEXT, clone: TEXT, branch: TEXT, base: ref('oid') },
            ),
            description: TEXT,
            notes: listOf(object({ text: TEXT }, { id: stamp, by: TEXT, file: TEXT })),
            commits: listOf(ref('oid')),
            completed: object({}, { by: TEXT, commit: ref('oid'), branch: TEXT, message: TEXT }),
            alerts: listOf(
              object(
                { id: stamp, type: oneOf(ALERT_TYPES), cause: TEXT, to: listOf(TEXT), text: TEXT },
                { also: stamps, change: TEXT, resource: TEXT, acknowledged: stamp },
              ),
            ),
            created: stamp,
            set: { type: 'object', additionalProperties: { anyOf: [stamp, stamps] } },
          },
        ),
        additionalProperties: ref('value'),
      },
    ],
  }),
  event_file: describe('the events of one transaction on one task', listOf(ref('event_of_file'))),
};
