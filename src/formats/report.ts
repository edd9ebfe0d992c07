import type { ImportedTask } from '../domain/imported-task.ts';

/** Something that was read and is not carried over as it was, and where it stands. */
export interface Remark {
  readonly place: string;
  /** What it is called there: `due`. */
  readonly field: string;
  readonly text: string;
}

/** Something for which nothing of the file can be taken. */
export interface Problem {
  readonly place: string;
  readonly text: string;
}

/** What a file of another tracker says. */
export interface Reading {
  readonly tasks: readonly ImportedTask[];
  readonly remarks: readonly Remark[];
  readonly problems: readonly Problem[];
}

/** Lines and entries have numbers; files stay in their order. */
function byPlace(one: { readonly place: string }, two: { readonly place: string }): number {
  const [a, b] = [one, two].map(({ place }) => Number(/^(?:line|entry) (\d{1,9})$/.exec(place)?.[1] ?? 0));
  return (a ?? 0) - (b ?? 0);
}

/** Gathers what a reader has to say of what it read. */
export class Report {
  readonly remarks: Remark[] = [];
  readonly problems: Problem[] = [];

  remark(place: string, field: string, text: string): void {
    this.remarks.push({ place, field, text });
  }

  problem(place: string, text: string): void {
    this.problems.push({ place, text });
  }

  /** All of it in the order in which it stands in the file. */
  sorted(): { readonly remarks: readonly Remark[]; readonly problems: readonly Problem[] } {
    return { remarks: [...this.remarks].sort(byPlace), problems: [...this.problems].sort(byPlace) };
  }
}

/** What a reader has to know beyond the text. */
export interface Surroundings {
  /** What the file is called in handles and messages: `docs/TODO.md`, `stdin`. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The day of a time, as the caller's calendar has it. */
  readonly dayOf: (time: number) => string;
}
