import { expect, test } from 'vitest';
import type { Event, EventData } from './event.ts';
import { changesByOthers } from './told-changes.ts';

const at = (number: number): string => `01JD000000000000000000000${number}`;

function event(number: number, type: string, by: string, data: EventData = {}): Event {
  return { id: at(number), type, at: '2026-11-21T10:00:00.000Z', by, task: 'a234567890', data };
}

const held = event(2, 'task_held', 'bob', { reason: 'wait' });

test.each<[string, readonly Event[], readonly number[]]>([
  ['what another did', [held, event(3, 'task_edited', 'bob', { title: 'T' })], [2, 3]],
  ['not what the holder did', [event(2, 'task_edited', 'ann', { title: 'T' })], []],
  ['not what was seen', [event(1, 'task_held', 'bob'), held], [2]],
  [
    'neither commits nor impacts nor lost claims',
    [
      event(2, 'commit_recorded', 'bob'),
      event(3, 'impact_conflict', 'bob'),
      event(4, 'claim_conflict', 'bob'),
    ],
    [],
  ],
  ['a note', [event(2, 'note_added', 'bob', { text: 'n' })], [2]],
  ['not a note of a merge', [event(2, 'note_added', 'bob', { text: 'n', cause: at(1) })], []],
  ['nothing of what was taken back', [held, event(3, 'undone', 'bob', { events: [at(2)] })], []],
  ['that what was seen was taken back', [event(3, 'undone', 'bob', { events: [at(1)] })], [3]],
  [
    'what was taken back and came again',
    [held, event(3, 'undone', 'bob', { events: [at(2)] }), event(4, 'undone', 'bob', { events: [at(3)] })],
    [2],
  ],
  ['nothing of a newer version', [event(2, 'constructor', 'bob')], []],
])('a holder is told %s', (_, events, expected) => {
  expect(changesByOthers(events, 'ann', at(1)).map(({ id }) => id)).toEqual(expected.map(at));
});
