import type { TextPart, WrittenText } from '../file-facts/names.ts';
import type { Route } from '../file-facts/routers.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Findings } from '../findings.ts';
import type { Decorator } from '../javascript/decorators.ts';
import type { JavaScriptNames } from '../javascript/names.ts';
import type { Range } from '../javascript/source.ts';
import { readText } from '../javascript/written-text.ts';
import type { TreePack } from './pack.ts';

/** In front of the name of a decorator that people put together, where the method of a route would be. */
const COMPOSED = 'nest~composed:';
/** Between the path of a controller and what its decorator is given. */
const GIVEN = '\0';
const UNREADABLE: TextPart = { ref: '~' };

/** A method as a decorator that people put together stands for it; undefined where it is one of a library. */
export function composedMethod({ name, foreign }: Decorator): string | undefined {
  const ours = foreign === undefined || /^(\.|@\/|~\/|#|src\/|@[\w-]*\/.*\/)/.test(foreign.from);
  return ours ? COMPOSED + name : undefined;
}

/** The path below that of a controller, from what such a decorator is given on. */
export function composedPath(names: JavaScriptNames, { values: [value] }: Decorator): WrittenText {
  const { source } = names;
  const text = value === undefined || source.is(value.from, '{') ? [] : readText(names, value);
  return [GIVEN, ...(text ?? [UNREADABLE])];
}

/** Where the functions and variables at the top of a source stand, in order. */
function holdersOf(names: JavaScriptNames): (Range & { readonly name: string })[] {
  const holders = [...names.scopes.top.names].flatMap(([name, { shape, value }]) => {
    const made = shape ?? names.functionAt(value);
    const range = made === undefined ? value : names.scopes.bodyOf(made);
    return range === undefined ? [] : [{ name, ...range }];
  });
  return holders.sort((one, other) => one.from - other.from);
}

/** Reads decorators that people put together: `const List = (path: string) => applyDecorators(Get(path), Auth())`. */
export function readComposed(
  names: JavaScriptNames,
  verbs: ReadonlyMap<string, string>,
  findings: Findings,
): void {
  const { source, chains } = names;
  if (!source.mayMention('applyDecorators')) return;
  const holders = holdersOf(names);
  let next = 0;
  for (const chain of chains) {
    const foreign = names.foreignOf(chain);
    const call = foreign && chain.links[foreign.next];
    if (foreign?.members.at(-1) !== 'applyDecorators' || call?.does !== 'call' || call.open === undefined)
      continue;
    while ((holders[next]?.to ?? Number.POSITIVE_INFINITY) <= chain.from) next += 1;
    const holder = holders[next];
    if (holder === undefined || holder.from > chain.from) continue;
    for (const element of source.elements(call.open)) {
      const inner = names.chainOf(element);
      const made = inner && names.foreignOf(inner);
      const method = verbs.get(made?.members.at(-1) ?? '');
      const link = inner?.links[made?.next ?? 0];
      if (method === undefined || link?.does !== 'call') continue;
      const [value] = link.open === undefined ? [] : source.elements(link.open);
      const path = value === undefined ? [] : (readText(names, value) ?? [UNREADABLE]);
      findings.constants.set(COMPOSED + holder.name, [method, ...path]);
      // What is said by constants alone would be taken for a matter of this file.
      findings.addRouter({ id: COMPOSED, pack: 'nest-conventions' });
    }
  }
}

/** What the decorators of a tree stand for, by their names, where no two are called alike. */
function composedBy(files: Iterable<FileFacts>): ReadonlyMap<string, WrittenText | undefined> {
  const found = new Map<string, WrittenText | undefined>();
  for (const { constants = {} } of files)
    for (const [ref, text] of Object.entries(constants))
      if (ref.startsWith(COMPOSED)) found.set(ref, found.has(ref) ? undefined : text);
  return found;
}

/** The route that such a decorator makes, with what it is given in place of its first parameter. */
function composed(route: Route, [method, ...written]: WrittenText): Route {
  const at = route.path.indexOf(GIVEN);
  const given = at === -1 ? [] : route.path.slice(at + 1);
  const path = written.flatMap((part) => {
    if (typeof part === 'string' || !/@\d+$/.test(part.ref)) return [part];
    return part.ref.endsWith('@0') ? given : [UNREADABLE];
  });
  return {
    ...route,
    methods: [typeof method === 'string' ? method : '*'],
    path: [...(at === -1 ? route.path : route.path.slice(0, at)), ...path],
  };
}

/** Gives the methods of controllers the routes that decorators of the tree make. */
export const nestDecorators: TreePack = {
  name: 'nest-decorators',
  family: 'tree',
  read(files) {
    const found = new Map<string, FileFacts>();
    let decorators: ReadonlyMap<string, WrittenText | undefined> | undefined;
    for (const [path, file] of files) {
      if (!file.routes?.some(({ methods: [method] }) => method?.startsWith(COMPOSED) === true)) continue;
      decorators ??= composedBy(files.values());
      const routes = file.routes.flatMap((route) => {
        const [method = ''] = route.methods;
        if (!method.startsWith(COMPOSED)) return [route];
        const made = decorators?.get(method);
        return made === undefined ? [] : [composed(route, made)];
      });
      found.set(path, { ...file, routes });
    }
    return found;
  },
};
