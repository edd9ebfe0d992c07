import type { CallValue } from '../file-facts/calls.ts';
import { singular } from './inflection.ts';
import { join, joinModules, type Scope, textOf, textsOf, UNKNOWN } from './scope.ts';
import type { RailsTree } from './tree.ts';

/** A route that devise draws. */
export interface DeviseRoute {
  readonly methods: readonly string[];
  readonly path: string;
  readonly controller: string;
  readonly action: string;
}

type Options = Readonly<Record<string, CallValue>>;

/** What devise does for a model of which nothing is known. */
const USUAL = ['database_authenticatable', 'recoverable', 'registerable'];

function camelize(name: string): string {
  return name.replace(/(^|_)(\w)/g, (_all, _front, letter: string) => letter.toUpperCase());
}

function optionsOf(value: CallValue | undefined): Options {
  return value !== null && typeof value === 'object' && 'options' in value ? value.options : {};
}

/** https://github.com/heartcombo/devise: what `devise_for :users` draws, by what the model asks for. */
export function deviseRoutes(name: string, options: Options, scope: Scope, tree: RailsTree): DeviseRoute[] {
  const model = (textOf(options.class_name, scope) ?? camelize(singular(name))).split('::').at(-1) ?? '';
  const { modules, providers } = tree.devise(model) ?? { modules: USUAL, providers: [] };
  const base = join(
    scope.path,
    textOf(options.path_prefix, scope) ?? '',
    textOf(options.path, scope) ?? name,
  );
  const named = optionsOf(options.path_names);
  const controllers = optionsOf(options.controllers);
  const only = 'only' in options ? new Set(textsOf(options.only, scope)) : undefined;
  const skip = new Set(textsOf(options.skip, scope));
  const found: DeviseRoute[] = [];
  const has = (module: string, part: string): boolean =>
    modules.includes(module) && !skip.has(part) && !skip.has('all') && (only === undefined || only.has(part));
  const segment = (key: string, usual = key): string => textOf(named[key], scope) ?? usual;
  const add = (part: string, action: string, methods: readonly string[], ...path: string[]): void => {
    const module = textOf(options.module, scope) ?? (scope.module === '' ? 'devise' : scope.module);
    const controller = textOf(controllers[part], scope) ?? joinModules(module, part);
    found.push({ methods, path: join(base, ...path), controller, action });
  };
  if (has('database_authenticatable', 'sessions')) {
    const out = textsOf(options.sign_out_via, scope).map((method) => method.toUpperCase());
    add('sessions', 'new', ['GET'], segment('sign_in'));
    add('sessions', 'create', ['POST'], segment('sign_in'));
    add('sessions', 'destroy', out.length === 0 ? ['DELETE'] : out, segment('sign_out'));
  }
  if (has('omniauthable', 'omniauth_callbacks')) {
    for (const provider of providers) {
      add('omniauth_callbacks', 'passthru', ['GET', 'POST'], 'auth', provider);
      add('omniauth_callbacks', provider, ['GET', 'POST'], 'auth', provider, 'callback');
    }
  }
  const form = (part: string, path: string, more: () => void): void => {
    add(part, 'new', ['GET'], path, segment('new'));
    more();
    add(part, 'create', ['POST'], path);
  };
  if (has('recoverable', 'passwords')) {
    const path = segment('password');
    form('passwords', path, () => add('passwords', 'edit', ['GET'], path, segment('edit')));
    add('passwords', 'update', ['PATCH', 'PUT'], path);
  }
  if (has('registerable', 'registrations')) {
    const path = segment('registration', '');
    add('registrations', 'cancel', ['GET'], path, segment('cancel'));
    add('registrations', 'new', ['GET'], path, segment('sign_up'));
    add('registrations', 'edit', ['GET'], path, segment('edit'));
    add('registrations', 'update', ['PATCH', 'PUT'], path);
    add('registrations', 'destroy', ['DELETE'], path);
    add('registrations', 'create', ['POST'], path);
  }
  if (has('confirmable', 'confirmations')) {
    const path = segment('confirmation');
    form('confirmations', path, () => add('confirmations', 'show', ['GET'], path));
  }
  if (has('lockable', 'unlocks')) {
    const path = segment('unlock');
    form('unlocks', path, () => add('unlocks', 'show', ['GET'], path));
  }
  return found.filter(({ path }) => !path.includes(UNKNOWN));
}
