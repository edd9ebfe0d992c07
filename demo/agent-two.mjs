// agent-2: another process in another worktree. Is refused a blocked task, does another, and comes back.
import { readFileSync, writeFileSync } from 'node:fs';
import { endWith, narrator, tell } from './narrate.mjs';

const [login, drop] = process.argv.slice(2);
const run = narrator('agent-2', process.cwd(), process.env);

try {
  run('git task', { says: /you +agent-2/ });
  run(`git task start ${login}   # refused while blocked, naming the blockers`, {
    status: 4,
    says: [/Implement auth/, /TASK_BLOCKED/],
  });
  run('git task next --claim', { says: /Drop the old session endpoint/ });
  tell('agent-2', '(takes the endpoint out, and declares nothing)');
  const file = 'app/server/auth.py';
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/@auth\.route\("\/api\/session".*?\n\n\n/s, ''));
  run('git commit --quiet --all -m "Drop POST /api/session"', {
    says: /conflict .*Implement auth.*removes POST \/api\/session/,
  });
  run(`git task check ${drop}`, { says: /Implement auth/ });
  run(`git task complete ${drop} -m "Sessions open with the login"`, { says: /completed/ });
  run(`git task wait ${login} --timeout 60`);
  run(`git task start ${login}`, { says: /started/ });
  run(`git task complete ${login} -m "Merged PR #124"`, { says: /completed/ });
} catch (error) {
  endWith(error);
}
