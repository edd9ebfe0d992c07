import type { Environment } from './git-env.ts';

/** Where a git repository lies and how it stores things. All paths are absolute and free of symlinks. */
export interface Repository {
  /** Holds this worktree's HEAD and index; equals `commonDir` except in a linked worktree. */
  readonly gitDir: string;
  /** Holds objects, shared refs and config: the same for every worktree of a clone. */
  readonly commonDir: string;
  /** Undefined in a bare repository and inside a `.git` directory; `name` only for a linked worktree. */
  readonly worktree: Worktree | undefined;
  readonly objectFormat: ObjectFormat;
  readonly refFormat: RefFormat;
  /** The environment for every git run here: the caller's, without what names another repository. */
  readonly env: Environment;
}

export interface Worktree {
  readonly root: string;
  readonly name?: string;
}

export type ObjectFormat = 'sha1' | 'sha256';

/** `other`: a backend that this version does not know, so that every question about refs goes to git. */
export type RefFormat = 'files' | 'other';

/** A whole object id: 40 (SHA-1) or 64 (SHA-256) lower-case hex digits. */
const OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Returns whether `text` is a full oid in either object format. */
export function isOid(text: string): boolean {
  return OID.test(text);
}

/** Every git knows the empty tree without it being stored. */
export function emptyTree(repository: Repository): string {
  return repository.objectFormat === 'sha256'
    ? '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'
    : '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
}
