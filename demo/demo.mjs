// Two agents, two worktrees, one list of tasks: a story told by real commands in a scratch repository, each step
// checked. Needs git and node, and no git identity. Leaves the repository behind for a look around.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { heading, idIn, narrator, remark, StoryBroken } from './narrate.mjs';
import { endWatchers, startWatcher } from './watcher.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const BIN = here('../bin');
const home = mkdtempSync(join(tmpdir(), 'git-task-demo-'));
const shop = join(home, 'shop');
const agents = { alice: join(home, 'alice'), 'agent-2': join(home, 'agent-2') };

function environment(actor) {
  const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, GIT_PAGER: 'cat' };
  // A hook or another git that started us would steer ours.
  for (const name of Object.keys(env)) if (/^GIT_(?!PAGER|EXEC_PATH)/.test(name)) delete env[name];
  return actor === undefined ? env : { ...env, GIT_TASK_ACTOR: actor };
}

/** Starts an agent's script as a process in its worktree; resolves when it ended well. */
async function play(who, script, ...ids) {
  const child = spawn(process.execPath, [here(script), ...ids], {
    cwd: agents[who],
    env: environment(who),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new StoryBroken(`${who}'s process ended with status ${status}`);
}

/** Waits until every watcher has heard something: they are listening. */
async function untilAllListen(watchers, speak) {
  for (let tries = 0; tries < 10; tries++) {
    await sleep(1_000);
    speak();
    for (let waits = 0; waits < 20; waits++) {
      if (watchers.every(({ lines }) => lines.length > 0)) return;
      await sleep(100);
    }
  }
  throw new StoryBroken('the watchers hear nothing');
}

/** Whether a watcher printed exactly the last of what there is to print for its agent. */
async function heardAll({ who, lines }, cursor) {
  const run = narrator(who, agents[who], environment(who));
  const all = run(`git task watch --since ${cursor} --me`).trimEnd().split('\n');
  for (let waits = 0; waits < 50 && lines.at(-1) !== all.at(-1); waits++) await sleep(100);
  if (lines.join('\n') !== all.slice(-lines.length).join('\n'))
    throw new StoryBroken(
      `${who}'s watcher heard ${lines.length} events, not the last of these ${all.length}`,
    );
  remark(`         all ${lines.length} of them had reached ${who}'s watcher, in this order`);
}

async function tellStory() {
  const run = narrator('sam', shop, environment());

  heading('Sam has a shop, with a worktree for each of two agents');
  mkdirSync(shop);
  cpSync(here('../fixtures/sample-app'), shop, { recursive: true });
  run('git init --quiet --initial-branch=main');
  run('git config user.name Sam && git config user.email sam@example.org');
  run('git add --all && git commit --quiet -m "A shop"');
  run('git worktree add --quiet ../alice -b task/auth');
  run('git worktree add --quiet ../agent-2 -b task/sessions');

  heading('Sam writes the work down; every worktree sees it at once');
  run('git task init', { says: /refs\/tasks\/main/ });
  const auth = idIn(
    run(
      'git task add "Implement auth" -d "Add login + signup" -a alice -p 2 --due 2025-09-01 --resource modifies:endpoint:POST /api/login --link app/server/auth.py',
      { says: /priority medium/ },
    ),
  );
  const login = idIn(
    run(`git task create "Add login endpoint" --depends-on ${auth} --assignee agent-2 --priority high`),
  );
  const notes = idIn(run('git task add "Write the release notes" -a Sam'));
  run(`git task depend ${notes} --on ${login}`);
  const drop = idIn(run('git task add "Drop the old session endpoint" -a agent-2'));
  run(`git task resource ${auth} "depends:endpoint:POST /api/session"`);
  run(`git task show ${auth}`, { says: [/Implement auth/, /alice/, /POST \/api\/login/] });
  run('git task blocked', { says: [/Add login endpoint/, /Write the release notes/] });
  const cursor = run('git rev-parse refs/tasks/main').trim();

  heading('Both agents listen: git task watch --follow --me, a process in each worktree');
  remark('What a watcher prints stands behind ◂ from here on.\n');
  const watchers = Object.entries(agents).map(([who, cwd]) => startWatcher(who, cwd, environment(who)));
  await untilAllListen(watchers, () => {
    run(`git task note ${auth} "The API document is in the wiki"`);
    run(`git task note ${login} "Same answer as the old one, please"`);
  });

  heading('Both agents work at the same time, as processes of their own');
  const acts = await Promise.allSettled([
    play('alice', 'agent-alice.mjs', auth, drop),
    play('agent-2', 'agent-two.mjs', login, drop),
  ]);
  for (const act of acts) if (act.status === 'rejected') throw act.reason;

  heading('What each of them heard is all there was to hear');
  for (const watcher of watchers) await heardAll(watcher, cursor);
  endWatchers();

  heading('What is left, and that it is sound');
  run('git task list', { says: /Write the release notes/ });
  run('git log --oneline refs/tasks/main', { says: /complete .*Implement auth/ });
  run('git fsck');
  run('git task doctor', { says: /every task is the fold of its events/ });
}

process.on('exit', endWatchers);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
try {
  await tellStory();
  heading('Your turn');
  remark(`The repository stays. Look around in it:

  cd ${shop}
  PATH=${BIN}:$PATH
  git task                          # where you stand
  git task next --claim             # what to do now, and it is yours
  git task watch                    # everything that happened
  git task show --json @last        # a task as a program reads it
`);
} catch (error) {
  endWatchers();
  process.stdout.write(`\n${error instanceof StoryBroken ? error.message : error.stack}\n`);
  process.stdout.write(`The demo broke off; its repository is ${shop}\n`);
  process.exitCode = 1;
}
