import { existsSync, mkdirSync, readdirSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { holderToken, isAbandoned } from './lock-holder.ts';
import type { WriteLock } from './write-lock.ts';

/** A waiter touches its ticket so often, to be told from one that is stopped. */
const HEARTBEAT_MS = 1_000;

/** Between two looks at the whole queue a waiter only sees whether the one before it is gone: that is cheap. */
const LOOK_EVERY_MS = 250;

/** How a waiter waits. */
export interface Patience {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly deadline: number;
}

interface Look {
  readonly at: number;
  readonly ahead: number;
  /** The ticket right before one's own. */
  readonly before: string | undefined;
}

/**
 * The order in which waiting writers take the lock: a folder with a ticket for each, named so that it sorts by the
 * time they came. Without it luck decides, and one writer of 64 waits longer than its patience.
 */
export class WriteQueue {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Takes the lock in turn.
   *
   * @returns false where the deadline passed first
   */
  async acquire(lock: WriteLock, { now, sleep, deadline }: Patience): Promise<boolean> {
    if (this.#waiting().length === 0 && lock.tryAcquire()) return true;
    const ticket = new Ticket(join(this.#folder, ticketName(now())));
    try {
      for (let look = this.#lookFrom(ticket, now()); now() < deadline; ) {
        const { ahead, before } = look;
        // The first must not let the lock lie; the others look more seldom the longer their way is.
        await sleep(ahead === 0 ? 2 : Math.min(10 * ahead, 200));
        const stale = now() - look.at >= LOOK_EVERY_MS;
        if (!stale && existsSync(before ?? lock.path)) continue;
        if (ahead === 0 && lock.tryAcquire()) return true;
        look = this.#lookFrom(ticket, now());
      }
      return false;
    } finally {
      ticket.drop();
    }
  }

  #waiting(): readonly string[] {
    try {
      return readdirSync(this.#folder).sort();
    } catch {
      return [];
    }
  }

  /** Sees who waits in front; tickets of the dead among the first are removed. */
  #lookFrom(ticket: Ticket, now: number): Look {
    ticket.keep(now);
    const own = basename(ticket.path);
    const front = this.#waiting().filter((name) => name < own);
    const alive = front.findIndex((name) => !isAbandoned(join(this.#folder, name)));
    for (const name of alive < 0 ? front : front.slice(0, alive)) remove(join(this.#folder, name));
    const last = alive < 0 ? undefined : front.at(-1);
    return {
      at: now,
      ahead: alive < 0 ? 0 : front.length - alive,
      before: last === undefined ? undefined : join(this.#folder, last),
    };
  }
}

function ticketName(now: number): string {
  return `${String(now).padStart(15, '0')}-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
}

class Ticket {
  readonly path: string;
  #touched = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Shows that the waiter lives; brings the ticket back where others took it for a dead one's. */
  keep(now: number): void {
    if (Math.abs(now - this.#touched) < HEARTBEAT_MS) return;
    this.#touched = now;
    try {
      utimesSync(this.path, now / 1000, now / 1000);
    } catch {
      this.#create();
    }
  }

  drop(): void {
    remove(this.path);
  }

  #create(): void {
    try {
      mkdirSync(join(this.path, '..'), { recursive: true });
      writeFileSync(this.path, holderToken());
    } catch {
      // Where no ticket can be had, everybody is first.
    }
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Somebody else removed it first.
  }
}
