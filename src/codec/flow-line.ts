import type { TaskId } from '../domain/id.ts';
import type { TaskFlow, Turn } from '../domain/task-flow.ts';
import { asciiJson } from './ascii-json.ts';

/** The flow of a task in one line of ASCII: the task's id, then JSON. */
export type FlowLine = string;

const ID_LENGTH = 10;

type Deed = readonly [at: number, by: string];
type Turns = readonly (readonly [at: number, so: 0 | 1])[];

type Parts = readonly [
  created: Deed,
  started: readonly Deed[],
  completed: readonly (readonly [at: number, by: string, lead: number, cycle: number | null])[],
  cancelled: readonly Deed[],
  reopened: readonly Deed[],
  labels: readonly string[],
  open: 0 | 1,
  whenOpen: Turns,
  whenDone: Turns,
  whenHeld: Turns,
  whenDependent: readonly (readonly [TaskId, Turns])[],
];

export function formatFlow(id: TaskId, flow: TaskFlow): FlowLine {
  const parts: Parts = [
    fromDeed(flow.created),
    flow.started.map(fromDeed),
    flow.completed.map(({ at, by, lead, cycle }) => [at, by, lead, cycle ?? null]),
    flow.cancelled.map(fromDeed),
    flow.reopened.map(fromDeed),
    [...flow.labels],
    flow.open ? 1 : 0,
    flow.whenOpen.map(fromTurn),
    flow.whenDone.map(fromTurn),
    flow.whenHeld.map(fromTurn),
    [...flow.whenDependent].map(([on, turns]) => [on, turns.map(fromTurn)]),
  ];
  return `${id}${asciiJson(parts)}`;
}

/** Reads what {@link formatFlow} made, of many tasks at once. */
export function parseFlows(lines: readonly FlowLine[]): ReadonlyMap<TaskId, TaskFlow> {
  const all: readonly Parts[] = JSON.parse(`[${lines.map((line) => line.slice(ID_LENGTH)).join(',')}]`);
  return new Map(all.map((parts, at) => [(lines[at] ?? '').slice(0, ID_LENGTH), toFlow(parts)]));
}

function toFlow(parts: Parts): TaskFlow {
  return {
    created: toDeed(parts[0]),
    started: parts[1].map(toDeed),
    completed: parts[2].map((deed) => ({
      at: deed[0],
      by: deed[1],
      lead: deed[2],
      cycle: deed[3] ?? undefined,
    })),
    cancelled: parts[3].map(toDeed),
    reopened: parts[4].map(toDeed),
    labels: new Set(parts[5]),
    open: parts[6] === 1,
    whenOpen: parts[7].map(toTurn),
    whenDone: parts[8].map(toTurn),
    whenHeld: parts[9].map(toTurn),
    whenDependent: new Map(parts[10].map((entry) => [entry[0], entry[1].map(toTurn)])),
  };
}

function fromDeed({ at, by }: TaskFlow['created']): Deed {
  return [at, by];
}

function toDeed(deed: Deed): TaskFlow['created'] {
  return { at: deed[0], by: deed[1] };
}

function fromTurn({ at, so }: Turn): Turns[number] {
  return [at, so ? 1 : 0];
}

function toTurn(turn: Turns[number]): Turn {
  return { at: turn[0], so: turn[1] === 1 };
}
