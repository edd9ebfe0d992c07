import type { GoFramework } from '../go/framework.ts';

const METHODS = ['Get', 'Head', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Trace', 'Connect'];

/** https://go-chi.io: routers, mounted and nested. */
export const chi: GoFramework = {
  pack: 'chi',
  from: /^github\.com\/(go-chi|pressly)\/chi(\/v\d+)?$/,
  makers: { NewRouter: { root: true }, NewMux: { root: true } },
  types: { Router: {}, Mux: {} },
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
    Handle: ['*'],
    HandleFunc: ['*'],
    Method: undefined,
    MethodFunc: undefined,
  },
  groups: new Set(),
  blocks: new Set(['Route', 'Group']),
  mounts: new Set(['Mount']),
  transparent: new Set(['With']),
  handler: 'last',
};
