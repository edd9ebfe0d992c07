import type { GoFramework } from '../go/framework.ts';

const METHODS = ['Get', 'Head', 'Post', 'Put', 'Options'];

/** https://pkg.go.dev/github.com/prometheus/common/route, which Prometheus and its like serve by. */
export const prometheusRoute: GoFramework = {
  pack: 'prometheus-route',
  from: /^github\.com\/prometheus\/common\/route$/,
  makers: { New: { root: true } },
  types: { Router: {} },
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
    Del: ['DELETE'],
  },
  groups: new Set(['WithPrefix']),
  blocks: new Set(),
  mounts: new Set(),
  transparent: new Set(['WithInstrumentation']),
  handler: 'last',
};
