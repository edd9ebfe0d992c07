import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { shellQuote } from '../../domain/text.ts';
import { GitTaskError } from '../../errors.ts';
import { LINES_SHOWN, viewNow } from '../answer-tasks.ts';
import { parseCount } from '../arguments.ts';
import type { Call } from '../call.ts';
import { drawBoxes } from '../graph/boxes.ts';
import { dot } from '../graph/dot.ts';
import { columnsCrossed } from '../graph/layout.ts';
import { mermaid } from '../graph/mermaid.ts';
import { svg } from '../graph/svg.ts';
import { pictureOf, type TaskPicture } from '../graph/task-graph.ts';
import { drawWaves } from '../graph/waves.ts';
import { canDrawLines } from '../render/style.ts';
import { SORTS } from '../select-tasks.ts';
import { addFilters, readFilters } from '../task-filters.ts';
import type { Verb } from '../verb.ts';

const FORMATS = ['text', 'ascii', 'mermaid', 'dot', 'svg', 'json'] as const;
type GraphFormat = (typeof FORMATS)[number];

const ENDINGS: ReadonlyMap<string, GraphFormat> = new Map([
  ['svg', 'svg'],
  ['mmd', 'mermaid'],
  ['mermaid', 'mermaid'],
  ['dot', 'dot'],
  ['gv', 'dot'],
  ['json', 'json'],
  ['txt', 'text'],
]);

const MOST_DRAWN = 2000;
/** Laying out takes more than linear time: here some seconds. */
const MOST_CROSSED = 1000;
const MOST_BOXES = 40;
const MOST_CROSSED_IN_TEXT = 250;
const COLUMNS = 120;

interface Options {
  readonly format: string;
  readonly depth: string;
  readonly output: string;
  readonly limit: string;
}

export const verb: Verb = {
  arguments: '[ids...]',
  examples: ['graph', 'graph <id> --depth 2', 'graph -o tasks.svg', 'graph --format mermaid --label api'],
  options: (command) =>
    addFilters(command)
      .option('-f, --format <format>', FORMATS.join('|'))
      .option('--depth <n>', 'how many steps from the tasks that are named')
      .option('-n, --limit <n>', `how many lines, ${LINES_SHOWN} unless told, where boxes do not fit`)
      .option('-o, --output <file>', 'write it there; its ending says the format'),
  async run(call) {
    const options = call.options<Options>();
    const format = formatOf(call, options);
    const depth = options.depth === undefined ? Infinity : parseCount(options.depth, '--depth');
    if (options.depth !== undefined && call.args.length === 0)
      throw call.usage('--depth counts steps from a task', `git task graph <id> --depth ${depth}`);
    const most = options.limit === undefined ? LINES_SHOWN : parseCount(options.limit, '--limit');
    const around = call.args.length === 0 ? [] : await call.ids(call.args);
    const select = await readFilters(call);
    const view = await viewNow(call);
    const picture = pictureOf(view, select(view).sort(SORTS.created), around, depth);
    if (picture.nodes.length === 0) call.out.hint('nothing matches; --all looks at closed tasks too');
    if (call.out.format.quiet && options.output === undefined) {
      call.out.lines(picture.nodes.map(({ id }) => id));
      return;
    }
    const lines = await draw(call, format, picture, most);
    if (options.output === undefined) call.out.lines(lines);
    else writeTo(call, options.output, lines, picture);
  },
};

function isFormat(text: string): text is GraphFormat {
  return (FORMATS as readonly string[]).includes(text);
}

function formatOf(call: Call, { format, output }: Partial<Options>): GraphFormat {
  const ending = /\.(\w+)$/.exec(output ?? '')?.[1]?.toLowerCase() ?? '';
  const given = format ?? (call.out.format.json ? 'json' : (ENDINGS.get(ending) ?? 'text'));
  if (!isFormat(given))
    throw call.usage(`"${given}" is not a format`, 'git task graph --format mermaid', FORMATS.join(', '));
  if (call.out.format.json && given !== 'json')
    throw call.usage('--json is a format of its own', `git task graph --format ${given}`);
  return given;
}

function graphJson({ nodes, edges }: TaskPicture): Record<string, unknown> {
  return {
    nodes: nodes.map(({ id, short, title, state, task }) => ({
      id,
      short,
      title,
      status: task.status,
      state,
      type: task.type ?? null,
      priority: task.priority,
      owner: task.claim?.by ?? task.assignee ?? null,
    })),
    edges,
  };
}

async function draw(
  call: Call,
  format: GraphFormat,
  picture: TaskPicture,
  most: number,
): Promise<readonly string[]> {
  const { style } = call;
  switch (format) {
    case 'mermaid':
      return mermaid(picture);
    case 'dot':
      return dot(picture);
    case 'json':
      return [call.out.enveloped('graph', graphJson(picture)).trimEnd()];
    case 'svg': {
      const { nodes, edges } = picture;
      if (nodes.length <= MOST_DRAWN && columnsCrossed(edges) <= MOST_CROSSED) return svg(picture);
      throw call.usage(
        `${nodes.length} tasks with ${edges.length} ties are too many for one picture`,
        ['git task graph <id> --depth 3 --format svg', 'git task graph --format dot'],
        'name a task, use filters, or a program that lays out large graphs',
      );
    }
    default: {
      const lines = format === 'text' && canDrawLines(call.ports.env);
      return drawText(call, picture, lines, most, style);
    }
  }
}

async function drawText(
  call: Call,
  picture: TaskPicture,
  lines: boolean,
  most: number,
  style: Call['style'],
): Promise<readonly string[]> {
  const tied = new Set(picture.edges.flatMap(({ from, to }) => [from, to]));
  const alone = picture.nodes.length - tied.size;
  const named = call.args.length > 0;
  const shown = named ? picture : { ...picture, nodes: picture.nodes.filter(({ id }) => tied.has(id)) };
  if (alone > 0 && !named)
    call.out.hint(
      `${alone === 1 ? '1 task waits' : `${alone} tasks wait`} for none, and none for ${alone === 1 ? 'it' : 'them'}: git task list`,
    );
  const columns = Number(call.ports.env.COLUMNS) || call.io.columns?.() || COLUMNS;
  const boxes =
    tied.size === shown.nodes.length &&
    tied.size <= MOST_BOXES &&
    columnsCrossed(shown.edges) <= MOST_CROSSED_IN_TEXT
      ? await drawBoxes(shown, { columns, lines, style })
      : undefined;
  if (boxes !== undefined) return boxes;
  const rows = drawWaves(shown, lines, style);
  if (rows.length > most) call.out.hint(`${rows.length - most} more: --limit ${rows.length}, or --json`);
  return rows.slice(0, most);
}

function writeTo(call: Call, file: string, lines: readonly string[], { nodes }: TaskPicture): void {
  try {
    writeFileSync(resolve(call.ports.cwd, file), `${lines.join('\n')}\n`);
  } catch (cause) {
    throw new GitTaskError('IO_FAILED', `${file} can't be written`, {
      template: 'git task graph -o <file>',
      details: { file },
      cause,
    });
  }
  call.out.hint(`wrote ${nodes.length === 1 ? '1 task' : `${nodes.length} tasks`} to ${shellQuote(file)}`);
}
