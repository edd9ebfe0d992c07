/** Longest text that is read, in bytes of UTF-8. */
export const MAX_YAML_BYTES = 1024 * 1024;

/** Deepest nesting of maps and lists that is read or written; the outermost one counts as 1. */
export const MAX_YAML_DEPTH = 16;

/**
 * Longest key in UTF-16 units. YAML wants the colon within 1024 characters of the key's start, and a
 * key may grow sixfold when every character of it must be escaped.
 */
export const MAX_YAML_KEY = 128;

/** Tells whether the text takes more than MAX_YAML_BYTES; encodes it only when its length leaves that open. */
export function isTooLong(text: string): boolean {
  if (text.length > MAX_YAML_BYTES) return true;
  if (text.length * 3 <= MAX_YAML_BYTES) return false;
  return new TextEncoder().encode(text).length > MAX_YAML_BYTES;
}
