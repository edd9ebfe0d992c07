/** Where the tasks are, in every clone. */
export const TASKS_REF = 'refs/tasks/main';

/** git holds a ref's lock for milliseconds: one this old was left by a killed process. */
export const STALE_REF_LOCK_MS = 10_000;
