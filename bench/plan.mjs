// What it costs to write down many tasks in one call.
import { writeFileSync } from 'node:fs';

const REF = 'refs/tasks/main';
export const PLANNED = 10_000;

/** The time to create tasks out of a file: chains of ten, each under a parent. */
export function planRow(repository, program, git) {
  const tasks = Array.from({ length: PLANNED }, (_, at) => ({
    key: `t${at}`,
    title: `Planned task ${at}`,
    ...(at % 10 === 0 ? {} : { parent: `t${at - (at % 10)}` }),
    depends_on: at % 10 > 1 ? [`t${at - 1}`] : [],
    resources: [`modifies:endpoint:GET /things/${at}`],
  }));
  const file = `${repository}-plan.json`;
  writeFileSync(file, JSON.stringify({ tasks }));
  const before = git('rev-parse', REF);
  return () => {
    git('update-ref', REF, before);
    program.call('list', '--limit', '1');
    return program.call('plan', file, '--quiet').milliseconds;
  };
}
