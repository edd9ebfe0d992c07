import type { FileFacts } from '../file-facts.ts';
import { directoryOf } from '../resolve/paths.ts';
import { CONFIGURED, configuredRoutes } from './configured-routes.ts';
import type { TreePack } from './pack.ts';
import { dependsOn, nearest, type Served, wholeExport, withServed } from './placed-routes.ts';

/** What exports of SvelteKit and Astro are called, by the method that they answer. */
const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
const EITHER_CASE = /^(get|head|post|put|patch|del|delete|options|all)$/i;
/** A file of Nitro says in its name which method it answers: `users.post.ts`. */
const SUFFIX = /\.(get|head|post|put|patch|delete|options|connect|trace)$/;

/** A framework that serves files by where they stand. */
interface FileRouter {
  readonly packages: ReadonlySet<string>;
  /** The paths within a project that it may serve. */
  readonly places: RegExp;
  /** @param path from the directory of the project on */
  serve(path: string, file: FileFacts): readonly Served[];
}

/** `[id]`, `[[id]]`, `[...rest]`, `[id=int]`, also in the middle of a segment. */
function parameters(segment: string): string {
  return segment.replace(/\[{1,2}((?:\.\.\.)?[^\][=]*)(?:=[^\][]*)?\]{1,2}/g, (_, name: string) =>
    name === '' ? '{...}' : `{${name}}`,
  );
}

function pathOf(segments: readonly string[]): string {
  return `/${segments.filter((segment) => segment !== '').join('/')}`;
}

function withoutExtension(path: string): string {
  return path.replace(/\.\w+$/, '');
}

function page(path: string, file: FileFacts): Served[] {
  const whole = wholeExport(file);
  return [{ methods: ['GET'], path, ...(whole && { export: whole }) }];
}

/** Each export that is called as a method. */
function byExports(path: string, { exports = [] }: FileFacts, names: RegExp): Served[] {
  return exports
    .filter(({ name }) => names.test(name))
    .map((found) => {
      const method = found.name.toUpperCase().replace(/^DEL$/, 'DELETE');
      return { methods: [method === 'ALL' ? '*' : method], path, export: found };
    });
}

/** https://svelte.dev/docs/kit/routing */
const svelteKit: FileRouter = {
  packages: new Set(['@sveltejs/kit']),
  places: /^src\/routes\/(.*\/)?\+(server\.[jt]s|page(@[^/]*)?\.svelte|page\.server\.[jt]s)$/,
  serve(path, file) {
    const segments = path.split('/').slice(2);
    const name = segments.pop() ?? '';
    const whole = pathOf(segments.filter((one) => !/^\(.*\)$/.test(one)).map(parameters));
    if (name.endsWith('.svelte')) return page(whole, file);
    if (!name.startsWith('+page')) {
      const rest = (file.exports ?? []).filter((found) => found.name === 'fallback');
      return [
        ...byExports(whole, file, METHOD),
        ...rest.map((found) => ({ methods: ['*'], path: whole, export: found })),
      ];
    }
    return (file.exports ?? [])
      .filter((found) => found.name === 'actions')
      .map((found) => ({ methods: ['POST'], path: whole, export: found }));
  },
};

/** https://docs.astro.build/en/guides/endpoints */
const astro: FileRouter = {
  packages: new Set(['astro']),
  places: /^src\/pages\/(.*\/)?[^_/][^/]*\.([jt]s|astro)$/,
  serve(path, file) {
    const segments = withoutExtension(path).split('/').slice(2);
    if (segments.some((segment) => segment.startsWith('_'))) return [];
    if (segments.at(-1) === 'index') segments.pop();
    const whole = pathOf(segments.map(parameters));
    return path.endsWith('.astro') ? page(whole, file) : byExports(whole, file, EITHER_CASE);
  },
};

/** https://nitro.build/guide/routing, which Nuxt serves by, and https://nuxt.com/docs/guide/directory-structure/pages */
const nuxt: FileRouter = {
  packages: new Set(['nuxt', 'nuxt3', 'nuxt-nightly', 'nitropack', 'nitro']),
  places: /^(server\/(api|routes)\/.*\.[jt]s|((src|app)\/)?pages\/.*\.vue)$/,
  serve(path, file) {
    const segments = withoutExtension(path).split('/');
    const vue = path.endsWith('.vue');
    const kept = vue ? segments.slice(segments.indexOf('pages') + 1) : segments.slice(1);
    if (kept[0] === 'routes' && !vue) kept.shift();
    const last = (kept.pop() ?? '').replace(/\.(dev|prod|prerender)$/, '');
    const method = vue ? undefined : SUFFIX.exec(last)?.[1];
    const name = method === undefined ? last : last.replace(SUFFIX, '');
    const names = [...kept, ...(name === 'index' ? [] : [name])];
    const whole = pathOf(names.filter((one) => !/^\(.*\)$/.test(one)).map(parameters));
    if (vue) return page(whole, file);
    const found = wholeExport(file);
    return found === undefined
      ? []
      : [{ methods: [method?.toUpperCase() ?? '*'], path: whole, export: found }];
  },
};

/** What a module of Remix and React Router serves: what it shows and loads, and what it does. */
function moduleServes(path: string, file: FileFacts): Served[] {
  const find = (name: string) => (file.exports ?? []).find((found) => found.name === name);
  const [shown, action] = [find('loader') ?? wholeExport(file), find('action')];
  return [
    ...(shown === undefined ? [] : [{ methods: ['GET'], path, export: shown }]),
    ...(action === undefined ? [] : [{ methods: ['POST'], path, export: action }]),
  ];
}

/** The segments of a name of Remix: those in brackets as they stand, `$id`, `_layout`, `users_`, `($lang)`. */
function flatSegments(name: string): string[] {
  const parts = name.match(/(?:\[[^\]]*\]|[^.[\]])+/g) ?? [];
  return parts.flatMap((part) => {
    const optional = part.replace(/^\((.*)\)$/, '$1');
    if (optional.startsWith('_')) return [];
    if (optional === '$') return ['{...}'];
    if (optional.startsWith('$')) return [`{${optional.slice(1)}}`];
    const plain = optional.replace(/_$/, '').replace(/\[([^\]]*)\]/g, '$1');
    return plain === 'index' ? [] : [plain];
  });
}

/** https://reactrouter.com/how-to/file-route-conventions, as in Remix */
const remix: FileRouter = {
  packages: new Set(['@remix-run/dev', '@remix-run/react', '@react-router/fs-routes']),
  places: /^app\/routes\/[^/]+(\/(route|index))?\.[jt]sx?$/,
  serve(path, file) {
    const name = withoutExtension(path.slice('app/routes/'.length)).replace(/\/(route|index)$/, '');
    const segments = flatSegments(name);
    // A layout without a path of its own serves nothing.
    if (segments.length === 0 && !/(^|\.)(_?index|\$)$/.test(name)) return [];
    return moduleServes(pathOf(segments), file);
  },
};

const ROUTERS: readonly FileRouter[] = [svelteKit, astro, nuxt, remix];
const CONFIG_PACKAGES: ReadonlySet<string> = new Set(['@react-router/dev']);
const ALL_PACKAGES: ReadonlySet<string> = new Set([
  ...CONFIG_PACKAGES,
  ...ROUTERS.flatMap(({ packages }) => [...packages]),
]);

/** What a manifest says of how files are served by their places; '' where it says nothing. */
export function placesFiles(file: FileFacts): string {
  return [...ALL_PACKAGES].filter((name) => dependsOn(file, new Set([name]))).join(' ');
}

/** Tells by a path alone whether a file may be served by its place. */
export function mayBePlaced(path: string): boolean {
  return /(^|\/)(src\/(routes|pages)|server\/(api|routes)|pages|app)\//.test(path);
}

/** Frameworks other than Next.js that serve files by where they stand. */
export const fileRouters: TreePack = {
  name: 'file-routers',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    const manifests = new Map<string, readonly FileRouter[]>();
    const configured = new Set<string>();
    for (const [path, file] of files) {
      if (file.language !== 'npm') continue;
      manifests.set(
        directoryOf(path),
        ROUTERS.filter(({ packages }) => dependsOn(file, packages)),
      );
      if (dependsOn(file, CONFIG_PACKAGES)) configured.add(directoryOf(path));
    }
    if (configured.size === 0 && ![...manifests.values()].some((routers) => routers.length > 0)) return found;
    const add = (path: string, served: readonly Served[]): void => {
      const file = found.get(path) ?? files.get(path);
      if (file !== undefined && served.length > 0)
        found.set(path, withServed(file, served, 'file-router', undefined));
    };
    for (const [path, file] of files) {
      if (!mayBePlaced(path)) continue;
      const project = nearest(directoryOf(path), (directory) =>
        manifests.has(directory) ? directory : undefined,
      );
      if (project === undefined) continue;
      const inside = path.slice(project === '' ? 0 : project.length + 1);
      for (const router of manifests.get(project) ?? [])
        if (router.places.test(inside)) add(path, router.serve(inside, file));
      if (!configured.has(project) || !CONFIGURED.test(inside)) continue;
      for (const [place, module] of configuredRoutes(path, file, (one) => mayBePlaced(one) && files.has(one)))
        add(module, moduleServes(place, files.get(module) ?? file));
    }
    return found;
  },
};
