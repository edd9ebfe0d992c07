import { expect, test } from 'vitest';
import type { Event, EventData } from '../domain/event.ts';
import { leastStamp } from '../domain/stamp.ts';
import { taskFlow } from '../domain/task-flow.ts';
import { formatFlow, parseFlows } from './flow-line.ts';

let time = Date.parse('2026-01-07T00:00:00Z');

function event(type: string, data: EventData = {}): Event {
  time += 60_000;
  return { id: leastStamp(time), type, at: new Date(time).toISOString(), by: 'ann \u4e2d/wt "x"', data };
}

const STORIES: readonly (readonly Event[])[] = [
  [event('task_created', { title: 'One' })],
  [
    event('task_created', { title: 'Two', labels: ['api', 'b\u00fcro\n'], depends_on: ['aaaa000001'] }),
    event('task_held', { reason: 'no' }),
    event('task_unheld'),
    event('dependency_removed', { on: 'aaaa000001' }),
    event('task_completed'),
    event('task_reopened'),
    event('task_started'),
    event('task_completed'),
    event('task_reopened'),
    event('task_cancelled'),
  ],
];

test('what was kept of flows is what they were, in lines of ASCII', () => {
  const flows = STORIES.map((story, at) => [`aaaa00000${at}`, taskFlow(story)] as const);
  const lines = flows.flatMap(([id, flow]) => (flow === undefined ? [] : formatFlow(id, flow)));
  for (const line of lines) expect(line).toMatch(/^[ -~]*$/);
  expect([...parseFlows(lines)]).toEqual(flows);
  expect(parseFlows([])).toEqual(new Map());
});
