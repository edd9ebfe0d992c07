import type { ModelLibrary } from './file-facts/models.ts';
import type { Ref } from './file-facts/names.ts';

/** `HTTPServer` is `http_server`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])(?=[A-Z][a-z])/g, '$1_')
    .toLowerCase();
}

const SNAKE_CASE = '~snake ';

/** The constant by which a file says that a library writes all names in snake case. */
export function snakeCaseOf(library: ModelLibrary): Ref {
  return SNAKE_CASE + library;
}

/** The constant by which a file says of a function that whatever prefix it is given is passed over. */
export function unscoped(ref: Ref): Ref {
  return `${ref}~unscoped`;
}

/** The constants by which a file says how a library calls all tables: not in the plural, and with a prefix. */
export const TABLES_IN_SINGULAR = '~tables in singular';
export const TABLE_PREFIX = '~prefix of tables';

/** Tells whether a constant says how a library calls the tables and columns of a whole tree. */
export function namesTables(ref: Ref): boolean {
  return ref.startsWith(SNAKE_CASE) || ref === TABLES_IN_SINGULAR || ref === TABLE_PREFIX;
}

/** What stands behind a parameter's reference in constants that say what it is called, and what it is by default. */
export const NAME = '~name';
export const DEFAULT = '~default';
