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
