import type { FoundTask } from './settle.ts';

/** Characters of one title in a handle. */
const LONGEST_SLUG = 60;
/** Of a path of titles; and of a file's name, which stands before it. */
const LONGEST_PATH = 120;
const LONGEST_NAME = 60;

interface Item {
  readonly indent: number;
  readonly path: string;
  readonly handle: string;
  readonly task: FoundTask;
  readonly lines: string[];
}

function slugOf(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, LONGEST_SLUG) || 'item';
}

/** Columns before the text of a line; a tab counts as four. */
function indentOf(line: string): number {
  const [blank = ''] = /^[ \t]*/.exec(line) ?? [];
  return blank.replaceAll('\t', '    ').length;
}

/**
 * Reads a Markdown check list. An item under another one is its child; the nearest heading is a label, but for a
 * document's one title; lines under an item that are no items describe it. Code blocks are passed over.
 */
export function readCheckList(text: string, name: string): readonly FoundTask[] {
  const lines = text.split(/\r?\n/);
  const title = onlyTitle(lines);
  const items: Item[] = [];
  const seen = new Map<string, number>();
  const open: Item[] = [];
  let label: string | undefined;
  let fence: string | undefined;
  for (const [at, line] of lines.entries()) {
    const mark = /^[ \t]*(```|~~~)/.exec(line)?.[1];
    const heading = fence === undefined ? /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(line) : null;
    const item =
      fence === undefined ? /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX-])\][ \t]+(\S.*)$/.exec(line) : null;
    if (mark !== undefined && (fence === undefined || fence === mark))
      fence = fence === undefined ? mark : undefined;
    if (heading !== null) {
      open.length = 0;
      label = at === title ? undefined : slugOf(heading[2] ?? '');
      continue;
    }
    const indent = indentOf(line);
    if (item === null) {
      // A blank line ends nothing: what is indented behind it still belongs to its item.
      while (line.trim() !== '' && indent <= (open.at(-1)?.indent ?? -1)) open.pop();
      open.at(-1)?.lines.push(line.trim());
      continue;
    }
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const above = open.at(-1);
    const [, state = ' ', words = ''] = item;
    const path = uniquePath(above?.path, slugOf(words), seen);
    const handle = `markdown/${name.slice(-LONGEST_NAME)}#${path}`;
    const found: Item = {
      indent,
      path,
      handle,
      lines: [],
      task: {
        from: 'markdown',
        handle,
        place: `line ${at + 1}`,
        title: words.trim(),
        ...(above === undefined ? {} : { parent: above.handle }),
        labels: label === undefined ? [] : [label],
        status: state === ' ' ? 'pending' : state === '-' ? 'cancelled' : 'completed',
        rest: {},
      },
    };
    items.push(found);
    open.push(found);
  }
  return items.map(({ task, lines }) => ({ ...task, description: lines.join('\n').trim() }));
}

/** The line of the first heading, where no other one is of its level: what the whole is called. */
function onlyTitle(lines: readonly string[]): number | undefined {
  const first = lines.findIndex((line) => /^ {0,3}#{1,6}[ \t]+\S/.test(line));
  if (first < 0 || !/^ {0,3}#[ \t]/.test(lines[first] ?? '')) return undefined;
  return lines.filter((line) => /^ {0,3}#[ \t]+\S/.test(line)).length === 1 ? first : undefined;
}

/** A path of words that no other item has; of several alike the later ones are counted. */
function uniquePath(above: string | undefined, slug: string, seen: Map<string, number>): string {
  const whole = above === undefined ? slug : `${above}/${slug}`;
  const path = whole.length > LONGEST_PATH ? slug : whole;
  const count = (seen.get(path) ?? 0) + 1;
  seen.set(path, count);
  // No path of words has such an end.
  return count === 1 ? path : `${path}~${count}`;
}
