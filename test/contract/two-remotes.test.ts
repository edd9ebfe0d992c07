import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callInsideOk } from '../call-inside.ts';
import { expectWhole, REF, tipOf } from '../soundness.ts';
import { git, makeRepository, makeTestDir } from '../temp-repository.ts';

const REMOTES = ['one', 'two'];

interface World {
  readonly clones: readonly string[];
  readonly hubs: readonly string[];
}

/** Clones that share two remotes and one task. */
async function makeWorld(count: number): Promise<World> {
  const dir = makeTestDir();
  const hubs = REMOTES.map((name) => join(dir, `${name}.git`));
  for (const hub of hubs) git(dir, 'init', '--quiet', '--bare', hub);
  const clones = Array.from({ length: count }, (_, at) => join(dir, `clone-${at}`));
  for (const [at, root] of clones.entries()) {
    mkdirSync(root);
    makeRepository(root);
    for (const [which, name] of REMOTES.entries()) git(root, 'remote', 'add', name, hubs[which] ?? '');
    await callInsideOk(at === 0 ? ['init', '--local'] : ['init', '--remote', 'one'], { cwd: root });
    if (at === 0) await callInsideOk(['add', 'shared'], { cwd: root });
    for (const name of REMOTES) await callInsideOk(['sync', '--remote', name], { cwd: root });
  }
  return { clones, hubs };
}

function tips({ clones, hubs }: World): readonly string[] {
  return [...clones, ...hubs].map(tipOf);
}

/** Every clone exchanges with one remote after the other, round after round. */
async function exchange(world: World, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (const root of world.clones) await callInsideOk(['sync'], { cwd: root });
}

test('clones that exchange through two remotes come to rest: merges of the same are not merged for ever', async () => {
  const world = await makeWorld(4);
  for (const [at, root] of world.clones.entries()) {
    await callInsideOk(['add', `by ${at}`], { cwd: root });
    // Each remote hears of half of it first.
    await callInsideOk(['sync', '--remote', REMOTES[at % 2] ?? ''], { cwd: root });
  }
  await exchange(world, 6);
  const before = tips(world);
  expect(new Set(before).size).toBe(1);
  await exchange(world, 1);
  expect(tips(world)).toEqual(before);
  for (const root of world.clones) await expectWhole(root);
});

test('a merge that says nothing new gives way to another of the same; what was not merged never does', async () => {
  const world = await makeWorld(2);
  const [ann = '', bob = ''] = world.clones;
  await callInsideOk(['add', 'by ann'], { cwd: ann });
  await callInsideOk(['add', 'by bob'], { cwd: bob });
  await callInsideOk(['sync', '--remote', 'one'], { cwd: ann });
  await callInsideOk(['sync', '--remote', 'one'], { cwd: bob });
  const merge = tipOf(bob);
  // The same by another merge, as other parents would make it, on both sides of ours by oid.
  const file = join(bob, '.git/merge');
  const another = (isWanted: (oid: string) => boolean): string => {
    for (let n = 0; ; n++) {
      writeFileSync(
        file,
        git(bob, 'cat-file', 'commit', merge).replace(/^merge .*$/m, `merge ${n} and ${n}`),
      );
      const oid = git(bob, 'hash-object', '-t', 'commit', '-w', file);
      if (isWanted(oid)) return oid;
    }
  };
  const pull = async (theirs: string): Promise<string> => {
    git(bob, 'update-ref', REF, merge);
    git(bob, 'update-ref', 'refs/task-remotes/one/main', theirs);
    await callInsideOk(['pull', '--remote', 'one', '--offline'], { cwd: bob });
    await expectWhole(bob);
    return tipOf(bob);
  };
  const [least, greatest] = [another((oid) => oid < merge), another((oid) => oid > merge)];
  expect(await pull(least)).toBe(least);
  const both = await pull(greatest);
  expect(git(bob, 'rev-list', '--parents', '-1', both).split(' ')).toEqual([both, merge, greatest]);

  // A commit that only we have is never given up, though what it did was undone.
  git(bob, 'update-ref', REF, merge);
  const id = git(bob, 'ls-tree', '-r', '--name-only', merge).match(/[a-z0-9]{10}(?=\/task\.yaml)/)?.[0] ?? '';
  await callInsideOk(['note', id, 'only here'], { cwd: bob });
  const [noted, lone] = [tipOf(bob), join(bob, '.git/lone')];
  writeFileSync(
    lone,
    git(bob, 'cat-file', 'commit', noted).replace(
      /^tree .*/,
      git(bob, 'cat-file', 'commit', merge).split('\n')[0] ?? '',
    ),
  );
  git(bob, 'update-ref', REF, git(bob, 'hash-object', '-t', 'commit', '-w', lone));
  const before = tipOf(bob);
  git(bob, 'update-ref', 'refs/task-remotes/one/main', least);
  await callInsideOk(['pull', '--remote', 'one', '--offline'], { cwd: bob });
  expect(git(bob, 'merge-base', before, tipOf(bob))).toBe(before);
});
