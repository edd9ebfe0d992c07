import { importedModules } from '../python/about-framework.ts';
import type { Framework } from '../python/framework.ts';
import { readFramework } from '../python/receivers.ts';
import type { PythonPack } from './pack.ts';

const VERBS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];

const FRAMEWORK: Framework = {
  pack: 'sanic',
  modules: ['sanic'],
  makers: [
    { names: ['sanic.Sanic', 'sanic.app.Sanic'], root: true },
    {
      names: ['sanic.Blueprint', 'sanic.blueprints.Blueprint'],
      prefix: [-1, 'url_prefix'],
      version: [-1, 'version'],
    },
    {
      names: ['sanic.Blueprint.group', 'sanic.blueprints.Blueprint.group'],
      prefix: [-1, 'url_prefix'],
      version: [-1, 'version'],
      holds: true,
    },
  ],
  verbs: {
    ...Object.fromEntries(VERBS.map((verb) => [verb, [verb.toUpperCase()]])),
    route: undefined,
    websocket: ['GET'],
  },
  adders: { add_route: { path: [1, 'uri'], handler: [0, 'handler'] } },
  mounters: { blueprint: { child: [0, 'blueprint'], path: [-1, 'url_prefix'], instead: true } },
  resources: new Set(),
  joiners: new Set(),
  children: {},
  views: /HTTPMethodView$/,
  typed: false,
  cosmetic: new Set(['uri', 'methods', 'name']),
};

/** https://sanic.dev: apps and blueprints. A WebSocket is opened by a GET. */
export const sanic: PythonPack = {
  name: 'sanic',
  family: 'python',
  read(names, findings) {
    if (!importedModules(names).includes('sanic')) return;
    readFramework(names, findings, FRAMEWORK);
  },
};
