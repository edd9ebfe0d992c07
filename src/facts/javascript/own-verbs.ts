import type { Ref } from '../file-facts/names.ts';
import type { Findings } from '../findings.ts';
import { readMembers } from './classes.ts';
import { readParameters } from './functions.ts';
import type { JavaScriptNames } from './names.ts';

/** The router that an instance has whose own methods register on it. */
const SELF = '.~self';

/**
 * Reads classes whose own methods are verbs: `get(path, show) { this.router.get(path, wrap(show)); }`, which what extends
 * them calls: `this.get('/users', list)`.
 */
export function readOwnVerbs(
  names: JavaScriptNames,
  findings: Findings,
  verbs: ReadonlyMap<string, readonly string[]>,
): void {
  const { source, scopes, shapes } = names;
  const called = new Set<Ref>();
  const wrapping = new Set<Ref>();
  for (const shape of scopes.classes) {
    const own = `${names.classRef(shape)}()`;
    if (shape.heritage.to > shape.heritage.from && !findings.isRouter(own)) called.add(own);
    for (const { name, shape: method } of readMembers(source, shape, shapes)) {
      if (method === undefined || !verbs.has(name)) continue;
      const path = readParameters(source, method)[0]?.name;
      for (let at = method.body.from; path !== undefined && at < method.body.to; at++) {
        const calls = source.is(at, 'this') && source.is(at + 3, '.') && source.is(at + 4, name);
        const member = source.is(at + 1, '.') ? source.word(at + 2) : undefined;
        if (!calls || member === undefined || !source.is(at + 5, '(') || !source.is(at + 6, path)) continue;
        findings.aliases.set(own + SELF, `${own}.${member}`);
        wrapping.add(own);
      }
    }
  }
  const { routes, mounts } = findings;
  // `use(path, router) { this.router.use(path, router); }`: what is mounted there is seen where it is called.
  const own = mounts.filter(
    ({ child }) => !/@\d+$/.test(child) || !wrapping.has(child.replace(/\.\w+@\d+$/, '')),
  );
  mounts.splice(0, mounts.length, ...own);
  for (const [index, route] of routes.entries())
    if (called.has(route.on)) routes[index] = { ...route, on: route.on + SELF };
  for (const [index, mount] of mounts.entries())
    if (called.has(mount.on)) mounts[index] = { ...mount, on: mount.on + SELF };
}
