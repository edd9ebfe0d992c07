import { delimiter, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `git rev-parse --local-env-vars` of git 2.39 to 2.55: what git sets for its hooks and what would send a
 * child to another repository or index. GIT_CONFIG_PARAMETERS and GIT_CONFIG_COUNT (`git -c x=y`) are of that
 * list too, but git itself passes them on even into submodules, and so do we.
 */
const LOCAL = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_CONFIG',
  'GIT_GRAFT_FILE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
];

/** Of that list too, yet kept for the repository found with them: a quarantined or borrowed store is part of it. */
const OBJECT_STORE = ['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES'];

/** git refuses `--literal-pathspecs` beside any of these. */
const PATHSPEC_MODES = [
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
];

/** Set for every git we run: untranslated messages to classify, no index refresh, no question on the terminal. */
const ALWAYS: Environment = { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };

/** Returns the environment for a git that is to find its repository as the caller's own git would. */
export function discoveryEnvironment(env: Environment): Environment {
  return { ...env, ...ALWAYS };
}

/** Returns the environment for a git that is told its repository, found from `cwd`, by `--git-dir`. */
export function repositoryEnvironment(env: Environment, cwd: string): Environment {
  const result: Record<string, string | undefined> = { ...env, ...ALWAYS };
  for (const name of LOCAL) delete result[name];
  for (const name of PATHSPEC_MODES) delete result[name];
  for (const name of OBJECT_STORE) {
    const paths = result[name];
    if (paths !== undefined) result[name] = absolute(paths, cwd);
  }
  return result;
}

/** Returns `env` as a fresh shell in another directory would have it: nothing of the repository at hand. */
export function foreignEnvironment(env: Environment): Environment {
  const result: Record<string, string | undefined> = { ...env };
  for (const name of LOCAL) delete result[name];
  for (const name of OBJECT_STORE) delete result[name];
  return result;
}

/** git takes these relative to its working directory; ours is another than the caller's. */
function absolute(paths: string, cwd: string): string {
  // A leading quote starts a C-quoted path, which git writes only for absolute ones.
  const each = paths.split(delimiter).map((path) => (/^(?:"|$)/.test(path) ? path : resolve(cwd, path)));
  return each.join(delimiter);
}
