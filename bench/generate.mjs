// Makes a repository with many tasks, quickly: one `git fast-import` for all of them. The files come out of the
// program's own fold and codec, so that `git task doctor` finds nothing to say.
//
//   node bench/generate.mjs <directory> [--tasks 10000] [--open 5000] [--depending 0.3] [--seed 1]
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const PEOPLE = ['ada', 'brook', 'chen', 'dana', 'eli', 'farah', 'goran', 'hana'];
const VERBS = ['Add', 'Fix', 'Rework', 'Document', 'Test', 'Remove', 'Speed up', 'Split'];
const THINGS = [
  'login form',
  'search results',
  'invoice export',
  'rate limiter',
  'user profile',
  'audit log',
];
const PLACES = ['in the public API', 'for guests', 'on the settings page', 'behind a flag', 'in the worker'];
const DAY_MS = 86_400_000;
/** Tasks created in one commit: history is short, the tree is real. */
const TASKS_PER_COMMIT = 200;
/** Tasks that somebody else assigned to whoever reads the inbox. */
const ASSIGNED_TO_READER = 20;
const IN_PROGRESS = 20;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Loads the program's codec from its source. */
async function loadCodec() {
  const directory = mkdtempSync(join(tmpdir(), 'git-task-codec-'));
  try {
    const outfile = join(directory, 'codec.mjs');
    const entry = fileURLToPath(new URL('generate-entry.ts', import.meta.url));
    await build({ entryPoints: [entry], bundle: true, format: 'esm', platform: 'node', outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The events of every task, task by task; later tasks may depend on earlier ones. */
function* makeStories(codec, { tasks, open, depending, reader, seed }) {
  const random = randomNumbers(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const entropy = (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256));
  const prefixes = new Set();
  const taken = (prefix) => prefixes.has(prefix);
  const ids = [];
  const openIds = [];
  const end = Date.now() - 60_000;
  let inProgress = 0;
  let assigned = 0;
  for (let at = 0; at < tasks; at++) {
    const id = codec.mintId(entropy, taken);
    prefixes.add(id.slice(0, 4)).add(id);
    const isOpen = Math.floor(((at + 1) * open) / tasks) > Math.floor((at * open) / tasks);
    // Spread over ninety days, the newest a minute old.
    const time = end - Math.floor((90 * DAY_MS * (tasks - 1 - at)) / tasks);
    const stamp = codec.stampSequence(time, undefined, entropy);
    const now = codec.stampSequence(end, undefined, entropy);
    const creator = pick(PEOPLE);
    const events = [];
    const record = (type, by, data, over, [next, moment] = [stamp, time]) =>
      events.push({
        id: next(),
        type,
        at: new Date(moment).toISOString(),
        by,
        task: id,
        ...(over === undefined ? {} : { over }),
        data,
      });
    const data = { title: `${pick(VERBS)} ${pick(THINGS)} ${pick(PLACES)} (${at + 1})` };
    if (random() < 0.5) data.type = pick(['feature', 'bug', 'chore']);
    if (random() < 0.6) data.priority = pick(['1', '2', '3', '4']);
    if (random() < 0.4)
      data.description = `${pick(VERBS)} the ${pick(THINGS)}.\n\nSeen ${pick(PLACES)}: see what the tests say.\n`;
    if (random() < 0.3) data.labels = [pick(['api', 'web', 'worker', 'docs'])];
    if (random() < 0.4) data.links = [`src/part-${at % 97}/file-${at % 13}.ts`];
    if (random() < 0.3)
      data.resources = [`${pick(['adds', 'modifies', 'depends'])}:endpoint:GET /api/v1/things/${at % 500}`];
    if (isOpen && openIds.length > 0 && random() < depending) {
      // Mostly upon open tasks, as in a plan; some of them finished by now.
      const on = new Set([random() < 0.7 ? pick(openIds) : pick(ids)]);
      if (random() < 0.3) on.add(pick(ids));
      data.depends_on = [...on].sort();
    }
    if (
      isOpen &&
      assigned < ASSIGNED_TO_READER &&
      at % (2 * Math.ceil(tasks / (4 * ASSIGNED_TO_READER))) === 1
    ) {
      data.assignee = reader;
      assigned++;
    } else if (random() < 0.1) data.assignee = pick(PEOPLE);
    record('task_created', creator, data);
    const [created] = events;
    const claim = { clone: 'zz9plural0', worktree: `agent-${at % 8}`, branch: `task/${id}` };
    const starts = isOpen && data.depends_on === undefined && data.assignee !== reader;
    if (!isOpen) {
      const by = pick(PEOPLE);
      record('task_started', by, claim, [created.id]);
      record('task_completed', by, { message: 'Merged' }, [events[1].id]);
    } else if (starts && inProgress < IN_PROGRESS && tasks - at < tasks / 600 + 4 * IN_PROGRESS) {
      inProgress++;
      // Just now: a claim of days ago would be stale.
      record('task_started', pick(PEOPLE), claim, [created.id], [now, end]);
    }
    ids.push(id);
    if (isOpen) openIds.push(id);
    yield { id, events };
  }
}

/** What `git fast-import` reads, commit by commit. */
function* makeStream(codec, shape) {
  const data = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const committer = (stamp) => `committer ada <ada@example.org> ${Math.floor(stamp / 1000)} +0000\n`;
  const commit = (at, message, files) =>
    [
      `commit refs/tasks/main\nmark :${at}\n`,
      committer(Date.now()),
      data(message),
      at === 1 ? '' : `from :${at - 1}\n`,
      ...files.map(({ path, text }) => `M 100644 inline ${path}\n${data(text)}`),
      '\n',
    ].join('');
  yield 'feature done\n';
  yield commit(
    1,
    codec.formatCommitMessage({ subject: 'init', actor: 'ada', stamps: [] }),
    codec.FIRST_FILES,
  );
  let at = 2;
  let files = [];
  let newest = '';
  let count = 0;
  const flush = () => {
    const subject = `plan ${count} tasks`;
    const text = commit(at++, codec.formatCommitMessage({ subject, actor: 'ada', stamps: [newest] }), files);
    files = [];
    count = 0;
    return text;
  };
  for (const { id, events } of makeStories(codec, shape)) {
    files.push(...codec.transactionFiles(events, new Map([[id, codec.fold(events)]])));
    for (const { id: stamp } of events) if (stamp > newest) newest = stamp;
    if (++count === TASKS_PER_COMMIT) yield flush();
  }
  if (count > 0) yield flush();
  yield 'done\n';
}

/**
 * Makes the repository.
 *
 * @param shape tasks, how many of them open, which part of the open ones depend on others, who reads the inbox
 */
export async function generate(directory, shape) {
  const whole = { tasks: 100, depending: 0.3, reader: 'reader', seed: 1, ...shape };
  whole.open ??= Math.floor(whole.tasks / 2);
  const codec = await loadCodec();
  mkdirSync(directory, { recursive: true });
  execFileSync('git', ['init', '--quiet', directory]);
  const child = spawn('git', ['-c', 'core.logAllRefUpdates=always', 'fast-import', '--quiet'], {
    cwd: directory,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(child, 'close');
  for (const text of makeStream(codec, whole)) if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  child.stdin.end();
  const [status] = await ended;
  if (status !== 0) throw new Error(`git fast-import ended with status ${status}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tasks: { type: 'string', default: '10000' },
      open: { type: 'string' },
      depending: { type: 'string', default: '0.3' },
      reader: { type: 'string', default: 'reader' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [directory] = positionals;
  if (directory === undefined) throw new Error('usage: node bench/generate.mjs <directory> [--tasks <n>]');
  await generate(directory, {
    tasks: Number(values.tasks),
    depending: Number(values.depending),
    reader: values.reader,
    seed: Number(values.seed),
    ...(values.open === undefined ? {} : { open: Number(values.open) }),
  });
}
