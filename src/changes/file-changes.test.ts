import { expect, test } from 'vitest';
import { fileChanges } from './file-changes.ts';

test.each<[path: string, read: true | undefined]>([
  ['src/app.ts', true],
  ['src/pages/index.vue', undefined],
  ['src/routes/+page.svelte', undefined],
  ['tsconfig.json', undefined],
  ['README.md', undefined],
])('whether the names in %s are read', (path, read) => {
  const diff = { status: 'M', path, oldMode: '100644', newMode: '100644', oldOid: 'a', newOid: 'b' } as const;
  const [change] = fileChanges([diff], undefined);
  expect(change?.read).toBe(read);
});
