// What git's hook before a commit costs: a repository of 10,000 files, 2,000 of them TypeScript, and sources staged.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './measure.mjs';

const BIN = dirname(fileURLToPath(new URL('../bin/git-task', import.meta.url)));
const PACKAGES = 100;
const SOURCES = 20;
const OTHERS = 80;
/** How many files are staged at a time. */
export const STAGED = [5, 40, 200];

function source(place, at, edited) {
  const next = (at + 1) % SOURCES;
  const parts = [
    `import { format${next} } from './part${next}.js';`,
    `import type { Request, Response } from 'express';`,
    `export interface Options${at} {\n  readonly name: string;\n  readonly limit?: number;\n}`,
  ];
  if (at === 0) {
    parts.push(`import { Router } from 'express';`, `export const router = Router();`);
    for (let route = 0; route < 8; route++)
      parts.push(
        `router.get('/things/${route}/:id', (request: Request, response: Response) => {\n  response.json({ id: request.params.id, place: ${place} });\n});`,
      );
  }
  for (let one = 0; one < 6; one++) {
    const name = one === 0 ? `format${at}` : `format${at}_${one}`;
    parts.push(
      `/** Formats what has a name. */\nexport function ${name}(options: Options${at}, more: readonly string[] = []): string {\n  const found = more.filter((text) => text.length > ${one + edited}).map((text) => \`\${text}-\${options.name}\`);\n  if (found.length > (options.limit ?? ${one + 10})) {\n    throw new Error('package ${place} has too many: ' + found.length);\n  }\n  for (const text of found) if (text === 'x') return text.replace(/a+/g, format${next}({ name: 'b' }));\n  return found.join(', ');\n}`,
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function sourcePath(place, at) {
  return `packages/p${place}/src/part${at}.ts`;
}

/** Writes and commits the files, and installs the hooks. */
function fill(repository, program) {
  for (let place = 0; place < PACKAGES; place++) {
    const directory = join(repository, dirname(sourcePath(place, 0)));
    mkdirSync(directory, { recursive: true });
    for (let at = 0; at < SOURCES; at++)
      writeFileSync(join(repository, sourcePath(place, at)), source(place, at, 0));
    for (let at = 0; at < OTHERS; at++) writeFileSync(join(directory, `text${at}.md`), `${place} ${at}\n`);
  }
  const places = Array.from({ length: PACKAGES }, (_, place) => place);
  const app = [
    `import express from 'express';`,
    ...places.map((place) => `import { router as router${place} } from './p${place}/src/part0.js';`),
    'const app = express();',
    ...places.map((place) => `app.use('/p${place}', router${place});`),
  ];
  writeFileSync(join(repository, 'packages/app.ts'), `${app.join('\n')}\n`);
  const git = (...args) =>
    run('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...args], { cwd: repository });
  git('add', '-A');
  git('commit', '--quiet', '-m', 'Begin');
  program.call('hooks', 'install');
}

/** Reads the facts of the whole tree with nothing kept, as the first call in a clone does. Before any rows by staged files. */
export function coldFacts(repository, program) {
  fill(repository, program);
  return () => {
    for (const name of readdirSync(join(repository, '.git/git-task')))
      if (name.startsWith('facts')) rmSync(join(repository, '.git/git-task', name));
    return program.call('impact', '--facts', '--json').milliseconds;
  };
}

/** Rows by how many files are staged: the whole hook, and what its parts cost by themselves. */
export function commitRows(repository, program, staged) {
  for (let at = 0; at < staged; at++) {
    const [place, part] = [at % PACKAGES, Math.floor(at / PACKAGES) + 3];
    writeFileSync(join(repository, sourcePath(place, part)), source(place, part, 1));
  }
  run('git', ['add', '-A'], { cwd: repository });
  // What nobody read before takes seconds, once: that is another question.
  program.call('impact', '--staged');
  const options = (more = {}) => {
    const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, ...more };
    for (const name of Object.keys(env)) if (/^GIT_(?!TASK_)/.test(name)) delete env[name];
    return { cwd: repository, env };
  };
  const hook = (more) => run('git', ['hook', 'run', 'pre-commit'], options(more)).milliseconds;
  const git = (...args) => run('git', args, { cwd: repository }).milliseconds;
  return {
    hook: () => hook(),
    impact: () => program.call('impact', '--staged').milliseconds,
    // The script sees git-task's own git behind it and ends.
    'its script': () => hook({ GIT_TASK_HOOK: '1' }),
    'git diff-index': () =>
      git('diff-index', '--cached', '-M', '--raw', '-z', 'HEAD') +
      git('diff-index', '--cached', '-M', '-p', '-U0', 'HEAD'),
    'git ls-tree': () => git('ls-tree', '-r', '-z', 'HEAD'),
  };
}
