import { GitTaskError } from '../errors.ts';
import { type Ignore, NOTHING_IGNORED, readIgnore } from './ignore.ts';

/** What the branch's config.yaml and this clone's git configuration decide. */
export interface Policy {
  /** Milliseconds of silence after which a claim is stale. */
  readonly lease: number;
  /** What git's hooks do about commits that the tracker knows nothing of. */
  readonly enforce: Enforcement;
  /** Where they do it: in linked worktrees, where agents work, or in all. */
  readonly enforceScope: EnforcementScope;
  readonly ignore: Ignore;
}

const ENFORCEMENTS = ['off', 'warn', 'strict'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];
const SCOPES = ['linked', 'all'] as const;
export type EnforcementScope = (typeof SCOPES)[number];

const HOUR = 3_600_000;
export const DEFAULT_POLICY: Policy = {
  lease: 4 * HOUR,
  enforce: 'warn',
  enforceScope: 'linked',
  ignore: NOTHING_IGNORED,
};

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

/** One of a few words; git writes its keys in small letters. */
function readWord<Word extends string>(
  settings: ReadonlyMap<string, string>,
  key: string,
  words: readonly Word[],
): Word | undefined {
  const text = settings.get(key) ?? settings.get(key.toLowerCase());
  if (text === undefined) return undefined;
  const word = words.find((known) => known === text.toLowerCase());
  if (word === undefined)
    throw new GitTaskError('CONFIG_INVALID', `${key} is "${text}", which is none of ${words.join(', ')}`, {
      template: words.map((known) => `git config task.${key} ${known}`),
    });
  return word;
}

function readPolicy(settings: ReadonlyMap<string, string>): Partial<Policy> {
  const lease = readLease(settings);
  const enforce = readWord(settings, 'enforce', ENFORCEMENTS);
  const enforceScope = readWord(settings, 'enforceScope', SCOPES);
  return {
    ...(lease === undefined ? {} : { lease }),
    ...(enforce === undefined ? {} : { enforce }),
    ...(enforceScope === undefined ? {} : { enforceScope }),
  };
}

/** What the branch says, setting by setting: one that means nothing here is passed over. */
function readLeniently(settings: ReadonlyMap<string, string>): Partial<Policy> {
  let policy: Partial<Policy> = {};
  for (const entry of settings) {
    try {
      policy = { ...policy, ...readPolicy(new Map([entry])) };
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
    }
  }
  return policy;
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
  const ignore = { ...NOTHING_IGNORED, ...readIgnore(shared), ...readIgnore(local) };
  return { ...DEFAULT_POLICY, ...readLeniently(shared), ...readPolicy(local), ignore };
}
