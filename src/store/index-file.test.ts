import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, expect, test } from 'vitest';
import { makeTempDir } from '../../test/temp-repository.ts';
import type { TaskSummary } from '../domain/task.ts';
import { IdList } from './id-list.ts';
import { loadIndex, saveIndex } from './index-file.ts';
import { PrivateDirectory } from './private-directory.ts';
import { rowOf } from './row.ts';
import { RowTable } from './row-table.ts';

const root = makeTempDir();
const directory = new PrivateDirectory(root);
afterEach(() => rmSync(directory.path, { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const id = 'a000000000';
const task: TaskSummary = {
  id,
  status: 'pending',
  priority: 0,
  title: 'One #1',
  created: '01JD0000000000000000000000',
  depends_on: [],
  labels: [],
  links: [],
  resources: [],
  alerts: [],
  set: {},
};

/** Saves an index of one task with a base of its own. */
function save(tip: string, title: string): void {
  saveIndex(directory, {
    tip: tip.repeat(40),
    stamp: undefined,
    format: '1',
    foreign: false,
    settings: new Map(),
    handWritten: false,
    broken: new Map(),
    deleted: new Set(),
    rows: new RowTable('', new Map([[id, rowOf({ ...task, title })]])),
    ids: IdList.of([id]),
    transactions: 0,
    base: undefined,
  });
}

function files(beginning: string): readonly string[] {
  return readdirSync(directory.file('index'))
    .filter((name) => name.startsWith(beginning))
    .sort()
    .map((name) => directory.file(`index/${name}`));
}

test('what was saved is loaded', () => {
  save('1', 'One #1');
  expect(loadIndex(directory)?.rows.get(id)).toContain('One #1');
});

test.each([0, 1])('file %i of an older base is none of a newer one', (which) => {
  save('1', 'Old');
  save('2', 'New');
  copyFileSync(files('1')[which] ?? '', files('2')[which] ?? '');
  expect(loadIndex(directory)).toBe(undefined);
});

test.each([0, 1])('file %i that is there twice more is none', (which) => {
  save('1', 'One');
  const path = files('1')[which] ?? '';
  writeFileSync(path, readFileSync(path, 'utf8').repeat(2));
  expect(loadIndex(directory)).toBe(undefined);
});
