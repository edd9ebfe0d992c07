import type { Ref } from '../file-facts/names.ts';
import { baseOf, type Findings } from '../findings.ts';
import type { PythonNames } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';
import { isStandardLibrary } from './standard-library.ts';

/** Functions that load modules by names which are computed. */
const LOADERS: ReadonlySet<string> = new Set(
  'import_module import_string find_modules __import__ walk_packages iter_modules import_modules'.split(' '),
);
/** Packages that have no part of the tree, and that most sources use. */
const PACKAGES =
  /^(fastapi|starlette|flask|quart|django|rest_framework|pydantic|sqlalchemy|sqlmodel|marshmallow|requests|httpx|numpy|pandas|pytest|celery)(_\w+)?(\.|$)/;

/** Reads which names of a source are used otherwise than by what was found in it. */
class UseReader {
  readonly #names: PythonNames;
  readonly #findings: Findings;
  readonly #used = new Set<Ref>();
  readonly #given = new Map<Ref, Set<Ref>>();
  #loads = false;

  constructor(names: PythonNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    this.#walk();
    const own = this.#routerNames();
    const kept = [...this.#used].filter((ref) => own.has(baseOf(ref)) || this.#isOfTree(baseOf(ref)));
    const given = [...this.#given].flatMap(([ref, all]) => {
      const routers = [...all].filter((one) => own.has(baseOf(one)) || this.#isOfTree(baseOf(one)));
      return routers.length === 0 ? [] : [[ref, routers] as const];
    });
    const uses = {
      ...(kept.length > 0 && { own: kept }),
      ...(given.length > 0 && { given: Object.fromEntries(given) }),
      ...(this.#loads && { loads: ['*'] }),
    };
    if (Object.keys(uses).length > 0) this.#findings.uses = uses;
  }

  #isOfTree(ref: Ref): boolean {
    const from = this.#names.scopes.bindings.get(ref)?.import?.from;
    return from !== undefined && !isStandardLibrary(from) && !PACKAGES.test(from);
  }

  /** The names that lead to what routes are registered on. */
  #routerNames(): Set<Ref> {
    const { routers, routes, mounts, aliases } = this.#findings;
    const back = new Map<Ref, Ref[]>();
    const lead = (to: Ref, from: Ref): void => {
      const known = back.get(to);
      if (known === undefined) back.set(to, [from]);
      else known.push(from);
    };
    for (const [from, to] of aliases) lead(baseOf(to), baseOf(from));
    for (const [from, all] of this.#given) for (const to of all) lead(baseOf(to), from);
    const found = new Set(
      [
        ...routers.map(({ id }) => id),
        ...routes.map(({ on }) => on),
        ...mounts.flatMap(({ on, child }) => [on, child]),
      ].map(baseOf),
    );
    for (const ref of found) for (const from of back.get(ref) ?? []) found.add(from);
    return found;
  }

  #walk(): void {
    const { source, scopes } = this.#names;
    const decorators = this.#decorators();
    for (let at = 0; at < source.tokens.length; at++) {
      const word = source.word(at);
      if (word === undefined || source.is(at - 1, '.')) continue;
      if ((word === 'import' || word === 'from') && this.#beginsStatement(at)) {
        while (at < source.tokens.length && source.at(at).kind !== 'newline') at = source.after(at);
        continue;
      }
      const binding = scopes.find(word, at);
      if (binding === undefined || binding.parameter !== undefined || this.#isWritten(at)) continue;
      if (this.#includes(at) || (LOADERS.has(word) && source.is(at + 1, '(') && !this.#isLiteral(at + 1)))
        this.#loads = true;
      this.#mention(at, binding, decorators);
    }
    if (![...LOADERS].some((name) => source.mentions(name))) return;
    for (let at = 0; at < source.tokens.length && !this.#loads; at++)
      this.#loads =
        source.is(at - 1, '.') &&
        LOADERS.has(source.at(at).text) &&
        source.is(at + 1, '(') &&
        !this.#isLiteral(at + 1);
  }

  /** `include(f"{app}.urls")` of Django, whose argument neither names nor lists anything. */
  #includes(at: number): boolean {
    const { source } = this.#names;
    if (!source.is(at, 'include') || !source.is(at + 1, '(')) return false;
    const [first] = source.elements(at + 1);
    return first !== undefined && (source.at(first.from).kind === 'template' || this.#isPutTogether(first));
  }

  #isPutTogether({ from, to }: Range): boolean {
    for (let at = from; at < to; at = this.#names.source.after(at))
      if (/^[+%]$/.test(this.#names.source.at(at).text)) return true;
    return false;
  }

  #isLiteral(open: number): boolean {
    const [first] = this.#names.source.elements(open);
    return first !== undefined && this.#names.literal(first) !== undefined;
  }

  #beginsStatement(at: number): boolean {
    const { source } = this.#names;
    return (
      at === 0 ||
      /newline|indent|dedent/.test(source.at(at - 1).kind) ||
      /^[:;]$/.test(source.at(at - 1).text)
    );
  }

  /** The names of arguments, of what is assigned or defined. */
  #isWritten(at: number): boolean {
    const { source } = this.#names;
    if (source.is(at - 1, 'def') || source.is(at - 1, 'class')) return true;
    return source.is(at + 1, '=') || (source.is(at + 1, ':') && this.#beginsStatement(at));
  }

  /** The first tokens of decorators. */
  #decorators(): ReadonlySet<number> {
    const { functions, classes } = this.#names.scopes;
    return new Set(
      [...functions, ...classes].flatMap(({ statement }) => statement.decorators.map(({ from }) => from)),
    );
  }

  #mention(at: number, binding: Binding, decorators: ReadonlySet<number>): void {
    const { source, scopes, understood } = this.#names;
    if (understood.has(at) || decorators.has(at)) return;
    const chain = this.#names.chainAt(at);
    const end = source.at(chain?.to ?? at);
    const ends = end.kind === 'newline' || end.text === '' || end.text === ';';
    const [first, second] = chain?.links ?? [];
    // What is done to a router makes nobody serve it.
    if (
      this.#beginsStatement(at) &&
      first?.does === 'member' &&
      second?.does === 'call' &&
      ends &&
      binding.import === undefined
    )
      return;
    const ref = first?.does === 'member' ? `${binding.ref}.${first.name}` : binding.ref;
    if (source.is(at - 1, 'return') && ends) {
      const scope = scopes.functions.find(
        ({ around, statement }) => around === scopes.top && statement.head.from < at && at < statement.to,
      );
      if (scope !== undefined) {
        this.#given.set(scope.ref, (this.#given.get(scope.ref) ?? new Set()).add(ref));
        return;
      }
    }
    const plain = chain?.links.every(({ does }) => does === 'member') === true;
    // A name at the top that stands for this one leads to it.
    const held = source.is(at - 1, '=') && ends && plain && scopes.scopeAt(at) === scopes.top;
    if (!held) this.#used.add(ref);
  }
}

/** Reads which names of a source are used otherwise than by what was found in it. */
export function readUses(names: PythonNames, findings: Findings): void {
  new UseReader(names, findings).run();
}
