/** A line that leaves one column of boxes at a row, and reaches the next column at others. */
export interface Wire {
  readonly from: number;
  readonly to: readonly { readonly row: number; readonly solid: boolean }[];
}

/**
 * Gives each wire that must turn a lane between two columns of boxes, so that no two of them lie on each other.
 *
 * @returns lanes, counted from the left, by the row that a wire leaves; undefined where wires would have to turn twice
 */
export function assignLanes(wires: readonly Wire[]): ReadonlyMap<number, number> | undefined {
  const turning = wires.filter(({ from, to }) => to.some(({ row }) => row !== from));
  const byRow = new Map(turning.map((wire) => [wire.from, wire]));
  /** Who must turn further to the left: it comes along the row on which the wire goes on. */
  const before = new Map(
    turning.map((wire) => [
      wire.from,
      wire.to.flatMap(({ row }) => {
        const other = byRow.get(row);
        return other === undefined || other === wire || other.to.some((end) => end.row === row) ? [] : [row];
      }),
    ]),
  );
  const lanes = new Map<number, number>();
  const taken: [top: number, bottom: number][][] = [];
  for (let left = turning; left.length > 0; ) {
    const free = left.filter(({ from }) => (before.get(from) ?? []).every((row) => lanes.has(row)));
    if (free.length === 0) return undefined;
    for (const { from, to } of free) {
      const rows = [from, ...to.map(({ row }) => row)];
      const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
      let lane = Math.max(0, ...(before.get(from) ?? []).map((row) => (lanes.get(row) ?? 0) + 1));
      while ((taken[lane] ?? []).some((other) => top <= other[1] && other[0] <= bottom)) lane++;
      taken[lane] = [...(taken[lane] ?? []), [top, bottom]];
      lanes.set(from, lane);
    }
    left = left.filter(({ from }) => !lanes.has(from));
  }
  return lanes;
}
