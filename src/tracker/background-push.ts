import { rmSync } from 'node:fs';
import { oneLine } from '../domain/text.ts';
import { GitTaskError } from '../errors.ts';
import type { PrivateDirectory } from '../store/private-directory.ts';

/** What the last quiet push met; a push in the background has nobody to say it to. */
const FILE = 'push-failed';
const LONGEST = 500;

/** Runs a push that nobody watches, and leaves word for the next write where it fails. */
export async function leavingWord<Result>(
  directory: PrivateDirectory,
  push: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await push();
    rmSync(directory.file(FILE), { force: true });
    return result;
  } catch (error) {
    if (error instanceof GitTaskError)
      directory.save(FILE, `${oneLine(error.message).slice(0, LONGEST)} (${error.code})\n`);
    throw error;
  }
}

/** What the last push in the background failed by; said once. */
export function takeWord(directory: PrivateDirectory): string | undefined {
  const word = directory.read(FILE)?.trim();
  if (word === undefined || word === '') return undefined;
  rmSync(directory.file(FILE), { force: true });
  return `the last push in the background failed: ${oneLine(word)}; tasks wait here: git task sync`;
}
