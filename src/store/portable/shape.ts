import { GitTaskError } from '../../errors.ts';
import { type FileSystem, readDirectory, readText } from './file-system.ts';

/** isomorphic-git holds a pack in memory whole: 343 MB of packs cost 728 MB and 1.5 s. */
export const MOST_PACK_BYTES = 64 * 1024 * 1024;

/** Extensions that change nothing about the shared ref and its objects. */
const HARMLESS = new Set(['noop', 'preciousobjects', 'worktreeconfig', 'relativeworktrees']);

export interface ShapeOptions {
  readonly maxPackBytes: number;
  readonly readOnly: boolean;
}

/**
 * Refuses a repository that isomorphic-git would read or write wrongly.
 *
 * @param gitdir the repository's own directory, as `.git`
 * @throws NOT_A_REPOSITORY, STORE_UNSUPPORTED, IO_FAILED
 */
export async function requireSafeShape(
  files: FileSystem,
  gitdir: string,
  { maxPackBytes, readOnly }: ShapeOptions,
): Promise<void> {
  const has = async (name: string): Promise<boolean> =>
    (await readText(files, `${gitdir}/${name}`)) !== undefined;
  if ((await readText(files, gitdir)) !== undefined || (await has('commondir')))
    throw unsupported(
      gitdir,
      'only points to a repository that lies elsewhere',
      "open the repository's own git directory",
    );
  if (!(await has('HEAD')))
    throw new GitTaskError('NOT_A_REPOSITORY', `${gitdir} is no git directory: it has no HEAD`, {
      template: 'git init',
      details: { path: gitdir },
    });

  const { version, extensions } = repositorySettings((await readText(files, `${gitdir}/config`)) ?? '');
  const objects = extensions.get('objectformat')?.toLowerCase() ?? 'sha1';
  if (objects !== 'sha1') throw unsupported(gitdir, `has ${objects} objects`);
  const refs = extensions.get('refstorage')?.toLowerCase() ?? 'files';
  if (refs !== 'files') throw unsupported(gitdir, `keeps its refs as ${refs}`);
  const known = ['objectformat', 'refstorage', 'partialclone'];
  const odd = [...extensions.keys()].find((name) => !HARMLESS.has(name) && !known.includes(name));
  if (odd !== undefined) throw unsupported(gitdir, `has the extension ${odd}`);
  if (version > 1) throw unsupported(gitdir, `has repository format ${version}`);

  for (const name of ['alternates', 'http-alternates'])
    if (((await readText(files, `${gitdir}/objects/info/${name}`)) ?? '').trim() !== '')
      throw unsupported(gitdir, "borrows another repository's objects (alternates)");
  if (!readOnly && (await readDirectory(files, `${gitdir}/worktrees`)).length > 0)
    throw unsupported(gitdir, 'has linked worktrees, whose git may write at any time');
  const packs = await readDirectory(files, `${gitdir}/objects/pack`);
  if (extensions.has('partialclone') || packs.some((name) => name.endsWith('.promisor')))
    throw unsupported(gitdir, 'is a partial clone, which may lack what the tasks need');
  const bytes = await packBytes(files, `${gitdir}/objects/pack`, packs);
  if (bytes > maxPackBytes)
    throw unsupported(
      gitdir,
      `has ${bytes} bytes of packs, more than ${maxPackBytes}, which would be held in memory`,
      'a git binary needs no such memory; maxPackBytes raises the bound',
    );
}

async function packBytes(files: FileSystem, folder: string, names: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const name of names)
    if (name.endsWith('.pack')) bytes += (await files.promises.stat(`${folder}/${name}`)).size;
  return bytes;
}

/** git takes these from the repository's own file alone, follows no include for them, and minds no case. */
function repositorySettings(config: string): { version: number; extensions: ReadonlyMap<string, string> } {
  const extensions = new Map<string, string>();
  let version = 0;
  let section = '';
  for (const line of config.split('\n')) {
    const header = /^\s*\[\s*([^\]"]*?)\s*("(?:[^"\\]|\\.)*")?\s*\]/.exec(line);
    if (header !== null) section = `${header[1]}${header[2] ?? ''}`.toLowerCase();
    const setting = /^\s*([\w-]+)\s*(?:=\s*"?([^"#;]*?)"?\s*(?:[#;].*)?)?$/.exec(
      header === null ? line : line.slice(header[0].length),
    );
    const name = setting?.[1]?.toLowerCase();
    if (name === undefined) continue;
    if (section === 'extensions') extensions.set(name, setting?.[2] ?? '');
    if (section === 'core' && name === 'repositoryformatversion') version = Number(setting?.[2] ?? 0);
  }
  return { version, extensions };
}

function unsupported(
  gitdir: string,
  what: string,
  hint = 'with a git binary git-task works there; only the store that does without one does not',
): GitTaskError {
  return new GitTaskError('STORE_UNSUPPORTED', `${gitdir} ${what}`, {
    hint,
    template: 'git task list',
    details: { path: gitdir },
  });
}
