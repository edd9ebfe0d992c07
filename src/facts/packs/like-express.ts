import type { Receivers } from '../javascript/vocabulary.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];
const VERBS = {
  ...Object.fromEntries(METHODS.map((method) => [method, [method.toUpperCase()]])),
  all: ['*'],
};

/** Routers that are used as those of Express are: polka, tinyhttp, itty-router, h3 … */
export const likeExpress: readonly Receivers[] = [
  {
    pack: 'polka',
    makers: [
      { from: 'polka', members: [], root: 'unless idle' },
      { from: '@tinyhttp/app', members: ['App'], root: 'unless idle' },
    ],
    types: [{ from: '@tinyhttp/app', members: ['App'] }],
    verbs: VERBS,
    mounts: new Set(['use']),
    groups: new Set(['route']),
  },
  {
    pack: 'express',
    makers: [
      ...['ultimate-express', 'hyper-express'].flatMap((from) => [
        { from, members: ['Router'] },
        { from, members: ['Server'], root: true as const },
        { from, members: [], root: true as const },
      ]),
      { from: 'express-async-router', members: ['AsyncRouter'] },
    ],
    types: [],
    verbs: {},
    mounts: new Set(),
    groups: new Set(),
  },
  {
    pack: 'itty-router',
    makers: ['Router', 'AutoRouter', 'IttyRouter'].map((name) => ({
      from: 'itty-router',
      members: [name],
      root: 'unless idle' as const,
      prefix: 'base',
    })),
    types: [],
    verbs: VERBS,
    mounts: new Set(),
    groups: new Set(),
  },
  {
    pack: 'h3',
    makers: [
      { from: 'h3', members: ['createApp'], root: true },
      { from: 'h3', members: ['H3'], root: true },
      { from: 'h3', members: ['createRouter'] },
    ],
    types: [],
    verbs: VERBS,
    mounts: new Set(['use']),
    groups: new Set(),
  },
  {
    pack: 'oak',
    makers: ['oak', '@oak/oak'].flatMap((from) => [
      { from, members: ['Application'], root: true as const },
      { from, members: ['Router'], prefix: 'prefix' },
    ]),
    types: ['oak', '@oak/oak'].map((from) => ({ from, members: ['Router'] })),
    verbs: VERBS,
    mounts: new Set(['use']),
    groups: new Set(),
    prefixes: new Set(['prefix']),
    forms: new Set(['routes']),
  },
];
