export const SEVERITIES = ['none', 'notice', 'warning', 'conflict'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * What a change does to a thing. `modifies` alters its contract (method, parameters, type, signature, nullability),
 * `modifies_body` only the rest; `renames` is about the old name, `renames_to` about the new one.
 */
export const EFFECTS = [
  'removes',
  'renames',
  'renames_to',
  'modifies',
  'modifies_body',
  'adds',
  'touch',
] as const;
export type Effect = (typeof EFFECTS)[number];

/** What an open task says about the thing. */
export const DECLARATIONS = ['depends', 'modifies', 'removes', 'adds', 'touch', 'owns'] as const;
export type Declaration = (typeof DECLARATIONS)[number];

/** `exact`: the same thing, surely. `pattern`: found by a directory, a wildcard, the end of a name or another guess. */
export type Certainty = 'exact' | 'pattern';

/** One cell of the table. */
interface Cell {
  readonly severity: Severity;
  /** Why, in two or three words, where it is not plain from the row and the column. */
  readonly words?: string;
  /** Where the lines of both are known to overlap. */
  readonly overlapping?: Severity;
}

const none: Cell = { severity: 'none' };
const notice: Cell = { severity: 'notice' };
const warning: Cell = { severity: 'warning' };
const conflict: Cell = { severity: 'conflict' };
const owned: Cell = { severity: 'warning', words: 'asked to keep out' };

const adds: Readonly<Record<Declaration, Cell>> = {
  depends: { ...notice, words: 'now there' },
  modifies: warning,
  removes: { ...warning, words: 'reappears' },
  adds: { ...conflict, words: 'duplicate' },
  touch: notice,
  owns: owned,
};

/** The model of severity: rows are what the change does, columns what an open task declares. */
const TABLE: Readonly<Record<Effect, Readonly<Record<Declaration, Cell>>>> = {
  removes: {
    depends: conflict,
    modifies: conflict,
    removes: { ...notice, words: 'already done' },
    adds: { ...conflict, words: 'opposite intent' },
    touch: conflict,
    owns: owned,
  },
  renames: {
    depends: { ...conflict, words: 'use the new name' },
    modifies: { ...conflict, words: 'use the new name' },
    removes: warning,
    adds: { ...warning, words: 'the old name' },
    touch: warning,
    owns: owned,
  },
  // Whatever takes a name over is there from now on, like a thing that was added.
  renames_to: { ...adds, adds: { ...conflict, words: 'the new name' } },
  modifies: {
    depends: warning,
    modifies: { ...warning, overlapping: 'conflict' },
    removes: warning,
    adds: warning,
    touch: notice,
    owns: owned,
  },
  modifies_body: {
    depends: notice,
    modifies: warning,
    removes: notice,
    adds: notice,
    touch: none,
    owns: owned,
  },
  adds,
  touch: {
    depends: none,
    modifies: notice,
    removes: notice,
    adds: none,
    touch: { ...none, overlapping: 'warning' },
    owns: owned,
  },
};

export interface Verdict {
  readonly severity: Severity;
  readonly words?: string;
}

/** Orders severities: negative where the first is the lesser. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** Lowers what is not certain to a warning at most. */
function capSeverity(severity: Severity, certainty: Certainty): Severity {
  return certainty === 'pattern' && severity === 'conflict' ? 'warning' : severity;
}

/** Looks up how badly a change hits a declaration. */
export function severityOf(
  effect: Effect,
  declared: Declaration,
  evidence: { readonly certainty?: Certainty; readonly linesOverlap?: boolean } = {},
): Verdict {
  const { severity, words, overlapping } = TABLE[effect][declared];
  const raised = evidence.linesOverlap === true ? (overlapping ?? severity) : severity;
  const capped = capSeverity(raised, evidence.certainty ?? 'exact');
  return words === undefined ? { severity: capped } : { severity: capped, words };
}

/**
 * Looks up how badly a change hits a task that is linked to a place: as it hits one that touches the thing, but never
 * more than a warning, and more than a notice only where the linked lines changed or the file is gone.
 */
export function severityOfLink(
  effect: Effect,
  evidence: { readonly linesOverlap: boolean; readonly gone: boolean },
): Severity {
  const { linesOverlap, gone } = evidence;
  const { severity } = severityOf(effect, 'touch', { linesOverlap });
  const most = linesOverlap || gone ? 'warning' : 'notice';
  return compareSeverity(severity, most) > 0 ? most : severity;
}
