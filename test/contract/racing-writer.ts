import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { readRef } from '../../src/git/ref.ts';

// One of several processes that write to one ref: argv is [directory, name, count]. Prints an oid per commit.
const [cwd = '.', name = '', count = '0'] = process.argv.slice(2);
const repository = discoverRepository(cwd, process.env);

for (let number = 0; number < Number(count); ) {
  const result = importCommit(repository, {
    ref: 'refs/tasks/main',
    parent: readRef(repository, 'refs/tasks/main'),
    message: `${name} ${number}\n`,
    author: { name, email: '', date: 1_700_000_000 },
    files: [{ path: `${name}/${number}`, text: 'x' }],
    durable: false,
  });
  if (!result.ok) continue;
  process.stdout.write(`${result.oid}\n`);
  number += 1;
}
