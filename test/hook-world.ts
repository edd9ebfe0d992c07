import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { callInsideOk } from './call-inside.ts';
import type { ReportedEvent } from './call-program.ts';
import { git, makeRepository, testEnv } from './temp-repository.ts';

/** How a git command ended, and what it and its hooks said. */
export interface Done {
  readonly status: number | null;
  readonly said: string;
}

/** Runs git as a person does, in a shell that never had git-task on its PATH; a failure is an answer. */
export function tryGit(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Done {
  const child = spawnSync('git', args, { cwd, env: { ...testEnv, ...env }, encoding: 'utf8' });
  return { status: child.status, said: `${child.stdout}${child.stderr}` };
}

export function write(path: string, text: string, mode?: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  if (mode !== undefined) chmodSync(path, mode);
}

/** A clone with tasks and hooks, a linked worktree with a task in progress, and a log of what the hooks start. */
export class HookWorld {
  readonly root: string;
  readonly worktree: string;
  /** The task in progress in the linked worktree. */
  task = '';
  readonly #log: string;

  constructor(dir: string) {
    mkdirSync(join(dir, 'main'));
    this.root = makeRepository(join(dir, 'main'));
    this.worktree = join(dir, 'wt');
    this.#log = join(dir, 'starts');
  }

  async setUp(): Promise<this> {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) write(join(this.root, name), `${name}\n1\n2\n3\n4\n5\n`);
    git(this.root, 'add', '.');
    git(this.root, 'commit', '-qm', 'files');
    await callInsideOk(['init', '-q'], { cwd: this.root });
    git(this.root, 'worktree', 'add', '-q', '-b', 'work', this.worktree);
    this.task = await this.call(['add', 'Rework a', '--start', '-q']);
    this.watchStarts();
    return this;
  }

  /** Puts a program in the place of node that notes which hook it was started for. */
  watchStarts(): void {
    const node = join(dirname(this.#log), 'node');
    write(node, `#!/bin/sh\necho "$3" >>'${this.#log}'\nexec '${process.execPath}' "$@"\n`, 0o755);
    git(this.root, 'config', 'task.node', node);
  }

  /** The hooks that started the program since the last time this was asked. */
  starts(): readonly string[] {
    const text = existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : '';
    writeFileSync(this.#log, '');
    return text.split('\n').slice(0, -1);
  }

  /** A call of git-task in the linked worktree. */
  call(argv: readonly string[], cwd = this.worktree): Promise<string> {
    return callInsideOk(argv, { cwd });
  }

  async events(): Promise<readonly ReportedEvent[]> {
    const lines = (await this.call(['watch', '--json'])).split('\n').filter((line) => line !== '');
    return lines.map((line) => (JSON.parse(line) as { data: ReportedEvent }).data);
  }

  /** The commits that are recorded on a task. */
  async commits(task = this.task): Promise<readonly string[]> {
    const shown: { data: { commits: readonly string[] } } = JSON.parse(
      await this.call(['show', task, '--json']),
    );
    return shown.data.commits;
  }
}

/** What a person sees of a worktree: what is committed, staged, changed and lying about. */
export function stateOf(cwd: string): Readonly<Record<string, string>> {
  return {
    tree: git(cwd, 'rev-parse', 'HEAD^{tree}'),
    index: git(cwd, 'ls-files', '--stage'),
    status: git(cwd, 'status', '--porcelain=v1', '--untracked-files=all'),
    changed: git(cwd, 'diff', '--binary'),
    stash: git(cwd, 'stash', 'list', '--format=%T'),
  };
}
