import type { Receivers } from '../javascript/vocabulary.ts';

/** http://restify.com: a server, by calls on it. */
export const restify: Receivers = {
  pack: 'restify',
  makers: [{ from: 'restify', members: ['createServer'], root: true }],
  types: [{ from: 'restify', members: ['Server'] }],
  verbs: {
    ...Object.fromEntries(
      ['get', 'head', 'post', 'put', 'patch'].map((verb) => [verb, [verb.toUpperCase()]]),
    ),
    del: ['DELETE'],
    opts: ['OPTIONS'],
  },
  mounts: new Set(),
  groups: new Set(),
};
