import type { Receivers } from '../javascript/vocabulary.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace', 'connect'];

/** https://expressjs.com: apps and routers, by calls on them. */
export const express: Receivers = {
  pack: 'express',
  makers: [
    { from: 'express', members: [], root: true },
    { from: 'express', members: ['Router'] },
    { from: 'express-promise-router', members: [] },
  ],
  types: ['Express', 'Application', 'Router', 'IRouter', 'Express.Application'].map((name) => ({
    from: 'express',
    members: name.split('.'),
  })),
  verbs: {
    ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
    all: ['*'],
    // What Express 4 had, and what people still call it.
    del: ['DELETE'],
  },
  mounts: new Set(['use']),
  chained: new Set(['disable', 'enable', 'engine', 'param']),
  groups: new Set(['route']),
};
