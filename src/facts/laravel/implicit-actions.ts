import type { Findings } from '../findings.ts';
import { hashText } from '../hash.ts';
import type { Range } from '../lexer/plain-source.ts';
import { entriesOf } from '../php/calls.ts';
import type { PhpClass, PhpFunction } from '../php/class-shapes.ts';
import type { PhpNames } from '../php/names.ts';
import { controllerNamed } from './actions.ts';
import { ROUTES } from './route-writer.ts';
import { type Scope, under } from './scope.ts';

/** What stands behind a controller's name for all that its methods answer to, where it is registered as a whole. */
const ACTIONS = '~actions';

const ACTION = /^(get|post|put|patch|delete|options|head|any)([A-Z]\w*)$/;

/** What the traits of Laravel 5.0 and 5.1 add to a controller. */
const TRAITS: Readonly<Record<string, readonly (readonly [method: string, path: string])[]>> = {
  AuthenticatesUsers: [
    ['GET', 'login'],
    ['POST', 'login'],
    ['GET', 'logout'],
  ],
  RegistersUsers: [
    ['GET', 'register'],
    ['POST', 'register'],
  ],
  ResetsPasswords: [
    ['GET', 'email'],
    ['POST', 'email'],
    ['GET', 'reset/{token}'],
    ['POST', 'reset'],
  ],
};

/** `AdminProfile` is `admin-profile`; `Index` is the controller itself. */
function pathOf(name: string): string {
  return name === 'Index' ? '' : name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();
}

/** Reads what the methods of one source's controllers answer to by their names: `getUsers($id)` to `GET …/users/{id}`. */
export class ImplicitActions {
  readonly #names: PhpNames;
  readonly #findings: Findings;

  constructor(names: PhpNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  read(): void {
    for (const found of this.#names.file.classes) {
      if (found.kind !== 'class' || !found.name.endsWith('Controller')) continue;
      const known = this.#findings.routes.length;
      for (const method of found.methods) this.#method(found, method);
      this.#traits(found);
      if (this.#findings.routes.length > known)
        this.#findings.addRouter({ id: `${found.name}.${ACTIONS}`, pack: 'laravel', view: true });
    }
  }

  #method(owner: PhpClass, { name, modifiers, parameters, from, all }: PhpFunction): void {
    const [, verb, rest] = ACTION.exec(name) ?? [];
    if (verb === undefined || rest === undefined) return;
    if (modifiers.has('static') || modifiers.has('private') || modifiers.has('protected')) return;
    // What has the type of a class does not come from the path.
    const asked = parameters.filter(({ type }) => type.to <= type.from || !this.#isClass(type.from));
    const path = [pathOf(rest), ...asked.map((one) => `{${one.name.slice(1)}}`)].filter(
      (part) => part !== '',
    );
    this.#route(owner, verb === 'any' ? '*' : verb.toUpperCase(), path.join('/'), { from, to: all.to }, name);
  }

  #isClass(at: number): boolean {
    return /^\??\\?[A-Z]/.test(this.#names.source.at(at).text);
  }

  #traits(owner: PhpClass): void {
    const { source } = this.#names;
    const used = owner.traits.flatMap(({ from }) => source.word(from)?.split('\\').at(-1) ?? []);
    const both = used.includes('AuthenticatesAndRegistersUsers')
      ? ['AuthenticatesUsers', 'RegistersUsers']
      : [];
    const own = new Set(owner.methods.map(({ name }) => name));
    for (const trait of [...used, ...both]) {
      for (const [method, path] of Object.hasOwn(TRAITS, trait) ? (TRAITS[trait] ?? []) : []) {
        const [word = ''] = path.split('/');
        const name = `${method.toLowerCase()}${word[0]?.toUpperCase()}${word.slice(1)}`;
        if (!own.has(name)) this.#route(owner, method, path, owner.all, trait);
      }
    }
  }

  #route(owner: PhpClass, method: string, path: string, range: PhpClass['all'], name: string): void {
    const { line, endLine } = this.#names.source.lines(range);
    this.#findings.routes.push({
      on: `${owner.name}.${ACTIONS}`,
      methods: [method],
      path: [`/${path}`],
      line,
      endLine,
      contract: '',
      body: hashText(name),
      handlers: [`${owner.name}.${name}`],
    });
  }
}

/** More than one file registers. */
const MOST_MOUNTS = 1000;

/**
 * Mounts what `controller('users', 'UserController')` or `controllers(['users' => 'UserController'])` names.
 *
 * @returns false where that is not what stands there
 */
export function registerWhole(
  names: PhpNames,
  findings: Findings,
  [first, second]: readonly Range[],
  scope: Scope,
): boolean {
  if (first === undefined) return false;
  const listed = entriesOf(names.source, first);
  const pairs = listed ?? (second === undefined ? [] : [{ key: first, value: second }]);
  let found = false;
  for (const { key, value } of pairs) {
    const path = key && names.textOf(key, scope.texts, scope.owner);
    const token = names.source.at(value.from);
    const written = token.kind === 'string' ? token.text : undefined;
    const whole = written === undefined ? names.classIn(value) : controllerNamed(written, scope);
    if (path === undefined || whole === undefined) continue;
    found = true;
    // Before Laravel 5 controllers had no namespace.
    for (const name of new Set([whole, written ?? whole])) {
      if (findings.mounts.length > MOST_MOUNTS || !/^[\w\\]+$/.test(name)) continue;
      const child = names.refOf(name, ACTIONS);
      findings.mounts.push({ on: ROUTES, child, path: under(scope.prefix, path) });
    }
  }
  return found;
}
