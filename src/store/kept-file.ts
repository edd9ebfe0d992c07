import { checksum } from '../domain/checksum.ts';
import { DamagedFile, type IndexedFile } from '../domain/word-index/indexed-file.ts';
import type { PrivateDirectory } from './private-directory.ts';

/** A file of lines, and what stands behind them, on the disk: read as far as somebody asks. */
export class KeptFile implements IndexedFile {
  readonly #directory: PrivateDirectory;
  readonly #name: string;
  readonly #length: number;
  readonly #sum: number;
  #text: string | undefined;

  /**
   * @param length bytes of the lines
   * @param sum of the lines
   */
  constructor(directory: PrivateDirectory, name: string, length: number, sum: number) {
    this.#directory = directory;
    this.#name = name;
    this.#length = length;
    this.#sum = sum;
  }

  get text(): string {
    if (this.#text === undefined) {
      const bytes = this.bytes(0, this.#length);
      if (checksum(bytes) !== this.#sum) throw new DamagedFile(this.#name);
      this.#text = this.ascii(bytes);
    }
    return this.#text;
  }

  bytes(from: number, to: number): Uint8Array {
    const bytes = from <= to ? this.#directory.readBytes(this.#name, from, to) : undefined;
    if (bytes === undefined) throw new DamagedFile(this.#name);
    return bytes;
  }

  ascii(bytes: Uint8Array): string {
    return asciiOf(bytes);
  }
}

/** The same in memory, before it is saved. */
export class NewFile implements IndexedFile {
  readonly text: string;
  readonly content: Uint8Array;

  constructor(text: string, content: Uint8Array) {
    this.text = text;
    this.content = content;
  }

  bytes(from: number, to: number): Uint8Array {
    return new Uint8Array(this.content.subarray(from, to));
  }

  ascii(bytes: Uint8Array): string {
    return asciiOf(bytes);
  }
}

function asciiOf({ buffer, byteOffset, length }: Uint8Array): string {
  // ASCII, which is read fastest as Latin-1.
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}
