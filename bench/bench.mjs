// Measures whole processes, as a person or an agent waits for them: medians, interleaved with their floors; then how true
// what is told of commits is.
//
//   npm run bench -- [--runs 9] [--sizes 100,10000] [--large] [--only <row>[,<row>]] [--growth 20]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accuracy } from './accuracy.mjs';
import { coldFacts, commitRows, STAGED } from './commit.mjs';
import { exchangeRows, MET, mergeRow } from './exchange.mjs';
import { floors, nodes } from './floors.mjs';
import { generate } from './generate.mjs';
import { measureGrowth } from './growth.mjs';
import { languageRow, MEASURED } from './languages.mjs';
import { median, run } from './measure.mjs';
import { PLANNED, planRow } from './plan.mjs';
import { report } from './report.mjs';
import { everydayRows, isWrite, programAt, READER } from './rows.mjs';

const LARGE = 100_000;
/** A plan is written into a repository that is nearly empty: it is as large as the others are. */
const SMALL = 100;
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '9' },
    sizes: { type: 'string', default: '100,10000' },
    growth: { type: 'string', default: '20' },
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const only = values.only?.split(',');
/** Rows that are not measured at each size. */
const APART = ['pre-commit', 'cold facts', 'languages', 'accuracy'];
const sizes = only?.every((name) => APART.includes(name))
  ? []
  : [...values.sizes.split(',').map(Number), ...(values.large ? [LARGE] : [])];
const wanted = (name) => only === undefined || only.includes(name);
const say = (text) => process.stderr.write(`${text}\n`);

const home = mkdtempSync(join(tmpdir(), 'git-task-bench-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** Measures every function once a round, round after round: what disturbs the machine disturbs all alike. */
function interleave(functions) {
  const samples = Object.fromEntries(Object.keys(functions).map((name) => [name, []]));
  for (let round = 0; round <= runs; round++)
    for (const [name, measure] of Object.entries(functions)) {
      const value = measure();
      // The first round warms the disk's cache.
      if (round > 0) samples[name].push(value);
    }
  return samples;
}

const rows = [];
const floorRuns = [];
for (const size of sizes) {
  const repository = join(home, String(size));
  say(`making a repository with ${size} tasks …`);
  await generate(repository, { tasks: size, open: size >= LARGE ? 5_000 : size / 2, reader: READER });
  const program = programAt(repository);

  if (wanted('cold index')) {
    say(`cold index of ${size} tasks …`);
    const samples = [];
    for (let round = 0; round < (size >= LARGE ? 3 : runs); round++) {
      program.forgetIndex();
      samples.push(program.peak('list', '--limit', '1'));
    }
    rows.push({
      name: 'cold index',
      size,
      target: `cold index ${size}`,
      milliseconds: median(samples.map((sample) => sample.milliseconds)),
      megabytes: Math.max(...samples.map((sample) => sample.megabytes)),
    });
  }

  const everyday = Object.entries(everydayRows(program)).filter(([name]) => wanted(name));
  if (everyday.length > 0) {
    say(`${everyday.map(([name]) => name).join(', ')} with ${size} tasks …`);
    const floorNames = Object.keys(floors(repository));
    const samples = interleave({ ...floors(repository), ...Object.fromEntries(everyday) });
    const medians = Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, median(list)]));
    floorRuns.push({ size, floors: Object.fromEntries(floorNames.map((name) => [name, medians[name]])) });
    for (const [name] of everyday)
      rows.push({
        name,
        size,
        target: isWrite(name) ? 'write' : 'read',
        milliseconds: medians[name],
        // Round by round: the floor that the same seconds of the machine allowed.
        rounds: samples[name].map((own, round) => ({
          own,
          floors: Object.fromEntries(floorNames.map((floor) => [floor, samples[floor][round]])),
        })),
      });
  }

  if (wanted('sync')) {
    say(`sync of ${size} tasks …`);
    const samples = interleave({ ...nodes(), ...exchangeRows(repository, program) });
    const names = Object.keys(samples).filter((name) => name !== 'sync');
    const medians = Object.fromEntries(names.map((name) => [name, median(samples[name])]));
    const beside = floorRuns.find((floorRun) => floorRun.size === size);
    if (beside === undefined) floorRuns.push({ size, floors: medians });
    else beside.floors = { ...medians, ...beside.floors };
    rows.push({
      name: 'sync',
      size,
      target: 'sync',
      milliseconds: median(samples.sync),
      rounds: samples.sync.map((own, round) => ({
        own,
        floors: Object.fromEntries(names.map((name) => [name, samples[name][round]])),
      })),
    });
  }

  if (wanted('merge') && size >= MET) {
    say(`merge of ${MET} tasks of ${size} …`);
    const samples = interleave({ merge: mergeRow(repository, program) });
    rows.push({ name: `merge of ${MET} tasks`, size, target: 'merge', milliseconds: median(samples.merge) });
  }

  if (wanted('plan') && size <= SMALL) {
    say(`a plan of ${PLANNED} tasks …`);
    const git = (...args) => run('git', args, { cwd: repository }).stdout.trim();
    const samples = interleave({ plan: planRow(repository, program, git) });
    rows.push({
      name: `plan of ${PLANNED} tasks`,
      size,
      target: 'plan',
      milliseconds: median(samples.plan),
    });
  }

  if (wanted('growth') && size < LARGE) {
    say(`growth of a repository with ${size} tasks …`);
    const { loose, packed } = measureGrowth(repository, program, Number(values.growth));
    rows.push({ name: 'growth before git gc', size, target: 'growth loose', bytes: loose });
    rows.push({ name: 'growth after git gc', size, target: 'growth packed', bytes: packed });
  }
  rmSync(repository, { recursive: true, force: true });
}

if (wanted('pre-commit') || wanted('cold facts')) {
  const repository = join(home, 'commit');
  say('making a repository with 10,000 files and 500 open tasks …');
  await generate(repository, { tasks: 1000, open: 500, reader: READER });
  const program = programAt(repository);
  const cold = coldFacts(repository, program);
  if (wanted('cold facts')) {
    say('facts of 2,000 sources with nothing kept …');
    const samples = interleave({ cold });
    rows.push({
      name: 'facts with nothing kept, sources',
      size: 2000,
      target: 'cold facts',
      milliseconds: median(samples.cold),
    });
  }
  for (const staged of wanted('pre-commit') ? STAGED : []) {
    say(`pre-commit of ${staged} files …`);
    const { hook, impact, ...parts } = commitRows(repository, program, staged);
    const samples = interleave({ ...nodes(), ...parts, impact, hook });
    const names = Object.keys(samples).filter((name) => name !== 'hook' && name !== 'impact');
    floorRuns.push({
      size: staged,
      what: 'staged files',
      floors: Object.fromEntries(names.map((name) => [name, median(samples[name])])),
    });
    const rounds = (row) =>
      samples[row].map((own, round) => ({
        own,
        floors: Object.fromEntries(names.map((name) => [name, samples[name][round]])),
      }));
    for (const [row, target] of [
      ['hook', `pre-commit ${staged}`],
      // A commit that large is the hook's row.
      ...(staged < 200 ? [['impact', 'warm impact']] : []),
    ])
      rows.push({
        name: row === 'hook' ? 'pre-commit, staged files' : 'impact --staged, staged files',
        size: staged,
        target,
        milliseconds: median(samples[row]),
        rounds: rounds(row),
      });
  }
}
for (const language of wanted('languages') ? MEASURED : []) {
  say(`2,000 sources of ${language} …`);
  const repository = join(home, language);
  await generate(repository, { tasks: 100, open: 50, reader: READER });
  const { cold, warm } = languageRow(repository, programAt(repository), language);
  const { cold: colds } = interleave({ cold });
  const { warm: warms, ...beside } = interleave({ ...nodes(), warm });
  rows.push({
    name: `facts with nothing kept, ${language}`,
    size: 2000,
    target: 'cold facts',
    milliseconds: median(colds),
  });
  rows.push({
    name: `impact --staged of 5, ${language}`,
    size: 2000,
    target: 'warm impact',
    milliseconds: median(warms),
    rounds: warms.map((own, round) => ({
      own,
      floors: Object.fromEntries(Object.entries(beside).map(([name, values]) => [name, values[round]])),
    })),
  });
}
if (rows.length > 0) process.stdout.write(report(rows, floorRuns));

if (wanted('accuracy')) {
  const { tables, mistakes } = await accuracy({ home, say });
  process.stdout.write(`\n${tables}\n${mistakes.map((line) => `${line}\n`).join('')}`);
}
