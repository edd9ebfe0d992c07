import type { FileFacts } from './file-facts.ts';
import type { Language } from './language.ts';
import type { Outline } from './outline.ts';
import { mayBePlaced, placesFiles } from './packs/file-routers.ts';
import { dependsOnNext, mayBeServed } from './packs/next.ts';
import { isNextConfig, isOutsideRoot, laysOut } from './packs/next-config.ts';

/** What the files of a tree say of others by where those stand. */
export interface Places {
  /** The same where they say the same; empty where they say nothing. */
  readonly said: string;
  /** The files that say it. */
  readonly by: readonly string[];
  /** One of them loads whatever it finds in a directory. */
  readonly loads: boolean;
}

interface PlacedFile {
  readonly language: Language;
  outline(): Outline;
  facts(): FileFacts;
}

/** Tells whether one of some files at a path says anything of others by where they stand. */
export function saysOfPlaces(path: string, ...files: readonly (PlacedFile | undefined)[]): boolean {
  if (isNextConfig(path) || isOutsideRoot(path)) return true;
  return files.some((file) => file?.language === 'npm' || file?.outline().loads);
}

/** Finds what lays out a tree, among the files that say something of others. */
export function placesOf(tree: Iterable<readonly [path: string, file: PlacedFile]>): Places {
  const said: string[] = [];
  const by: string[] = [];
  let [loads, lays] = [false, false];
  for (const [path, file] of tree) {
    if (file.language === 'npm') {
      const depends = [dependsOnNext(file.facts()) ? 'next' : '', placesFiles(file.facts())].join(' ');
      lays ||= depends !== ' ';
      said.push(`${path} ${depends}`);
      by.push(path);
    } else if (isNextConfig(path)) {
      said.push(`${path} ${laysOut(file.facts())}`);
      by.push(path);
    } else if (file.outline().loads) loads = true;
    if (!isOutsideRoot(path)) continue;
    said.push(path);
    by.push(path);
  }
  return lays ? { said: said.sort().join('\n'), by, loads } : { said: '', by: [], loads };
}

/** Tells whether a file may say something global because of where it stands. */
export function isPlaced({ said }: Places, path: string): boolean {
  return said !== '' && (mayBeServed(path) || mayBePlaced(path));
}
