import { describe, expect, test } from 'vitest';
import { type Declaration, type Effect, type Severity, severityOf, severityOfLink } from './severity.ts';

type Row = [Effect, ...string[]];

const columns: readonly Declaration[] = ['depends', 'modifies', 'removes', 'adds', 'touch', 'owns'];
const owned = 'warning: asked to keep out';

// biome-ignore format: a table
const rows: readonly Row[] = [
  ['removes', 'conflict', 'conflict', 'notice: already done', 'conflict: opposite intent', 'conflict', owned],
  ['renames', 'conflict: use the new name', 'conflict: use the new name', 'warning', 'warning: the old name', 'warning', owned],
  ['renames_to', 'notice: now there', 'warning', 'warning: reappears', 'conflict: the new name', 'notice', owned],
  ['modifies', 'warning', 'warning', 'warning', 'warning', 'notice', owned],
  ['modifies_body', 'notice', 'warning', 'notice', 'notice', 'none', owned],
  ['adds', 'notice: now there', 'warning', 'warning: reappears', 'conflict: duplicate', 'notice', owned],
  ['touch', 'none', 'notice', 'notice', 'none', 'none', owned],
];
const cells = rows.flatMap(([effect, ...row]) =>
  columns.map((declared, column) => [effect, declared, row[column] ?? ''] as const),
);

describe('what a change does to what an open task declares', () => {
  test.each(cells)('%s hits %s: %s', (effect, declared, expected) => {
    const { severity, words } = severityOf(effect, declared);
    expect(words === undefined ? severity : `${severity}: ${words}`).toBe(expected);
  });

  test.each(cells)('%s hits %s by a pattern: a warning at most', (effect, declared, expected) => {
    const capped = expected.split(':')[0]?.replace('conflict', 'warning');
    expect(severityOf(effect, declared, { certainty: 'pattern' }).severity).toBe(capped);
  });

  test.each<[Effect, Declaration, Severity]>([
    ['modifies', 'modifies', 'conflict'],
    ['touch', 'touch', 'warning'],
    ['modifies_body', 'modifies', 'warning'],
    ['modifies', 'depends', 'warning'],
    ['touch', 'modifies', 'notice'],
  ])('%s hits %s on the same lines: %s', (effect, declared, expected) => {
    expect(severityOf(effect, declared, { linesOverlap: true }).severity).toBe(expected);
  });
});

describe('what a change does to a task that is linked to the place', () => {
  const gone = { linesOverlap: false, gone: true };
  const lines = { linesOverlap: true, gone: false };
  const near = { linesOverlap: false, gone: false };

  test.each<[Effect, { linesOverlap: boolean; gone: boolean }, Severity]>([
    ['removes', gone, 'warning'],
    ['removes', near, 'notice'],
    ['renames', gone, 'warning'],
    ['renames', near, 'notice'],
    ['renames_to', near, 'notice'],
    ['adds', near, 'notice'],
    ['modifies', near, 'notice'],
    ['modifies_body', near, 'none'],
    ['touch', lines, 'warning'],
    ['touch', near, 'none'],
  ])('%s, %j: %s', (effect, evidence, expected) => expect(severityOfLink(effect, evidence)).toBe(expected));
});
