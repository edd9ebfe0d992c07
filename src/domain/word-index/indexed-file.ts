/** A file of lines and the index behind them. */
export interface IndexedFile {
  /** The lines. @throws DamagedFile */
  readonly text: string;
  /** Bytes from one place up to another. @throws DamagedFile where it is shorter */
  bytes(from: number, to: number): Uint8Array;
  ascii(bytes: Uint8Array): string;
}

/** A file says something else than what was written: all of it is to be made anew. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}
