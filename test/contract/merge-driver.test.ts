import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callOk, callProgram, runProgram } from '../call-program.ts';
import { expectHealthy, REF, readNotes, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

/** Two clones with one task that both know, and a worktree of the first one's tasks' branch. */
interface World {
  readonly ours: string;
  readonly theirs: string;
  readonly worktree: string;
  readonly id: string;
  /** Calls git-task in a clone. */
  readonly task: (clone: string, ...args: string[]) => Promise<string>;
  /** Goes to our tip in the worktree, and fetches theirs as the branch `theirs`. */
  readonly meet: () => void;
  /** Makes the worktree's HEAD our tip. */
  readonly land: () => void;
}

async function makeWorld(): Promise<World> {
  const dir = makeTestDir();
  const [ours, theirs, worktree] = [join(dir, 'ours'), join(dir, 'theirs'), join(dir, 'worktree')];
  git(dir, 'init', '--quiet', 'ours');
  makeRepository(ours);
  const task: World['task'] = async (clone, ...args) => (await callOk(args, { cwd: clone })).trim();
  await task(ours, 'init');
  const id = await task(ours, 'add', 'One', '-d', 'a\nb\nc', '--label', 'x', '-q');
  git(dir, 'clone', '--quiet', ours, theirs);
  await task(theirs, 'init');
  git(ours, 'worktree', 'add', '--quiet', '--detach', worktree, REF);
  return {
    ours,
    theirs,
    worktree,
    id,
    task,
    meet: () => {
      git(worktree, 'checkout', '--quiet', '--detach', REF);
      git(ours, 'fetch', '--quiet', '--force', theirs, `${REF}:refs/heads/theirs`);
    },
    land: () => {
      git(ours, 'update-ref', REF, git(worktree, 'rev-parse', 'HEAD'));
    },
  };
}

/** Both sides change one task so that no text merge could tell what to do. */
async function changeBoth({ ours, theirs, id, task }: World): Promise<void> {
  await task(ours, 'edit', id, '--title', 'Ours', '-d', 'A\nb\nc');
  await task(theirs, 'edit', id, '--priority', 'high', '-d', 'a\nb\nC');
  await task(ours, 'note', id, 'from ours');
  await task(theirs, 'note', id, 'from theirs');
  await task(theirs, 'start', id, '--as', 'bob');
}

async function show({ ours, id, task }: World): Promise<Record<string, unknown>> {
  const { data } = JSON.parse(await task(ours, 'show', id, '--json'));
  return Array.isArray(data) ? data[0] : data;
}

const BOTH = {
  title: 'Ours',
  priority: 3,
  status: 'in_progress',
  description: 'A\nb\nC',
  notes: [{ text: 'from ours' }, { text: 'from theirs' }],
};

/** The next write folds first; then all is as the events say, and both sides' events are there. */
async function expectAdopted(world: World): Promise<void> {
  const { ours, id, task } = world;
  const foreign = tipOf(ours);
  await task(ours, 'note', id, 'after');
  const log = git(ours, 'log', '--format=%s', `${foreign}..${REF}`).split('\n');
  expect(log).toEqual([expect.stringMatching(/^note /), expect.stringMatching(/^fold /)]);
  await expectHealthy(ours);
  expect(await readNotes(ours)).toEqual(expect.arrayContaining(['from ours', 'from theirs', 'after']));
}

describe('plain git in a worktree of the tasks’ branch', () => {
  test('merge: field by field, read as it is, folded by the next write', async () => {
    const world = await makeWorld();
    const { ours, theirs, worktree, id, task } = world;
    await changeBoth(world);
    // What a driver without events gets wrong: taken off on both sides, and put back on one.
    await task(ours, 'unlabel', id, 'x');
    await task(theirs, 'unlabel', id, 'x');
    await task(ours, 'label', id, 'x');
    world.meet();
    git(worktree, 'merge', '--quiet', '--no-edit', 'theirs');
    world.land();
    expect(await show(world)).toMatchObject({ ...BOTH, labels: [] });
    expect((await callProgram(['doctor'], { cwd: ours })).stdout).toMatch(/^note +other hand/m);
    await expectAdopted(world);
    expect(git(ours, 'log', '--format=%s', '-1', `${REF}~1`)).toBe(`fold ${id}: Ours`);
    expect(await show(world)).toMatchObject({ ...BOTH, labels: ['x'], notes: { length: 3 } });
  });

  test.each(['rebase', 'rebase --committer-date-is-author-date', 'cherry-pick'])('%s', async (how) => {
    const world = await makeWorld();
    const { ours, worktree } = world;
    await changeBoth(world);
    world.meet();
    if (how === 'cherry-pick')
      git(worktree, 'cherry-pick', `${git(ours, 'merge-base', REF, 'theirs')}..theirs`);
    else {
      git(worktree, 'checkout', '--quiet', '--detach', 'theirs');
      git(worktree, ...how.split(' '), '--quiet', REF);
    }
    world.land();
    expect(await show(world)).toMatchObject(BOTH);
    await expectAdopted(world);
  });

  test('a criss-cross history', async () => {
    const world = await makeWorld();
    const { ours, theirs, worktree, id, task } = world;
    await changeBoth(world);
    world.meet();
    const [one, two] = [tipOf(ours), tipOf(theirs)];
    git(worktree, 'merge', '--quiet', '--no-edit', two);
    world.land();
    git(worktree, 'checkout', '--quiet', '--detach', two);
    git(worktree, 'merge', '--quiet', '--no-edit', one);
    git(theirs, 'fetch', '--quiet', ours, git(worktree, 'rev-parse', 'HEAD'));
    git(theirs, 'update-ref', REF, git(worktree, 'rev-parse', 'HEAD'));
    await task(ours, 'edit', id, '--title', 'Later', '-d', 'AA\nb\nC');
    await task(theirs, 'edit', id, '--priority', 'low', '-d', 'A\nb\nCC');
    world.meet();
    expect(git(worktree, 'merge-base', '--all', 'HEAD', 'theirs').split('\n').length).toBe(2);
    git(worktree, 'merge', '--quiet', '--no-edit', 'theirs');
    world.land();
    expect(await show(world)).toMatchObject({ title: 'Later', priority: 1, description: 'AA\nb\nCC' });
    await expectAdopted(world);
  });

  test('one task added on both sides', async () => {
    const world = await makeWorld();
    const { ours, theirs, worktree, id, task } = world;
    git(worktree, 'checkout', '--quiet', '--detach', `${REF}~1`);
    git(worktree, 'cherry-pick', '--no-ff', REF);
    git(worktree, 'commit', '--quiet', '--amend', '--no-edit', '--date', '2001-01-01T00:00:00Z');
    git(theirs, 'fetch', '--quiet', ours, git(worktree, 'rev-parse', 'HEAD'));
    git(theirs, 'update-ref', REF, git(worktree, 'rev-parse', 'HEAD'));
    await changeBoth(world);
    world.meet();
    git(worktree, 'merge', '--quiet', '--no-edit', 'theirs');
    world.land();
    expect(await show(world)).toMatchObject({ id, title: 'Ours', priority: 3, status: 'in_progress' });
    await expectAdopted(world);
    expect(await task(ours, 'show', id)).not.toMatch(/<<<<|>>>>/);
  });

  test('stash apply merges what was edited by hand; only the events of it count', async () => {
    const world = await makeWorld();
    const { worktree, id } = world;
    await changeBoth(world);
    world.meet();
    const file = join(worktree, `tasks/${id.charAt(0)}/${id.charAt(1)}/${id}/task.yaml`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('title: Ours', 'title: Ours\ndue: 2025-01-01'));
    git(worktree, 'stash');
    git(worktree, 'checkout', '--quiet', '--detach', 'theirs');
    git(worktree, 'stash', 'apply', '--quiet');
    const applied = readFileSync(file, 'utf8').split('\n');
    expect(applied).toEqual(expect.arrayContaining(['title: Ours', 'priority: 3', 'due: 2025-01-01']));
    git(worktree, 'commit', '--quiet', '--all', '--message', 'by hand');
    git(worktree, 'merge', '--quiet', '--no-edit', REF);
    world.land();
    await expectAdopted(world);
  });

  test('revert: events never go', async () => {
    const world = await makeWorld();
    const { ours, worktree, id, task } = world;
    await changeBoth(world);
    world.meet();
    git(worktree, 'merge', '--quiet', '--no-edit', 'theirs');
    git(worktree, 'revert', '--no-edit', REF);
    world.land();
    expect(await readNotes(ours)).not.toContain('from ours');
    const { stderr } = await callProgram(['label', id, 'y'], { cwd: ours });
    expect(stderr).toMatch(/warning: 1 event file is back/);
    await expectHealthy(ours);
    expect(await show(world)).toMatchObject({ ...BOTH, labels: ['x', 'y'] });
    expect(await task(ours, 'doctor')).not.toMatch(/other hand/);
  });

  test('a version that is no task file is a conflict that names it, and ours stays', async () => {
    const world = await makeWorld();
    const { ours, theirs, worktree, id, task } = world;
    await task(ours, 'edit', id, '--title', 'Ours');
    await task(theirs, 'edit', id, '--priority', 'high');
    world.meet();
    const file = `tasks/${id.charAt(0)}/${id.charAt(1)}/${id}/task.yaml`;
    git(worktree, 'checkout', '--quiet', '--detach', 'theirs');
    writeFileSync(join(worktree, file), `id: ${id}\ntitle: [\n`);
    git(worktree, 'commit', '--quiet', '--all', '--message', 'broken');
    git(worktree, 'branch', '--quiet', 'broken');
    git(worktree, 'checkout', '--quiet', '--detach', REF);
    const before = readFileSync(join(worktree, file), 'utf8');
    const ended = await runProgram('git', ['merge', '--no-edit', 'broken'], { cwd: worktree });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain(`theirs of ${file} can't be merged`);
    expect(git(worktree, 'diff', '--name-only', '--diff-filter=U')).toBe(file);
    expect(readFileSync(join(worktree, file), 'utf8')).toBe(before);
  });
});

describe('a tip that plain git made', () => {
  test('is adopted alike by every clone, and taken in by pull', async () => {
    const world = await makeWorld();
    const { ours, theirs, worktree, id, task } = world;
    await changeBoth(world);
    world.meet();
    git(worktree, 'merge', '--quiet', '--no-edit', 'theirs');
    world.land();
    const foreign = tipOf(ours);
    await task(theirs, 'pull', '--remote', 'origin');
    expect(git(theirs, 'log', '--format=%s', `${foreign}..${REF}`)).toMatch(/^fold /);
    await task(ours, 'doctor', '--fix');
    expect(tipOf(ours)).toBe(tipOf(theirs));
    await expectHealthy(theirs);

    // Adopted here, and merged there by a clone that wrote meanwhile.
    await task(theirs, 'note', id, 'meanwhile');
    world.meet();
    await task(ours, 'edit', id, '--title', 'Again');
    world.meet();
    git(worktree, 'merge', '--quiet', '--no-edit', 'theirs');
    world.land();
    await task(theirs, 'edit', id, '--priority', 'low');
    await task(theirs, 'pull', '--remote', 'origin');
    await expectHealthy(theirs);
    expect(git(theirs, 'for-each-ref', 'refs/git-task')).toBe('');
  });
});

describe('the doctor', () => {
  test('says when the driver is missing or its program is gone, and mends it', async () => {
    const { ours, task } = await makeWorld();
    const key = 'merge.git-task.driver';
    const driver = git(ours, 'config', key);
    expect(driver).toMatch(/^'\/.*\/bin\/git-task' merge-driver %O %A %B %P$/);
    expect(await task(ours, 'init', '--json')).toContain('"repaired":["index"]');
    for (const ruin of [
      () => git(ours, 'config', '--unset', key),
      () => git(ours, 'config', key, "'/nowhere/it''s 100%%/git-task' merge-driver %O %A %B %P"),
    ]) {
      ruin();
      const { status, stdout } = await callProgram(['doctor'], { cwd: ours });
      expect(status).toBe(4);
      expect(stdout).toMatch(
        /^wrong {2}merge driver .*(not know how|\/nowhere\/its 100%\/git-task, which is not there)/m,
      );
      expect(await task(ours, 'doctor', '--fix')).toMatch(/^fixed {2}merge driver/m);
      expect(git(ours, 'config', key)).toBe(driver);
      ruin();
      expect(await task(ours, 'init', '--json')).toContain('"repaired":["index","merge driver"]');
    }
    git(ours, 'config', key, 'true merge-driver %O %A %B %P');
    expect(await task(ours, 'doctor')).toMatch(/^ok {5}merge driver +true, not this program$/m);
  });
});
