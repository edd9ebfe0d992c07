import type { GoFramework } from '../go/framework.ts';

/** https://github.com/gorilla/mux: routers, and routes that are narrowed down call by call. */
export const gorilla: GoFramework = {
  pack: 'gorilla',
  from: /^github\.com\/gorilla\/mux$/,
  makers: { NewRouter: { root: true } },
  types: { Router: {} },
  verbs: { Handle: ['*'], HandleFunc: ['*'] },
  groups: new Set(),
  blocks: new Set(),
  mounts: new Set(),
  transparent: new Set(['StrictSlash', 'SkipClean', 'UseEncodedPath']),
  builders: {
    methods: 'Methods',
    path: 'Path',
    prefix: 'PathPrefix',
    others: new Set([
      'Host',
      'Schemes',
      'Headers',
      'HeadersRegexp',
      'Queries',
      'Name',
      'NewRoute',
      'MatcherFunc',
    ]),
    router: 'Subrouter',
    handlers: new Set(['Handler', 'HandlerFunc']),
  },
  handler: 'last',
};
