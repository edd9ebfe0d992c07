import { dirname, join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import type { Ports } from '../tracker/ports.ts';
import { readText } from './hook-files.ts';
import type { HookName } from './hook-names.ts';

const MARK = '# git-task hook.';

/** The one text that serves every hook, as this version has it. */
export function hookText(ports: Ports): string {
  return readText(join(dirname(ports.launcher()), '../hooks/git-task.sh')) ?? '';
}

/** Whether a file is a hook of ours, of whatever version. */
export function isOurs(text: string | undefined): boolean {
  return text?.startsWith(`#!/bin/sh\n${MARK}`) === true;
}

/** What stood at a hook's place before ours, and is run first. */
export function beforePath(directory: string, hook: HookName): string {
  return join(directory, `${hook}.before-git-task`);
}

/** The copy that lines in other tools' files run: they can't know where git-task is installed. */
export function sharedPath(repository: Repository): string {
  return join(repository.commonDir, 'git-task', 'hook.sh');
}

/** The line by which a shell script that git runs as a hook, or lets others run, runs ours; nothing where it is not. */
export function hookLine(hook: HookName): string {
  return `h=$(git rev-parse --git-common-dir)/git-task/hook.sh; [ ! -f "$h" ] || sh "$h" ${hook} "$@" || exit $?`;
}

const NEW_SCRIPT = '#!/bin/sh\n';

/** A script with our line: at its end, but in front of an `exec` or `exit` that would keep it from being reached. */
export function withLine(script: string | undefined, hook: HookName): string {
  const line = `${hookLine(hook)}\n`;
  if (script === undefined) return NEW_SCRIPT + line;
  const lines = script.split('\n');
  const last = lines.findLastIndex((text) => text.trim() !== '');
  if (/^(?:exec|exit)\b/.test(lines[last] ?? ''))
    return [...lines.slice(0, last), hookLine(hook), ...lines.slice(last)].join('\n');
  // A newline that the script lacks at its end is written in front of ours, and goes away with it.
  return script.endsWith('\n') || script === '' ? script + line : `${script}\n${hookLine(hook)}`;
}

/** The script without our line; undefined where nothing but what we made is left. */
export function withoutLine(script: string, hook: HookName): string | undefined {
  const line = hookLine(hook);
  if (script === `${NEW_SCRIPT}${line}\n`) return undefined;
  if (script.endsWith(`\n${line}`)) return script.slice(0, -line.length - 1);
  return script.replace(`${line}\n`, () => '');
}

export function hasLine(script: string | undefined, hook: HookName): boolean {
  return script?.split('\n').includes(hookLine(hook)) === true;
}
