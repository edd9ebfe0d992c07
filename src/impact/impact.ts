import type { CodeChange } from '../domain/change.ts';
import { compareSeverity, type Severity } from './severity.ts';

/** Where to look, and what the thing was and is called. */
export interface Evidence {
  readonly path: string;
  /** From 1; of what was removed, in the old version. */
  readonly line: number;
  readonly name: string;
  /** Of a rename. */
  readonly newName?: string;
}

/** A task that may be hit. Completed and cancelled ones are passed over. */
export interface Target {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly assignee?: string;
  readonly claim?: { readonly by: string };
  readonly resources: readonly string[];
  readonly links?: readonly string[];
}

export interface Impact {
  /** The task that is hit. */
  readonly task: string;
  readonly severity: Exclude<Severity, 'none'>;
  /** What was done, as a resource line. */
  readonly change: string;
  /** The resource line, or else the link, of the task that is hit. */
  readonly resource: string;
  /** Assignee and holder, each once. */
  readonly to: readonly string[];
  readonly reason: string;
  /** Of what a diff shows; absent where the cause only declares it. */
  readonly evidence?: Evidence;
}

/** The evidence that a detected change is. */
export function evidenceOf({ path, line, name, to }: CodeChange): Evidence {
  return { path, line, name, ...(to === undefined ? {} : { newName: to }) };
}

/** Whether what became of a symbol would be among the changes, so that the change of its file alone means nothing for it. */
export function tellsOf({ read, found }: CodeChange, symbol: string): boolean {
  return read === true || found?.includes(symbol) === true;
}

/** Whom an impact on the task is addressed to. */
export function addressees({ assignee, claim }: Target): readonly string[] {
  return [...new Set([assignee, claim?.by].filter((name) => name !== undefined))];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders impacts: the worst first, then by task and change. */
export function compareImpacts(a: Impact, b: Impact): number {
  return (
    compareSeverity(b.severity, a.severity) ||
    compareText(a.task, b.task) ||
    compareText(a.change, b.change) ||
    compareText(a.resource, b.resource)
  );
}
