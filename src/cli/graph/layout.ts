import type { TaskId } from '../../domain/id.ts';
import { type GraphEdge, inOrderOfWork } from './task-graph.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A box by its centre. */
export interface Placed extends Size, Point {
  readonly id: TaskId;
}

export interface Route {
  readonly edge: GraphEdge;
  /** From the box of what is done first to that of what is done then; level where it passes a column of boxes. */
  readonly points: readonly Point[];
}

/** Boxes in columns, in the order of work from left to right; its upper left corner is 0, 0. */
export interface Layout extends Size {
  readonly boxes: readonly Placed[];
  readonly routes: readonly Route[];
}

/** Room between boxes. */
export interface Gaps {
  readonly column: number;
  readonly row: number;
  readonly line: number;
}

/** Tasks that edges tie together, the largest set first; those without an edge are not among them. */
export function components(edges: readonly GraphEdge[]): readonly (readonly GraphEdge[])[] {
  const leaders = new Map<TaskId, TaskId>();
  const leader = (id: TaskId): TaskId => {
    let top = id;
    for (let up = leaders.get(top); up !== undefined && up !== top; up = leaders.get(top)) top = up;
    for (let at = id; at !== top; ) {
      const up = leaders.get(at) ?? top;
      leaders.set(at, top);
      at = up;
    }
    return top;
  };
  for (const { from, to } of edges) leaders.set(leader(from), leader(to));
  const sets = new Map<TaskId, GraphEdge[]>();
  for (const edge of edges) {
    const top = leader(edge.from);
    const set = sets.get(top);
    if (set === undefined) sets.set(top, [edge]);
    else set.push(edge);
  }
  return [...sets.values()].sort((one, two) => two.length - one.length);
}

/** Lays out tasks that edges tie together. */
export async function layOut(
  edges: readonly GraphEdge[],
  sizeOf: (id: TaskId) => Size,
  gaps: Gaps,
): Promise<Layout> {
  const { graphlib, layout } = await import('@dagrejs/dagre');
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', ranksep: gaps.column, nodesep: gaps.row, edgesep: gaps.line });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(edges.flatMap(({ from, to }) => [from, to]));
  for (const id of ids) graph.setNode(id, { ...sizeOf(id) });
  for (const edge of edges) {
    const [first, then] = inOrderOfWork(edge);
    graph.setEdge(first, then, { weight: edge.kind === 'depends' ? 2 : 1 }, edge.kind);
  }
  layout(graph);
  const boxes = new Map(
    [...ids].map((id) => {
      const { x, y } = pointOf(graph.node(id));
      return [id, { id, ...sizeOf(id), x, y }];
    }),
  );
  const columns = [...new Set([...boxes.values()].map(({ x }) => x))].sort((one, two) => one - two);
  const routes = edges.map((edge) => {
    const [first, then] = inOrderOfWork(edge);
    const bends = pointsOf(graph.edge(first, then, edge.kind));
    return { edge, points: levelled(bends, boxes.get(first), boxes.get(then), columns) };
  });
  return atOrigin([...boxes.values()], routes);
}

/** The height of a route where it passes a column. */
export function heightAt(points: readonly Point[], x: number): number {
  const at = points.findIndex((point) => point.x >= x);
  const [one, two] = [points[Math.max(0, at - 1)], points[at]];
  if (one === undefined || two === undefined) return points.at(-1)?.y ?? 0;
  return two.x === one.x ? two.y : one.y + ((two.y - one.y) * (x - one.x)) / (two.x - one.x);
}

/** A route from the right side of one box to the left side of another; one that leads back, in a circle, stays as it is. */
function levelled(
  bends: readonly Point[],
  first: Placed | undefined,
  then: Placed | undefined,
  columns: readonly number[],
): readonly Point[] {
  if (first === undefined || then === undefined || first.x >= then.x) return bends;
  const between = columns.filter((x) => first.x < x && x < then.x);
  const half = first.width / 2;
  return [
    { x: first.x + half, y: first.y },
    ...between.flatMap((x) => {
      const y = heightAt(bends, x);
      return [
        { x: x - half, y },
        { x: x + half, y },
      ];
    }),
    { x: then.x - then.width / 2, y: then.y },
  ];
}

function pointOf(value: unknown): Point {
  const { x, y } = Object(value);
  return { x: Number(x), y: Number(y) };
}

function pointsOf(label: unknown): readonly Point[] {
  const { points } = Object(label);
  return Array.isArray(points) ? points.map(pointOf) : [];
}

function atOrigin(boxes: readonly Placed[], routes: readonly Route[]): Layout {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const meet = (x: number, y: number): void => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  };
  for (const { x, y, width, height } of boxes) {
    meet(x - width / 2, y - height / 2);
    meet(x + width / 2, y + height / 2);
  }
  for (const { points } of routes) for (const { x, y } of points) meet(x, y);
  return moved({ boxes, routes, width: right - left, height: bottom - top }, -left, -top);
}

/** The same layout at another place. */
export function moved(layout: Layout, right: number, down: number): Layout {
  return {
    ...layout,
    boxes: layout.boxes.map((box) => ({ ...box, x: box.x + right, y: box.y + down })),
    routes: layout.routes.map(({ edge, points }) => ({
      edge,
      points: points.map(({ x, y }) => ({ x: x + right, y: y + down })),
    })),
  };
}

/**
 * How many columns all edges together lead through: what laying out takes grows faster than this. A circle counts as if
 * the edge that closes it were not there.
 */
export function columnsCrossed(edges: readonly GraphEdge[]): number {
  const left = new Map<TaskId, number>();
  const behind = new Map<TaskId, TaskId[]>();
  for (const edge of edges) {
    const [first, then] = inOrderOfWork(edge);
    left.set(first, left.get(first) ?? 0);
    left.set(then, (left.get(then) ?? 0) + 1);
    const known = behind.get(first);
    if (known === undefined) behind.set(first, [then]);
    else known.push(then);
  }
  const columns = new Map<TaskId, number>();
  const free = [...left].filter(([, count]) => count === 0).map(([id]) => id);
  let crossed = 0;
  for (const id of free) {
    const column = columns.get(id) ?? 0;
    for (const then of behind.get(id) ?? []) {
      columns.set(then, Math.max(columns.get(then) ?? 0, column + 1));
      const count = (left.get(then) ?? 0) - 1;
      left.set(then, count);
      if (count === 0) free.push(then);
    }
  }
  for (const edge of edges) {
    const [first, then] = inOrderOfWork(edge);
    crossed += Math.max(1, (columns.get(then) ?? 0) - (columns.get(first) ?? 0));
  }
  return crossed;
}
