import type { GoFramework } from '../go/framework.ts';

/** https://pkg.go.dev/net/http#ServeMux: a pattern may begin with a method and a host. */
export const netHttp: GoFramework = {
  pack: 'net/http',
  from: /^net\/http$/,
  makers: { NewServeMux: { root: true } },
  types: { ServeMux: { root: true } },
  verbs: { Handle: ['*'], HandleFunc: ['*'] },
  groups: new Set(),
  blocks: new Set(),
  mounts: new Set(),
  transparent: new Set(),
  handler: 'last',
};
