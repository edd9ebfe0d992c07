import { readGitConfig } from '../git/config.ts';
import type { Repository } from '../git/repository.ts';

const WANTED =
  '^(task\\.|user\\.(name|email)$|(author|committer)\\.(name|email)$|color\\.ui$|gc\\.auto$|maintenance\\.auto$)';

/** This clone's git configuration, read once and only when something asks for it. */
export class Settings {
  readonly #repository: Repository;
  #values: ReadonlyMap<string, string> | undefined;

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  get(key: string): string | undefined {
    this.#values ??= readGitConfig(this.#repository, WANTED);
    const value = this.#values.get(key);
    return value === '' ? undefined : value;
  }

  /** A git boolean; keys without a value are true. */
  flag(key: string, otherwise: boolean): boolean {
    const value = this.get(key)?.toLowerCase();
    if (value === undefined) return otherwise;
    return !['false', 'no', 'off', '0'].includes(value);
  }

  /** What `task.*` says, without that prefix. */
  task(): ReadonlyMap<string, string> {
    this.get('task.actor');
    const values = new Map<string, string>();
    for (const [key, value] of this.#values ?? [])
      if (key.startsWith('task.')) values.set(key.slice(5), value);
    return values;
  }
}
