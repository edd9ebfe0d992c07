import type { Call } from './call.ts';

interface Todo {
  readonly path: string;
  readonly add: string;
  readonly why: string;
}

/** Says what only the user may do, file by file. */
export function sayTodo(call: Call, todo: readonly Todo[]): void {
  for (const [at, { path, add, why }] of todo.entries()) {
    if (todo[at - 1]?.why !== why) call.out.hint(`  not done: ${why}`);
    call.out.hint(`  ${path}${add === '' ? '' : ':'}`);
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
