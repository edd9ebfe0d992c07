import type { Receivers } from '../javascript/vocabulary.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];

/** https://elysiajs.com: apps within apps, by chains of calls. */
export const elysia: Receivers = {
  pack: 'elysia',
  makers: [
    { from: 'elysia', members: ['Elysia'], root: 'unless idle', prefix: 'prefix' },
    { from: 'elysia', members: [], root: 'unless idle', prefix: 'prefix' },
  ],
  types: [
    { from: 'elysia', members: ['Elysia'] },
    { from: 'elysia', members: [] },
  ],
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
    all: ['*'],
    ws: ['GET'],
  },
  mounts: new Set(['use']),
  scopes: new Set(['group', 'guard']),
  groups: new Set(),
  fluent: true,
};
