// How many bytes of .git one transaction costs, as loose objects and after `git gc`.
import { run } from './measure.mjs';

/** Bytes of the object store as the disk holds them. */
function objectBytes(repository) {
  const { stdout } = run('git', ['count-objects', '-v'], { cwd: repository });
  const size = (key) => Number(new RegExp(`^${key}: (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0);
  return { loose: size('size') * 1024, packed: size('size-pack') * 1024 };
}

/** Adds, starts and completes tasks; gives back bytes per transaction. */
export function measureGrowth(repository, program, rounds) {
  run('git', ['gc', '--quiet'], { cwd: repository });
  const before = objectBytes(repository);
  let transactions = 0;
  for (let round = 0; round < rounds; round++) {
    const id = program
      .call('add', `Grow by one transaction, number ${round}`, '-d', 'With a word on why.')
      .stdout.trim();
    program.call('start', id);
    program.call('complete', id, '-m', 'Merged PR #123');
    transactions += 3;
  }
  const loose = objectBytes(repository);
  run('git', ['gc', '--quiet'], { cwd: repository });
  const after = objectBytes(repository);
  return {
    loose: (loose.loose - before.loose) / transactions,
    packed: (after.packed - before.packed) / transactions,
  };
}
