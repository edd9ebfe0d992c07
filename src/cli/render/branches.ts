/** Deeper than this, the levels near the root are left out: a line is no longer than its task is deep. */
const LEVELS_DRAWN = 24;

const LINES = { fork: '├─ ', last: '└─ ', past: '│  ', cut: '… ' };
const ASCII = { fork: '|-- ', last: '`-- ', past: '|   ', cut: '... ' };

/**
 * Draws what stands in front of each node of a tree.
 *
 * @param depths of all nodes, each right behind its parent or what is under an elder sibling
 */
export function branchesOf<Node>(
  depths: ReadonlyMap<Node, number>,
  lines: boolean,
): ReadonlyMap<Node, string> {
  const signs = lines ? LINES : ASCII;
  const branches = new Map<Node, string>();
  /** By level: whether a sibling is still to come, seen from the end. */
  const later: boolean[] = [];
  for (const [node, depth] of [...depths].reverse()) {
    let branch = depth === 0 ? '' : later[depth] === true ? signs.fork : signs.last;
    const first = Math.max(1, depth - LEVELS_DRAWN + 1);
    for (let level = depth - 1; level >= first; level--)
      branch = (later[level] === true ? signs.past : ' '.repeat(signs.past.length)) + branch;
    branches.set(node, first > 1 ? signs.cut + branch : branch);
    later.length = depth;
    later[depth] = true;
  }
  return branches;
}
