import { spawn } from 'node:child_process';
import { type Envelope, LAUNCHER } from '../call-program.ts';
import { testEnv } from '../temp-repository.ts';
import { endGroup } from './hubs.ts';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A clone and who works in it. */
export interface Clone {
  readonly root: string;
  readonly actor: string;
  readonly remotes: readonly string[];
}

/** What a call that said it was done must have left behind: an event of that type, by that actor, that says so. */
export interface Acknowledged {
  readonly call: string;
  readonly type: string;
  readonly by: string;
  /** Absent where the program chose the task. */
  readonly task?: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface Labour {
  readonly acknowledged: Acknowledged[];
  /** Calls that ended in a way that nobody may meet. */
  readonly unexpected: string[];
  readonly counts: Record<'calls' | 'written' | 'refused' | 'exchanged' | 'tryAgain' | 'killed', number>;
  slowest: number;
}

interface Answer {
  readonly id: string;
  readonly changed?: boolean;
  readonly description?: string | null;
}

interface Step {
  readonly args: readonly string[];
  /** What its success says was written; nothing where all was so already. */
  readonly writes?: { readonly type: string; readonly data?: Readonly<Record<string, string>> };
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/**
 * Runs the program in a group of its own; kills it after a while where that is wanted: it alone, as `kill -9` does, or
 * with its git processes, as a closed terminal or a container's end does.
 */
function callDoomed(
  args: readonly string[],
  { root, actor }: Clone,
  doom: { readonly after: number; readonly all: boolean } | undefined,
): Promise<Ended> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(LAUNCHER, args, {
      cwd: root,
      env: { ...testEnv, GIT_TASK_ACTOR: actor },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const timer =
      doom === undefined
        ? undefined
        : setTimeout(() => (doom.all ? endGroup(child) : child.kill('SIGKILL')), doom.after);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr, ms: performance.now() - begun });
    });
  });
}

function parse(stdout: string): Envelope<unknown> | undefined {
  try {
    const envelope: Envelope<unknown> = JSON.parse(stdout);
    return envelope;
  } catch {
    return undefined;
  }
}

/** The one task that an answer is about. */
function answerOf(data: unknown): Answer | undefined {
  const one: unknown = Array.isArray(data) ? data[0] : data;
  return typeof one === 'object' && one !== null && 'id' in one ? (one as Answer) : undefined;
}

/** Statuses by which the state of things may refuse a call; 6: try again. */
const REFUSED = new Set([3, 4, 5]);

/** One agent in one clone: makes `count` calls one after another, some of which are killed, and exchanges now and then. */
export async function work(clone: Clone, count: number, seed: number): Promise<Labour> {
  const random = randomNumbers(seed);
  const labour: Labour = {
    acknowledged: [],
    unexpected: [],
    counts: { calls: 0, written: 0, refused: 0, exchanged: 0, tryAgain: 0, killed: 0 },
    slowest: 0,
  };
  const { counts } = labour;
  let tasks: readonly Answer[] = [];
  const look = async (): Promise<void> => {
    const { stdout } = await callDoomed(['list', '--all', '--json'], clone, undefined);
    const { data } = parse(stdout) ?? {};
    tasks = Array.isArray(data) ? data : [];
  };
  await look();
  for (let at = 0; at < count; at++) {
    const step = chooseStep(random, clone, tasks, `${clone.actor}-${at}`);
    const isKilled = random() < 0.12;
    const doom = isKilled ? { after: 20 + random() * 230, all: random() < 0.6 } : undefined;
    const ended = await callDoomed([...step.args, '--json'], clone, doom);
    counts.calls++;
    labour.slowest = Math.max(labour.slowest, ended.ms);
    if (ended.status === null) counts.killed++;
    else if (ended.status === 6) counts.tryAgain++;
    else if (REFUSED.has(ended.status)) counts.refused++;
    else if (ended.status !== 0 && !isKilled)
      labour.unexpected.push(`${step.args.join(' ')}: ${ended.status} ${ended.stdout}${ended.stderr}`);
    if (ended.status !== 0) continue;
    const answer = answerOf(parse(ended.stdout)?.data);
    if (step.writes === undefined) counts.exchanged++;
    else if (answer !== undefined && answer.changed !== false) {
      counts.written++;
      labour.acknowledged.push({
        call: step.args.join(' '),
        type: step.writes.type,
        by: clone.actor,
        task: answer.id,
        data: step.writes.data ?? {},
      });
    }
    if (step.args[0] === 'add' || step.writes === undefined) await look();
  }
  return labour;
}

/** Lines that every description here has, so that edits meet in some and not in others. */
const LINES = 6;

function chooseStep(random: () => number, clone: Clone, tasks: readonly Answer[], text: string): Step {
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const { id = '', description } = pick(tasks) ?? {};
  const other = pick(tasks)?.id ?? '';
  const remote = pick(clone.remotes) ?? '';
  const table = pick(['users', 'orders']) ?? '';
  const label = pick(['api', 'db', 'ui']) ?? '';
  const lines = (description ?? 'line\n'.repeat(LINES)).trimEnd().split('\n');
  lines[Math.floor(random() * LINES)] = text;
  const add: Step = {
    args: ['add', text, '-d', 'line\n'.repeat(LINES), '--resource', `modifies:table:${table}`],
    writes: { type: 'task_created', data: { title: text } },
  };
  if (id === '') return add;
  const change = (verb: string, type: string, ...more: string[]): Step => ({
    args: [verb, id, ...more],
    writes: { type },
  });
  const give = (verb: string, value: string, type: string, key: string, ...flags: string[]): Step => ({
    args: [verb, id, ...flags, value],
    writes: { type, data: { [key]: value } },
  });
  const steps: readonly (readonly [weight: number, step: () => Step])[] = [
    [tasks.length < 12 ? 8 : 1, () => add],
    [6, () => give('note', text, 'note_added', 'text')],
    [6, () => give('edit', text, 'task_edited', 'title', '--title')],
    [6, () => give('edit', `${lines.join('\n')}\n`, 'task_edited', 'description', '-d')],
    [3, () => give('edit', pick(['1', '2', '3']) ?? '', 'task_edited', 'priority', '-p')],
    [4, () => give('label', label, 'label_added', 'label')],
    [3, () => give('unlabel', label, 'label_removed', 'label')],
    [3, () => give('link', `src/${label}.ts`, 'link_added', 'link')],
    [2, () => give('unlink', `src/${label}.ts`, 'link_removed', 'link')],
    [3, () => give('resource', `depends:table:${table}`, 'resource_added', 'resource')],
    [3, () => give('assign', pick(['ann', 'bob', 'cho']) ?? '', 'task_assigned', 'assignee')],
    [2, () => give('block', text, 'task_held', 'reason', '-r')],
    [2, () => change('unblock', 'task_unheld')],
    [7, () => change('start', 'task_started', '--force')],
    [4, () => change('complete', 'task_completed', '--force', '-m', text)],
    [3, () => change('release', 'task_released')],
    [2, () => change('submit', 'task_submitted', '--force')],
    [2, () => change('reopen', 'task_reopened', '-m', text)],
    [1, () => change('cancel', 'task_cancelled', '-r', text)],
    [3, () => give('depend', other, 'dependency_added', 'on', '--on')],
    [2, () => give('undepend', other, 'dependency_removed', 'on', '--on')],
    [2, () => ({ args: ['ack', '--all', '-m', text] })],
    [8, () => ({ args: ['sync', '--remote', remote] })],
    [4, () => ({ args: ['pull', '--remote', remote] })],
    [4, () => ({ args: ['push', '--remote', remote] })],
  ];
  let left = random() * steps.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, step] of steps) {
    left -= weight;
    if (left < 0) return step();
  }
  return add;
}
