// Builds dist/: one CommonJS file per chunk. Node starts CommonJS faster than ES modules, and esbuild splits only
// ES modules: so it bundles into split ES modules first, then turns each chunk into CommonJS.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const out = 'dist';

rmSync(out, { recursive: true, force: true });
const bundle = await build({
  entryPoints: { main: 'src/main.ts' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outdir: out,
  chunkNames: '[name]-[hash]',
  define: { GIT_TASK_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  write: false,
  metafile: true,
});
mkdirSync(out, { recursive: true });
for (const { path, text } of bundle.outputFiles) {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    supported: { 'dynamic-import': false },
  });
  writeFileSync(path, code);
}
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
// Old node can't even parse the bundle: the launcher starts this file, which any node can.
writeFileSync(
  join(out, 'start.js'),
  `var v = process.versions.node.split('.').map(Number);
if (v[0] < 20 || (v[0] === 20 && v[1] < 19)) {
  process.stderr.write('error: git-task needs node 20.19 or newer; this is ' + process.versions.node + '\\n');
  process.exit(1);
}
require('./main.js');
`,
);
const licences = new Set(
  Object.keys(bundle.metafile.inputs).flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []),
);
writeFileSync(
  join(out, 'LICENSES.txt'),
  [...licences]
    .sort()
    .map((name) => {
      const folder = join('node_modules', name);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name}\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8')}`;
    })
    .join('\n---\n\n'),
);
