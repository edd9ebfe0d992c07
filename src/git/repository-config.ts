import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectFormat, RefFormat } from './repository.ts';

/** What git reads from a repository's own config before it reads any other: the shape of the repository. */
export interface RepositoryFormat {
  readonly objectFormat: ObjectFormat;
  readonly refFormat: RefFormat;
  /** `core.bare` is set to anything but false. */
  readonly bare: boolean;
  /** Value of `core.worktree` as written. */
  readonly worktree: string | undefined;
  /** `extensions.worktreeConfig` is mentioned: `<gitDir>/config.worktree` counts as well. */
  readonly worktreeConfig: boolean;
}

/**
 * Reads the format of a repository from one config file; undefined when there is none.
 * Git takes these keys from the file itself and follows no include for them, so that a scan for the few key
 * names is enough. It may take a key of another section for one of ours: callers ask git where it matters.
 */
export function readRepositoryFormat(directory: string, file: string): RepositoryFormat | undefined {
  let text: string;
  try {
    text = readFileSync(join(directory, file), 'utf8');
  } catch {
    return undefined;
  }
  const bare = value(text, 'bare');
  const refStorage = value(text, 'refstorage');
  return {
    objectFormat: /sha256/i.test(value(text, 'objectformat') ?? '') ? 'sha256' : 'sha1',
    refFormat: refStorage === undefined || refStorage.toLowerCase() === 'files' ? 'files' : 'other',
    bare: bare !== undefined && bare.toLowerCase() !== 'false',
    worktree: value(text, 'worktree'),
    worktreeConfig: value(text, 'worktreeconfig') !== undefined,
  };
}

/** Value of the last line `key = value` whatever its section; '' for a key without a value. */
function value(text: string, key: string): string | undefined {
  const line = new RegExp(`(?:^|\\])[ \\t]*${key}[ \\t]*(?:=[ \\t]*(.*?))?[ \\t\\r]*$`, 'gim');
  let found: string | undefined;
  for (const match of text.matchAll(line)) found = match[1] ?? '';
  return found;
}
