import type { FileFacts } from '../file-facts.ts';
import { directoryOf } from '../resolve/paths.ts';
import { basePath, isNextConfig, isOutsideRoot, pageExtensions, USUAL } from './next-config.ts';
import { answered } from './next-methods.ts';
import type { TreePack } from './pack.ts';
import { dependsOn, nearest, type Served, wholeExport, withServed } from './placed-routes.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** A name without its extension: also `[...rest]` and `sitemap.xml`, but not what stands beside a page: `home.styles`. */
const NAME = /^(\[{1,2}\.{0,3}[^.\]]+\]{1,2}|[^.]+(\.(xml|txt|json|rss|html|ics|csv|webmanifest))?)$/;
/** What the pages router serves under no path of its own. */
const SPECIAL = /^(_app|_document|_error|_middleware|404|500)$/;
const PACKAGES: ReadonlySet<string> = new Set(['next']);

export function dependsOnNext(file: FileFacts): boolean {
  return dependsOn(file, PACKAGES);
}

/** `[id]`, `[...rest]`, `[[...rest]]` */
function parameter(segment: string): string {
  return segment.replace(/^\[{1,2}(.+?)\]{1,2}$/, '{$1}');
}

/** The path that directories of the app router stand for; undefined where they are private, or only intercept. */
function appPath(directories: readonly string[]): string | undefined {
  const path: string[] = [];
  for (const directory of directories) {
    if (directory.startsWith('_') || /^\(\.{1,3}\)/.test(directory)) return undefined;
    if (!/^(\(.*\)$|@)/.test(directory)) path.push(parameter(directory));
  }
  return `/${path.join('/')}`;
}

/** The name of a page without its extension; empty where it has none of those. */
function pageName(file: string, extensions: readonly string[]): string {
  const end = extensions.find((one) => file.endsWith(`.${one}`));
  const name = end === undefined ? '' : file.slice(0, -end.length - 1);
  return NAME.test(name) ? name : '';
}

/** What a file serves by its place: `segments` lead to it from the directory of its project. */
function servedBy(segments: readonly string[], file: FileFacts, extensions: readonly string[]): Served[] {
  const { exports = [] } = file;
  const inside = segments[0] === 'src' ? segments.slice(1) : segments;
  const [router, ...directories] = inside.slice(0, -1);
  const name = pageName(inside.at(-1) ?? '', extensions);
  // Where `src/pages` is a layer of components, their files are no pages.
  if (inside !== segments && router === 'pages' && directories.includes('ui')) return [];
  const whole = wholeExport(file);
  const isText = file.language === 'page';
  if (router === 'app') {
    const path = appPath(directories);
    if (path === undefined) return [];
    if (name === 'page' && isText) return [{ methods: ['GET'], path }];
    if (name === 'page') return whole === undefined ? [] : [{ methods: ['GET'], path, export: whole }];
    if (name !== 'route') return [];
    return exports
      .filter((found) => METHODS.has(found.name))
      .map((found) => ({ methods: [found.name], path, export: found }));
  }
  if (router !== 'pages' || name === '' || (whole === undefined && !isText)) return [];
  const api = directories[0] === 'api' || (directories.length === 0 && name === 'api');
  if (directories.length === 0 && SPECIAL.test(name)) return [];
  const path = [...directories, ...(name === 'index' ? [] : [name])].map(parameter).join('/');
  return [{ methods: api ? answered(file) : ['GET'], path: `/${path}`, ...(whole && { export: whole }) }];
}

/** The directories that hold an app of Next.js, with its configuration where it has one. */
function projectsOf(files: ReadonlyMap<string, FileFacts>): ReadonlyMap<string, FileFacts | undefined> {
  const manifests = new Map<string, boolean>();
  const configs: [directory: string, file: FileFacts][] = [];
  for (const [path, file] of files) {
    if (file.language === 'npm') manifests.set(directoryOf(path), dependsOnNext(file));
    else if (isNextConfig(path)) configs.push([directoryOf(path), file]);
  }
  const projects = new Map<string, FileFacts | undefined>();
  for (const [directory, depends] of manifests) if (depends) projects.set(directory, undefined);
  for (const [directory, file] of configs) {
    if (nearest(directory, (above) => manifests.get(above)) === true) projects.set(directory, file);
  }
  // A package of its own that does not depend on it ends a project above.
  for (const [directory, depends] of manifests) if (!depends) projects.delete(directory);
  return projects;
}

/** Tells by a path alone whether a file may be served by its place. */
export function mayBeServed(path: string): boolean {
  return /(^|\/)(app\/(.*\/)?(page|route)\.[\w.-]+|pages\/.*\.([jt]sx?|mdx))$/.test(path);
}

/** https://nextjs.org: pages and route handlers, by the paths of their files. A page is what GET gives. */
export const next: TreePack = {
  name: 'next',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    const projects = projectsOf(files);
    if (projects.size === 0) return found;
    const manifests = new Set(
      [...files].filter(([, { language }]) => language === 'npm').map(([path]) => directoryOf(path)),
    );
    const outside = new Set(
      [...files.keys()].filter(isOutsideRoot).map((path) => directoryOf(directoryOf(path))),
    );
    for (const [path, file] of files) {
      if ((file.exports === undefined && file.language !== 'page') || !mayBeServed(path)) continue;
      const place = nearest(directoryOf(path), (directory) =>
        projects.has(directory) || manifests.has(directory) ? directory : undefined,
      );
      if (place === undefined || !projects.has(place)) continue;
      const config = projects.get(place);
      const segments = path.slice(place === '' ? 0 : place.length + 1).split('/');
      if (segments[0] === 'src' && outside.has(place)) continue;
      const served = servedBy(segments, file, config === undefined ? USUAL : pageExtensions(config));
      if (served.length === 0) continue;
      found.set(path, withServed(file, served, 'next', config && basePath(config)));
    }
    return found;
  },
};
