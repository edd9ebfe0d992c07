/** Where files lie that may be lost at any time; every worktree of a clone has the same. */
export interface Shelf {
  /** A file's text; undefined where it can't be read. */
  read(name: string): string | undefined;
  /** What a file has from one byte up to another one, a character for each; less where it is shorter. */
  readPart(name: string, from: number, to: number): string | undefined;
  /** Bytes; undefined where there is no such file. */
  sizeOf(name: string): number | undefined;
  /** The file of a directory that was saved last, by its name from here. */
  newestIn(directory: string): string | undefined;
  /** Saves a file whole, by rename. */
  save(name: string, text: string): boolean;
  /** Adds to the end of a file that is there. */
  append(name: string, text: string): boolean;
}

/** Where nothing lies, and nothing stays. */
export const NO_SHELF: Shelf = {
  read: () => undefined,
  readPart: () => undefined,
  sizeOf: () => undefined,
  newestIn: () => undefined,
  save: () => false,
  append: () => false,
};

/** Escapes what is no ASCII, so that a byte is a character; in JSON as JSON does. */
export function asciiJson(json: string): string {
  if (!/[^\0-\x7f]/.test(json)) return json;
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Tells a text from what became of it when a disk or a crash damaged it. */
export function checksum(text: string): string {
  // Native: 2 ms with its loading, where a loop over a large text takes 7 before it is compiled.
  return process.getBuiltinModule('node:zlib').crc32(text).toString(36);
}
