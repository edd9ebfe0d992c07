import type { Ref } from '../file-facts/names.ts';
import type { PlainSource, Range } from '../lexer/plain-source.ts';
import { closureAt, entriesOf, keyedEntries } from '../php/calls.ts';
import type { PhpNames } from '../php/names.ts';
import type { Scope } from './scope.ts';

const CONTROLLERS = 'App\\Http\\Controllers';

/** What handles a route, and the types of what is asked of a request. */
export interface Action {
  readonly handlers: readonly Ref[];
  readonly types: readonly Ref[];
}

/** Refers to the method of a controller, and to the rules of the request that it is typed with. */
export function methodOf(names: PhpNames, controller: string, method: string): Action {
  const ref = names.refOf(controller, method);
  return { handlers: [ref], types: [`${ref}@request`] };
}

/** A class that can be called, or a page of Livewire. */
function invoked(names: PhpNames, whole: string): Action {
  const { handlers, types } = methodOf(names, whole, '__invoke');
  return { handlers: [...handlers, names.refOf(whole, 'mount'), names.refOf(whole, 'render')], types };
}

/** The whole name of a controller that a text names. */
export function controllerNamed(written: string, { namespace }: Scope): string {
  if (written.startsWith('\\')) return written.slice(1);
  if (written.startsWith('App\\') || written.startsWith(`${namespace}\\`)) return written;
  return `${whole(namespace)}\\${written}`;
}

/** A namespace that does not say that it is of controllers is one below that of all controllers. */
function whole(namespace: string | undefined): string {
  if (namespace === undefined) return CONTROLLERS;
  return /(^App|Controllers?)(\\|$)/.test(namespace) ? namespace : `${CONTROLLERS}\\${namespace}`;
}

/** Reads `[X::class, 'index']`, `X::class`, `'X@index'`, `'X:index'`, `'index'`, `['uses' => …]`. */
export function actionAt(names: PhpNames, range: Range, scope: Scope): Action {
  const { source } = names;
  const { kind, text } = source.at(range.from);
  if (kind === 'string' && range.to - range.from === 1) return textAction(names, text, scope);
  const whole = names.classIn(range);
  if (whole !== undefined) return invoked(names, whole);
  const entries = entriesOf(source, range);
  if (entries === undefined) return { handlers: [], types: [] };
  const uses = keyedEntries(source, range).get('uses') ?? entries.find(({ key }) => key === undefined)?.value;
  const [first, second] = entries;
  const controller = first && first.key === undefined ? names.classIn(first.value) : undefined;
  const method = source.at(second?.value.from ?? -1);
  if (controller !== undefined && second?.key === undefined && method.kind === 'string')
    return methodOf(names, controller, method.text);
  return uses === undefined || entriesOf(source, uses) !== undefined
    ? { handlers: [], types: [] }
    : actionAt(names, uses, scope);
}

function textAction(names: PhpNames, text: string, scope: Scope): Action {
  const [, controller, method = '__invoke'] = /^([\w\\]+)(?:(?:@|::?)(\w+))?$/.exec(text) ?? [];
  if (controller === undefined) return { handlers: [], types: [] };
  if (controller === text && scope.controller !== undefined) return methodOf(names, scope.controller, text);
  return methodOf(names, controllerNamed(controller, scope), method);
}

/** Tells what handles requests from whatever else a method called `get` or `put` may be given. */
export function isHandler(source: PlainSource, range: Range | undefined): boolean {
  if (range === undefined) return false;
  const { kind, text } = source.at(range.from);
  if (kind === 'string') return range.to - range.from === 1 && /^[\w\\]+@\w+$/.test(text);
  if (closureAt(source, range) !== undefined) return true;
  return (entriesOf(source, range) ?? []).some(({ key, value }) => {
    const said = source.at(key?.from ?? -1);
    return (said.kind === 'string' && said.text === 'uses') || closureAt(source, value) !== undefined;
  });
}
