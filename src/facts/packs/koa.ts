import type { Receivers } from '../javascript/vocabulary.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace', 'connect'];
const ROUTERS = ['@koa/router', 'koa-router', 'koa-better-router', 'koa-joi-router'].flatMap((from) => [
  { from, members: [] },
  { from, members: ['Router'] },
]);

const VERBS = {
  ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
  del: ['DELETE'],
  all: ['*'],
};

/** https://koajs.com with @koa/router. */
export const koa: Receivers = {
  pack: 'koa',
  makers: [
    { from: 'koa', members: [], root: true },
    ...ROUTERS.map((router) => ({ ...router, prefix: 'prefix' })),
  ],
  types: [...ROUTERS, { from: 'koa', members: [] }],
  verbs: VERBS,
  mounts: new Set(['use']),
  mounters: [{ from: 'koa-mount', members: [] }],
  routeMakers: Object.entries(VERBS).map(([verb, methods]) => ({
    from: 'koa-route',
    members: [verb],
    methods,
  })),
  described: new Set(['route']),
  groups: new Set(),
  prefixes: new Set(['prefix']),
  forms: new Set(['routes', 'middleware']),
  chained: new Set(['param']),
};
