import type { Framework } from '../python/framework.ts';
import { readFramework } from '../python/receivers.ts';
import type { PythonPack } from './pack.ts';

const VERBS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'];

const FRAMEWORK: Framework = {
  pack: 'fastapi',
  modules: ['fastapi', 'starlette', 'fastapi_utils', 'fastapi_restful'],
  makers: [
    {
      names: ['fastapi.FastAPI', 'fastapi.applications.FastAPI', 'starlette.applications.Starlette'],
      root: true,
    },
    {
      names: [
        'fastapi.APIRouter',
        'fastapi.routing.APIRouter',
        'fastapi.routers.APIRouter',
        'starlette.routing.Router',
      ],
      likely: /Router$/,
      likelyBare: true,
      prefix: [-1, 'prefix'],
    },
  ],
  verbs: {
    ...Object.fromEntries(VERBS.map((verb) => [verb, [verb.toUpperCase()]])),
    api_route: undefined,
    route: undefined,
    websocket: ['GET'],
    websocket_route: ['GET'],
  },
  adders: {
    add_api_route: { path: [0, 'path'], handler: [1, 'endpoint'] },
    add_route: { path: [0, 'path'], handler: [1, 'route'] },
    add_api_websocket_route: { path: [0, 'path'], handler: [1, 'endpoint'] },
    add_websocket_route: { path: [0, 'path'], handler: [1, 'route'] },
  },
  mounters: {
    include_router: { child: [0, 'router'], path: [-1, 'prefix'] },
    mount: { child: [1, 'app'], path: [0, 'path'] },
  },
  resources: new Set(),
  lists: {
    routes: { 'starlette.routing.Route': undefined, 'starlette.routing.WebSocketRoute': ['GET'] },
    mounts: new Set(['starlette.routing.Mount']),
    handler: 'endpoint',
    argument: 'routes',
    methods: new Set(),
  },
  joiners: new Set(),
  children: {},
  views: /Endpoint$/,
  typed: true,
  cosmetic: new Set(
    (
      'path methods summary description tags name operation_id response_description include_in_schema deprecated ' +
      'openapi_extra generate_unique_id_function'
    ).split(' '),
  ),
};

/** https://fastapi.tiangolo.com and https://www.starlette.io. A WebSocket is opened by a GET. */
export const fastapi: PythonPack = {
  name: 'fastapi',
  family: 'python',
  read(names, findings) {
    readFramework(names, findings, FRAMEWORK);
  },
};
