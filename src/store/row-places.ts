import { isTaskId, type TaskId } from '../domain/id.ts';
import { type Priority, STATUSES, type Status } from '../domain/task.ts';

/**
 * A task's summary as the index file holds it: one line of four parts with tabs between them. First, at fixed
 * places, what questions about all tasks look at: id, status, priority, which of the rarer keys are there, and the
 * first stamp; in the saved text of all rows also how others name the task. Then three pieces of JSON: what connects tasks, the title, the rest. So a call that shows one task
 * of ten thousand parses one line.
 */
export type Row = string;

export const ID_LENGTH = 10;
export const STATUS = 10;
const PRIORITY = 11;
const FLAGS = 12;
const LINKS = 13;
export const CREATED = 14;
export const CREATED_END = 40;
export const NAMED = 40;
const TAB_AT = 41;
/** Behind the tab. */
export const CONNECTIONS = 42;
export const ZERO = 48;
/** At FLAGS: a letter whose low bits are free. */
export const NO_FLAGS = 64;

/** Which keys are there, at FLAGS. */
export const HELD = 1;
export const CLAIMED = 2;
export const ALERTED = 4;
export const LINKED = 8;
export const DECLARING = 16;
/** Which connections are there, at LINKS. */
export const DEPENDS = 1;
export const PARENT = 2;
export const ASSIGNED = 4;
export const DUE = 8;

/** As what open tasks name a task, at NAMED, a digit of these; or that it is not told. */
export const AS_DEPENDENCY = 1;
export const AS_PARENT = 2;
export const NOT_TOLD = '-';

/** Statuses, at STATUS; the digits from COMPLETED on are those of closed tasks. */
const PENDING = ZERO + STATUSES.indexOf('pending');
const COMPLETED = ZERO + STATUSES.indexOf('completed');

export function hasFlag(row: Row, flag: number): boolean {
  return (row.charCodeAt(FLAGS) & flag) !== 0;
}

export function connects(row: Row, flag: number): boolean {
  return (row.charCodeAt(LINKS) & flag) !== 0;
}

/** @throws Error where the line is none of ours */
export function idOfRow(row: Row): TaskId {
  const id = row.slice(0, ID_LENGTH);
  if (!isTaskId(id) || row.charCodeAt(TAB_AT) !== 9) throw new Error('not a row of the index');
  return id;
}

/** Orders rows as lists do, open ones first, then most urgent first: sorting what is nearly sorted takes one pass. */
export function compareRows(one: Row, two: Row): number {
  return (
    Number(isOpenRow(two)) - Number(isOpenRow(one)) ||
    two.charCodeAt(PRIORITY) - one.charCodeAt(PRIORITY) ||
    (one.slice(CREATED, CREATED_END) < two.slice(CREATED, CREATED_END) ? -1 : 1)
  );
}

/** The character that stands for a status, right behind the id. */
export function statusDigit(status: Status): number {
  return ZERO + STATUSES.indexOf(status);
}

/** Whether the row's task is open, from its line alone. */
export function isOpenRow(row: Row): boolean {
  return row.charCodeAt(STATUS) < COMPLETED;
}

export function isCompletedRow(row: Row): boolean {
  return row.charCodeAt(STATUS) === COMPLETED;
}

/** Whether the row's task, from its line alone, is pending, nobody's, not on hold, of no parent, waits for none and is never due. */
export function isFreeRow(row: Row): boolean {
  return (
    row.charCodeAt(STATUS) === PENDING &&
    row.charCodeAt(LINKS) === ZERO &&
    (row.charCodeAt(FLAGS) & HELD) === 0
  );
}

/** Whether the row's task depends on others. */
export function isDependingRow(row: Row): boolean {
  return connects(row, DEPENDS);
}

/** Whether the row's task is part of another. */
export function isChildRow(row: Row): boolean {
  return connects(row, PARENT);
}

/** Whether the row's task is assigned, claimed or has alerts: asked of every open one, so by two looks. */
export function isWarmRow(row: Row): boolean {
  return hasFlag(row, ALERTED | CLAIMED) || connects(row, ASSIGNED);
}

/** Whether the row's task declares something or is linked to it. */
export function isTouchableRow(row: Row): boolean {
  return hasFlag(row, LINKED | DECLARING);
}

/** Whether one of the rows of closed tasks in the saved text stands before all others: somebody may ask for it. */
export function isHotRow(row: Row): boolean {
  return toldNames(row) !== 0 || isAlertedRow(row);
}

/** Whether the row's task has alerts that nobody acknowledged; of an open task, any that its row knows. */
export function isAlertedRow(row: Row): boolean {
  return hasFlag(row, ALERTED);
}

/** As what the row's line says that open tasks name its task; undefined where it does not say. */
export function toldNames(row: Row): number | undefined {
  const digit = row.charCodeAt(NAMED) - ZERO;
  return digit < 0 ? undefined : digit;
}

export function withNames(row: Row, names: number): Row {
  return `${row.slice(0, NAMED)}${names}${row.slice(NAMED + 1)}`;
}

export function priorityOf(row: Row): Priority {
  return (row.charCodeAt(PRIORITY) - ZERO) as Priority;
}
