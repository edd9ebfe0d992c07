import type { Export, Ref, WrittenText } from '../file-facts/names.ts';
import type { Route } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { directoryOf } from '../resolve/paths.ts';

/** What a file serves by its place. */
export interface Served {
  readonly methods: readonly string[];
  readonly path: string;
  /** What answers; of a page that is no source of a language that is read, nothing. */
  readonly export?: Export;
}

/** What is known of the nearest directory above that anything is known of. */
export function nearest<T>(directory: string, known: (directory: string) => T | undefined): T | undefined {
  for (let above = directory; ; above = directoryOf(above)) {
    const found = known(above);
    if (found !== undefined || above === '') return found;
  }
}

/** Tells whether a manifest depends on one of some packages. */
export function dependsOn({ local = [] }: FileFacts, packages: ReadonlySet<string>): boolean {
  return local.some(({ kind, name }) => kind === 'dependency' && packages.has(name.replace(/^npm\//, '')));
}

/** The whole of what a module exports. */
export function wholeExport({ exports = [] }: FileFacts): Export | undefined {
  return exports.find((found) => found.name === 'default' || found.name === '=');
}

/** The constant that a page is known by. */
export const PAGE_TEXT = 'page~';

function routeOf(router: Ref, { methods, path, export: found }: Served, file: FileFacts): Route {
  const { definitions = [], constants = {} } = file;
  if (found === undefined) {
    const [body] = Object.hasOwn(constants, PAGE_TEXT) ? (constants[PAGE_TEXT] ?? []) : [];
    const text = typeof body === 'string' ? body : '';
    return { on: router, methods, path: [path], line: 1, endLine: 1, contract: '', body: text };
  }
  const { of, from, line } = found;
  const handler: Ref = from === undefined ? of : router + of;
  const definition = definitions.find(({ name }) => name === of);
  const endLine = Math.max(line, definition?.endLine ?? line);
  return { on: router, methods, path: [path], line, endLine, contract: '', body: '', handlers: [handler] };
}

/** Adds to what a file says what it serves by its place. */
export function withServed(
  file: FileFacts,
  served: readonly Served[],
  pack: string,
  prefix: WrittenText | undefined,
): FileFacts {
  const router = `${pack}~`;
  return {
    ...file,
    imports: [
      ...(file.imports ?? []),
      ...served.flatMap(({ export: found }) =>
        found?.from === undefined ? [] : [{ as: router + found.of, from: found.from, name: found.of }],
      ),
    ],
    routers: [...(file.routers ?? []), { id: router, pack, root: true, ...(prefix && { prefix }) }],
    routes: [...(file.routes ?? []), ...served.map((one) => routeOf(router, one, file))],
  };
}
