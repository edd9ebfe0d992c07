import { isStamp, type Stamp } from '../domain/stamp.ts';
import { GitTaskError } from '../errors.ts';
import { isList, isMap } from './value.ts';
import type { YamlTree } from './yaml/tree.ts';

/** The format this version writes. A newer major version is read only. */
export const FORMAT_VERSION = '1.0';

export const FORMAT_PATH = 'format.yaml';
export const CONFIG_PATH = 'config.yaml';

const README = `# Tasks

This branch holds the tasks of this repository. git-task keeps it: \`git task\` shows what there is,
\`git task add "<title>"\` adds to it, \`git log refs/tasks/main\` tells who did what.

- \`tasks/<c1>/<c2>/<id>/task.yaml\` is a task as it stands.
- The files beside it are its events, one per change, never edited.
- \`config.yaml\` holds what all clones share; \`git config task.<key>\` outranks it in one clone.

Nothing here is checked out by anybody's work: it is a ref of its own, \`refs/tasks/main\`.
`;

const CONFIG = `# Shared by all clones. \`git config task.<key>\` outranks it in one clone. Data only, never a command.
# claim.lease: 4h        silence after which a claim is stale
# enforce: warn          what git's hooks do about commits without a task: off, warn, strict
# enforceScope: linked   where they do it: linked worktrees, or all
# ignore:                 changes that nobody needs to hear of
#   paths: [docs/**]
#   resources: ["endpoint:GET /health"]
`;

/** Which history this is: a purge begins a new one. Of two, the higher number stays. */
export interface Epoch {
  readonly number: number;
  /** The event that began it; absent in a history that was never purged. */
  readonly purged?: Stamp;
}

/** Writes the file that says the format and the epoch. */
export function formatEpoch({ number, purged }: Epoch): string {
  const since = purged === undefined ? '' : `purged: ${purged}\n`;
  return `format: "${FORMAT_VERSION}"\nepoch: ${number}\n${since}`;
}

/** The epoch that the settings of the format's file say; undefined where they say none that there can be. */
export function parseEpoch(settings: ReadonlyMap<string, string>): Epoch | undefined {
  const [text = '0', purged] = [settings.get('epoch'), settings.get('purged')];
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const number = Number(text);
  if (number === 0) return { number };
  return purged !== undefined && isStamp(purged) ? { number, purged } : undefined;
}

/** The files of a new branch, by path. */
export const FIRST_FILES: readonly { readonly path: string; readonly text: string }[] = [
  { path: 'README.md', text: README },
  { path: '.gitattributes', text: 'task.yaml merge=git-task\n' },
  { path: FORMAT_PATH, text: formatEpoch({ number: 0 }) },
  { path: CONFIG_PATH, text: CONFIG },
];

/** Whether a file's format is of a newer major version than ours. */
export function isNewerFormat(format: string): boolean {
  return Number.parseInt(format, 10) > Number.parseInt(FORMAT_VERSION, 10);
}

/**
 * Reads a flat map of settings; nested maps become dotted keys, a list of texts becomes their lines.
 *
 * @throws STORE_CORRUPT where the document is no map, or a list holds something else
 */
export function parseSettings(tree: YamlTree, name: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  const walk = (node: YamlTree, prefix: string): void => {
    if (!isMap(node))
      throw new GitTaskError('STORE_CORRUPT', `${name} is not a map`, { details: { file: name } });
    for (const [key, value] of node) {
      if (typeof value === 'string') settings.set(`${prefix}${key}`, value);
      else if (isList(value) && value.every((item) => typeof item === 'string'))
        settings.set(`${prefix}${key}`, value.join('\n'));
      else walk(value, `${prefix}${key}.`);
    }
  };
  // A file of comments alone reads as an empty text.
  if (tree !== '') walk(tree, '');
  return settings;
}
