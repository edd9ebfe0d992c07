import { importedModules } from '../python/about-framework.ts';
import type { Framework } from '../python/framework.ts';
import { readFramework } from '../python/receivers.ts';
import type { PythonPack } from './pack.ts';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

const FRAMEWORK: Framework = {
  pack: 'django-ninja',
  modules: ['ninja', 'ninja_extra'],
  makers: [
    { names: ['ninja.NinjaAPI', 'ninja_extra.NinjaExtraAPI', 'ninja.main.NinjaAPI'] },
    { names: ['ninja.Router', 'ninja.router.Router', 'ninja_extra.Router'] },
  ],
  verbs: {
    ...Object.fromEntries(VERBS.map((verb) => [verb, [verb.toUpperCase()]])),
    api_operation: undefined,
  },
  byMethods: new Set(['api_operation']),
  adders: {},
  mounters: { add_router: { child: [1, 'router'], path: [0, 'prefix'], named: true } },
  resources: new Set(),
  joiners: new Set(),
  children: {},
  forms: ['urls'],
  bare: true,
  views: /^$/,
  typed: true,
  cosmetic: new Set([
    'path',
    'summary',
    'description',
    'tags',
    'operation_id',
    'url_name',
    'include_in_schema',
  ]),
};

/** https://django-ninja.dev: APIs that Django's URL patterns mount as `api.urls`. */
export const djangoNinja: PythonPack = {
  name: 'django-ninja',
  family: 'python',
  read(names, findings) {
    if (!importedModules(names).some((module) => /^ninja(_extra)?$/.test(module))) return;
    readFramework(names, findings, FRAMEWORK);
  },
};
