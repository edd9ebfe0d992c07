import { describe, expect, test } from 'vitest';
import { codeOf, MemoryTasks } from '../../test/memory-tasks.ts';
import type { TaskId } from '../domain/id.ts';
import { add } from './add.ts';
import { cancel } from './cancel.ts';
import { complete } from './complete.ts';
import { depend } from './depend.ts';
import { edit } from './edit.ts';
import { reopen } from './reopen.ts';
import { start } from './start.ts';

/**
 * Tasks named by letters. `B<A` is a child of A, `B>A` depends on A, `B<A>C` both; words that stand for tasks already
 * there change them.
 */
class Plan {
  readonly tasks = new MemoryTasks();
  readonly #ids = new Map<string, TaskId>();

  constructor(plan: string) {
    for (const word of plan.split(' ').filter((one) => one !== '')) this.do(word);
  }

  id(letter: string | undefined): TaskId {
    return this.#ids.get(letter ?? '') ?? '';
  }

  do(word: string): void {
    const [, name = '', parent, on] = /^(\w)(?:<(\w))?(?:>(\w))?$/.exec(word) ?? [];
    const links = {
      ...(parent === undefined ? {} : { parent: this.id(parent) }),
      ...(on === undefined ? {} : { depends_on: [this.id(on)] }),
    };
    if (this.id(name) === '') {
      this.#ids.set(name, this.tasks.run(add, { title: name, ...links }).result.id);
      return;
    }
    if (parent !== undefined) this.tasks.run(edit, { ids: [this.id(name)], parent: this.id(parent) });
    if (on !== undefined) this.tasks.run(depend, { id: this.id(name), on: [this.id(on)] });
  }
}

describe('a wait that would never end is refused', () => {
  test.each([
    ['on itself', 'A', 'A>A', 'DEPENDENCY_CYCLE'],
    ['on what waits for it', 'A B>A', 'A>B', 'DEPENDENCY_CYCLE'],
    ['on what waits for it by a detour', 'A B>A C>B', 'A>C', 'DEPENDENCY_CYCLE'],
    ['on its parent, which waits for its children', 'A B<A', 'B>A', 'DEPENDENCY_CYCLE'],
    ['on its grandparent', 'A B<A C<B', 'C>A', 'DEPENDENCY_CYCLE'],
    ['on what waits for its parent', 'A B<A C>A', 'B>C', 'DEPENDENCY_CYCLE'],
    ['of a parent on what waits for its child', 'A B<A C>B', 'A>C', 'DEPENDENCY_CYCLE'],
    ['of a parent on what waits for its grandchild', 'A B<A D<B C>D', 'A>C', 'DEPENDENCY_CYCLE'],
    ['of a parent on a child that waits for another child', 'A B<A C<A B>C', 'A>B', 'DEPENDENCY_CYCLE'],
    ['as its own parent', 'A', 'A<A', 'PARENT_CYCLE'],
    ['as a child of its grandchild', 'A B<A C<B', 'A<C', 'PARENT_CYCLE'],
    ['as a child of what it waits for', 'A B>A', 'B<A', 'DEPENDENCY_CYCLE'],
    ['as a child of what waits for what waits for it', 'A B>A C>B', 'A<C', 'DEPENDENCY_CYCLE'],
    ['inherited from a grandparent', 'A B<A X A>X K X>K', 'K<B', 'DEPENDENCY_CYCLE'],
    ['inherited by its child', 'A X A>X K M<K X>M', 'K<A', 'DEPENDENCY_CYCLE'],
    ['of a new child on what waits for the parent', 'A B>A', 'N<A>B', 'DEPENDENCY_CYCLE'],
    ['of a new grandchild on what waits for the grandparent', 'A B<A C>A', 'N<B>C', 'DEPENDENCY_CYCLE'],
  ])('%s: %s, then %s', (_, before, word, code) => {
    const plan = new Plan(before);
    const files = [...plan.tasks.files];
    expect(codeOf(() => plan.do(word))).toBe(code);
    expect([...plan.tasks.files]).toEqual(files);
  });

  test.each([
    ['of a parent on its child', 'A B<A', 'A>B'],
    ['of a parent on its grandchild', 'A B<A C<B', 'A>C'],
    ['of a parent on a child that has children', 'A B<A C<B', 'A>B'],
    ['between children', 'A B<A C<A', 'C>B'],
    ['of a child on a cousin', 'A B<A C D<C', 'B>D'],
    ['as a child of what it no longer inherits from', 'A K<A B X X>A B>X', 'K<B'],
    ['twice', 'A B>A', 'B>A'],
    ['as a child of the same parent', 'A B<A', 'B<A'],
  ])('but not %s: %s, then %s', (_, before, word) => {
    new Plan(before).do(word);
  });

  test('the whole circle is shown', () => {
    const plan = new Plan('A B>A C>B');
    const [a, b, c] = ['A', 'B', 'C'].map((letter) => plan.id(letter));
    expect(() => plan.do('A>C')).toThrow(
      expect.objectContaining({
        message: `${a?.slice(0, 4)} would wait for itself: ${[a, c, b, a].map((id) => id?.slice(0, 4)).join(' -> ')}`,
        details: { cycle: [a, c, b, a] },
      }),
    );
  });
});

test.each([
  ['waits for what came to wait for its parent', 'A K<A X K>X', 'X>A'],
  ['is waited for by what its parent came to wait for', 'A K<A X X>K', 'A>X'],
])('a closed task that %s is not reopened into the circle: %s, then %s', (_, before, word) => {
  const plan = new Plan(before);
  plan.tasks.run(cancel, { ids: [plan.id('K')] });
  plan.do(word);
  const reopenIt = (): unknown => plan.tasks.run(reopen, { ids: [plan.id('K')] });
  expect(codeOf(reopenIt)).toBe('DEPENDENCY_CYCLE');
});

describe('what a parent waits for', () => {
  test('blocks its children, but not the one it waits for, nor what is under that', () => {
    const plan = new Plan('A B<A C<B D<A A>B');
    const begin = (letter: string): unknown =>
      codeOf(() => plan.tasks.run(start, { ids: [plan.id(letter)] }));
    expect(begin('D')).toBe('TASK_BLOCKED');
    expect(begin('C')).toBe(undefined);
    expect(begin('B')).toBe(undefined);
  });

  test('is freed by completing it, which frees the rest and never itself', () => {
    const plan = new Plan('A B<A D<A A>B');
    const { result } = plan.tasks.run(complete, { ids: [plan.id('B')] });
    expect(result.effects[0]?.unblocked).toEqual([plan.id('A'), plan.id('D')].sort());
  });
});
