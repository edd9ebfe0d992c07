// How much of what commits do is told, and how much of what is told is true: bench/histories/README.md.
//
//   node bench/accuracy.mjs [--only express,gin]
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { median, run } from './measure.mjs';
import { programAt } from './rows.mjs';

const HISTORIES = fileURLToPath(new URL('histories', import.meta.url));
/** Commits by how many files they touch: what each group is called, and the most it has. */
const SIZES = [
  ['1 file', 1],
  ['2 to 5 files', 5],
  ['more files', Number.POSITIVE_INFINITY],
];

async function loadScoring() {
  const directory = mkdtempSync(join(tmpdir(), 'git-task-scoring-'));
  try {
    const outfile = join(directory, 'scoring.mjs');
    const entry = fileURLToPath(new URL('accuracy/entry.ts', import.meta.url));
    await build({ entryPoints: [entry], bundle: true, format: 'esm', platform: 'node', outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Makes the worktree what a commit says. */
function checkOut(repository, before, files) {
  for (const path of before.keys()) if (!files.has(path)) rmSync(join(repository, path));
  for (const [path, text] of files) {
    if (before.get(path) === text) continue;
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}

/** Makes the commits of one history, one by one, and hears what git-task tells of each. */
function replay(repository, history, scoring) {
  mkdirSync(repository);
  const program = programAt(repository);
  const git = (...args) =>
    run('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...args], { cwd: repository });
  git('init', '--quiet');
  const results = [];
  let files = new Map();
  for (const [at, commit] of history.commits.entries()) {
    checkOut(repository, files, commit.files);
    files = commit.files;
    git('add', '-A');
    git('commit', '--quiet', '--allow-empty', '-m', commit.subject);
    if (at === 0) continue;
    const { stdout, milliseconds } = program.call('impact', 'HEAD', '--json');
    const told = JSON.parse(stdout).data.changes;
    const touched = told.filter(({ kind }) => kind === 'file').length;
    results.push({ commit, touched, milliseconds, judgement: scoring.judge(commit, told) });
  }
  rmSync(repository, { recursive: true, force: true });
  return results;
}

function percent(share) {
  return share === undefined ? '-' : `${(100 * share).toFixed(1)}%`;
}

/** Replays the histories and gives back their tables and mistakes as Markdown. */
export async function accuracy({ only, home, say }) {
  const scoring = await loadScoring();
  const names = readdirSync(HISTORIES)
    .filter((name) => name.endsWith('.history'))
    .filter((name) => only === undefined || only.includes(name.replace('.history', '')));
  const rows = new Map();
  const times = SIZES.map(() => []);
  const mistakes = [];
  const add = (row, { scores, apart }, kinds) => {
    const known = rows.get(row) ?? { commits: 0, score: scoring.noScore(), apart: scoring.noScore() };
    rows.set(row, known);
    known.commits += 1;
    for (const kind of kinds) {
      scoring.addScore(known.score, scores.get(kind) ?? scoring.noScore());
      scoring.addScore(known.apart, apart.get(kind) ?? scoring.noScore());
    }
  };
  const frameworks = [];
  for (const name of names) {
    const history = scoring.readHistory(readFileSync(join(HISTORIES, name), 'utf8'));
    say(`replaying ${history.commits.length} commits of ${history.framework} …`);
    frameworks.push(history.framework);
    for (const { commit, touched, milliseconds, judgement } of replay(join(home, name), history, scoring)) {
      times[SIZES.findIndex(([, most]) => touched <= most)].push(milliseconds);
      add(history.framework, judgement, scoring.KINDS);
      for (const kind of scoring.KINDS) add(kind, judgement, [kind]);
      add('all', judgement, scoring.KINDS);
      for (const mistake of judgement.mistakes)
        mistakes.push(`- ${history.framework}, “${commit.subject}”: ${mistake}`);
    }
  }
  const lines = [];
  const table = (title, keys) => {
    lines.push(
      `| ${title} | commits | true | precision | recall | renames apart: precision | recall | by the end |`,
    );
    lines.push('|---|---|---|---|---|---|---|---|');
    for (const key of keys) {
      const row = rows.get(key);
      if (row === undefined) continue;
      const { score, apart } = row;
      lines.push(
        `| ${key} | ${row.commits} | ${score.right + score.missed} | ${percent(scoring.precisionOf(score))} | ${percent(scoring.recallOf(score))} | ${percent(scoring.precisionOf(apart))} | ${percent(scoring.recallOf(apart))} | ${score.suffix} |`,
      );
    }
    lines.push('');
  };
  table('framework', frameworks);
  table('kind', [...scoring.KINDS, 'all']);
  lines.push('| `impact` of a commit that touches | commits | median |', '|---|---|---|');
  for (const [at, [name]] of SIZES.entries()) {
    const samples = times[at];
    if (samples.length > 0) lines.push(`| ${name} | ${samples.length} | ${median(samples).toFixed(1)} ms |`);
  }
  return { tables: `${lines.join('\n')}\n`, mistakes };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const home = mkdtempSync(join(tmpdir(), 'git-task-accuracy-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  const say = (text) => process.stderr.write(`${text}\n`);
  const { tables, mistakes } = await accuracy({ only: values.only?.split(','), home, say });
  process.stdout.write(`${tables}\n${mistakes.map((line) => `${line}\n`).join('')}`);
}
