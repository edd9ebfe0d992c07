import { expect, test } from 'vitest';
import { leastStamp } from '../domain/stamp.ts';
import type { Alert, TaskSummary } from '../domain/task.ts';
import { standingAlerts } from './standing-alerts.ts';

function taskWith(acknowledged: number, open: number): TaskSummary {
  const alert = (at: number): Alert => ({
    id: leastStamp(at),
    type: 'impact_notice',
    cause: 'm2p8x4q9wd',
    to: [],
    text: '',
  });
  return {
    id: 'k7x2m4q9wd',
    title: 'One',
    status: 'pending',
    priority: 0,
    labels: [],
    depends_on: [],
    links: [],
    resources: [],
    alerts: Array.from({ length: acknowledged + open }, (_, at) =>
      at < acknowledged ? { ...alert(at), acknowledged: leastStamp(at + 1) } : alert(at),
    ),
    created: leastStamp(0),
    set: {},
  };
}

test.each([
  [0, 300, []],
  [199, 0, []],
  [
    200,
    3,
    ['k7x2 keeps 200 acknowledged alerts, so that none is told twice: every write of it writes them all'],
  ],
])('%i acknowledged alerts beside %i', (acknowledged, open, details) => {
  const task = taskWith(acknowledged, open);
  const snapshot = { open: new Map([[task.id, task]]), short: (id: string) => id.slice(0, 4) };
  expect(standingAlerts(snapshot).map(({ detail }) => detail)).toEqual(details);
});
