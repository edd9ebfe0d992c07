import { join } from 'node:path';
import { exists } from './hook-files.ts';
import { type HookName, READS_INPUT } from './hook-names.ts';

const CONFIGS = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml'];

/** lefthook's own configuration in YAML at the root of a worktree; undefined where it is elsewhere. */
export function lefthookConfig(root: string): string | undefined {
  return CONFIGS.map((name) => join(root, name)).find(exists);
}

/** Whether lefthook wrote a hook. */
export function isLefthooks(text: string | undefined): boolean {
  return text !== undefined && /\blefthook\b/i.test(text);
}

function entryLines(hook: HookName, indent: string): readonly string[] {
  const run = `h=$(git rev-parse --git-common-dir)/git-task/hook.sh; [ ! -f "$h" ] || sh "$h" ${hook} {0}`;
  return [
    `${indent}git-task:`,
    `${indent}  run: ${run}`,
    ...(READS_INPUT.has(hook) ? [`${indent}  use_stdin: true`] : []),
  ];
}

/** What lefthook's configuration needs to run ours, as a block of its own. */
export function lefthookEntry(hook: HookName): string {
  return [`${hook}:`, '  commands:', ...entryLines(hook, '    '), ''].join('\n');
}

function indentOf(line: string): string {
  return /^[ ]*/.exec(line)?.[0] ?? '';
}

/** Lines of the block under a key, from the first one below it to the one behind its last. */
function blockUnder(lines: readonly string[], key: number): { readonly from: number; readonly to: number } {
  const depth = indentOf(lines[key] ?? '').length;
  let to = key + 1;
  for (let at = key + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (indentOf(line).length <= depth) break;
    to = at + 1;
  }
  return { from: key + 1, to };
}

function findKey(lines: readonly string[], name: string, from: number, to: number): number {
  const key = new RegExp(`^ *${name}: *(?:#.*)?$`);
  const at = lines.slice(from, to).findIndex((line) => key.test(line));
  return at < 0 ? -1 : from + at;
}

export function hasLefthookEntry(text: string | undefined, hook: HookName): boolean {
  const [, run = ''] = entryLines(hook, '');
  return text?.split('\n').some((line) => line.trim() === run.trim()) === true;
}

/** The configuration with our command under a hook; undefined where it is written in a way that lines can't extend. */
export function withLefthookEntry(text: string, hook: HookName): string | undefined {
  const lines = text.split('\n');
  const key = findKey(lines, hook, 0, lines.length);
  if (key < 0 || indentOf(lines[key] ?? '') !== '') {
    if (lines.some((line) => line.startsWith(`${hook}:`) || /^[{%"']/.test(line))) return undefined;
    const gap = text === '' || text.endsWith('\n') ? '' : '\n';
    return `${text}${gap}${lefthookEntry(hook)}`;
  }
  const { from, to } = blockUnder(lines, key);
  const child = lines.slice(from, to).find((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const indent = child === undefined ? '  ' : indentOf(child);
  const commands = findKey(lines, 'commands', from, to);
  if (commands < 0) {
    if (lines.slice(from, to).some((line) => line.startsWith(`${indent}commands:`))) return undefined;
    const added = [`${indent}commands:`, ...entryLines(hook, indent + indent)];
    return [...lines.slice(0, from), ...added, ...lines.slice(from)].join('\n');
  }
  const inner = blockUnder(lines, commands);
  const first = lines.slice(inner.from, inner.to).find((line) => line.trim() !== '');
  const deeper = first === undefined ? indent + indent : indentOf(first);
  return [...lines.slice(0, commands + 1), ...entryLines(hook, deeper), ...lines.slice(commands + 1)].join(
    '\n',
  );
}

/** The configuration without our command, and without the keys above it that hold nothing else. */
export function withoutLefthookEntry(text: string, hook: HookName): string {
  const lines = text.split('\n');
  const [, run = ''] = entryLines(hook, '');
  const at = lines.findIndex((line) => line.trim() === run.trim());
  if (at < 1) return text;
  let from = at - 1;
  let to = at + (READS_INPUT.has(hook) ? 2 : 1);
  for (const name of ['commands', hook]) {
    const above = from - 1;
    const isOnlyChild =
      new RegExp(`^ *${name}:$`).test(lines[above] ?? '') && blockUnder(lines, above).to === to;
    if (!isOnlyChild) break;
    from = above;
  }
  if (lines[to] === '' && to === lines.length - 1 && from === 0) to++;
  return [...lines.slice(0, from), ...lines.slice(to)].join('\n');
}
