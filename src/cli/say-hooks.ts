import { basename, dirname, join } from 'node:path';
import type { Call } from './call.ts';

interface Todo {
  readonly path: string;
  readonly add: string;
  readonly why: string;
}

/** Files of one directory, each named by its hook, where the same is to be done but for that name. */
interface Alike {
  readonly why: string;
  readonly directory: string;
  readonly names: readonly string[];
  /** `<hook>` stands for the file's name. */
  readonly add: string;
}

function alikeFiles(todo: readonly Todo[]): readonly Alike[] {
  const found = new Map<string, Alike>();
  for (const { path, add, why } of todo) {
    const [directory, name] = [dirname(path), basename(path)];
    const common = add.split(` ${name} `).join(' <hook> ');
    // Of a file that is not named by its hook, each text stands as it is: it is one to copy.
    const key = JSON.stringify([why, directory, common]);
    const names = [...(found.get(key)?.names ?? []), name];
    found.set(key, { why, directory, names, add: names.length === 1 ? add : common });
  }
  return [...found.values()];
}

/** Says what only the user may do, once for all files where it is the same. */
export function sayTodo(call: Call, todo: readonly Todo[]): void {
  const alike = alikeFiles(todo);
  for (const [at, { why, directory, names, add }] of alike.entries()) {
    if (alike[at - 1]?.why !== why) call.out.hint(`  not done: ${why}`);
    const [only = '', ...more] = names;
    const shown =
      more.length === 0
        ? join(directory, only)
        : `in ${directory}, with each one's name for <hook>: ${names.join(', ')}`;
    call.out.hint(`  ${shown}${add === '' ? '' : ':'}`);
    for (const line of add.split('\n')) if (line !== '') call.out.hint(`    ${line}`);
  }
}

/** Says when git will run no hook of ours here: commits would then go unseen by the tasks they touch. */
export async function sayWithoutHooks(call: Call): Promise<void> {
  if (call.out.format.quiet) return;
  const { whyNoHooks } = await import('../hooks/status.ts');
  const why = whyNoHooks(call.tracker);
  if (why !== undefined)
    call.out.hint(`  no hook will run in this worktree: ${why}; to look: git task hooks status`);
}
