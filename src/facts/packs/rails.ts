import type { FileFacts } from '../file-facts.ts';
import { Drawer, ROUTER } from '../rails/drawer.ts';
import { RailsTree } from '../rails/tree.ts';
import type { TreePack } from './pack.ts';

type Files = ReadonlyMap<string, FileFacts>;

const MIGRATION = /^(.*?)db\/(\w*?)(?:post_)?migrate\/(?:.*\/)?(\d+)_[^/]*\.rb$/;

/** The version of the schema that a migration's database is kept in; undefined where there is none. */
function schemaVersion(files: Files, root: string, prefix: string): string | undefined {
  for (const front of new Set([prefix, ''])) {
    for (const name of ['schema.rb', 'structure.sql']) {
      const file = files.get(`${root}db/${front}${name}`);
      if (file?.schema === undefined) continue;
      const [version] = file.constants?.['rails~schema'] ?? [];
      // What a dump in SQL has run is not read: it is taken to have run all.
      return typeof version === 'string' && version !== '' ? version : '9'.repeat(20);
    }
  }
  return undefined;
}

function isLater(version: string, than: string): boolean {
  const [one, two] = [version.replace(/^0+/, ''), than.replace(/^0+/, '')];
  return one.length === two.length ? one > two : one.length > two.length;
}

/** Migrations that a schema already has: it has the word. */
function withoutRun(files: Files, found: Map<string, FileFacts>): void {
  const versions = new Map<string, string | undefined>();
  for (const [path, file] of files) {
    const [all, root = '', prefix = '', version = ''] =
      file.schema === undefined ? [] : (MIGRATION.exec(path) ?? []);
    if (all === undefined || file.language !== 'ruby') continue;
    const key = `${root}\0${prefix}`;
    if (!versions.has(key)) versions.set(key, schemaVersion(files, root, prefix));
    const schema = versions.get(key);
    if (schema === undefined || isLater(version, schema)) continue;
    const { schema: _run, ...rest } = file;
    found.set(path, rest);
  }
}

/** https://guides.rubyonrails.org/routing.html: routes as they are drawn, and schemas with what has not run yet. */
export const rails: TreePack = {
  name: 'rails',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    const all = [...files.values()];
    if (all.some(({ language, schema }) => language === 'ruby' && schema !== undefined))
      withoutRun(files, found);
    if (!all.some(({ routing }) => routing !== undefined)) return found;
    for (const [path, routes] of new Drawer(new RailsTree(files)).routes) {
      const file = found.get(path) ?? files.get(path);
      if (file === undefined) continue;
      found.set(path, {
        ...file,
        routers: [...(file.routers ?? []), { id: ROUTER, pack: 'rails', root: true }],
        routes: [...(file.routes ?? []), ...routes],
      });
    }
    return found;
  },
};
