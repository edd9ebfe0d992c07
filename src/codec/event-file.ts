import type { Event, EventData } from '../domain/event.ts';
import { isTaskId } from '../domain/id.ts';
import { isStamp } from '../domain/stamp.ts';
import type { Value } from '../domain/task.ts';
import { GitTaskError } from '../errors.ts';
import { MapReader } from './reader.ts';
import { isList, treeFrom, valueFrom } from './value.ts';
import { formatYaml } from './yaml/format.ts';
import type { YamlTree } from './yaml/tree.ts';

function eventTree(event: Event): YamlTree {
  const tree = new Map<string, YamlTree>([
    ['id', event.id],
    ['type', event.type],
    ['at', event.at],
    ['by', event.by],
  ]);
  if (event.task !== undefined) tree.set('task', event.task);
  if (event.over !== undefined && event.over.length > 0) tree.set('over', event.over);
  if (Object.keys(event.data).length > 0) tree.set('data', treeFrom(event.data));
  return tree;
}

/** Writes the events of one transaction on one task as their file. */
export function formatEvents(events: readonly Event[]): string {
  return formatYaml(events.map(eventTree));
}

function isData(value: Value): value is EventData {
  return typeof value === 'object' && !Array.isArray(value);
}

/**
 * Reads an event file.
 *
 * @param name the file's path, for messages
 * @throws STORE_CORRUPT naming the file and the key
 */
export function parseEvents(tree: YamlTree, name: string): readonly Event[] {
  if (!isList(tree)) throw new GitTaskError('STORE_CORRUPT', `${name} is not a list of events`);
  return tree.map((item) => {
    const reader = new MapReader(item, name);
    const over = reader.texts('over');
    for (const stamp of over)
      if (!isStamp(stamp)) throw reader.fail('over', 'holds something that is not a stamp');
    const task = reader.text('task');
    if (task !== undefined && !isTaskId(task))
      throw reader.fail('task', `"${task.slice(0, 40)}" is not a task id`);
    const data = valueFrom(reader.tree('data') ?? new Map());
    if (!isData(data)) throw reader.fail('data', 'is not a map');
    return {
      id: reader.stamp('id'),
      type: reader.required('type'),
      at: reader.required('at'),
      by: reader.required('by'),
      ...(task === undefined ? {} : { task }),
      ...(over.length === 0 ? {} : { over }),
      data,
    };
  });
}
