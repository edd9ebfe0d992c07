import type { GoFramework } from '../go/framework.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** https://github.com/julienschmidt/httprouter: one router without groups. */
export const httprouter: GoFramework = {
  pack: 'httprouter',
  from: /^github\.com\/julienschmidt\/httprouter$/,
  makers: { New: { root: true } },
  types: { Router: { root: true } },
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method]])),
    Handle: undefined,
    Handler: undefined,
    HandlerFunc: undefined,
  },
  groups: new Set(),
  blocks: new Set(),
  mounts: new Set(),
  transparent: new Set(),
  handler: 'last',
};
