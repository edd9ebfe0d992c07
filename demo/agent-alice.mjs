// Alice: a process of her own in her own worktree. Builds the login, and hears of what her neighbour takes away.

import { appendFileSync } from 'node:fs';
import { endWith, narrator, tell } from './narrate.mjs';

const [auth, drop] = process.argv.slice(2);
const run = narrator('alice', process.cwd(), process.env);

try {
  run('git task', { says: /you +alice/ });
  run(`git task start ${auth}`, { says: /started/ });
  run('git task list --me', { says: /Implement auth/ });
  run('git task list --status in_progress', { says: /Implement auth/ });
  tell('alice', '(writes code; and will look up when her neighbour is done)');
  appendFileSync(
    'app/server/auth.py',
    '\n\ndef check_password(name, password):\n    return bool(name and password)\n',
  );
  run('git commit --quiet --all -m "Look at the password"');
  run(`git task wait ${drop} --until completed --timeout 60`);
  run('git task inbox', { says: /(conflict|warning).*POST \/api\/session/ });
  run(`git task ack ${auth} -m "Login opens its own session now"`, { says: /acknowledged 1/ });
  run('git task inbox', { says: /nothing waits for you/ });
  run(`git task complete ${auth} -m "Merged PR #123"`, { says: /completed/ });
} catch (error) {
  endWith(error);
}
