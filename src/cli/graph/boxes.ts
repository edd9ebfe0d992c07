import type { TaskId } from '../../domain/id.ts';
import { oneLine } from '../../domain/text.ts';
import { columnsOf, cutColumns } from '../render/columns.ts';
import type { Style } from '../render/style.ts';
import { paintState } from '../render/task-line.ts';
import { Canvas } from './canvas.ts';
import { assignLanes, type Wire } from './channel.ts';
import { components, heightAt, type Layout, layOut } from './layout.ts';
import { type GraphEdge, type GraphNode, inOrderOfWork, type TaskPicture } from './task-graph.ts';

const BOX_ROWS = 4;
/** From a box's top: where lines come in and go out. */
const PORT = 1;
const GAPS = { column: 8, row: 1, line: 1 };
const [NARROWEST, WIDEST] = [20, 36];

export interface Drawing {
  readonly columns: number;
  /** False: ASCII alone. */
  readonly lines: boolean;
  readonly style: Style;
}

/** Draws tasks that edges tie together as boxes and arrows; undefined where they do not fit. */
export async function drawBoxes(
  picture: TaskPicture,
  drawing: Drawing,
): Promise<readonly string[] | undefined> {
  const nodes = new Map(picture.nodes.map((node) => [node.id, node]));
  const drawn: string[] = [];
  for (const edges of components(picture.edges)) {
    const size = { width: NARROWEST, height: BOX_ROWS };
    const rows = drawComponent(await layOut(edges, () => size, GAPS), nodes, drawing);
    if (rows === undefined) return undefined;
    drawn.push(...(drawn.length === 0 ? [] : ['']), ...rows);
  }
  return drawn;
}

/** What a line passes through in one column of boxes. */
interface Pass {
  readonly route: number;
  row: number;
}

interface Column {
  readonly boxes: Map<TaskId, number>;
  readonly passes: Pass[];
}

function drawComponent(
  layout: Layout,
  nodes: ReadonlyMap<TaskId, GraphNode>,
  { columns: most, lines, style }: Drawing,
): readonly string[] | undefined {
  const xs = [...new Set(layout.boxes.map(({ x }) => x))].sort((one, two) => one - two);
  const rankOf = new Map(layout.boxes.map(({ id, x }) => [id, xs.indexOf(x)]));
  const ends = layout.routes.map(({ edge }) => {
    const [first, then] = inOrderOfWork(edge);
    return { edge, first, then, from: rankOf.get(first) ?? 0, to: rankOf.get(then) ?? 0 };
  });
  // Only a circle of waits leads backwards.
  if (ends.some(({ from, to }) => from >= to)) return undefined;
  const columns = placeInColumns(layout, xs, ends);
  const wires = xs.slice(1).map((_, rank) => wiresBehind(rank, columns, ends));
  const lanes = wires.map((those) => assignLanes(those));
  const channels = lanes.map((those) => 5 + 2 * Math.max(-1, ...(those?.values() ?? [])));
  const room = Math.floor((most - channels.reduce((sum, width) => sum + width, 0)) / xs.length);
  const width = Math.min(
    room,
    WIDEST,
    4 + Math.max(...layout.boxes.map(({ id }) => textWidth(nodes.get(id)))),
  );
  if (lanes.includes(undefined) || room < NARROWEST) return undefined;
  const canvas = new Canvas(lines);
  let left = 0;
  for (const [rank, { boxes, passes }] of columns.entries()) {
    for (const { route, row } of passes)
      canvas.across(row, left - 1, left + width, ends[route]?.edge.kind === 'depends');
    for (const [id, row] of boxes) {
      const node = nodes.get(id);
      canvas.box(row, left, width, BOX_ROWS);
      if (node !== undefined) writeTask(canvas, row, left, width, node, lines, style);
    }
    const channel = channels[rank] ?? 0;
    for (const wire of wires[rank] ?? [])
      drawWire(canvas, wire, left + width, channel, lanes[rank]?.get(wire.from) ?? 0);
    for (const { edge, then, to } of ends) {
      const row = columns[to]?.boxes.get(then);
      if (to !== rank + 1 || row === undefined) continue;
      const sign = lines
        ? edge.kind === 'depends'
          ? '\u25b6'
          : '\u25cb'
        : edge.kind === 'depends'
          ? '>'
          : 'o';
      canvas.write(row + PORT, left + width + channel - 1, sign);
    }
    left += width + channel;
  }
  return canvas.render();
}

function textWidth(node: GraphNode | undefined): number {
  if (node === undefined) return 0;
  return Math.max(columnsOf(oneLine(node.title)), node.short.length + 2 + columnsOf(stateLine(node)));
}

function stateLine({ state, task }: GraphNode): string {
  const owner = task.claim?.by ?? task.assignee;
  return owner === undefined ? state : `${state}  ${oneLine(owner)}`;
}

function writeTask(
  canvas: Canvas,
  row: number,
  left: number,
  width: number,
  node: GraphNode,
  lines: boolean,
  style: Style,
): void {
  const mark = lines ? '\u2026' : '...';
  const about = cutColumns(stateLine(node), width - 6 - node.short.length, mark);
  canvas.write(row + 1, left + 2, node.short, style.cyan);
  canvas.write(row + 1, left + 4 + node.short.length, about, (text) => paintState(style, node.state, text));
  canvas.write(row + 2, left + 2, cutColumns(oneLine(node.title), width - 4, mark));
}

type End = {
  readonly edge: GraphEdge;
  readonly first: TaskId;
  readonly then: TaskId;
  readonly from: number;
  readonly to: number;
};

/** Gives boxes and passing lines whole rows, in the order of the layout, none upon another. */
function placeInColumns(layout: Layout, xs: readonly number[], ends: readonly End[]): readonly Column[] {
  return xs.map((x, rank) => {
    const column: Column = { boxes: new Map(), passes: [] };
    const cells = [
      ...layout.boxes.flatMap((box) =>
        box.x === x ? [{ y: box.y, rows: BOX_ROWS, id: box.id, route: -1 }] : [],
      ),
      ...ends.flatMap(({ from, to }, route) =>
        from < rank && rank < to
          ? [{ y: heightAt(layout.routes[route]?.points ?? [], x), rows: 1, id: undefined, route }]
          : [],
      ),
    ].sort((one, two) => one.y - two.y);
    let next = 0;
    for (const { y, rows, id, route } of cells) {
      const row = Math.max(next, Math.round(rows === 1 ? y - 0.5 : y - rows / 2));
      if (id === undefined) column.passes.push({ route, row });
      else column.boxes.set(id, row);
      next = row + rows;
    }
    return column;
  });
}

/** The lines between a column of boxes and the next; those that leave a box together are one. */
function wiresBehind(rank: number, columns: readonly Column[], ends: readonly End[]): readonly Wire[] {
  const rowIn = (at: number, route: number, id: TaskId): number => {
    const box = columns[at]?.boxes.get(id);
    return box === undefined
      ? (columns[at]?.passes.find((pass) => pass.route === route)?.row ?? 0)
      : box + PORT;
  };
  const wires = new Map<number, { row: number; solid: boolean }[]>();
  for (const [route, { edge, first, then, from, to }] of ends.entries()) {
    if (from > rank || to <= rank) continue;
    const start = rowIn(rank, route, from === rank ? first : '');
    const end = { row: rowIn(rank + 1, route, to === rank + 1 ? then : ''), solid: edge.kind === 'depends' };
    const known = wires.get(start);
    if (known === undefined) wires.set(start, [end]);
    else known.push(end);
  }
  return [...wires].map(([from, to]) => ({ from, to }));
}

function drawWire(canvas: Canvas, { from, to }: Wire, left: number, width: number, lane: number): void {
  const turn = left + 1 + 2 * lane;
  for (const { row, solid } of to) {
    if (row === from) canvas.across(row, left - 1, left + width - 1, solid);
    else {
      canvas.across(from, left - 1, turn, solid);
      canvas.down(turn, from, row, solid);
      canvas.across(row, turn, left + width - 1, solid);
    }
  }
}
