import type { CallValue } from '../file-facts/calls.ts';
import { hashText } from '../hash.ts';
import { join, joinModules, type Scope, textOf, UNKNOWN } from './scope.ts';

type Options = Readonly<Record<string, CallValue>>;

/** The action that answers, or a hash of what does so instead. */
export type Handler = { readonly controller: string; readonly action: string } | string;

/** Options that say how a route is called, or what handles it. */
export const NO_CONTRACT =
  /^(to|as|controller|action|on|via|path|module|only|except|param|concerns|path_names|shallow\w*|anchor)$/;
/** `get 'pages/home'` is handled by `pages#home`. */
const SHORTHAND = /^\/?[-\w]+\/[-\w/]+$/;

export function hashOf(value: CallValue): string {
  return hashText(JSON.stringify(value));
}

/** What the options of a scope add to what is around it. */
export function scoped(scope: Scope, options: Options, args: readonly CallValue[] = []): Scope {
  const said =
    args.length > 0 ? args.map((one) => textOf(one, scope) ?? '').join('/') : textOf(options.path, scope);
  const path = said === undefined ? scope.path : join(scope.path, said);
  const shallow = textOf(options.shallow_path, scope) ?? said;
  const names = options.path_names;
  const chosen = Object.entries(options).filter(([key]) => key === 'only' || key === 'except');
  const others = Object.entries(options).filter(([key]) => !NO_CONTRACT.test(key));
  return {
    ...scope,
    path,
    shallowPath:
      shallow === undefined || scope.level === 'nested'
        ? scope.shallowPath
        : join(scope.shallowPath, shallow),
    shallow: options.shallow === undefined ? scope.shallow : options.shallow === true,
    module: joinModules(scope.module, textOf(options.module, scope) ?? ''),
    ...('controller' in options && { controller: textOf(options.controller, scope) ?? UNKNOWN }),
    ...('action' in options && { action: textOf(options.action, scope) ?? UNKNOWN }),
    names:
      names !== null && typeof names === 'object' && 'options' in names
        ? { ...scope.names, ...texts(names.options, scope) }
        : scope.names,
    actions: chosen.length === 0 ? scope.actions : Object.fromEntries(chosen),
    contract: others.length === 0 ? scope.contract : [...scope.contract, hashOf(others.flat())],
  };
}

function texts(options: Options, scope: Scope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [key, textOf(value, scope) ?? UNKNOWN]),
  );
}

/** What the options of a route add to the contract. */
export function contractOf(options: Options, { contract }: Scope): readonly string[] {
  const others = Object.entries(options).filter(([key]) => !NO_CONTRACT.test(key));
  return others.length === 0 ? contract : [...contract, hashOf(others.flat())];
}

/** The action that answers, or a hash of what does so instead. */
export function handlerOf(path: string, to: CallValue | undefined, options: Options, scope: Scope): Handler {
  const said = textOf(to, scope);
  const [, controller, named] = /^([^#]*)#([^#]+)$/.exec(said ?? '') ?? [];
  if (to !== undefined && (said === undefined || said.includes(UNKNOWN))) return hashOf(to);
  const short = to === undefined && options.action === undefined && SHORTHAND.test(path);
  const [, front, last] = short ? (/^\/?(.*)\/([^/]*)$/.exec(path) ?? []) : [];
  const plain = /^[\w-]+$/.test(path) ? path : '';
  const action =
    named ??
    (controller === undefined ? said : undefined) ??
    textOf(options.action, scope) ??
    last ??
    scope.action ??
    plain;
  const own = controller === '' ? undefined : controller;
  const found = own ?? textOf(options.controller, scope) ?? front ?? scope.controller ?? '';
  return {
    controller: joinModules(scope.module, found).replaceAll('-', '_'),
    action: action.replaceAll('-', '_'),
  };
}

/** Options that stand in a variable. */
export function optionsIn(args: readonly CallValue[], { variables }: Scope): Options {
  let options: Options = {};
  for (const value of args) {
    if (value === null || typeof value !== 'object' || !('name' in value)) continue;
    const held = variables.get(value.name);
    if (held !== undefined && held !== null && typeof held === 'object' && 'options' in held)
      options = { ...options, ...held.options };
  }
  return options;
}
