/** Characters of a title. */
export const TITLE_LIMIT = 500;
/** Characters of any text. */
export const TEXT_LIMIT = 256 * 1024;
/** Bytes of a file on the branch. */
export const FILE_LIMIT = 1024 * 1024;
/** Entries of a list. */
export const LIST_LIMIT = 1000;
/** Characters of a label, an actor, a type, a handle. */
export const NAME_LIMIT = 200;

/**
 * Sides, each at its limits, whose work on one task may meet: a task that was merged is read and kept up to so many times
 * the limits, though nobody may write it so.
 */
const MOST_SIDES = 16;
/** Characters of a text that a merge made of others. */
export const MERGED_TEXT_LIMIT = MOST_SIDES * TEXT_LIMIT;
/** Bytes of the file of a task that was merged. */
export const MERGED_FILE_LIMIT = MOST_SIDES * FILE_LIMIT;
/** Entries of a list that was merged. */
export const MERGED_LIST_LIMIT = MOST_SIDES * LIST_LIMIT;
