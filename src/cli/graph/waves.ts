import type { TaskId } from '../../domain/id.ts';
import { oneLine } from '../../domain/text.ts';
import { waitOrder } from '../../domain/wait-order.ts';
import type { Style } from '../render/style.ts';
import { paintState } from '../render/task-line.ts';
import type { TaskPicture } from './task-graph.ts';

/** Tasks one a line in the order in which they can begin, with what each waits for: for pictures too large for boxes. */
export function drawWaves({ nodes, edges }: TaskPicture, lines: boolean, style: Style): readonly string[] {
  const { steps, stuck } = waitOrder(new Map(nodes.map(({ id, task }) => [id, task])));
  const waves = new Map(steps.flatMap(({ id, is, wave }) => (is === 'beginning' ? [[id, wave]] : [])));
  const shorts = new Map(nodes.map(({ id, short }) => [id, short]));
  const [waits, parts] = [new Map<TaskId, string[]>(), new Map<TaskId, string>()];
  for (const { from, to, kind } of edges) {
    const short = shorts.get(to) ?? to;
    if (kind === 'parent') parts.set(from, short);
    else waits.set(from, [...(waits.get(from) ?? []), short]);
  }
  const arrow = lines ? '\u2190' : '<-';
  const rows = nodes.map((node) => ({ ...node, wave: stuck.has(node.id) ? undefined : waves.get(node.id) }));
  rows.sort(
    (one, two) => (one.wave ?? Infinity) - (two.wave ?? Infinity) || two.task.priority - one.task.priority,
  );
  const width = Math.max(0, ...rows.map(({ short }) => short.length));
  return rows.map(({ id, short, state, title, wave }) => {
    const before = waits.get(id);
    const whole = parts.get(id);
    const behind = `${before === undefined ? '' : `  ${arrow} ${before.join(', ')}`}${whole === undefined ? '' : `  in ${whole}`}`;
    return `${String(wave ?? '-').padStart(3)}  ${style.cyan(short.padEnd(width))}  ${paintState(style, state, state.padEnd(11))}  ${oneLine(title)}${style.dim(behind)}`;
  });
}
