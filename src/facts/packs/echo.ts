import type { GoFramework } from '../go/framework.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

/** https://echo.labstack.com: instances and groups; what follows a handler stands in front of it. */
export const echo: GoFramework = {
  pack: 'echo',
  from: /^github\.com\/labstack\/echo(\/v\d+)?$/,
  makers: { New: { root: true } },
  types: { Echo: { root: true }, Group: {} },
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method]])),
    // Until version 3 they were called so.
    ...Object.fromEntries(
      METHODS.map((method) => [method.charAt(0) + method.slice(1).toLowerCase(), [method]]),
    ),
    Any: ['*'],
    Add: undefined,
    Match: undefined,
  },
  groups: new Set(['Group']),
  blocks: new Set(),
  mounts: new Set(),
  transparent: new Set(),
  handler: 'first',
};
