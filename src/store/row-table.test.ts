import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { STATUSES, type TaskSummary } from '../domain/task.ts';
import { IdList } from './id-list.ts';
import { rowOf, summaryOf } from './row.ts';
import {
  AS_DEPENDENCY,
  AS_PARENT,
  compareRows,
  ID_LENGTH,
  isOpenRow,
  isTouchableRow,
  NAMED,
  type Row,
  toldNames,
} from './row-places.ts';
import { RowTable } from './row-table.ts';

const ids = Array.from({ length: 26 }, (_, at) => `${String.fromCharCode(97 + at)}000000000`);

const summary = fc.record({
  id: fc.constantFrom(...ids),
  title: fc.oneof(
    fc.constantFrom('Fix it', 'fix IT', 'Tab\there', 'Ärger', 'ärger'),
    fc.string({ unit: 'binary' }),
  ),
  status: fc.constantFrom(...STATUSES),
  priority: fc.constantFrom(0, 1, 2, 3, 4),
  depends_on: fc.uniqueArray(fc.constantFrom(...ids)),
  parent: fc.option(fc.constantFrom(...ids), { nil: undefined }),
  hold: fc.option(fc.constant('until spring'), { nil: undefined }),
  links: fc.array(fc.constant('src/app.ts'), { maxLength: 1 }),
  resources: fc.array(fc.constant('adds:table:users'), { maxLength: 1 }),
});

function row(values: Partial<TaskSummary>): Row {
  const empty = { labels: [], links: [], resources: [], alerts: [], set: {} };
  // No two tasks are created by one event.
  const created = `01JD000000000000${values.id}`;
  return rowOf({ ...empty, ...values, created } as TaskSummary);
}

const change = fc.oneof(
  summary.map((values) => ({ id: values.id, row: row(values as Partial<TaskSummary>) })),
  fc.constantFrom(...ids).map((id) => ({ id, row: undefined })),
);

/** A row as it is made of its task alone. */
const alone = (row: Row): Row => `${row.slice(0, NAMED)}-${row.slice(NAMED + 1)}`;
const sorted = (rows: Iterable<Row>): Row[] => [...rows].map(alone).sort();

/** As what open ones of some rows name a task. */
function namesOf(rows: Iterable<Row>, id: string): number {
  const open = [...rows].filter(isOpenRow).map((row) => summaryOf(row));
  return (
    (open.some(({ depends_on }) => depends_on.includes(id)) ? AS_DEPENDENCY : 0) |
    (open.some(({ parent }) => parent === id) ? AS_PARENT : 0)
  );
}

test('a table of rows is a map, whichever part of it was saved', () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(change), fc.boolean(), (before, after, withIds) => {
      const map = new Map<string, Row>();
      let table = new RowTable();
      const apply = (changes: typeof before): void => {
        for (const { id, row } of changes) {
          if (row === undefined) expect(table.delete(id)).toBe(map.delete(id));
          else {
            table.set(id, row);
            map.set(id, row);
          }
        }
      };
      apply(before);
      const text = table.merged();
      const lines = text.split('\n').slice(0, -1);
      expect(sorted(lines)).toEqual(sorted(map.values()));
      const ranked = [...map.values()].filter(isOpenRow).sort(compareRows);
      expect(lines.slice(0, ranked.length).map(alone)).toEqual(ranked);
      table = new RowTable(
        text,
        new Map(),
        withIds ? IdList.of([...map.keys(), 'zz'.repeat(5)], text) : undefined,
      );
      for (const line of table.all())
        expect(toldNames(line)).toBe(namesOf(map.values(), line.slice(0, ID_LENGTH)));
      const frozen = table.copy();
      const then = sorted(map.values());
      apply(after);
      for (const id of [...ids, 'zz'.repeat(5), 'none'.repeat(2)]) {
        const row = table.get(id);
        expect(row && alone(row)).toBe(map.get(id));
        expect(table.has(id)).toBe(map.has(id));
        // What is told of others may be of before, but leaves none out.
        expect(table.names(id) & namesOf(map.values(), id)).toBe(namesOf(map.values(), id));
        if (row !== undefined) expect(table.namesOf(row)).toBe(table.names(id));
      }
      if (after.length === 0) for (const [id] of map) expect(table.names(id)).toBe(namesOf(map.values(), id));
      expect(sorted(table.all())).toEqual(sorted(map.values()));
      expect(sorted(table.open())).toEqual(sorted([...map.values()].filter(isOpenRow)));
      expect(sorted(frozen.all())).toEqual(then);
      const hot = new Set(table.hotClosed().map(alone));
      for (const line of map.values()) {
        if (isOpenRow(line)) expect(hot).not.toContain(line);
        else if (after.length === 0)
          expect(hot.has(line)).toBe(namesOf(map.values(), line.slice(0, ID_LENGTH)) > 0);
      }
      for (const status of STATUSES)
        expect(sorted(table.inStatus(status))).toEqual(
          sorted([...map.values()].filter((line) => summaryOf(line).status === status)),
        );
      const [id = ''] = ids;
      const naming = [...map.values()].filter((line) => line.includes(`"${id}"`));
      expect(sorted(table.naming(id))).toEqual(sorted(naming));
      const openRows = [...map.values()].filter(isOpenRow);
      for (const title of ['FIX it', 'tab\tHERE', 'ÄRGER'])
        expect(sorted([...table.titled(title)].filter(isOpenRow))).toEqual(
          sorted(openRows.filter((line) => summaryOf(line).title.toLowerCase() === title.toLowerCase())),
        );
    }),
  );
});

test('a row is one line of ASCII that gives back what went into it', () => {
  fc.assert(
    fc.property(summary, (values) => {
      const line = row(values as Partial<TaskSummary>);
      expect(line).toMatch(/^[ -~\t]*$/);
      expect(line.slice(0, ID_LENGTH)).toBe(values.id);
      const { id, title, status, priority, depends_on, parent, hold, links, resources } = summaryOf(line);
      expect({ id, title, status, priority, depends_on, parent, hold, links, resources }).toEqual(values);
      expect(isTouchableRow(line)).toBe(values.links.length + values.resources.length > 0);
    }),
  );
});
