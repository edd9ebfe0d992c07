/** Every code a caller may meet, with the exit status of the command line. The list is closed. */
const STATUS = {
  GIT_COMMAND_FAILED: 1,
  GIT_MISSING: 1,
  PARSER_MISSING: 1,
  IO_FAILED: 1,
  STORE_READ_ONLY: 1,
  STORE_CORRUPT: 1,
  STORE_UNSUPPORTED: 1,
  FORMAT_TOO_NEW: 1,
  CONFIG_INVALID: 1,
  REMOTE_UNREACHABLE: 1,
  REMOTE_UNAUTHORIZED: 1,
  REMOTE_REFUSED: 1,
  REMOTE_INVALID: 1,

  USAGE: 2,
  TITLE_INVALID: 2,
  TEXT_INVALID: 2,
  TEXT_TOO_LONG: 2,
  TOO_MANY_ENTRIES: 2,
  PRIORITY_INVALID: 2,
  DATE_INVALID: 2,
  DURATION_INVALID: 2,
  LABEL_INVALID: 2,
  LINK_INVALID: 2,
  RESOURCE_INVALID: 2,
  CURSOR_INVALID: 2,
  PLAN_INVALID: 2,
  EDIT_INVALID: 2,
  IMPORT_INVALID: 2,

  NOT_A_REPOSITORY: 3,
  NOT_INITIALIZED: 3,
  TASK_NOT_FOUND: 3,
  TASK_ID_AMBIGUOUS: 3,
  ENTRY_NOT_FOUND: 3,
  REVISION_NOT_FOUND: 3,
  REMOTE_NOT_FOUND: 3,
  REMOTE_UNSET: 3,

  TASK_BLOCKED: 4,
  TASK_CLAIMED: 4,
  TASK_NEEDED: 4,
  TRANSITION_NOT_ALLOWED: 4,
  DEPENDENCY_CYCLE: 4,
  PARENT_CYCLE: 4,
  CHANGED_SINCE: 4,
  CHILDREN_OPEN: 4,
  ACCEPTANCE_UNMET: 4,
  CLOCK_WRONG: 4,
  DOCTOR_FINDINGS: 4,

  NOTHING_READY: 5,
  ALL_DONE: 5,
  WAIT_TIMED_OUT: 5,

  REF_CONTENDED: 6,
  REF_LOCKED: 6,
  STORE_OWNED: 6,
  REMOTE_MOVED: 6,

  COMMIT_VETOED: 10,

  INTERNAL: 70,
} as const;

export type ErrorCode = keyof typeof STATUS;

export const ERROR_CODES: readonly string[] = Object.keys(STATUS);

/** Codes that may succeed when the very same call is made again. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'REF_CONTENDED',
  'REF_LOCKED',
  'STORE_OWNED',
  'REMOTE_MOVED',
  'REMOTE_UNREACHABLE',
  'NOTHING_READY',
  'WAIT_TIMED_OUT',
]);

export interface ErrorParts {
  /** What to know beyond the message, in one sentence. */
  readonly hint?: string;
  /** The exact call that would be right; several are alternatives, best first. */
  readonly template?: string | readonly string[];
  /** Machine-readable particulars, printed under `--json`. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** The one error class: a code of the closed list, a sentence, and the way out. */
export class GitTaskError extends Error {
  override readonly name = 'GitTaskError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly templates: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, parts: ErrorParts = {}) {
    super(message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = code;
    this.hint = parts.hint;
    this.templates =
      parts.template === undefined
        ? []
        : typeof parts.template === 'string'
          ? [parts.template]
          : parts.template;
    this.details = parts.details ?? {};
  }

  /** Exit status of the command line for this error (see docs/cli.md). */
  get status(): number {
    return STATUS[this.code];
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }
}
