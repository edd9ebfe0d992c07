// Builds dist/: one CommonJS bundle, which node starts faster than ES modules, beside it what few calls need, and V8's
// code caches of what everyday calls run.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const built = 'dist';
/** Takes the place of what was built before when all of it is there: others may be running that meanwhile. */
const out = `${built}.${process.pid}`;

/** Loaded by import() where they are needed, each from a file of its own. */
const LAZY = [
  { specifier: /\/parse-with-library\.ts$/, name: 'yaml', entry: 'src/codec/yaml/parse-with-library.ts' },
  { specifier: /\/syntax\.ts$/, name: 'syntax', entry: 'src/syntax/syntax.ts' },
  { specifier: /\/formats\.ts$/, name: 'formats', entry: 'src/formats/formats.ts' },
  { specifier: /\/schemas\.ts$/, name: 'schemas', entry: 'src/cli/schemas/schemas.ts' },
  {
    specifier: /^@dagrejs\/dagre$/,
    name: 'dagre',
    entry: 'node_modules/@dagrejs/dagre/dist/dagre.esm.js',
  },
  { specifier: /\/date-words\.ts$/, name: 'date-words', entry: 'src/tracker/date-words.ts' },
  { specifier: /^chokidar$/, name: 'chokidar', entry: 'node_modules/chokidar/index.js' },
];
/** Half of all code. Imported as any module is, and loaded when something of it is first used. */
const WHEN_USED = [
  { specifier: /\/facts\/analysis\.ts$/, name: 'analysis', entry: 'src/facts/analysis.ts' },
  { specifier: /\/facts\/readers\.ts$/, name: 'readers', entry: 'src/facts/readers.ts' },
  // One repository has sources of few languages.
  ...[
    'csharp',
    'go',
    'java',
    'kotlin',
    'liquibase',
    'openapi',
    'php',
    'python',
    'ruby',
    'rust',
    'symfony',
  ].map((language) => ({
    specifier: new RegExp(`/${language}/read-${language}\\.ts$`),
    name: `read-${language}`,
    entry: `src/facts/${language}/read-${language}.ts`,
  })),
];
/** One file for all bundles: an error that one throws must be of the class that another catches. */
const ERRORS = { name: 'errors', entry: 'src/errors.ts' };
const lazyFiles = {
  name: 'lazy-files',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/errors\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${ERRORS.name}.js`, external: true },
    );
    for (const { specifier, name } of LAZY)
      onResolve({ filter: specifier }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${name}.js`, external: true } : undefined,
      );
    for (const { specifier, name } of WHEN_USED)
      onResolve({ filter: specifier }, ({ kind }) =>
        kind === 'import-statement' ? { path: name, namespace: 'when-used' } : undefined,
      );
    onLoad({ filter: /.*/, namespace: 'when-used' }, async ({ path }) => ({
      contents: `let loaded;
        for (const name of ${JSON.stringify(await exportsOf(WHEN_USED.find(({ name }) => name === path).entry))})
          Object.defineProperty(exports, name, { enumerable: true, get: () => (loaded ??= require('./${path}.js'))[name] });`,
      resolveDir: out,
    }));
    onResolve({ filter: /.*/, namespace: 'when-used' }, ({ path }) => ({ path, external: true }));
  },
};

async function exportsOf(entry) {
  const { metafile } = await build({
    entryPoints: [entry],
    format: 'esm',
    bundle: true,
    write: false,
    metafile: true,
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/**
 * commander loads child_process, which takes 3 ms, for subcommands that are programs; there are none here. And a module for
 * what is a global.
 */
const INSTEAD = { child_process: '{}', process: 'process' };
const lightCommander = {
  name: 'light-commander',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(child_process|process)$/ }, ({ path, importer }) =>
      importer.includes('/commander/') ? { path: path.slice(5), namespace: 'light-commander' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'light-commander' }, ({ path }) => ({
      contents: `module.exports = ${INSTEAD[path]};`,
    }));
  },
};

rmSync(out, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: {
    main: 'src/main.ts',
    ...Object.fromEntries([ERRORS, ...LAZY].map(({ name, entry }) => [name, entry])),
    ...Object.fromEntries(WHEN_USED.map(({ name, entry }) => [`${name}-code`, entry])),
  },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  // A script with a code cache has no import() of its own: require instead.
  supported: { 'dynamic-import': false },
  outdir: out,
  // Of a module that is loaded as a script.
  define: { GIT_TASK_VERSION: JSON.stringify(version), 'import.meta.url': '__filename' },
  // Optional, with grammars of 13 MB: taken from where they are installed, if they are.
  external: ['web-tree-sitter'],
  legalComments: 'none',
  metafile: true,
  plugins: [lazyFiles, lightCommander],
});
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');

const CACHED = WHEN_USED.map(({ name }) => name);
for (const name of ['main', ...CACHED.map((cached) => `${cached}-code`)]) {
  const file = join(out, `${name}.js`);
  const code = readFileSync(file, 'utf8');
  const odd = /[^\0-\x7f]/.exec(code);
  // esbuild escapes all but regular expressions. One such character makes V8 keep the whole text in twice the space.
  if (odd !== null) throw new Error(`${name}.js holds ${odd[0]}: write it as an escape`);
  // In the function that node puts around a module: \`wrap\` of node:module costs the load of all its loaders.
  writeFileSync(file, `(function (exports, require, module, __filename, __dirname) {${code}\n})`);
}

/** Runs a bundle with its code cache. One of another V8 is rejected by V8 itself, and then costs nothing but its gain. */
const withCache = (name) => `var fs = require('fs'), vm = require('vm'), path = require('path');
var file = path.join(__dirname, '${name}.js'), cache;
try { cache = fs.readFileSync(path.join(__dirname, '${name}.cache')); } catch (none) {}
var script = new vm.Script(fs.readFileSync(file, 'latin1'), { filename: file, cachedData: cache });
script.runInThisContext()(exports, require, module, file, __dirname);
module.exports.script = script;
`;

// The manual pages: of the same definitions as parsers and help, in a bundle that only the build needs.
const manual = join(out, 'manual.cjs');
await build({
  entryPoints: ['src/cli/man/pages.ts'],
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  outfile: manual,
  external: ['web-tree-sitter', 'chokidar'],
  define: { 'import.meta.url': '__filename' },
});
const { SOURCE_DATE_EPOCH: epoch } = process.env;
const date = (epoch === undefined ? new Date() : new Date(epoch * 1000)).toISOString().slice(0, 10);
const pages = await createRequire(import.meta.url)(resolve(manual)).manPages({ version, date });
mkdirSync('man', { recursive: true });
for (const name of readdirSync('man')) if (!pages.has(name)) rmSync(join('man', name));
for (const [name, text] of pages) writeFileSync(join('man', name), text);
rmSync(manual);

// Written for any node, however old, to say that it is too old.
writeFileSync(
  join(out, 'start.js'),
  `'use strict';
var v = process.versions.node.split('.').map(Number);
if (v[0] < 20 || (v[0] === 20 && v[1] < 19)) {
  process.stderr.write('error: git-task needs node 20.19 or newer; this is ' + process.versions.node + '\\n');
  process.exit(1);
}
${withCache('main')}`,
);
for (const name of CACHED)
  writeFileSync(join(out, `${name}.js`), `'use strict';\n${withCache(`${name}-code`)}`);

// Everyday calls in a scratch repository, in one process: V8 caches the functions that they ran.
const scratch = mkdtempSync(join(tmpdir(), 'git-task-build-'));
try {
  execFileSync('git', ['init', '--quiet', scratch]);
  cpSync('fixtures/apps', join(scratch, 'apps'), { recursive: true });
  const warmUp = `
    const dist = ${JSON.stringify(resolve(out))}, { join } = require('path');
    const start = join(dist, 'start.js');
    const calls = [['init'], ['add', 'one', '--start', '--resource', 'adds:table:users'], ['add', 'two', '--json'], ['list'], [],
      ['ready'], ['next', '--claim'], ['show', '@last'], ['note', '@', 'text'], ['complete', '--next'], ['inbox'], ['search', 'one'], ['search', 'one'], ['no-such-verb'], ['impact']];
    (async () => {
      let script;
      for (const call of calls) {
        process.argv = [process.argv[0], start, ...call];
        delete require.cache[start];
        if (script === undefined) { const first = require(start); script = first.script; await first.finished; continue; }
        const module = { exports: {} };
        script.runInThisContext()(module.exports, require('module').createRequire(start), module, join(dist, 'main.js'), dist);
        await module.exports.finished;
      }
      const save = (name, of) => require('fs').writeFileSync(join(dist, name), of.createCachedData());
      save('main.cache', script);
      for (const name of ${JSON.stringify(CACHED)}) save(name + '-code.cache', require(join(dist, name + '.js')).script);
      process.exitCode = 0;
    })();`;
  execFileSync(process.execPath, ['-e', warmUp], { cwd: scratch, stdio: 'ignore' });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const licensed = new Set(
  Object.keys(metafile.inputs).flatMap(
    (input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
  ),
);
writeFileSync(
  join(out, 'LICENSES.txt'),
  [...licensed]
    .sort()
    .map((name) => {
      const folder = join('node_modules', name);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name}\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8')}`;
    })
    .join('\n---\n\n'),
);

rmSync(built, { recursive: true, force: true });
renameSync(out, built);
