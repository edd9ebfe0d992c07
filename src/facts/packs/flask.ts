import type { Framework } from '../python/framework.ts';
import { readFramework } from '../python/receivers.ts';
import type { PythonPack } from './pack.ts';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];
const NAMESPACE = { prefix: [-1, 'path'], prefixFrom: [0, 'name'] } as const;

const FRAMEWORK: Framework = {
  pack: 'flask',
  modules: ['flask', 'quart', 'flask_restful', 'flask_restx', 'flask_restplus', 'flask_smorest', 'apiflask'],
  makers: [
    { names: ['flask.Flask', 'flask.app.Flask', 'quart.Quart', 'apiflask.APIFlask'], root: true },
    {
      names: [
        'flask.Blueprint',
        'flask.blueprints.Blueprint',
        'quart.Blueprint',
        'flask_smorest.Blueprint',
        'apiflask.APIBlueprint',
      ],
      likely: /^[A-Z]/,
      prefix: [-1, 'url_prefix'],
    },
    {
      names: ['flask_restful.Api', 'flask_restx.Api', 'flask_restplus.Api'],
      likely: /Api$/,
      on: [0, 'app'],
      prefix: [-1, 'prefix'],
    },
    { names: ['flask_smorest.Api'], on: [0, 'app'] },
    { names: ['flask_restx.Namespace', 'flask_restplus.Namespace'], ...NAMESPACE },
    // Of a source that imports nothing of FastAPI but a router of its own kind.
    { names: [], likely: /Router$/, likelyBare: true, prefix: [-1, 'prefix'] },
  ],
  verbs: {
    ...Object.fromEntries(VERBS.map((verb) => [verb, [verb.toUpperCase()]])),
    route: undefined,
  },
  adders: { add_url_rule: { path: [0, 'rule'], handler: [2, 'view_func'] } },
  mounters: {
    register_blueprint: { child: [0, 'blueprint'], path: [-1, 'url_prefix'], instead: true },
    add_namespace: { child: [0, 'ns'], path: [1, 'path'], instead: true },
  },
  resources: new Set(['add_resource']),
  joiners: new Set(['init_app']),
  children: { namespace: { names: [], ...NAMESPACE } },
  views: /(Resource|View)$/,
  likelyViews:
    /(API|Api|Endpoint|Controller|Route)$|\w(Base|Mixin)$|(^|\.)(Base|Auth|Protected|Secured?|Admin|Public|Private)\w*$/,
  typed: false,
  cosmetic: new Set(['rule', 'methods', 'endpoint', 'view_func', 'doc', 'description']),
};

/** https://flask.palletsprojects.com, Quart, and the extensions that give Flask resources and namespaces. */
export const flask: PythonPack = {
  name: 'flask',
  family: 'python',
  read(names, findings) {
    readFramework(names, findings, FRAMEWORK);
  },
};
