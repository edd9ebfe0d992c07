import type { Framework } from '../python/framework.ts';
import { readFramework } from '../python/receivers.ts';
import type { PythonPack } from './pack.ts';

const FRAMEWORK: Framework = {
  pack: 'falcon',
  modules: ['falcon'],
  makers: [
    {
      names: ['falcon.App', 'falcon.API', 'falcon.asgi.App', 'falcon.app.App', 'falcon.api.API'],
      root: true,
    },
  ],
  verbs: {},
  adders: {
    add_route: { path: [0, 'uri_template'], handler: [1, 'resource'], suffix: [-1, 'suffix'] },
  },
  mounters: {},
  resources: new Set(),
  joiners: new Set(),
  children: {},
  views: /^$/,
  responders: /^on_(get|head|post|put|patch|delete|options)(?:_(\w+))?$/,
  typed: false,
  cosmetic: new Set(),
};

/** https://falcon.readthedocs.io: objects that answer by `on_get` and its like. */
export const falcon: PythonPack = {
  name: 'falcon',
  family: 'python',
  read(names, findings) {
    if (!names.source.mentions('def on_') && !names.source.mentions('.add_route(')) return;
    readFramework(names, findings, FRAMEWORK);
  },
};
