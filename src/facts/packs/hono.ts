import type { Receivers } from '../javascript/vocabulary.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'options'];
const APPS = [
  ...['hono', 'hono/tiny', 'hono/quick', '@hono/hono'].map((from) => ({
    from,
    members: ['Hono'],
  })),
  { from: '@hono/zod-openapi', members: ['OpenAPIHono'] },
];

/** https://hono.dev: any app can serve by itself or be put under another one. */
export const hono: Receivers = {
  pack: 'hono',
  makers: APPS.map((app) => ({ ...app, root: 'unless idle' as const })),
  types: APPS,
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
    all: ['*'],
  },
  listed: new Set(['on']),
  declared: new Set(['openapi']),
  declarers: [{ from: '@hono/zod-openapi', members: ['createRoute'] }],
  mounts: new Set(['route']),
  groups: new Set(),
  keepsPath: true,
  bases: new Set(['basePath']),
  chained: new Set(['use', 'onError', 'notFound']),
};
