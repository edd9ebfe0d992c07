import type { Ref } from '../file-facts/names.ts';
import { readArguments } from '../python/functions.ts';
import type { PythonNames } from '../python/names.ts';
import type { Range } from '../python/source.ts';

/** What makes a function of a class. */
export const AS_VIEW = '.as_view()';
const DEEPEST = 8;

/** `login_required(view)`, `cache_page(60)(view)`. */
export function unwrapped(
  names: PythonNames,
  written: Range,
): { readonly view: Range; readonly wrappers: readonly Range[] } {
  let view = written;
  const wrappers: Range[] = [];
  for (let depth = 0; depth < DEEPEST; depth++) {
    const chain = names.chainOf(view);
    const call = chain?.links.at(-1);
    const member = chain?.links.at(-2);
    if (call?.does !== 'call' || (member?.does === 'member' && member.name === 'as_view')) break;
    const last = names.source.elements(call.open).at(-1);
    if (last === undefined || names.refOf(last) === undefined) break;
    wrappers.push({ from: view.from, to: call.open });
    view = last;
  }
  return { view, wrappers };
}

/** `Users.as_view({'get': 'list'})`, `….as_view(http_method_names=['get'])`, written here or in a variable of this source. */
export function byMethod(
  names: PythonNames,
  ref: Ref,
  view: Range,
): { readonly method: string; readonly handler: Ref }[] | undefined {
  const { source } = names;
  const value = names.scopes.bindings.get(ref)?.value;
  const made = value === undefined ? ref : (names.refOf(value) ?? ref);
  const call = names.chainOf(value ?? view)?.links.at(-1);
  if (!made.endsWith(AS_VIEW) || call?.does !== 'call') return undefined;
  const { named, positional } = readArguments(source, call.open);
  const only = named.get('http_method_names');
  if (only !== undefined && (source.is(only.from, '[') || source.is(only.from, '('))) {
    const methods = source.elements(only.from).map((one) => names.literal(one)?.toLowerCase());
    return methods.flatMap((method) =>
      method === undefined || !/^[a-z]+$/.test(method)
        ? []
        : [{ method: method.toUpperCase(), handler: `${made.slice(0, -AS_VIEW.length)}.${method}` }],
    );
  }
  const [actions] = positional;
  if (actions === undefined || !source.is(actions.from, '{')) return undefined;
  return source.elements(actions.from).flatMap(({ from, to }) => {
    const colon = source.find({ from, to }, ':');
    const method = names.literal({ from, to: colon });
    const action = names.literal({ from: colon + 1, to });
    if (method === undefined || action === undefined || !/^[a-z]+$/i.test(method)) return [];
    return [{ method: method.toUpperCase(), handler: `${made.slice(0, -AS_VIEW.length)}.${action}` }];
  });
}
