import type { FileFacts } from '../file-facts.ts';
import { directoryOf, joinPath } from '../resolve/paths.ts';

/** The constants that the routes of a configuration are kept in, in their order. */
export const ROUTE = 'route~';
/** Where an app of React Router says which modules serve which paths. */
export const CONFIGURED = /^app\/routes\.[jt]s$/;

/** The paths that a configuration names, with the modules that serve them. */
export function* configuredRoutes(
  path: string,
  { constants = {} }: FileFacts,
  has: (path: string) => boolean,
): Generator<readonly [path: string, module: string]> {
  for (const [key, [text]] of Object.entries(constants)) {
    if (!key.startsWith(ROUTE) || typeof text !== 'string') continue;
    const space = text.indexOf(' ');
    const module = joinPath(directoryOf(path), text.slice(space + 1));
    if (module === undefined || !has(module)) continue;
    yield [
      text
        .slice(0, space)
        .replace(/\/\*$/, '/{...}')
        .replace(/\?(?=\/|$)/g, '') || '/',
      module,
    ];
  }
}
