import type { Ref, WrittenText } from '../file-facts.ts';
import { baseOf, type Findings } from '../findings.ts';
import type { Chain, Link } from './chains.ts';
import { readMembers } from './classes.ts';
import type { Foreign, JavaScriptNames } from './names.ts';
import type { Binding } from './scopes.ts';
import type { Range } from './source.ts';
import { isLiteral, readText } from './written-text.ts';

/** How a framework is used whose routes are registered by calls on an app or a router. */
export interface Receivers {
  readonly pack: string;
  /** What makes an app or router when it is called, with or without `new`. A root serves by itself. */
  readonly makers: readonly (Foreign & { readonly root?: true })[];
  /** Types by which a parameter or field is known to be an app or router. */
  readonly types: readonly Foreign[];
  /** Methods that register a route, and what they answer to. */
  readonly verbs: Readonly<Record<string, readonly string[]>>;
  /** Methods that put other routers under a path: `use('/users', users)`. */
  readonly mounts: ReadonlySet<string>;
  /** Methods that take a path for the verbs chained to them: `route('/x').get(show)`. */
  readonly groups: ReadonlySet<string>;
}

/** Names that people give what they register routes on, in a function that gets it without a type. */
const LIKELY_NAME = /^_?(app|application|server|api|router|routes?|express|r)$|(app|router)$/i;
/** Names of texts, in front of what is mounted or served. */
const TEXT_NAME = /^[A-Z][A-Z0-9_]*(\.|$)|prefix|path|base|url/i;

function same(a: Foreign, b: Foreign): boolean {
  return a.from === b.from && a.members.join('.') === b.members.join('.');
}

/** Reads what one source registers on the apps and routers of a framework. */
class ReceiverReader {
  readonly #names: JavaScriptNames;
  readonly #findings: Findings;
  readonly #receivers: Receivers;
  readonly #made = new Map<Chain, { readonly ref: Ref; readonly next: number }>();
  readonly #bindings = new Map<Ref, Binding>();

  constructor(names: JavaScriptNames, findings: Findings, receivers: Receivers) {
    this.#names = names;
    this.#findings = findings;
    this.#receivers = receivers;
    for (const binding of names.scopes.bindings) this.#bindings.set(names.refOfBinding(binding), binding);
  }

  run(): void {
    this.#findMakers();
    this.#findTyped();
    for (const chain of this.#names.chains) if (chain.links.length > 0) this.#read(chain);
  }

  /** What holds the value that begins at a token: a variable, a member of `this`, a field. */
  #holders(): Map<number, Ref> {
    const names = this.#names;
    const holders = new Map<number, Ref>();
    for (const { ref, value, member } of names.scopes.bindings) {
      if (value !== undefined && member === undefined && !holders.has(value.from))
        holders.set(value.from, ref);
    }
    for (const shape of names.scopes.classes) {
      const own = `${names.classRef(shape)}()`;
      for (const { name, value } of names.scopes.assigned.get(shape) ?? []) {
        holders.set(value.from, `${own}.${name}`);
      }
      for (const { name, value } of readMembers(names.source, shape, names.shapes)) {
        if (value !== undefined) holders.set(value.from, `${own}.${name}`);
      }
    }
    return holders;
  }

  #findMakers(): void {
    const { makers, verbs, mounts, pack } = this.#receivers;
    const holders = this.#holders();
    for (const chain of this.#names.chains) {
      const foreign = this.#names.foreignOf(chain);
      const maker = foreign && makers.find((candidate) => same(candidate, foreign));
      if (foreign === undefined || maker === undefined || chain.links[foreign.next]?.does !== 'call')
        continue;
      const ref = holders.get(chain.from) ?? `router~${chain.from}`;
      const next = foreign.next + 1;
      this.#made.set(chain, { ref, next });
      this.#findings.addRouter({ id: ref, pack, ...(maker.root && { root: true }) });
      const itself = chain.links
        .slice(next)
        .every((link) => link.does === 'call' || link.name in verbs || mounts.has(link.name));
      if (itself) this.#names.settle(chain, ref);
    }
  }

  #findTyped(): void {
    const names = this.#names;
    for (const binding of names.scopes.bindings) {
      if (this.#isType(binding.type)) this.#addTyped(names.refOfBinding(binding));
    }
    for (const shape of names.scopes.classes) {
      for (const { name, type } of readMembers(names.source, shape, names.shapes)) {
        if (this.#isType(type)) this.#addTyped(`${names.classRef(shape)}().${name}`);
      }
    }
  }

  #addTyped(id: Ref): void {
    // A variable that only takes what another module or function gives is that, not a router of its own.
    if (this.#bindings.get(id)?.value === undefined)
      this.#findings.addRouter({ id, pack: this.#receivers.pack });
  }

  #isType(type: Range | undefined): boolean {
    if (type === undefined) return false;
    const { source, scopes } = this.#names;
    const members: string[] = [];
    for (let at = type.from; at < type.to && (at === type.from || source.is(at - 1, '.')); at += 2) {
      members.push(source.at(at).text);
    }
    const binding = scopes.find(members[0] ?? '', type.from);
    const foreign = binding && this.#names.foreignBinding(binding);
    if (foreign === undefined) return false;
    const whole = { from: foreign.from, members: [...foreign.members, ...members.slice(1)] };
    return this.#receivers.types.some((candidate) => same(candidate, whole));
  }

  /** Walks a chain from link to link, with what it stands for so far. */
  #read(chain: Chain): void {
    const start = this.#made.get(chain) ?? this.#names.headRef(chain);
    if (start === undefined) return;
    const { verbs, mounts, groups } = this.#receivers;
    let { ref } = start;
    let group: Range | undefined;
    for (let next = start.next; next < chain.links.length; next++) {
      const [link, call] = [chain.links[next], chain.links[next + 1]];
      if (link === undefined) return;
      const open = link.does === 'member' && call?.does === 'call' ? call.open : undefined;
      if (link.does === 'member' && open !== undefined) {
        const methods = Object.hasOwn(verbs, link.name) ? verbs[link.name] : undefined;
        const values = this.#names.source.elements(open);
        if (methods !== undefined && this.#readRoute({ ref, methods, at: link.at, open, values, group })) {
          next += 1;
          continue;
        }
        if (mounts.has(link.name) && this.#mayServe(ref)) {
          this.#readMounts(ref, values);
          next += 1;
          continue;
        }
        if (groups.has(link.name) && values.length === 1) {
          group = values[0];
          next += 1;
          continue;
        }
      }
      group = undefined;
      this.#readPassed(ref, link);
      ref += link.does === 'member' ? `.${link.name}` : '()';
    }
  }

  /** A router handed to a function may get routes there: `register(app)`. */
  #readPassed(ref: Ref, link: Link): void {
    if (link.does !== 'call' || link.open === undefined || this.#isForeign(ref)) return;
    this.#names.source.elements(link.open).forEach((value, index) => {
      const on = this.#names.refOf(value);
      if (on === undefined || !this.#isLikely(on)) return;
      this.#findings.mounts.push({ on, child: `${ref}@${index}`, path: [] });
    });
  }

  #isLikely(ref: Ref): boolean {
    if (this.#findings.isRouter(ref)) return true;
    const binding = this.#bindings.get(ref);
    const name = ref.slice(Math.max(ref.lastIndexOf('.'), -1) + 1);
    if (binding?.parameter === undefined) return LIKELY_NAME.test(name) && this.#mayServe(ref);
    const { ref: own } = binding;
    return LIKELY_NAME.test(own.replace(/~\d+$/, '')) && this.#mayServe(ref);
  }

  /** Tells whether a name comes from a package: nothing is registered there. */
  #isForeign(ref: Ref): boolean {
    const from = this.#bindings.get(baseOf(ref))?.import?.from ?? this.#names.required.get(baseOf(ref));
    return from !== undefined && /^(node:|[a-z][\w-]*$)/.test(from) && !this.#findings.isRouter(ref);
  }

  /** Tells whether a name may lead to a router: here, in another module, or in what calls this function. */
  #mayServe(ref: Ref): boolean {
    let current = ref;
    for (let steps = 0; steps < 10; steps++) {
      if (this.#findings.isRouter(current)) return true;
      const base = baseOf(current);
      if (this.#names.required.has(base) || /^class~|^fn~/.test(base)) return true;
      const binding = this.#bindings.get(current) ?? this.#bindings.get(base);
      if (binding === undefined) return current.includes('@');
      if (binding.import !== undefined) return !this.#isForeign(current);
      if (binding.parameter !== undefined) return current.includes('@');
      if (binding.shape !== undefined || binding.class !== undefined) return current !== base;
      if (binding.value === undefined) return false;
      if (this.#names.functionAt(binding.value) !== undefined) return current !== base;
      if (this.#names.source.is(binding.value.from, '{')) return current !== base;
      const value = this.#names.refOf(binding.value);
      if (value === undefined || value === current) return false;
      current = value;
    }
    return false;
  }

  /** @returns whether the call registers a route, or would if its path could be read */
  #readRoute(call: {
    readonly ref: Ref;
    readonly methods: readonly string[];
    readonly at: number;
    readonly open: number;
    readonly values: readonly Range[];
    readonly group: Range | undefined;
  }): boolean {
    const { source } = this.#names;
    const path = call.group ?? call.values[0];
    const handlers = call.group === undefined ? call.values.slice(1) : call.values;
    const last = handlers.at(-1);
    if (path === undefined || last === undefined || !this.#mayServe(call.ref)) return false;
    const written = this.#readPaths(path);
    if (written === undefined) return source.at(path.from).kind === 'regex';
    const { line } = source.at(call.at);
    const { endLine } = source.lines({ from: call.open, to: source.after(call.open) });
    const guards = handlers.slice(0, -1);
    const refs = handlers.flatMap((handler) => this.#handlerRefs(handler));
    for (const text of written) {
      const parameters = text.flatMap((part) =>
        typeof part === 'string' ? (part.match(/[:*]\w+/g) ?? []) : [],
      );
      this.#findings.routes.push({
        on: call.ref,
        methods: call.methods,
        path: text,
        line,
        endLine,
        contract: [...parameters, source.hash(...guards)].join(' ').trim(),
        body: source.hash(last),
        ...(refs.length > 0 && { handlers: refs }),
      });
    }
    return true;
  }

  /** Reads a path or an array of them; undefined where it is none or cannot be read. */
  #readPaths(value: Range): WrittenText[] | undefined {
    const { source } = this.#names;
    const values = source.is(value.from, '[') ? source.elements(value.from) : [value];
    const texts = values.flatMap((one) => {
      const text = readText(this.#names, one);
      return text === undefined || !isPath(text, source.at(one.from).text) ? [] : [text];
    });
    return texts.length === 0 ? undefined : texts;
  }

  /** Functions elsewhere that a handler is, or that are wrapped in it; a function written here is its own body. */
  #handlerRefs(value: Range, depth = 0): Ref[] {
    const names = this.#names;
    if (names.functionAt(value) !== undefined || depth > 2) return [];
    if (names.source.is(value.from, '[')) {
      return names.source.elements(value.from).flatMap((one) => this.#handlerRefs(one, depth + 1));
    }
    const chain = names.chainOf(value);
    const call = chain?.links.findIndex((link) => link.does === 'call') ?? -1;
    const ref = chain && names.refOfChain(chain, call === -1 ? undefined : call);
    const link = chain?.links[call];
    const inner =
      link?.does === 'call' && link.open !== undefined
        ? names.source.elements(link.open).flatMap((one) => this.#handlerRefs(one, depth + 1))
        : [];
    if (ref === undefined) return inner;
    return [ref.endsWith('.bind') ? ref.slice(0, -'.bind'.length) : ref, ...inner];
  }

  /** `process.env.BASE_PATH`, `settings.prefix`: what it is cannot be read, but it is no function. */
  #hasTextName(value: Range): boolean {
    const { source } = this.#names;
    for (let at = value.from; at < value.to; at += 2) {
      if (source.word(at) === undefined || (at + 1 < value.to && !source.is(at + 1, '.'))) return false;
    }
    return TEXT_NAME.test(source.at(value.to - 1).text);
  }

  #readMounts(on: Ref, values: readonly Range[]): void {
    const { source } = this.#names;
    const [first, ...others] = values;
    if (first === undefined) return;
    const paths = others.length === 0 ? undefined : this.#readPaths(first);
    const { kind } = source.at(first.from);
    const literal = kind === 'template' || kind === 'string' || kind === 'regex';
    const unknown = paths === undefined && others.length > 0 && (literal || this.#hasTextName(first));
    const children = (paths !== undefined || unknown ? others : values).flatMap((value) =>
      source.is(value.from, '[') ? source.elements(value.from) : [value],
    );
    for (const value of children) {
      const child = this.#names.refOf(value);
      if (child === undefined || this.#isForeign(child)) continue;
      if (unknown) this.#findings.mounts.push({ on, child });
      for (const path of paths ?? (unknown ? [] : [[]])) this.#findings.mounts.push({ on, child, path });
    }
  }
}

/** A path is written out or has the name of one; any other name may be a function. */
function isPath(text: WrittenText, word: string): boolean {
  const [first] = text;
  if (first === undefined) return true;
  if (typeof first === 'string') return text.length > 1 || first === '' || /^[/*(]/.test(first);
  return isLiteral(text) || TEXT_NAME.test(word) || TEXT_NAME.test(first.ref);
}

/** Reads what one source registers on the apps and routers of a framework. */
export function readReceivers(names: JavaScriptNames, findings: Findings, receivers: Receivers): void {
  new ReceiverReader(names, findings, receivers).run();
}
