import type { Ref } from '../file-facts/names.ts';
import { baseOf, type Findings } from '../findings.ts';
import { isWordSign, type Sign, signOf, signSet } from '../lexer/javascript-signs.ts';
import type { Chain } from './chains.ts';
import { computedLoads } from './computed-loads.ts';
import type { JavaScriptNames } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';

/** Behind these a chain is part of something larger. */
const INSIDE: ReadonlySet<string> = new Set([
  '(',
  ',',
  '[',
  ':',
  '...',
  '=',
  '?',
  '??',
  '||',
  '&&',
  '=>',
  '<',
]);
const DECLARING = signSet(['const', 'let', 'var', 'function', 'class', '*']);
const [DOT, OPTIONAL, SET, COLON, COMMA, OPEN_ROUND, OPEN_SQUARE, OPEN_CURLY] = [
  signOf('.'),
  signOf('?.'),
  signOf('='),
  signOf(':'),
  signOf(','),
  signOf('('),
  signOf('['),
  signOf('{'),
];
const [IMPORT, REQUIRE, TYPEOF, RETURN, THIS] = [
  signOf('import'),
  signOf('require'),
  signOf('typeof'),
  signOf('return'),
  signOf('this'),
];
/** What comes with the runtime, or is a package that every project has: nothing of a tree is behind it. */
const PACKAGE =
  /^(\w+:|(assert|buffer|child_process|crypto|events|fs|http|https|net|os|path|stream|url|util|zlib|express|fastify|hono|koa|lodash|next|react|react-dom|vue|zod)($|\/))/;

/** Tells whether a chain is a statement of its own, so that nothing becomes of what it gives. */
export function isStatement(names: JavaScriptNames, { from, to, head }: Chain): boolean {
  const { source } = names;
  const before = source.at(from - 1);
  if (before.kind === 'punctuation' && INSIDE.has(before.text)) return false;
  if (before.kind === 'name' && /^(return|default|yield|of|in|case|throw)$/.test(before.text)) return false;
  const next = source.at(to);
  const goesOn =
    next.kind === 'punctuation' && /^[?:,=<.&|]/.test(next.text) && next.line === source.at(head).line;
  return !goesOn;
}

/** Reads what of a source is used otherwise than by what was found in it. */
class UseReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #modules = new Map<string, Set<string>>();
  /** Own names that are used, and what a name that is used stands for. */
  readonly #used = new Set<Ref>();
  readonly #holds = new Map<Ref, Binding[]>();
  readonly #given = new Map<Ref, Set<Ref>>();
  /** What functions return, by where it stands. */
  readonly #returned = new Map<number, Ref>();
  #tops: readonly (Ref | undefined)[] | undefined;
  /** What variables are no more than, by the token it begins with. */
  readonly #heldAt = new Map<number, Binding>();

  constructor(names: JavaScriptNames, findings: Findings) {
    this.#names = names;
    this.#findings = findings;
  }

  run(): void {
    this.#findHeld();
    this.#walk();
    const { routers, routes, mounts } = this.#findings;
    const serves = routers.length + routes.length + mounts.length > 0;
    // Of anything but routers, and what leads to other modules, nobody asks who gets it.
    for (const [at, ref] of this.#returned) if (serves || this.#holds.has(ref)) this.#give(at, ref);
    this.#unnamed();
    const own = this.#routerNames();
    const waiting = [...this.#used];
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      for (const binding of this.#holds.get(ref) ?? []) {
        this.#foreign(binding, undefined);
        if (this.#used.has(binding.ref)) continue;
        this.#used.add(binding.ref);
        waiting.push(binding.ref);
      }
    }
    this.#write(own);
  }

  #write(own: ReadonlySet<Ref>): void {
    const modules = [...this.#modules].map(([from, found]) => [from, [...found]] as const);
    const kept = [...this.#used].filter((ref) => own.has(ref));
    const given = [...this.#given].flatMap(([ref, all]) => {
      const routers = [...all].filter((one) => own.has(one));
      return routers.length === 0 ? [] : [[ref, routers] as const];
    });
    const loads = [...new Set(computedLoads(this.#names.source))];
    const uses = {
      ...(modules.length > 0 && { modules: Object.fromEntries(modules) }),
      ...(kept.length > 0 && { own: kept }),
      ...(given.length > 0 && { given: Object.fromEntries(given) }),
      ...(loads.length > 0 && { loads }),
    };
    if (Object.keys(uses).length > 0) this.#findings.uses = uses;
  }

  /** The names of this source that lead to what routes are registered on, as far as that is known. */
  #routerNames(): Set<Ref> {
    const { routers, routes, mounts, aliases } = this.#findings;
    const found = new Set<Ref>();
    const back = new Map<Ref, Ref[]>();
    const lead = (to: Ref, from: Ref): void => {
      const known = back.get(to);
      if (known === undefined) back.set(to, [from]);
      else known.push(from);
    };
    if (routers.length + routes.length + mounts.length === 0) return found;
    for (const [from, to] of aliases) lead(baseOf(to), baseOf(from));
    for (const [from, all] of this.#holds) for (const { ref } of all) lead(ref, from);
    for (const [from, all] of this.#given) for (const to of all) lead(to, from);
    const waiting = [
      ...routers.map(({ id }) => id),
      ...routes.map(({ on }) => on),
      ...mounts.flatMap(({ on, child }) => [on, child]),
    ].map(baseOf);
    for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
      if (found.has(ref)) continue;
      found.add(ref);
      waiting.push(...(back.get(ref) ?? []));
    }
    return found;
  }

  /** Chains that are all that a variable, or a member of an object in one, is. */
  #findHeld(): void {
    const names = this.#names;
    const hold = (value: Range, binding: Binding): void => {
      const chain = names.chainOf(value);
      if (chain !== undefined && !this.#heldAt.has(chain.head)) this.#heldAt.set(chain.head, binding);
    };
    for (const binding of names.scopes.bindings) {
      const { value } = binding;
      if (value === undefined || binding.parameter !== undefined) continue;
      hold(value, binding);
      if (!names.source.is(value.from, '{') || names.functionAt(value) !== undefined) continue;
      for (const property of names.properties(value.from)) hold(property.value, binding);
    }
  }

  #walk(): void {
    const { source, scopes } = this.#names;
    for (let at = 0; at < source.tokens.length; at++) {
      const sign = source.sign(at);
      if (!isWordSign(sign)) {
        // Taken apart: what is given names there.
        if ((sign === OPEN_CURLY || sign === OPEN_SQUARE) && source.sign(source.after(at)) === SET)
          at = source.after(at) - 1;
        continue;
      }
      const next = source.sign(at + 1);
      if (sign === IMPORT && next !== OPEN_ROUND && next !== DOT) {
        at = this.#afterImport(at);
        continue;
      }
      if (this.#isName(at, next)) this.#mention(at, scopes.find(source.at(at).text, at));
      if ((sign === REQUIRE || sign === IMPORT) && next === OPEN_ROUND) this.#required(at);
    }
  }

  #afterImport(from: number): number {
    const { source } = this.#names;
    let at = from + 1;
    for (let steps = 0; steps < 20 && at < source.tokens.length; steps++) {
      if (source.at(at).kind === 'string') return at;
      if (source.is(at, '=')) return at;
      at = source.after(at);
    }
    return from;
  }

  /** Tells names that are used from those of members, keys, and what is declared or assigned. */
  #isName(at: number, next: Sign): boolean {
    const before = this.#names.source.sign(at - 1);
    if (before === DOT || before === OPTIONAL || DECLARING[before] === 1 || next === SET) return false;
    return next !== COLON || (before !== OPEN_CURLY && before !== COMMA);
  }

  #mention(at: number, binding: Binding | undefined): void {
    if (binding === undefined || binding.parameter !== undefined) return;
    const { source } = this.#names;
    // What `typeof` tells of a router makes nobody serve it.
    if (this.#names.understood.has(at) || source.sign(at - 1) === TYPEOF) return;
    const member = source.is(at + 1, '.') ? source.word(at + 2) : undefined;
    const holder = this.#heldAt.get(at);
    if (holder !== undefined && holder !== binding) {
      const known = this.#holds.get(holder.ref);
      if (known === undefined) this.#holds.set(holder.ref, [binding]);
      else known.push(binding);
      return;
    }
    if (source.sign(at - 1) === RETURN && binding.import === undefined) {
      this.#returned.set(at, binding.ref);
      return;
    }
    this.#used.add(binding.ref);
    this.#foreign(binding, member);
  }

  /** A function that gives something out: whoever uses the function may use that. */
  #give(at: number, ref: Ref): void {
    const around = this.#outermost(at);
    if (around === undefined) this.#used.add(ref);
    else {
      const known = this.#given.get(around);
      if (known === undefined) this.#given.set(around, new Set([ref]));
      else known.add(ref);
    }
  }

  /** The name at the top of the source whose function, class or object is around a token. */
  #outermost(at: number): Ref | undefined {
    if (this.#tops !== undefined) return this.#tops[at];
    const { scopes, shapes, source } = this.#names;
    const tops = new Array<Ref | undefined>(source.tokens.length).fill(undefined);
    const cover = ({ from, to }: Range, ref: Ref): void => {
      const end = Math.min(to, tops.length);
      for (let index = from; index < end && tops[index] === undefined; index++) tops[index] = ref;
    };
    for (const { ref, value } of scopes.bindings)
      if (value !== undefined && scopes.isTop(value.from) && !ref.includes('~')) cover(value, ref);
    for (const shape of shapes.all)
      if (scopes.isTop(shape.from)) cover(scopes.bodyOf(shape), baseOf(this.#names.refOfShape(shape)));
    for (const shape of scopes.classes)
      if (scopes.isTop(shape.from)) cover(shape.body, this.#names.classRef(shape));
    this.#tops = tops;
    return tops[at];
  }

  /** What of another module a name is. */
  #foreign(binding: Binding, member: string | undefined): void {
    const foreign = this.#names.foreignBinding(binding);
    if (foreign === undefined) return;
    const whole = binding.import?.name === '*' || binding.import === undefined;
    const name = foreign.members[0] ?? (binding.import?.name === 'default' ? 'default' : undefined);
    this.#use(foreign.from, name ?? (whole ? member : undefined) ?? '*');
  }

  #use(from: string, name: string): void {
    if (PACKAGE.test(from)) return;
    const known = this.#modules.get(from);
    if (known === undefined) this.#modules.set(from, new Set([name]));
    else known.add(name);
  }

  /** A module that is loaded in the middle of something: `lazy(() => import('./x'))`. */
  #required(at: number): void {
    const { source } = this.#names;
    const argument = source.at(at + 2);
    if (argument.kind !== 'string' || !source.is(at + 3, ')') || this.#names.understood.has(at)) return;
    const holder = this.#heldAt.get(at);
    const chain = holder?.value && this.#names.chainOf(holder.value);
    const foreign = chain && this.#names.foreignOf(chain);
    // A variable that holds no more than the module: its uses are the module's.
    if (chain !== undefined && foreign?.next === chain.links.length) return;
    this.#use(argument.text, '*');
  }

  /** Routers and functions without a name of their own. */
  #unnamed(): void {
    const { routers, mounts, exports } = this.#findings;
    const { source } = this.#names;
    const exported = new Set(exports.map(({ of }) => baseOf(of)));
    const bases = [...routers.map(({ id }) => id), ...mounts.map(({ on }) => on)].map(baseOf);
    for (const base of new Set(bases)) {
      const at = Number(/^(?:new|base|fn|class|value)~(\d+)$/.exec(base)?.[1] ?? Number.NaN);
      if (Number.isNaN(at) || exported.has(base) || this.#names.understood.has(at)) continue;
      if (source.is(at - 1, 'return') || source.is(at - 1, '=>')) this.#give(at, base);
      else if (source.at(at - 1).kind === 'punctuation' && INSIDE.has(source.at(at - 1).text))
        this.#used.add(base);
    }
    for (const chain of this.#names.chains) {
      if (source.sign(chain.head) !== THIS) continue;
      const ref = this.#names.refOfChain(chain);
      const shape = this.#names.scopes.classAt(chain.head);
      if (ref === undefined || shape === undefined || !this.#findings.isRouter(ref)) continue;
      if (!this.#names.understood.has(chain.head) && !source.is(chain.head - 1, 'return'))
        this.#used.add(this.#names.classRef(shape));
    }
  }
}

/** Reads what of a source is used otherwise than by what was found in it. */
export function readUses(names: JavaScriptNames, findings: Findings): void {
  new UseReader(names, findings).run();
}
