import { spawnSync } from 'node:child_process';
import { formatEvents } from '../../src/codec/event-file.ts';
import { eventsPath, taskPath } from '../../src/codec/paths.ts';
import { formatTask } from '../../src/codec/task-file.ts';
import type { Event } from '../../src/domain/event.ts';
import { fold } from '../../src/domain/fold.ts';
import { type Stamp, stampsFrom } from '../../src/domain/stamp.ts';
import { testEnv } from '../temp-repository.ts';

/** One file of a commit that no program of ours would write. */
export interface Edit {
  readonly path: string | Buffer;
  /** A text or bytes; absent: the file goes, or is what `oid` names. */
  readonly content?: string | Buffer;
  readonly oid?: string;
  /** 100644 unless told. */
  readonly mode?: string;
}

export interface CommitParts {
  readonly parents?: readonly string[];
  readonly message?: string;
  /** Seconds since 1970. */
  readonly date?: string;
}

/** Runs git in `cwd` with bytes on its stdin; returns its stdout without the last newline. */
export function gitInput(cwd: string, input: string | Buffer, ...args: string[]): string {
  const child = spawnSync('git', args, { cwd, env: testEnv, input });
  if (child.status !== 0) throw new Error(`git ${args.join(' ')}: ${child.stderr.toString()}`);
  return child.stdout.toString().replace(/\n$/, '');
}

function quoted(path: string | Buffer): string {
  const bytes = [...Buffer.from(path)];
  return `"${bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`;
}

/** The time zone that git-task writes: whoever forges work forges that too. */
const OURS = '-0000';

let refs = 0;

/** Writes a commit with the first parent's tree and some edits, as raw as fast-import takes them; returns its oid. */
export function commitRaw(repository: string, edits: readonly Edit[], parts: CommitParts = {}): string {
  const { parents = [], message = 'by hand\n', date = String(Math.floor(Date.now() / 1000)) } = parts;
  const stream: (string | Buffer)[] = [
    `commit refs/scratch/${++refs}\nmark :1\ncommitter Mallory <m@example.org> ${date} ${OURS}\n`,
    `data ${Buffer.byteLength(message)}\n${message}\n`,
    ...parents.map((parent, at) => `${at === 0 ? 'from' : 'merge'} ${parent}\n`),
  ];
  for (const { path, content, oid, mode = '100644' } of edits) {
    if (oid !== undefined) stream.push(`M ${mode} ${oid} ${quoted(path)}\n`);
    else if (content === undefined) stream.push(`D ${quoted(path)}\n`);
    else {
      const bytes = Buffer.from(content);
      stream.push(`M ${mode} inline ${quoted(path)}\ndata ${bytes.length}\n`, bytes, '\n');
    }
  }
  stream.push('\nget-mark :1\n');
  const input = Buffer.concat(stream.map((part) => Buffer.from(part)));
  return gitInput(repository, input, 'fast-import', '--quiet', '--force', '--date-format=raw-permissive');
}

/** A fresh stamp of a moment, in milliseconds since the epoch. */
export function stampAt(time: number): Stamp {
  return stampsFrom(time, crypto.getRandomValues(new Uint8Array(10)))();
}

export function eventOf(parts: Partial<Event> & Pick<Event, 'type'>): Event {
  return { id: stampAt(Date.now()), at: '2026-11-20T04:22:40.521Z', by: 'mallory', data: {}, ...parts };
}

/** The files of a sound task that its events tell. */
export function taskFiles(events: readonly Event[]): readonly Edit[] {
  const record = fold(events);
  if (record === undefined) throw new Error('no event created the task');
  return [
    { path: taskPath(record.id), content: formatTask(record) },
    ...events.map((event) => ({ path: eventsPath(record.id, event.id), content: formatEvents([event]) })),
  ];
}
