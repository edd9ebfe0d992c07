import type { Receivers } from '../javascript/vocabulary.ts';

/** https://hapi.dev: servers, whose routes objects describe, and plugins that get one. */
export const hapi: Receivers = {
  pack: 'hapi',
  makers: ['@hapi/hapi', 'hapi'].flatMap((from) =>
    ['server', 'Server'].map((name) => ({ from, members: [name], root: true as const })),
  ),
  types: ['@hapi/hapi', 'hapi'].map((from) => ({ from, members: ['Server'] })),
  verbs: {},
  described: new Set(['route']),
  mounts: new Set(),
  plugins: new Set(['register']),
  groups: new Set(),
};
