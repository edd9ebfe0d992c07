import { FORMAT_VERSION, isNewerFormat } from '../codec/branch-files.ts';
import { GitTaskError } from '../errors.ts';

export function notInitialized(): GitTaskError {
  return new GitTaskError('NOT_INITIALIZED', 'this repository has no tasks yet', {
    template: 'git task init',
  });
}

/** Where the ref's own file says nothing: the tasks are there, and nobody knows which commit was the last. */
export function brokenRef(path: string): GitTaskError {
  return new GitTaskError('STORE_CORRUPT', `${path} is empty: the machine stopped while it was written`, {
    hint: 'the reflog knows the tip that it had',
    template: 'git task doctor --fix',
    details: { path },
  });
}

/** @throws FORMAT_TOO_NEW */
export function refuseNewerFormat(format: string): void {
  if (!isNewerFormat(format)) return;
  throw new GitTaskError(
    'FORMAT_TOO_NEW',
    `the tasks are in format ${format}; this git-task writes ${FORMAT_VERSION}`,
    {
      hint: 'reading goes on; to write, install a newer git-task',
      template: 'git task list',
      details: { format, supported: FORMAT_VERSION },
    },
  );
}

/** Where another hand than git-task's made the tip, and this store can't adopt it. */
export function foreignTip(tip: string): GitTaskError {
  return new GitTaskError('STORE_UNSUPPORTED', `plain git made the newest commit, ${tip.slice(0, 12)}`, {
    hint: 'reading goes on; a store with git adopts what it did with the next write',
    template: 'git task doctor --fix',
    details: { tip },
  });
}

export function refLocked(path: string): GitTaskError {
  return new GitTaskError('REF_LOCKED', `git's lock ${path} stays taken`, {
    hint: 'nothing was written; a lock that nobody touches for 10 s is removed by the next write',
    template: 'git task doctor',
    details: { path },
  });
}

export function contended(tries: number, patience: number): GitTaskError {
  return new GitTaskError('REF_CONTENDED', `others kept writing for ${Math.round(patience / 1000)} s`, {
    hint: 'nothing was written; make the same call again',
    template: 'git task doctor',
    details: { tries },
  });
}
