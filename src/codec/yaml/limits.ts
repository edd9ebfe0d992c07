/** Longest text that anybody but us may have written, in bytes of UTF-8. */
export const MAX_YAML_BYTES = 1024 * 1024;

/** Longest text in canonical form, which takes no more than linear time to read: what a merge made of several. */
export const MAX_CANONICAL_BYTES = 16 * 1024 * 1024;

/** Deepest nesting of maps and lists that is read or written; the outermost one counts as 1. */
export const MAX_YAML_DEPTH = 16;

/**
 * Longest key in UTF-16 units. YAML wants the colon within 1024 characters of the key's start, and a
 * key may grow sixfold when every character of it must be escaped.
 */
export const MAX_YAML_KEY = 128;

/** Tells whether the text takes more bytes than a limit; encodes it only when its length leaves that open. */
export function isTooLong(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  if (text.length * 3 <= limit) return false;
  return new TextEncoder().encode(text).length > limit;
}
