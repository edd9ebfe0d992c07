/** The hooks that git-task has something to do in. `post-applypatch` is what `git am` has for post-commit. */
export const HOOKS = [
  'pre-commit',
  'prepare-commit-msg',
  'commit-msg',
  'post-commit',
  'post-merge',
  'post-checkout',
  'post-rewrite',
  'post-applypatch',
  'pre-push',
] as const;
export type HookName = (typeof HOOKS)[number];

export function isHookName(name: string): name is HookName {
  return (HOOKS as readonly string[]).includes(name);
}

/** Hooks that git hands something on standard input. */
export const READS_INPUT: ReadonlySet<HookName> = new Set<HookName>(['post-rewrite', 'pre-push']);
