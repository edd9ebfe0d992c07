import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempDir, testEnv } from './temp-repository.ts';

/** The git that wrappers stand in front of. */
export const realGit = spawnSync('sh', ['-c', 'command -v git'], { env: testEnv }).stdout.toString().trim();

/**
 * Makes a `git` that runs the sh lines `body` (with $GIT the real one) when called with `verb`, else the real
 * git; returns the environment in which it is the first on the PATH.
 */
export function wrapGit(verb: string, body: string): Record<string, string> {
  const dir = makeTempDir();
  const path = join(dir, 'git');
  writeFileSync(
    path,
    `#!/bin/sh\nGIT=${realGit}\ncase " $* " in *" ${verb} "*)\n${body}\nesac\nexec "$GIT" "$@"\n`,
  );
  chmodSync(path, 0o755);
  return { ...testEnv, PATH: `${dir}:${testEnv.PATH}` };
}
