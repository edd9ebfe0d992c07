import type { Fact } from '../../domain/fact.ts';
import { normaliseName } from '../../domain/resource-name.ts';
import type { Route } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import { hashText } from '../hash.ts';
import type { GivenCalls } from './given-calls.ts';
import { joinParts, joinPaths, type Prefix, type Prefixes } from './prefixes.ts';
import type { TreeNames } from './tree-names.ts';

/** A route without where it is registered. */
type Served = Omit<Route, 'on' | 'path'>;

/** The body of a route with those of the functions that handle it. */
function bodyOf(names: TreeNames, path: string, { body, handlers = [] }: Served): string {
  const bodies = handlers.flatMap((ref) => {
    const definition = names.definition(path, ref);
    return definition === undefined ? [] : [definition.contract, definition.body];
  });
  return bodies.length === 0 ? body : hashText([body, ...bodies].join(' '));
}

/** The contract of a route with what the types in it have. */
function typedOf(names: TreeNames, path: string, { contract, types = [] }: Served): string {
  const contracts = types.flatMap((ref) => names.definition(path, ref)?.contract ?? []);
  return contracts.length === 0 ? contract : hashText([contract, ...contracts].join(' '));
}

/** Parameters as they are written: `:id`, `{id}`, `<int:id>`. */
const PARAMETER = /\{[^{}]*\}|<[^<>]*>|[:*]\w+/g;

/** The contract of a route with what the parameters of its whole path are called, in prefixes too. */
function contractOf(contract: string, path: string): string {
  const parameters = path.match(PARAMETER);
  return parameters === null ? contract : hashText([contract, ...parameters].join(' '));
}

/** Finds what the routes of one file serve, under each prefix of what they are registered on. */
export function endpointsOf(
  path: string,
  file: FileFacts,
  names: TreeNames,
  prefixes: Prefixes,
  given: GivenCalls,
): Fact[] {
  return (file.routes ?? []).flatMap((route) => {
    const made = file.language === 'go' ? given.routes(path, route) : undefined;
    if (made !== undefined) {
      return made.flatMap(({ path: from, on, route: one, text }) => {
        const own = joinParts(text);
        const all =
          own === undefined ? [] : prefixes.of(on.path, on.ref).map((front) => joinPaths(front, own));
        return served(names, from, one, all);
      });
    }
    const own = joinParts(names.texts(path, route.path));
    if (own === undefined) return [];
    const all = prefixes.of(path, route.on).map((prefix) => joinPaths(prefix, own));
    return served(names, path, route, all);
  });
}

/** What a route serves at some paths; where some are sure, at those alone. */
export function served(names: TreeNames, path: string, route: Served, all: readonly Prefix[]): Fact[] {
  const sure = all.filter((prefix) => prefix.sure);
  const { line, endLine } = route;
  const body = bodyOf(names, path, route);
  const typed = typedOf(names, path, route);
  // Where the handlers' text makes no difference, the body tells as much.
  const registration = body !== route.body &&
    route.body !== '' && { registration: hashText(`${route.contract} ${route.body}`) };
  return (sure.length > 0 ? sure : all).flatMap(({ text, sure: exact }) => {
    const contract = contractOf(typed, text);
    return route.methods.flatMap((method): Fact[] => {
      // In what code registers, a star stands for any path; where people declare, for whatever is below.
      const whole = text.replace(/(?<=\/)\*(?=\/|$)/g, '{*}');
      const named = normaliseName('endpoint', `${method} ${whole}`);
      if ('problem' in named) return [];
      const certainty = exact ? 'exact' : 'suffix';
      const { name } = named;
      return [{ kind: 'endpoint', name, certainty, path, line, endLine, contract, body, ...registration }];
    });
  });
}
