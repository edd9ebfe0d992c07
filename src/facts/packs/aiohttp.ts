import { importedModules } from '../python/about-framework.ts';
import type { Framework } from '../python/framework.ts';
import type { PythonNames } from '../python/names.ts';
import { readFramework } from '../python/receivers.ts';
import type { PythonPack } from './pack.ts';

const VERBS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];

/** Tells whether a source puts routes on an app's `router`, which nothing else has. */
function fillsRouter({ source }: PythonNames): boolean {
  return source.tokens.some(
    (_token, at) =>
      source.is(at, 'router') && source.is(at - 1, '.') && /^add_(?!api)/.test(source.at(at + 2).text),
  );
}

const FRAMEWORK: Framework = {
  pack: 'aiohttp',
  modules: ['aiohttp'],
  makers: [{ names: ['aiohttp.web.Application'], root: true }, { names: ['aiohttp.web.RouteTableDef'] }],
  verbs: {
    ...Object.fromEntries(VERBS.map((verb) => [verb, [verb.toUpperCase()]])),
    view: ['*'],
    route: undefined,
  },
  byMethods: new Set(['route']),
  adders: {
    ...Object.fromEntries(
      VERBS.map((verb) => [
        `add_${verb}`,
        { path: [0, 'path'], handler: [1, 'handler'], methods: [verb.toUpperCase()] } as const,
      ]),
    ),
    add_view: { path: [0, 'path'], handler: [1, 'handler'], methods: ['*'] },
    add_route: { path: [1, 'path'], handler: [2, 'handler'], method: [0, 'method'] },
  },
  mounters: { add_subapp: { child: [1, 'subapp'], path: [0, 'prefix'] } },
  resources: new Set(),
  joiners: new Set(),
  children: {},
  lists: {
    routes: {
      ...Object.fromEntries(VERBS.map((verb) => [`aiohttp.web.${verb}`, [verb.toUpperCase()]])),
      'aiohttp.web.view': ['*'],
      'aiohttp.web.route': undefined,
    },
    byMethod: new Set(['aiohttp.web.route']),
    mounts: new Set(),
    handler: 'handler',
    methods: new Set(['add_routes']),
  },
  forms: ['router'],
  views: /(^|\.)View$/,
  typed: false,
  cosmetic: new Set(['path', 'name', 'handler']),
};

/** https://docs.aiohttp.org: apps, tables of routes, and sub-applications. */
export const aiohttp: PythonPack = {
  name: 'aiohttp',
  family: 'python',
  read(names, findings) {
    if (!importedModules(names).includes('aiohttp') && !fillsRouter(names)) return;
    readFramework(names, findings, FRAMEWORK);
  },
};
