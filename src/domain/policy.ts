import { GitTaskError } from '../errors.ts';

/** What the branch's config.yaml and this clone's git configuration decide. */
export interface Policy {
  /** Milliseconds of silence after which a claim is stale. */
  readonly lease: number;
}

const HOUR = 3_600_000;
export const DEFAULT_POLICY: Policy = { lease: 4 * HOUR };

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: HOUR,
  d: 24 * HOUR,
  w: 7 * 24 * HOUR,
};

/**
 * Reads a duration: `90`, `90s`, `15m`, `4h`, `2d`, `1w`, `500ms`; a bare number is seconds.
 *
 * @returns milliseconds
 * @throws DURATION_INVALID
 */
export function parseDuration(text: string): number {
  const match = /^(\d{1,9})(ms|s|m|h|d|w)?$/.exec(text.trim());
  const unit = UNITS[match?.[2] ?? 's'];
  if (match === null || unit === undefined)
    throw new GitTaskError('DURATION_INVALID', `"${text}" is not a duration`, {
      hint: 'a number with s, m, h, d or w: 90s, 15m, 4h, 2d',
    });
  return Number(match[1]) * unit;
}

/** Writes a duration in its largest whole unit. */
export function formatDuration(milliseconds: number): string {
  for (const unit of ['w', 'd', 'h', 'm', 's']) {
    const size = UNITS[unit] ?? 1;
    if (milliseconds >= size && milliseconds % size === 0) return `${milliseconds / size}${unit}`;
  }
  return `${Math.round(milliseconds / 1000)}s`;
}

function readLease(settings: ReadonlyMap<string, string>): number | undefined {
  const lease = settings.get('claim.lease');
  if (lease === undefined) return undefined;
  try {
    return parseDuration(lease);
  } catch (cause) {
    throw new GitTaskError('CONFIG_INVALID', `claim.lease is "${lease}", which is not a duration`, {
      hint: 'a number with s, m, h or d',
      template: 'git config task.claim.lease 4h',
      cause,
    });
  }
}

/**
 * Reads the policy out of settings by name (`claim.lease`).
 *
 * @param shared what the branch says; a value that means nothing here is passed over: somebody else's slip must not
 * stop everybody
 * @param local what this clone says, which outranks it
 * @throws CONFIG_INVALID naming the local setting
 */
export function resolvePolicy(
  shared: ReadonlyMap<string, string>,
  local: ReadonlyMap<string, string>,
): Policy {
  const lease = readLease(local);
  if (lease !== undefined) return { lease };
  try {
    return { lease: readLease(shared) ?? DEFAULT_POLICY.lease };
  } catch (error) {
    if (error instanceof GitTaskError) return DEFAULT_POLICY;
    throw error;
  }
}
