import type { GoFramework } from '../go/framework.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** https://gin-gonic.com: engines and groups. */
export const gin: GoFramework = {
  pack: 'gin',
  from: /^(github\.com\/gin-gonic\/gin|gopkg\.in\/gin-gonic\/gin\.v\d+)$/,
  makers: { Default: { root: true }, New: { root: true } },
  types: { Engine: { root: true }, RouterGroup: {}, IRouter: {}, IRoutes: {} },
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method]])),
    Any: ['*'],
    Handle: undefined,
    Match: undefined,
  },
  groups: new Set(['Group']),
  blocks: new Set(),
  mounts: new Set(),
  transparent: new Set(['Use']),
  handler: 'last',
};
