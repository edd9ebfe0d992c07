// Draws docs/session.svg: a short session of two agents, run for real in a scratch repository, as a terminal shows it.
// Run it again after the output of a verb changed: npm run build && node demo/picture.mjs
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'git-task-picture-')));
const shop = join(root, 'shop');
const env = {
  PATH: `${resolve('bin')}:${process.env.PATH}`,
  HOME: root,
  FORCE_COLOR: '1',
  GIT_CONFIG_NOSYSTEM: '1',
  TERM: 'xterm',
};

const git = (cwd, ...args) => execFileSync('git', args, { cwd, env, stdio: 'ignore' });
git(root, 'init', '-b', 'main', shop);
git(shop, 'config', 'user.name', 'alice');
git(shop, 'config', 'user.email', 'alice@example.com');
writeFileSync(
  join(shop, 'server.js'),
  `const app = require('express')();
app.get('/items', (req, res) => res.json([]));
app.post('/login', (req, res) => res.json({}));
`,
);
git(shop, 'add', 'server.js');
git(shop, 'commit', '-m', 'start');
git(shop, 'worktree', 'add', '../wt-api', '-b', 'api');
git(shop, 'worktree', 'add', '../wt-web', '-b', 'web');

/** What is typed where; `$a` and `$b` are the ids that the first two lines print. */
const session = [
  ['shop', 'git task init'],
  ['shop', 'git task add "Drop the old login"', 'a'],
  ['shop', 'git task add "Login form" --resource "depends:endpoint:POST /login" -p high', 'b'],
  ['wt-web', 'git task start $b >/dev/null'],
  ['wt-api', 'git task start $b'],
  ['wt-api', 'git task next --claim >/dev/null'],
  ['wt-api', 'sed -i.old /login/d server.js && git commit -qam "Tidy up"'],
  ['wt-web', 'git task'],
  ['wt-web', 'git task ack -m "moving to POST /sessions"'],
];

const lines = [];
const ids = {};
for (const [where, typed, name] of session) {
  const command = typed.replace(/\$(\w)/g, (_, id) => ids[id].slice(0, 4));
  lines.push(`\u001b[2m${where} $\u001b[0m \u001b[1m${command}\u001b[0m`);
  const { stdout, stderr } = spawnSync('sh', ['-c', `( ${command} ) 2>&1`], {
    cwd: join(root, where),
    env,
    encoding: 'utf8',
  });
  lines.push(
    ...(stdout + stderr)
      .trimEnd()
      .split('\n')
      .filter((line) => line !== ''),
  );
  // stderr comes first: the id is the line that stands alone.
  if (name !== undefined) ids[name] = /^[a-z][0-9a-z]{9}$/m.exec(stdout)[0];
}
rmSync(root, { recursive: true, force: true });

const COLOURS = { 1: '#ffffff', 2: '#8b949e', 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 36: '#79c0ff' };
const escapeXml = (text) =>
  text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char]);
const WIDTH = 100;
const [charWidth, lineHeight, margin] = [8.4, 20, 20];

function wrap(line) {
  const visible = line.replace(/\u001b\[\d+m/g, '');
  if (visible.length <= WIDTH) return [line];
  const cut = line.lastIndexOf(' ', WIDTH);
  return [line.slice(0, cut), ...wrap(`    ${line.slice(cut + 1)}`)];
}

const rows = lines.flatMap(wrap).map((line, at) => {
  let colour = '#c9d1d9';
  const spans = line.split(/(\u001b\[\d+m)/).map((part) => {
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code === undefined) return part === '' ? '' : `<tspan fill="${colour}">${escapeXml(part)}</tspan>`;
    colour = COLOURS[code] ?? '#c9d1d9';
    return '';
  });
  return `<text x="${margin}" y="${margin + (at + 1) * lineHeight}" xml:space="preserve">${spans.join('')}</text>`;
});
const size = [
  Math.round(WIDTH * charWidth + 2 * margin),
  Math.round((rows.length + 1) * lineHeight + 2 * margin),
];
writeFileSync(
  'docs/session.svg',
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size[0]}" height="${size[1]}" viewBox="0 0 ${size[0]} ${size[1]}">
<title>Two agents in two worktrees, one list of tasks</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">
${rows.join('\n')}
</g>
</svg>
`,
);
process.stdout.write(`${lines.join('\n')}\n\nwrote docs/session.svg\n`);
