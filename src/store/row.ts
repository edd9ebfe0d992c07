import { asciiJson } from '../codec/ascii-json.ts';
import type { TaskId } from '../domain/id.ts';
import {
  type Alert,
  type Claim,
  type Completion,
  isOpen,
  type Priority,
  STATUSES,
  type Status,
  type TaskSummary,
} from '../domain/task.ts';
import {
  ALERTED,
  ASSIGNED,
  CLAIMED,
  CONNECTIONS,
  CREATED,
  CREATED_END,
  connects,
  DECLARING,
  DEPENDS,
  DUE,
  HELD,
  hasFlag,
  ID_LENGTH,
  LINKED,
  NO_FLAGS,
  NOT_TOLD,
  PARENT,
  priorityOf,
  type Row,
  STATUS,
  ZERO,
} from './row-places.ts';

type Connections = readonly [
  dependsOn: readonly TaskId[] | 0,
  parent: TaskId | 0,
  assignee: string | 0,
  due: string | 0,
];

type Rest = readonly [
  hold: string | 0,
  type: string | 0,
  labels: readonly string[] | 0,
  links: readonly string[] | 0,
  resources: readonly string[] | 0,
  planKey: string | 0,
  claim: Claim | 0,
  completed: Completion | 0,
  alerts: readonly Alert[] | 0,
  statusSet: readonly string[] | 0,
  assigneeSet: readonly string[] | 0,
];

const NOTHING: readonly never[] = [];
const NO_SET = {};
/** Behind two brackets and a quote; and from one id to the next, with two quotes and a comma. */
const FIRST_ID = 3;
const ID_STRIDE = ID_LENGTH + 3;
const COMMA = 44;

function known<T>(value: T | 0): T | undefined {
  return value === 0 ? undefined : value;
}

function some<T>(list: readonly T[] | undefined): readonly T[] | 0 {
  return list === undefined || list.length === 0 ? 0 : list;
}

/**
 * The alerts that questions about many tasks need: those that nobody acknowledged, and of an open task the others by
 * what they were about, so that whoever withdraws them finds them.
 */
function rowAlerts(task: TaskSummary): readonly Alert[] {
  return task.alerts.flatMap((alert) => {
    if (alert.acknowledged === undefined) return alert;
    return isOpen(task) && alert.type.startsWith('impact_') ? { ...alert, to: [], text: '' } : [];
  });
}

export function rowOf(task: TaskSummary): Row {
  const alerts = some(rowAlerts(task));
  const connections: Connections = [
    some(task.depends_on),
    task.parent ?? 0,
    task.assignee ?? 0,
    task.due ?? 0,
  ];
  const [dependsOn, parent, assignee, due] = connections;
  const links =
    (dependsOn === 0 ? 0 : DEPENDS) |
    (parent === 0 ? 0 : PARENT) |
    (assignee === 0 ? 0 : ASSIGNED) |
    (due === 0 ? 0 : DUE);
  const rest: Rest = [
    task.hold ?? 0,
    task.type ?? 0,
    some(task.labels),
    some(task.links),
    some(task.resources),
    task.plan_key ?? 0,
    task.claim ?? 0,
    task.completed ?? 0,
    alerts,
    some(task.set.status),
    some(task.set.assignee),
  ];
  const flags =
    (task.hold === undefined ? 0 : HELD) |
    (task.claim === undefined ? 0 : CLAIMED) |
    (alerts === 0 ? 0 : ALERTED) |
    (task.links.length === 0 ? 0 : LINKED) |
    (task.resources.length === 0 ? 0 : DECLARING);
  const places = `${task.id}${STATUSES.indexOf(task.status)}${task.priority}${String.fromCharCode(NO_FLAGS + flags, ZERO + links)}${task.created}${NOT_TOLD}`;
  return [places, links === 0 ? '' : asciiJson(connections), asciiJson(task.title), asciiJson(rest)].join(
    '\t',
  );
}

/** The tasks that a row's task waits for, and the one that it is part of. */
export function namesIn(row: Row): { readonly depends_on: readonly TaskId[]; readonly parent?: TaskId } {
  if (!connects(row, DEPENDS | PARENT)) return { depends_on: NOTHING };
  const [depends_on, parent]: Connections = JSON.parse(
    row.slice(CONNECTIONS, row.indexOf('\t', CONNECTIONS)),
  );
  return { depends_on: depends_on || NOTHING, ...(parent === 0 ? {} : { parent }) };
}

export function titleOfRow(row: Row): string {
  const begin = row.indexOf('\t', CONNECTIONS) + 1;
  return JSON.parse(row.slice(begin, row.indexOf('\t', begin)));
}

export function summaryOf(row: Row, id: TaskId = row.slice(0, ID_LENGTH)): TaskSummary {
  // A getter can't leave its key out: absent values are undefined here, which no reader tells from absent.
  return new RowSummary(row, id) as unknown as TaskSummary;
}

/** The first list of the connections: ids are as long as each other, so that no JSON need be parsed. */
function dependenciesOf(row: Row): readonly TaskId[] {
  const ids: TaskId[] = [];
  for (let at = CONNECTIONS + FIRST_ID; ; at += ID_STRIDE) {
    ids.push(row.slice(at, at + ID_LENGTH));
    if (row.charCodeAt(at + ID_LENGTH + 1) !== COMMA) return ids;
  }
}

/** A task's summary, each part read out of its line when asked for. */
class RowSummary implements Record<keyof TaskSummary, unknown> {
  readonly id: TaskId;
  readonly #row: Row;
  #dependsOn: readonly TaskId[] | undefined;
  #connections: Connections | undefined;
  #rest: Rest | undefined;

  constructor(row: Row, id: TaskId) {
    this.id = id;
    this.#row = row;
  }

  get status(): Status {
    return STATUSES[this.#row.charCodeAt(STATUS) - ZERO] ?? 'pending';
  }

  get priority(): Priority {
    return priorityOf(this.#row);
  }

  get created(): string {
    return this.#row.slice(CREATED, CREATED_END);
  }

  get title(): string {
    return titleOfRow(this.#row);
  }

  get depends_on(): readonly TaskId[] {
    if (!connects(this.#row, DEPENDS)) return NOTHING;
    this.#dependsOn ??= dependenciesOf(this.#row);
    return this.#dependsOn;
  }

  get parent(): TaskId | undefined {
    return connects(this.#row, PARENT) ? known(this.#connected[1]) : undefined;
  }

  get assignee(): string | undefined {
    return connects(this.#row, ASSIGNED) ? known(this.#connected[2]) : undefined;
  }

  get due(): string | undefined {
    return connects(this.#row, DUE) ? known(this.#connected[3]) : undefined;
  }

  get hold(): string | undefined {
    return hasFlag(this.#row, HELD) ? known(this.#parts[0]) : undefined;
  }

  get type(): string | undefined {
    return known(this.#parts[1]);
  }

  get labels(): readonly string[] {
    return this.#parts[2] || NOTHING;
  }

  get links(): readonly string[] {
    return hasFlag(this.#row, LINKED) ? this.#parts[3] || NOTHING : NOTHING;
  }

  get resources(): readonly string[] {
    return hasFlag(this.#row, DECLARING) ? this.#parts[4] || NOTHING : NOTHING;
  }

  get plan_key(): string | undefined {
    return known(this.#parts[5]);
  }

  get claim(): Claim | undefined {
    return hasFlag(this.#row, CLAIMED) ? known(this.#parts[6]) : undefined;
  }

  get completed(): Completion | undefined {
    return known(this.#parts[7]);
  }

  get alerts(): readonly Alert[] {
    return hasFlag(this.#row, ALERTED) ? this.#parts[8] || NOTHING : NOTHING;
  }

  get set(): TaskSummary['set'] {
    const [, , , , , , , , , status, assignee] = this.#parts;
    if (status === 0 && assignee === 0) return NO_SET;
    return { ...(status === 0 ? {} : { status }), ...(assignee === 0 ? {} : { assignee }) };
  }

  get #connected(): Connections {
    this.#connections ??= JSON.parse(
      this.#row.slice(CONNECTIONS, this.#row.indexOf('\t', CONNECTIONS)),
    ) as Connections;
    return this.#connections;
  }

  get #parts(): Rest {
    this.#rest ??= JSON.parse(this.#row.slice(this.#row.lastIndexOf('\t') + 1)) as Rest;
    return this.#rest;
  }
}
