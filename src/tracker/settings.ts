import { readOriginatedConfig } from '../git/config.ts';
import type { Repository } from '../git/repository.ts';
import type { PrivateDirectory } from '../store/private-directory.ts';
import { keepSettings, recallSettings } from './settings-cache.ts';

const WANTED =
  /^(?:task\.|(?:user|author|committer)\.(?:name|email)$|color\.ui$|core\.hookspath$|gc\.auto$|maintenance\.auto$)/;

/** What a git boolean says. */
export function isOn(value: string): boolean {
  return !['false', 'no', 'off', '0'].includes(value.toLowerCase());
}

/** This clone's git configuration, read once and only when something asks for it. */
export class Settings {
  readonly #repository: Repository;
  readonly #directory: () => PrivateDirectory;
  readonly #now: () => number;
  #values: ReadonlyMap<string, string> | undefined;

  /** @param directory where answers of git are kept: asking git anew takes a process */
  constructor(repository: Repository, directory: () => PrivateDirectory, now: () => number) {
    this.#repository = repository;
    this.#directory = directory;
    this.#now = now;
  }

  get(key: string): string | undefined {
    const value = this.#known().get(key);
    return value === '' ? undefined : value;
  }

  /** Whether anything is said of a key, be it nothing. */
  has(key: string): boolean {
    return this.#known().has(key);
  }

  #known(): ReadonlyMap<string, string> {
    this.#values ??= recallSettings(this.#directory(), this.#repository) ?? this.#ask();
    return this.#values;
  }

  #ask(): ReadonlyMap<string, string> {
    const config = readOriginatedConfig(this.#repository);
    const values = new Map([...config.values].filter(([key]) => WANTED.test(key)));
    keepSettings(this.#directory(), this.#repository, config, values, this.#now());
    return values;
  }

  /** A git boolean; keys without a value are true. */
  flag(key: string, otherwise: boolean): boolean {
    const value = this.get(key);
    return value === undefined ? otherwise : isOn(value);
  }

  /** What `task.*` says, without that prefix. */
  task(): ReadonlyMap<string, string> {
    const values = new Map<string, string>();
    for (const [key, value] of this.#known()) if (key.startsWith('task.')) values.set(key.slice(5), value);
    return values;
  }
}
