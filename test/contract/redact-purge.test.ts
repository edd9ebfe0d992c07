import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatCommitMessage } from '../../src/codec/commit-message.ts';
import { formatEvents } from '../../src/codec/event-file.ts';
import { formatTask } from '../../src/codec/task-file.ts';
import { leastStamp } from '../../src/domain/stamp.ts';
import { discoverRepository } from '../../src/git/discover.ts';
import { importCommit } from '../../src/git/fast-import.ts';
import { callOk, callProgram, envelopeOf, readEvents } from '../call-program.ts';
import { expectHealthy, expectWhole, tipOf } from '../soundness.ts';
import { git, gitWith, makeRepository, makeTestDir, testEnv } from '../temp-repository.ts';

const SECRET = 'hunter2-secret';
const REF = 'refs/tasks/main';

async function makeHub(dir: string): Promise<string> {
  const hub = join(dir, 'hub.git');
  git(dir, 'init', '--quiet', '--bare', hub);
  return hub;
}

async function makeClone(dir: string, name: string): Promise<string> {
  mkdirSync(join(dir, name));
  const root = makeRepository(join(dir, name));
  git(root, 'config', 'user.name', name);
  git(root, 'remote', 'add', 'origin', '../hub.git');
  await callOk(['init'], { cwd: root });
  return root;
}

async function run(root: string, ...args: string[]): Promise<string> {
  return (await callOk(args, { cwd: root })).trim();
}

/** Files of what git-task keeps beside the branch, and of the tip's tree, that hold a text. */
function placesOf(root: string, text: string): readonly string[] {
  const own = join(root, '.git/git-task');
  const files = readdirSync(own, { recursive: true, encoding: 'utf8' })
    .map((name) => join(own, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path, 'utf8').includes(text));
  const names = git(root, 'ls-tree', '-r', '--name-only', REF).split('\n');
  return [...files, ...names.filter((name) => git(root, 'show', `${REF}:${name}`).includes(text))];
}

async function eventOf(root: string, type: string): Promise<string> {
  return (await readEvents(root)).filter((event) => event.type === type).at(-1)?.id ?? '';
}

describe('a redacted event', () => {
  test('leaves no copy of its text on the tip, beside the branch, or in what watch tells of the past', async () => {
    const root = makeRepository(makeTestDir());
    await callOk(['init'], { cwd: root });
    const other = await run(root, 'add', 'Other', '-a', 'bob', '--resource', 'depends:endpoint:GET /x', '-q');
    const id = await run(
      root,
      'add',
      SECRET,
      '-d',
      `key ${SECRET}`,
      '--resource',
      'removes:endpoint:GET /x',
      '-q',
    );
    await run(root, 'note', id, `again ${SECRET}`);
    await run(root, 'edit', id, '--title', `${SECRET} two`);
    await run(root, 'complete', id, '-m', `with ${SECRET}`);
    const alerts = (await readEvents(root)).filter(
      ({ task, type }) => task === other && type.startsWith('impact_'),
    );
    expect(alerts).toHaveLength(1);
    expect(placesOf(root, SECRET)).not.toEqual([]);
    const ids = (await readEvents(root)).filter(({ task }) => task === id).map((event) => event.id);
    await run(root, 'redact', ...ids, '-m', 'a password');
    expect(placesOf(root, SECRET)).toEqual([]);
    expect(await run(root, 'watch', '--json')).not.toContain(SECRET);
    expect(await run(root, 'show', id)).toContain('(redacted)');
    expect(await run(root, 'list', '--all', '--json')).not.toContain(SECRET);
    await expectHealthy(root);
    await expectWhole(root);
    const tip = tipOf(root);
    const again = await callProgram(['redact', ...ids], { cwd: root });
    expect(again.status).toBe(0);
    expect(again.stderr).toContain('already redacted');
    expect(tipOf(root)).toBe(tip);
  });

  test('is redacted on every clone, also where that one quoted it while it merged', async () => {
    const dir = makeTestDir();
    await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    const id = await run(ann, 'add', 'A task', '-q');
    await run(ann, 'sync', '--remote', 'origin');
    const bob = await makeClone(dir, 'bob');
    await run(bob, 'edit', id, '--title', SECRET);
    await run(bob, 'sync');
    const cho = await makeClone(dir, 'cho');
    const event = await eventOf(bob, 'task_edited');
    // Cho's later title makes a merge quote the secret as the value that lost, before the redaction is known.
    await run(ann, 'edit', id, '--title', 'Better');
    await run(ann, 'sync');
    expect(placesOf(ann, SECRET)).not.toEqual([]);
    await run(cho, 'redact', event, '-m', 'a password');
    await run(cho, 'sync');
    await run(bob, 'note', id, 'meanwhile');
    for (const root of [bob, ann, cho, bob, ann]) await run(root, 'sync');
    expect(new Set([ann, bob, cho].map(tipOf)).size).toBe(1);
    for (const root of [ann, bob, cho]) {
      expect(placesOf(root, SECRET)).toEqual([]);
      await expectHealthy(root);
    }
  });

  test('that a remote blanks without saying so is refused, and one that it leaves in place', async () => {
    const dir = makeTestDir();
    const hub = await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    const id = await run(ann, 'add', 'A task', '-d', 'the truth', '-q');
    await run(ann, 'note', id, 'the whole truth');
    await run(ann, 'sync', '--remote', 'origin');
    const eve = await makeClone(dir, 'eve');
    const event = await eventOf(eve, 'note_added');
    await run(eve, 'redact', event);
    const folder = `tasks/${id[0]}/${id[1]}/${id}`;
    const story = git(eve, 'ls-tree', '--name-only', REF, `${folder}/`).split('\n');
    const word = await eventOf(eve, 'redacted');
    const before = git(eve, 'rev-parse', `${REF}~1`);
    const forge = (keep: (path: string) => boolean): void => {
      git(eve, 'update-ref', 'refs/forged', before);
      const done = importCommit(discoverRepository(eve, testEnv), {
        ref: 'refs/forged',
        parent: before,
        message: git(eve, 'log', '-1', '--format=%B', REF),
        author: { name: 'eve', email: 'eve@example.org', date: Math.floor(Date.now() / 1000) },
        files: story.filter(keep).map((path) => ({ path, oid: git(eve, 'rev-parse', `${REF}:${path}`) })),
        durable: false,
      });
      if (!done.ok) throw new Error(done.reason);
      git(hub, 'fetch', '--quiet', eve, `+refs/forged:${REF}`);
    };
    const refused = async (): Promise<string> => {
      const ended = await callProgram(['sync', '--json'], { cwd: ann });
      return String(envelopeOf(ended).error?.code);
    };
    const tip = tipOf(ann);
    forge((path) => !path.includes(word));
    expect(await refused()).toBe('REMOTE_INVALID');
    forge((path) => path.includes(word));
    expect(await refused()).toBe('REMOTE_INVALID');
    expect(tipOf(ann)).toBe(tip);
  });

  test('comes back from plain git neither by a merge nor by a revert', async () => {
    const root = makeRepository(makeTestDir());
    await callOk(['init'], { cwd: root });
    const id = await run(root, 'add', 'A task', '-q');
    await run(root, 'note', id, SECRET);
    const old = tipOf(root);
    await run(root, 'redact', await eventOf(root, 'note_added'));
    const work = join(makeTestDir(), 'work');
    git(root, 'worktree', 'add', '--quiet', '--detach', work, REF);
    git(work, 'revert', '--no-edit', 'HEAD');
    git(root, 'update-ref', REF, git(work, 'rev-parse', 'HEAD'), tipOf(root));
    await run(root, 'note', id, 'after');
    expect(placesOf(root, SECRET)).toEqual([]);

    git(work, 'checkout', '--quiet', '--detach', old);
    const path = git(work, 'ls-files', `tasks/**/task.yaml`);
    expect(path).not.toBe('');
    git(work, 'commit', '--quiet', '--allow-empty', '-m', 'elsewhere');
    git(work, 'merge', '--quiet', '--no-edit', tipOf(root));
    git(root, 'update-ref', REF, git(work, 'rev-parse', 'HEAD'), tipOf(root));
    await run(root, 'note', id, 'after the merge');
    expect(placesOf(root, SECRET)).toEqual([]);
    await expectWhole(root);
  });
});

/** Deletes a task as a verb would: by an event, and the tombstone that it folds to. */
function deleteTask(root: string, id: string): void {
  const folder = `tasks/${id[0]}/${id[1]}/${id}`;
  const stamp = leastStamp(Date.now());
  const event = {
    id: stamp,
    type: 'task_deleted',
    at: new Date().toISOString(),
    by: 'ann',
    task: id,
    data: {},
  };
  const done = importCommit(discoverRepository(root, testEnv), {
    ref: REF,
    parent: tipOf(root),
    message: formatCommitMessage({ subject: `delete ${id}`, actor: 'ann', stamps: [stamp] }),
    author: { name: 'ann', email: 'ann@example.org', date: Math.floor(Date.now() / 1000) },
    files: [
      { path: `${folder}/${stamp}.yaml`, text: formatEvents([event]) },
      { path: `${folder}/task.yaml`, text: formatTask({ id, deleted: stamp }) },
    ],
    durable: false,
  });
  expect(done.ok).toBe(true);
}

describe('a purge', () => {
  test('drops history and what deleted tasks held, and no clone of the old history brings them back', async () => {
    const dir = makeTestDir();
    const hub = await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    const id = await run(ann, 'add', 'Stays', '-q');
    await run(ann, 'note', id, SECRET);
    await run(ann, 'sync', '--remote', 'origin');
    const bob = await makeClone(dir, 'bob');
    await run(bob, 'note', id, 'written offline');
    const fresh = await run(bob, 'add', 'New offline', '-q');
    await run(ann, 'redact', await eventOf(ann, 'note_added'));
    await run(ann, 'purge', '--yes');
    expect(git(ann, 'rev-list', '--count', REF)).toBe('1');
    await run(ann, 'sync');
    const isThere = (root: string): boolean =>
      git(root, 'rev-list', '--objects', REF)
        .split('\n')
        .map((line) => line.slice(0, 40))
        .some(
          (oid) =>
            git(root, 'cat-file', '-t', oid) !== 'tree' && git(root, 'cat-file', '-p', oid).includes(SECRET),
        );
    expect(isThere(hub)).toBe(false);
    expect((await run(bob, 'list')).split('\n')).toHaveLength(2);

    await run(bob, 'sync');
    await run(ann, 'sync');
    expect(tipOf(bob)).toBe(tipOf(ann));
    for (const root of [ann, bob, hub]) expect(isThere(root)).toBe(false);
    for (const root of [ann, bob]) await expectHealthy(root);
    expect(await run(ann, 'show', id)).toContain('written offline');
    expect(await run(ann, 'show', fresh)).toContain('New offline');
  });

  test('never lets a push of the old history replace it, and is not pushed over what nobody here has seen', async () => {
    const dir = makeTestDir();
    const hub = await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    const id = await run(ann, 'add', 'Stays', '-q');
    await run(ann, 'sync', '--remote', 'origin');
    const bob = await makeClone(dir, 'bob');
    await run(bob, 'note', id, 'unseen by ann');
    await run(bob, 'push');
    await run(ann, 'purge', '--yes');
    await run(ann, 'push');
    expect(await run(ann, 'show', id)).toContain('unseen by ann');
    const purged = git(hub, 'rev-parse', REF);
    await run(bob, 'note', id, 'later');
    await run(bob, 'push');
    expect(git(hub, 'merge-base', purged, REF)).toBe(purged);
    expect(git(hub, 'rev-list', '--max-parents=0', REF).split('\n')).toHaveLength(1);
  });

  test('goes to a remote that was made anew, or that is another one by now', async () => {
    const dir = makeTestDir();
    await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    await run(ann, 'add', 'Stays', '-q');
    await run(ann, 'sync', '--remote', 'origin');
    await run(ann, 'purge', '--yes');
    const clean = join(dir, 'clean.git');
    git(dir, 'init', '--quiet', '--bare', clean);
    git(ann, 'remote', 'set-url', 'origin', clean);
    await run(ann, 'push');
    expect(git(clean, 'rev-parse', REF)).toBe(tipOf(ann));
    await run(ann, 'purge', '--yes');
    git(clean, 'update-ref', '-d', REF);
    await run(ann, 'sync');
    expect(git(clean, 'rev-parse', REF)).toBe(tipOf(ann));
  });

  test('elsewhere leaves what was recorded here of no task', async () => {
    const dir = makeTestDir();
    await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    await run(ann, 'add', 'Stays', '-q');
    await run(ann, 'sync', '--remote', 'origin');
    const bob = await makeClone(dir, 'bob');
    git(bob, 'config', 'task.enforce', 'strict');
    git(bob, 'config', 'task.enforceScope', 'all');
    expect(() => git(bob, 'commit', '--quiet', '--allow-empty', '--message', 'no task')).toThrow();
    gitWith({ GIT_TASK_SKIP: '1' }, bob, 'commit', '--quiet', '--allow-empty', '--message', 'all the same');
    expect(await eventOf(bob, 'enforcement_bypassed')).not.toBe('');
    await run(ann, 'purge', '--yes');
    await run(ann, 'sync');
    for (const root of [bob, ann]) await run(root, 'sync');
    expect(tipOf(bob)).toBe(tipOf(ann));
    for (const root of [ann, bob]) {
      expect(await eventOf(root, 'enforcement_bypassed')).not.toBe('');
      expect((await readEvents(root)).filter(({ type }) => type === 'purged')).toHaveLength(1);
      await expectHealthy(root);
    }
  });

  test('that a host forbids to be sent is refused and named so; the tasks go on here', async () => {
    const dir = makeTestDir();
    const hub = await makeHub(dir);
    git(hub, 'config', 'receive.hideRefs', 'refs/tasks');
    git(hub, 'config', 'receive.denyNonFastForwards', 'true');
    const ann = await makeClone(dir, 'ann');
    await run(ann, 'add', 'Stays', '-q');
    await run(ann, 'sync', '--remote', 'origin');
    await run(ann, 'purge', '--yes');
    const tip = tipOf(ann);
    const answer = await callProgram(['sync', '--json'], { cwd: ann });
    expect(JSON.parse(answer.stdout).error).toMatchObject({ code: 'REMOTE_REFUSED' });
    expect(answer.status).toBe(1);
    expect(tipOf(ann)).toBe(tip);
    expect(await run(ann, 'list')).toContain('Stays');
  });

  test('by two clones at once ends in one history above both', async () => {
    const dir = makeTestDir();
    await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    const id = await run(ann, 'add', 'Stays', '-q');
    await run(ann, 'sync', '--remote', 'origin');
    const bob = await makeClone(dir, 'bob');
    await run(ann, 'note', id, 'by ann');
    await run(bob, 'note', id, 'by bob');
    for (const root of [ann, bob]) await run(root, 'purge', '--yes');
    for (const root of [ann, bob, ann, bob]) await run(root, 'sync');
    expect(tipOf(bob)).toBe(tipOf(ann));
    expect(git(ann, 'show', `${REF}:format.yaml`)).toContain('epoch: 2');
    const shown = await run(bob, 'show', id);
    expect(shown).toContain('by ann');
    expect(shown).toContain('by bob');
    for (const root of [ann, bob]) await expectHealthy(root);
  });

  test('leaves the deletion of a task whose creation was undone as other clones have it', async () => {
    const dir = makeTestDir();
    await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    const id = await run(ann, 'add', 'One', '-q');
    await run(ann, 'sync', '--remote', 'origin');
    const bob = await makeClone(dir, 'bob');
    await run(bob, 'add', 'Two', '-q');
    await run(ann, 'undo');
    await run(ann, 'sync');
    await run(bob, 'sync');
    await run(ann, 'purge', '--yes');
    for (const root of [ann, bob, ann]) await run(root, 'sync');
    expect(tipOf(bob)).toBe(tipOf(ann));
    expect((await callProgram(['show', id], { cwd: ann })).stderr).toContain('TASK_NOT_FOUND');
    await expectHealthy(ann);
  });

  test('keeps of a deleted task that it was deleted, and tells who still wrote on it', async () => {
    const dir = makeTestDir();
    await makeHub(dir);
    const ann = await makeClone(dir, 'ann');
    const id = await run(ann, 'add', SECRET, '-q');
    await run(ann, 'add', 'Stays', '-q');
    await run(ann, 'sync', '--remote', 'origin');
    const bob = await makeClone(dir, 'bob');
    await run(bob, 'note', id, 'too late');
    deleteTask(ann, id);
    await run(ann, 'purge', '--yes');
    expect(placesOf(ann, SECRET)).toEqual([]);
    await run(ann, 'sync');
    const ended = await callProgram(['sync'], { cwd: bob });
    expect(ended.stderr).toContain(`${id} was deleted and purged`);
    expect(placesOf(bob, SECRET)).toEqual([]);
    expect(placesOf(bob, 'too late')).toEqual([]);
    expect(tipOf(bob)).toBe(tipOf(ann));
    await expectHealthy(bob);
    const cho = await makeClone(dir, 'cho');
    expect(await run(cho, 'list')).toContain('Stays');
  });
});
