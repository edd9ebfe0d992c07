import { GitTaskError } from '../errors.ts';
import { parseResource } from './resource.ts';
import { resourceCovers, type Subject } from './resource-covers.ts';

/** Changes that nobody needs to hear of. */
export interface Ignore {
  /** Files, directories and globs. */
  readonly paths: readonly string[];
  readonly resources: readonly Subject[];
}

export const NOTHING_IGNORED: Ignore = { paths: [], resources: [] };

/** Entries of either list beyond this are passed over: every change is held against each of them. */
const MOST_ENTRIES = 500;

function entriesOf(settings: ReadonlyMap<string, string>, key: string): readonly string[] {
  const lines = (settings.get(key) ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').slice(0, MOST_ENTRIES);
}

/** `kind:name`, or a whole resource line, whose relation does not matter; undefined for what is neither. */
function readSubject(line: string): Subject | undefined {
  for (const text of [line, `touch:${line}`]) {
    try {
      const { kind, name } = parseResource(text);
      return { kind, name };
    } catch (error) {
      if (!(error instanceof GitTaskError)) throw error;
    }
  }
  return undefined;
}

/** Reads what settings by name ignore; an entry that means nothing is passed over. Undefined where they say nothing. */
export function readIgnore(settings: ReadonlyMap<string, string>): Partial<Ignore> {
  return {
    ...(settings.has('ignore.paths') ? { paths: entriesOf(settings, 'ignore.paths') } : {}),
    ...(settings.has('ignore.resources')
      ? {
          resources: entriesOf(settings, 'ignore.resources').flatMap((line) => readSubject(line) ?? []),
        }
      : {}),
  };
}

/** Tells whether nobody needs to hear of a thing, by its name and, where it is known, its file. */
export function isIgnored({ paths, resources }: Ignore, subject: Subject, path?: string): boolean {
  if (resources.some((resource) => resourceCovers(resource, subject) !== undefined)) return true;
  const file = path ?? (subject.kind === 'file' ? subject.name : undefined);
  if (file === undefined) return false;
  const found = { kind: 'file', name: file };
  return paths.some((name) => resourceCovers({ kind: 'file', name }, found) !== undefined);
}
