import type { GoFramework } from '../go/framework.ts';

const METHODS = ['Get', 'Head', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Trace', 'Connect'];

/** https://gofiber.io: apps and groups; an app can be put under another one. */
export const fiber: GoFramework = {
  pack: 'fiber',
  from: /^github\.com\/gofiber\/fiber(\/v\d+)?$/,
  makers: { New: { root: true } },
  types: { App: { root: true }, Router: {}, Group: {} },
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
    All: ['*'],
    Add: undefined,
  },
  groups: new Set(['Group']),
  blocks: new Set(['Route']),
  mounts: new Set(['Mount', 'Use']),
  transparent: new Set(),
  handler: 'last',
};
