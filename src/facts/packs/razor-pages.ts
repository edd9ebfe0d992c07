import type { Route } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';
import { handledMethods, RAZOR_PAGE } from '../razor/read-razor.ts';
import type { TreePack } from './pack.ts';

type Files = ReadonlyMap<string, FileFacts>;

/** The path of a page by where its file stands: below `Pages`, which may be in an area. */
function placeOf(path: string): string | undefined {
  const segments = path.replace(/\.cshtml$/, '').split('/');
  const pages = segments.lastIndexOf('Pages');
  if (pages === -1) return undefined;
  const area = segments[pages - 2] === 'Areas' ? segments.slice(pages - 1, pages) : [];
  const below = segments.slice(pages + 1);
  if (below.at(-1) === 'Index') below.pop();
  return `/${[...area, ...below].join('/')}`;
}

/** Puts what a page says behind where it is; what begins with a slash stands in its place. */
function pathOf(place: string, said: string): string {
  if (/^~?\//.test(said)) return said.replace(/^~/, '');
  return said === '' ? place : `${place === '/' ? '' : place}/${said}`;
}

/** A page with the handlers of the class behind it: `Edit.cshtml.cs` of `Edit.cshtml`. */
function served(place: string, page: FileFacts, code: FileFacts | undefined): Route[] {
  const [first] = page.routes ?? [];
  if (first === undefined) return [];
  const found = new Map<string, Route>();
  for (const route of page.routes ?? []) {
    const said = route.path.every((part) => typeof part === 'string') ? route.path.join('') : '';
    found.set(route.methods[0] ?? 'GET', { ...route, path: [pathOf(place, said)] });
  }
  for (const { name, contract, body } of code?.definitions ?? []) {
    for (const method of handledMethods(`${name.slice(name.lastIndexOf('.') + 1)}(`)) {
      const known = found.get(method) ?? { ...(found.get('GET') ?? first), methods: [method], body: '' };
      found.set(method, {
        ...known,
        contract: hashText(`${known.contract} ${contract}`),
        body: hashText(`${known.body} ${body}`),
      });
    }
  }
  return [...found.values()];
}

/** https://learn.microsoft.com/aspnet/core/razor-pages */
export const razorPages: TreePack = {
  name: 'razor-pages',
  family: 'tree',
  read(files: Files) {
    const found = new Map<string, FileFacts>();
    for (const [path, file] of files) {
      const place = file.language === 'razor' && file.routes !== undefined ? placeOf(path) : undefined;
      if (place === undefined) continue;
      const routers = [{ id: RAZOR_PAGE, pack: 'razor-pages', root: true as const }];
      found.set(path, { ...file, routers, routes: served(place, file, files.get(`${path}.cs`)) });
    }
    return found;
  },
};
