import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { importedModules } from '../python/about-framework.ts';
import { endpointShape } from '../python/endpoint-shape.ts';
import type { Framework } from '../python/framework.ts';
import { argumentOf, readArguments } from '../python/functions.ts';
import { listedMethods } from '../python/listed-methods.ts';
import type { PythonNames } from '../python/names.ts';
import { readFramework } from '../python/receivers.ts';
import type { Range } from '../python/source.ts';
import type { Statement } from '../python/statements.ts';
import type { PythonPack } from './pack.ts';

/** The app that functions of the module itself register on. */
const DEFAULT_APP: Ref = '~bottle';
const VERBS = ['get', 'post', 'put', 'patch', 'delete'];
const OF_MODULE = /^bottle\.(route|get|post|put|patch|delete)$/;

const FRAMEWORK: Framework = {
  pack: 'bottle',
  modules: ['bottle'],
  makers: [{ names: ['bottle.Bottle'], root: true }],
  verbs: {
    ...Object.fromEntries(VERBS.map((verb) => [verb, [verb.toUpperCase()]])),
    route: undefined,
  },
  adders: {},
  mounters: { mount: { child: [1, 'app'], path: [0, 'prefix'] } },
  resources: new Set(),
  joiners: new Set(),
  children: {},
  views: /^$/,
  typed: false,
  cosmetic: new Set(['path', 'method', 'name']),
};

/** `@route("/x", method="POST")`, `@bottle.get("/x")` */
function readDecorator(names: PythonNames, findings: Findings, statement: Statement, range: Range): void {
  const chain = names.chainOf(range);
  const call = chain?.links.at(-1);
  const [, verb] = OF_MODULE.exec((chain && names.foreignOf(chain)?.name) ?? '') ?? [];
  if (call?.does !== 'call' || verb === undefined) return;
  const given = readArguments(names.source, call.open);
  const written = argumentOf(given, [0, 'path']);
  const path = written && names.textOf(written);
  if (path === undefined) return;
  const methods =
    verb === 'route' ? listedMethods(names, argumentOf(given, [1, 'method'])) : [verb.toUpperCase()];
  const others = statement.decorators.filter((one) => one !== range);
  const shape = endpointShape(names, FRAMEWORK, path, given, statement, others);
  const { line } = names.source.at(range.from);
  const { endLine } = names.source.at(statement.to - 1);
  names.registering.add(range);
  findings.addRouter({ id: DEFAULT_APP, pack: FRAMEWORK.pack, root: true });
  findings.routes.push({ on: DEFAULT_APP, methods, path, line, endLine, ...shape });
}

/** https://bottlepy.org: apps, and functions of the module that register on an app of its own. */
export const bottle: PythonPack = {
  name: 'bottle',
  family: 'python',
  read(names, findings) {
    if (!names.source.mentions('bottle') || !importedModules(names).includes('bottle')) return;
    for (const { statement } of names.scopes.functions)
      for (const range of statement.decorators) readDecorator(names, findings, statement, range);
    readFramework(names, findings, FRAMEWORK);
  },
};
