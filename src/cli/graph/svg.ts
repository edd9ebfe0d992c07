import { PRIORITIES } from '../../domain/task.ts';
import { oneLine } from '../../domain/text.ts';
import { columnsOf, cutColumns } from '../render/columns.ts';
import type { State } from '../view.ts';
import { components, type Layout, layOut, moved, type Placed, type Point, type Route } from './layout.ts';
import { DARK, LIGHT, type Paint, STATES_DRAWN } from './palette.ts';
import { svgText } from './svg-text.ts';
import { type GraphNode, inOrderOfWork, type TaskPicture } from './task-graph.ts';

const WIDTH = 236;
const TITLE_COLUMNS = 28;
const LINES_OF_TITLE = 2;
const [ONE_LINE, TWO_LINES] = [56, 74];
const MARGIN = 24;
const HEAD = 74;
const GAP = 20;
const GAPS = { column: 64, row: GAP, line: 12 };
/** Sets of tasks stand beside each other up to here. */
const PAGE = 1200;

const NAMES: Readonly<Record<State, string>> = {
  ready: 'ready',
  in_progress: 'in progress',
  in_review: 'in review',
  blocked: 'blocked',
  stale: 'stale',
  pending: 'has open parts',
  completed: 'completed',
  cancelled: 'cancelled',
};

/** A title in lines that fit a box, broken between words where that is possible. */
function titleLines(title: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const words = oneLine(title).split(' ');
  for (const [at, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columnsOf(longer) <= TITLE_COLUMNS) {
      line = longer;
    } else if (lines.length + 1 === LINES_OF_TITLE || line === '') {
      return [...lines, cutColumns([line, ...words.slice(at)].join(' ').trim(), TITLE_COLUMNS, '\u2026')];
    } else {
      lines.push(line);
      line = columnsOf(word) <= TITLE_COLUMNS ? word : cutColumns(word, TITLE_COLUMNS, '\u2026');
    }
  }
  return [...lines, line];
}

function drawBox(node: GraphNode, { x, y, width, height }: Placed): string {
  const { short, state, task } = node;
  const owner = task.claim?.by ?? task.assignee;
  const priority = task.priority === 0 ? undefined : PRIORITIES[task.priority];
  const about = [NAMES[state], priority, owner].filter((part) => part !== undefined).join(', ');
  const [left, top] = [round(x - width / 2), round(y - height / 2)];
  const meta = [priority, owner === undefined ? undefined : cutColumns(oneLine(owner), 16, '\u2026')]
    .filter((part) => part !== undefined)
    .join(' \u00b7 ');
  const lines = titleLines(node.title).map(
    (line, at) => `<text class="name" x="14" y="${40 + at * 18}">${svgText(line)}</text>`,
  );
  return `<g class="task ${state}" transform="translate(${left} ${top})"><title>${svgText(`${short} ${oneLine(node.title)} (${about})`)}</title><rect width="${width}" height="${height}" rx="9"/><text class="id" x="14" y="20">${short}</text><text class="meta" x="${width - 12}" y="20">${svgText(meta)}</text>${lines.join('')}</g>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A route as a line that leaves and reaches boxes level, and turns between their columns. */
function drawRoute({ edge, points }: Route): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  let from: Point = first;
  for (const to of rest) {
    const middle = round((from.x + to.x) / 2);
    path +=
      Math.abs(from.y - to.y) < 0.5
        ? ` L${round(to.x)} ${round(to.y)}`
        : ` C${middle} ${round(from.y)} ${middle} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
    from = to;
  }
  return `<path class="${edge.kind}" d="${path}" marker-end="url(#${edge.kind}-end)"/>`;
}

/** Puts layouts beside and below each other, as lines of a text are filled. */
function pack(layouts: readonly Layout[]): {
  readonly placed: readonly Layout[];
  readonly width: number;
  readonly height: number;
} {
  const page = Math.max(PAGE, ...layouts.map(({ width }) => width));
  const placed: Layout[] = [];
  let [x, y, tallest, width] = [0, 0, 0, 0];
  for (const layout of layouts) {
    if (x > 0 && x + layout.width > page) {
      y += tallest + GAP;
      x = 0;
      tallest = 0;
    }
    placed.push(moved(layout, x, y));
    width = Math.max(width, x + layout.width);
    tallest = Math.max(tallest, layout.height);
    x += layout.width + GAP;
  }
  return { placed, width, height: y + tallest };
}

function colours(paints: Readonly<Record<State, Paint>>, states: readonly State[]): string {
  return states
    .map((state) => {
      const { fill, line, text } = paints[state];
      return `.${state} rect{fill:${fill};stroke:${line}}.${state} text{fill:${text}}`;
    })
    .join('');
}

function style(states: readonly State[]): string {
  return `svg{--page:#fff;--ink:#23282e;--soft:#5b6570;--line:#7a8491;font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
.page{fill:var(--page)}.heading{font-size:18px;font-weight:600;fill:var(--ink)}.key text{font-size:12px;fill:var(--soft)}
.task rect,.swatch rect{stroke-width:1.5}.cancelled rect{stroke-dasharray:5 4}.task .name{font-size:13.5px;font-weight:500}
.task .id,.task .meta{font-size:11px;opacity:.85}.task .id{font-family:ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace}.task .meta{text-anchor:end}
path.depends,path.parent{fill:none;stroke:var(--line);stroke-width:1.6}path.parent{stroke-dasharray:2 5;stroke-linecap:round}
marker path{fill:var(--line)}marker .hollow{fill:var(--page);stroke:var(--line)}
${colours(LIGHT, states)}
@media(prefers-color-scheme:dark){svg{--page:#14171a;--ink:#e6e9ec;--soft:#a3acb6;--line:#8b96a3}${colours(DARK, states)}}`;
}

function drawKey(
  counts: ReadonlyMap<State, number>,
  picture: TaskPicture,
): { readonly text: string; readonly width: number } {
  let x = 0;
  const parts: string[] = [];
  const add = (sign: string, name: string): void => {
    parts.push(`<g transform="translate(${x} 0)">${sign}<text x="28" y="4">${name}</text></g>`);
    x += 44 + columnsOf(name) * 6.6;
  };
  for (const state of STATES_DRAWN) {
    const count = counts.get(state);
    if (count !== undefined)
      add(
        `<g class="swatch ${state}"><rect y="-7" width="20" height="14" rx="4"/></g>`,
        `${NAMES[state]} ${count}`,
      );
  }
  const kinds = new Set(picture.edges.map(({ kind }) => kind));
  const line = (kind: string): string => `<path class="${kind}" d="M0 0H14" marker-end="url(#${kind}-end)"/>`;
  if (kinds.has('depends')) add(line('depends'), 'then');
  if (kinds.has('parent')) add(line('parent'), 'is part of');
  return { text: `<g class="key" transform="translate(${MARGIN} 56)">${parts.join('')}</g>`, width: x };
}

/** The picture as an SVG that needs nothing else: columns in the order of work, what no edge ties at the end. */
export async function svg(picture: TaskPicture): Promise<readonly string[]> {
  const nodes = new Map(picture.nodes.map((node) => [node.id, node]));
  const sizeOf = (id: string): { width: number; height: number } => ({
    width: WIDTH,
    height: titleLines(nodes.get(id)?.title ?? '').length > 1 ? TWO_LINES : ONE_LINE,
  });
  const layouts: Layout[] = [];
  for (const edges of components(picture.edges)) layouts.push(await layOut(edges, sizeOf, GAPS));
  const tied = new Set(picture.edges.flatMap((edge) => inOrderOfWork(edge)));
  for (const { id } of picture.nodes) {
    if (tied.has(id)) continue;
    const size = sizeOf(id);
    layouts.push({ ...size, boxes: [{ id, ...size, x: size.width / 2, y: size.height / 2 }], routes: [] });
  }
  const { placed, width, height } = pack(layouts);
  const counts = new Map<State, number>();
  for (const { state } of picture.nodes) counts.set(state, (counts.get(state) ?? 0) + 1);
  const key = drawKey(counts, picture);
  const whole = {
    width: Math.ceil(Math.max(width, key.width) + 2 * MARGIN),
    height: Math.ceil(height + HEAD + MARGIN),
  };
  const heading = picture.nodes.length === 1 ? '1 task' : `${picture.nodes.length} tasks`;
  const told = [...counts].map(([state, count]) => `${count} ${NAMES[state]}`).join(', ');
  const body = placed.map((layout) => moved(layout, MARGIN, HEAD));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole.width} ${whole.height}" width="${whole.width}" height="${whole.height}" role="img" aria-labelledby="heading about">`,
    `<title id="heading">${heading}</title>`,
    `<desc id="about">${told}. Arrows lead from what is done first to what waits for it; dotted lines from a part to its whole.</desc>`,
    `<style>${style(STATES_DRAWN.filter((state) => counts.has(state)))}</style>`,
    '<defs><marker id="depends-end" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0.8 9.5 5 0 9.2z"/></marker><marker id="parent-end" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><circle class="hollow" cx="5" cy="5" r="3.6"/></marker></defs>',
    '<rect class="page" width="100%" height="100%"/>',
    `<text class="heading" x="${MARGIN}" y="34">${heading}</text>`,
    key.text,
    ...body.flatMap(({ routes }) => routes.map(drawRoute)),
    ...body.flatMap(({ boxes }) =>
      boxes.flatMap((box) => {
        const node = nodes.get(box.id);
        return node === undefined ? [] : [drawBox(node, box)];
      }),
    ),
    '</svg>',
  ];
}
